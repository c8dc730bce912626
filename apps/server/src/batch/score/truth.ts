import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FactKey, FactValues } from '@yingjin/facts'

/** The planted truth beside the invented county (`writeSampleCounty`). */
export type TrueRow = Readonly<{
  roster: string
  file: string
  sheet: string
  row: number
  member: number
  person: number
  damage: readonly Readonly<{ kind: string }>[]
}>
export type TrueFacts = Readonly<{ person: number; values: Partial<FactValues>; unknowable: readonly FactKey[] }>
export type TrueLead = Readonly<{ kind: string; ground: string; person: number; others: readonly number[]; by: 'plan' | 'damage' }>
export type Truth = Readonly<{ rows: readonly TrueRow[]; facts: readonly TrueFacts[]; leads: readonly TrueLead[] }>

const lines = <Row>(path: string): Row[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Row)

export const readTruth = (folder: string): Truth => ({
  rows: lines(join(folder, 'rows.jsonl')),
  facts: lines(join(folder, 'facts.jsonl')),
  leads: lines(join(folder, 'leads.jsonl')),
})

export const readResult = <Row>(out: string, name: string): Row[] => lines(join(out, 'jsonl', `${name}.jsonl`))

/** A row's place as one word. */
export const placeKey = (r: Readonly<{ file: string; sheet: string; row: number; member?: number }>): string =>
  `${r.file}\u0000${r.sheet}\u0000${r.row}\u0000${r.member ?? 0}`
