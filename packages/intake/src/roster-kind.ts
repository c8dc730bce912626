import type { FactKey } from '@yingjin/facts'
import type { ColumnKey } from './columns.ts'

/** Who a complete roster of this kind lists: absence means *no* only for somebody it covers. */
export type Population = 'residents' | 'pupils-of-county-schools' | 'kindergarten-children' | 'vocational-students' | 'all'

export type Coverage = Readonly<{
  population: Population
  extent: 'complete' | 'partial'
  /** full: the file is the whole list as of its date; supplementary: it only adds to one. */
  delivery: 'full' | 'supplementary'
  /** A roster older than this on the reference date is no longer in force; absence from it says nothing. */
  inForceForDays: number
}>

/** presence → the fact has `value` (optionally only for rows where `when` holds); absence per design §3. */
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
 * A wide family row: groups of columns repeated across the row, one member each. Every non-empty group becomes its
 * own record with `member` 1, 2, …; the row itself is member 0.
 */
export type FamilyColumns = Readonly<{ name: readonly string[]; id: readonly string[]; relation?: readonly string[] }>

/**
 * A roster kind is a definition; a new kind needs no other code.
 * `words` tell kinds of equal layout apart (享受 / 不享受): they are looked for in file name, sheet name and title rows;
 * `never` words exclude.
 */
export type RosterKind = Readonly<{
  id: string
  name: string
  subject: RosterSubject
  sender: string
  direction: 'positive' | 'negative' | 'neutral'
  words: readonly string[]
  never?: readonly string[]
  coverage: Coverage
  columns: readonly RosterColumn[]
  key: readonly ColumnKey[]
  family?: FamilyColumns
  establishes: readonly Establishes[]
}>
