import { daysBetween, firstDayOf, type PlainDate, type Term } from '@yingjin/kernel'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'

/** One received table of a roster: which file, as of when, and whether it is whole. */
export type ReceivedTable = Readonly<{
  kind: RosterKindId
  file: string
  /** Only where the sheets of a file are not of one date: the sheet this is said of. */
  sheet?: string
  /** The sheet was hidden: one that is out of force is a copy nobody meant to send. */
  hidden?: boolean
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
  /**
   * The office's knowledge of its persons, where it came and there is somebody in it. `settled`: somebody said who some of
   * them are; `enrolled`: officials acted upon enrolments.
   */
  office?: Readonly<{ settled: boolean; enrolled: boolean }>
}>

export const referenceDate = (situation: Situation): PlainDate => firstDayOf(situation.term)

/**
 * A roster is in force for a term when it is not older than its kind allows on the reference date. Its rows speak for
 * the term also when it is newer: rosters for 1 September arrive on the 3rd.
 */
export const inForce = (table: ReceivedTable, situation: Situation): boolean =>
  table.asOf === null || daysBetween(table.asOf, referenceDate(situation)) <= rosterKinds[table.kind].coverage.inForceForDays

/** So many days after the reference date a roster may be dated and still say who was not on it then; kinds may allow more. */
export const newerByDays = 60

/** Dated so long after the first day of the term that whoever is not on it may have been on it then. */
export const isTooNew = (table: ReceivedTable, situation: Situation): boolean =>
  table.asOf !== null && daysBetween(referenceDate(situation), table.asOf) > (rosterKinds[table.kind].coverage.newerByDays ?? newerByDays)

export const tablesOf = (situation: Situation, kind: RosterKindId): readonly ReceivedTable[] => situation.received.filter(t => t.kind === kind)

export const isReceived = (situation: Situation, kind: RosterKindId): boolean => tablesOf(situation, kind).length > 0

/** Tables of a kind that may establish facts for this term. */
export const tablesInForce = (situation: Situation, kind: RosterKindId): readonly ReceivedTable[] =>
  tablesOf(situation, kind).filter(t => inForce(t, situation))

/**
 * May absence from this kind mean *no*? Only from a complete, full, whole, dated roster in force and not too new
 * (design §3). A hidden sheet that is out of force neither speaks nor stands in the way.
 * Whether it covers the child is asked per child.
 */
export const absenceCounts = (situation: Situation, kind: RosterKindId): boolean => {
  const tables = tablesOf(situation, kind).filter(t => inForce(t, situation) || t.hidden !== true)
  const { coverage } = rosterKinds[kind]
  return (
    tables.length > 0 &&
    coverage.extent === 'complete' &&
    coverage.delivery === 'full' &&
    tables.every(t => t.asOf !== null && t.whole && inForce(t, situation) && !isTooNew(t, situation))
  )
}
