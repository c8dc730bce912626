import type { ReactNode } from 'react'
import { momentWord } from './dates.ts'
import { type FactColumn, FactsTable } from './facts-table.tsx'

export type Look = Readonly<{ entryId: string; at: string; who: ReactNode; did: string; reason: string | null }>

const columns: readonly FactColumn<Look>[] = [
  { word: '时间', show: ({ at }) => momentWord(at) },
  { word: '谁', show: ({ who }) => who },
  { word: '做了什么', show: ({ did }) => did },
  { word: '原因', show: ({ reason }) => reason },
]

/** Who looked at somebody's file or did something about them, one look a line; on a phone each is a stack. */
export const LooksTable = ({ looks }: Readonly<{ looks: readonly Look[] }>) => <FactsTable columns={columns} rows={looks} keyOf={({ entryId }) => entryId} />
