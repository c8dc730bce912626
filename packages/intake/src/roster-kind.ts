import type { FactKey, Stage } from '@yingjin/facts'
import { type SnapshotType, snapshotTypes } from './column.ts'
import { type ColumnKey, columnOf } from './columns.ts'

/** Who a complete roster of this kind lists: absence means *no* only for somebody it covers. */
export type Population = 'residents' | 'pupils-of-county-schools' | 'kindergarten-children' | 'vocational-students' | 'all'

export type Coverage = Readonly<{
  population: Population
  extent: 'complete' | 'partial'
  /** full: the file is the whole list as of its date; supplementary: it only adds to one. */
  delivery: 'full' | 'supplementary'
  /** A roster older than this on the reference date is no longer in force; absence from it says nothing. */
  inForceForDays: number
  /** How long after the reference date it may be dated and its silence still count; where not said, what holds for all kinds. */
  newerByDays?: number
}>

/**
 * presence → the fact has `value` (optionally only for rows where `when` holds); absence per design §3.
 * `when` compares the snapshot's codes; a yes-no column is compared as `true` / `false`.
 */
export type Establishes = Readonly<{
  fact: FactKey
  value: 'yes' | 'no' | Readonly<{ column: ColumnKey }>
  when?: Readonly<{ column: ColumnKey; is: readonly string[] }>
  absence: 'no' | 'unknown'
}>

export type RosterSubject = 'person' | 'household' | 'school' | 'teacher' | 'account' | 'money-line'

/** A column of this kind. `required`: without it the table is not this kind. `also`: writings only this sender uses. */
export type RosterColumn = Readonly<{ key: ColumnKey; required?: true; also?: readonly string[] }>

/**
 * Groups of columns repeated across the row, one person each: `成员1 / 姓名`, or plain pairs 姓名, 身份证号.
 * The lists are header writings within a group.
 */
export type FamilyColumns = Readonly<{ name: readonly string[]; id: readonly string[]; relation?: readonly string[] }>

/** A column whose value stands in the heading when the table has no such column: a word, the term, or “学校：…”. */
export type FromHeading = Readonly<{ column: ColumnKey } & ({ words: Readonly<Record<string, string>> } | { names: 'term' | 'school' })>

/**
 * A roster kind is a definition; a new kind needs no other code.
 * `words` tell kinds apart and are looked for in title rows, sheet name and file name; `never` words exclude;
 * `about` words only say what the list is about (“监测对象” stands on both lists of a pair).
 */
export type RosterKind = Readonly<{
  id: string
  name: string
  subject: RosterSubject
  sender: string
  direction: 'positive' | 'negative' | 'neutral'
  words: readonly string[]
  never?: readonly string[]
  about?: readonly string[]
  /** A row that says the opposite of what its list says (是否享受政策：是, on the list of those who do not) is refused. */
  contradicted?: Readonly<{ column: ColumnKey; is: boolean }>
  /** The other list of its pair: where the column of `contradicted` says on each row which list it is of, one sheet may hold both. */
  pairedWith?: string
  /** Columns no roster of this kind has: a table with one of them is another kind, whatever its title says. */
  foreign?: readonly ColumnKey[]
  coverage: Coverage
  columns: readonly RosterColumn[]
  /**
   * What makes two rows the same row. A key cell that cannot be read (an ID stored as a number) is refused as a key
   * and said; the row stands as long as it still names somebody, by name or by one of `otherwise`.
   */
  key: readonly ColumnKey[]
  otherwise?: readonly ColumnKey[]
  /** Family members across the row: each non-empty group is a record of its own, `member` 1, 2, …; the row is member 0. */
  family?: FamilyColumns
  /** Columns a family member's record takes over from its row. */
  shared?: readonly ColumnKey[]
  /** Groups across the row that are the child's parents: the guardian among them fills the guardian columns. */
  parents?: FamilyColumns & Readonly<{ isGuardian: readonly string[] }>
  /** The first eighteen characters of a disability certificate are the holder's ID (domain §2.1). */
  idWithin?: 'disability_number'
  /** Everybody on this roster is in this stage. */
  stage?: Stage
  fromHeading?: readonly FromHeading[]
  establishes: readonly Establishes[]
}>

/** Where a row stood; the first columns of every snapshot. */
export const placeColumns = { row_id: 'bigint', file: 'text', sheet: 'text', row: 'bigint', member: 'bigint' } as const satisfies Readonly<
  Record<string, SnapshotType>
>

/** Column name → type of a kind's snapshot, in order: its place, then the kind's columns. */
export const snapshotSchema = (kind: RosterKind): Readonly<Record<string, SnapshotType>> => ({
  ...placeColumns,
  ...Object.fromEntries(kind.columns.map(({ key }) => [key, snapshotTypes[columnOf(key).value.kind]])),
})
