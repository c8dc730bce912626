import { daysBetween, firstDayOf, type PlainDate, type Term } from '@yingjin/kernel'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'

/** One received table of a roster: which file, as of when, and whether it is whole. */
export type ReceivedTable = Readonly<{
  kind: RosterKindId
  file: string
  /** `null`: the file does not say as of when. Its rows count; absence from it says nothing. */
  asOf: PlainDate | null
  /** False when the declared count differs from the rows read, or rows were refused that may be anybody. */
  whole: boolean
}>

/**
 * What the county had in hand for this run. The reference date is the first day of the term: it is never taken
 * from the clock.
 */
export type Situation = Readonly<{
  county: string
  countyName: string
  term: Term
  received: readonly ReceivedTable[]
}>

export const referenceDate = (situation: Situation): PlainDate => firstDayOf(situation.term)

/**
 * A roster is in force for a term when it is not older than its kind allows on the reference date. One that is
 * newer than the reference date is in force as well: rosters for 1 September arrive on the 3rd.
 */
export const inForce = (table: ReceivedTable, situation: Situation): boolean =>
  table.asOf === null || daysBetween(table.asOf, referenceDate(situation)) <= rosterKinds[table.kind].coverage.inForceForDays

export const tablesOf = (situation: Situation, kind: RosterKindId): readonly ReceivedTable[] => situation.received.filter(t => t.kind === kind)

export const isReceived = (situation: Situation, kind: RosterKindId): boolean => tablesOf(situation, kind).length > 0

/** Files of a kind that may establish facts for this term. */
export const filesInForce = (situation: Situation, kind: RosterKindId): readonly string[] => [
  ...new Set(
    tablesOf(situation, kind)
      .filter(t => inForce(t, situation))
      .map(t => t.file),
  ),
]

/**
 * May absence from this kind mean *no*? Only from a complete, full, whole, dated roster in force (design §3).
 * Whether it covers the child is asked per child.
 */
export const absenceCounts = (situation: Situation, kind: RosterKindId): boolean => {
  const tables = tablesOf(situation, kind)
  const { coverage } = rosterKinds[kind]
  return (
    tables.length > 0 &&
    coverage.extent === 'complete' &&
    coverage.delivery === 'full' &&
    tables.every(t => t.asOf !== null && t.whole && inForce(t, situation))
  )
}
