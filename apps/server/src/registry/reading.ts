import type { EntryUnit, ImportCounts, showDelivery } from '@yingjin/domain/registry'
import { columnKeys, columnOf, type RosterKind, rosterKinds } from '@yingjin/intake'
import { maskId } from '@yingjin/kernel'
import type { z } from 'zod'

type ShownDelivery = z.input<typeof showDelivery.outcome>
export type ReadSheet = ShownDelivery['sheets'][number]

/** What was understood of a file, as it lies sealed with its delivery. */
export type Reading = Readonly<{ problems: readonly string[]; sheets: readonly ReadSheet[] }>

/** Rows that go back to their sender, sheet by sheet, as they lie sealed with their list. */
export type ReturnedRows = Readonly<{
  sheets: readonly Readonly<{
    name: string
    columns: readonly Readonly<{ letter: string; header: string; kept: boolean }>[]
    rows: readonly Readonly<{ row: number; refused: boolean; cells: readonly string[]; says: readonly string[]; why?: readonly string[] }>[]
  }>[]
  /** Further ones that were not kept. */
  left: number
}>

/** One roster of a file, as its reading found it. */
export type ReadList = Readonly<{
  roster: string
  asOf: string | null
  coverage: 'complete' | 'partial' | 'supplementary'
  certain: boolean
  hindrance: string | null
  rowsRead: number
  rowsAccepted: number
  rowsRefused: number
  entries: number
  notCollected: readonly string[]
  /** What is kept of it for a run, where no batch is made of it. */
  snapshot: string | null
  returned: ReturnedRows | null
}>

/** What a reader found of one delivery. */
export type ReadDelivery = Readonly<{
  status: 'read' | 'no-roster' | 'unreadable'
  message: string
  rowsAccepted: number
  rowsRefused: number
  reading: Reading
  lists: readonly ReadList[]
}>

export const kindNamed = (roster: string): RosterKind | undefined => (rosterKinds as Readonly<Record<string, RosterKind | undefined>>)[roster]
/** Lists that become no batch of the registry and go into runs as they are: the directory of schools, what was filled in. */
export const goesToRuns = (roster: string): boolean => ['school-directory', 'filled-facts', 'human-decisions'].includes(roster)

export const unitOf = (roster: string): EntryUnit => (kindNamed(roster)?.subject === 'money-line' ? '条' : '人')
export const rosterWord = (roster: string): string => kindNamed(roster)?.name ?? roster
export const senderOf = (roster: string): string => kindNamed(roster)?.sender ?? '报送单位'

/** What may be said of a column besides a meaning of its roster. */
export const otherMeanings = { 'not-collected': '不采集', ignore: '不需要' } as const

/** Every meaning a column of a roster may have, with its word. */
export const meaningsOf = (roster: string): readonly Readonly<{ value: string; word: string }>[] => [
  ...(kindNamed(roster)?.columns ?? []).map(({ key }) => ({ value: key, word: columnOf(key).label })),
  ...Object.entries(otherMeanings).map(([value, word]) => ({ value, word })),
]

export const isMeaning = (word: string): word is (typeof columnKeys)[number] | keyof typeof otherMeanings =>
  word in otherMeanings || (columnKeys as readonly string[]).includes(word)

const longNumber = /(?<![\dA-Za-z])\d{9,}[\dXx]?/gu
/** A row as a screen shows it: whoever it is about is known by name, and a number only by its ends. */
export const withoutWholeNumbers = (text: string): string => text.replaceAll(longNumber, maskId)

/** Every kind a sheet may be said to be, with who sends it. */
export const kindsToSay = (): { value: string; word: string; sender: string }[] =>
  Object.values(rosterKinds).map(({ id, name, sender }) => ({ value: id, word: name, sender }))

/** What a batch changes, or would change, in all its matters together; none before it was tried. */
export const changesOf = (counts: ImportCounts | null) => {
  if (counts === null) return null
  const of = (what: 'new' | 'changed' | 'ended' | 'unchanged'): number => Object.values(counts.facts).reduce((sum, each) => sum + each[what], 0)
  return {
    personsNew: counts.persons.new,
    matched: counts.rows.matched,
    personsMatched: counts.persons.matched,
    doubtful: counts.rows.doubtful,
    new: of('new'),
    changed: of('changed'),
    ended: of('ended'),
    unchanged: of('unchanged'),
    absence: counts.absence,
    lastList: counts.lastList,
  }
}
