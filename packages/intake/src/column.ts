import type { ChoiceName, ColumnClass } from '@yingjin/facts'

/** How a cell of this meaning is cleaned, and the type it has in the snapshot. */
export type ValueKind =
  | Readonly<{ kind: 'text' }>
  | Readonly<{ kind: 'name' }> //         text, as written
  | Readonly<{ kind: 'id-number' }> //    text; damage is classified later, never repaired
  | Readonly<{ kind: 'code' }> //         text; student numbers, school codes, accounts
  | Readonly<{ kind: 'date' }> //         YYYY-MM-DD; a month alone means its first day
  | Readonly<{ kind: 'month' }> //        YYYY-MM-01, from YYYYMM and the like
  | Readonly<{ kind: 'term' }> //         text, `2022-autumn`
  /** `words` are what this column is filled with beyond 是/否, √/×, 有/无, 1/0 (走读/住校). */
  | Readonly<{ kind: 'yes-no'; words?: Readonly<Record<string, boolean>> }>
  | Readonly<{ kind: 'sex' }> //          male, female
  | Readonly<{ kind: 'count' }>
  | Readonly<{ kind: 'year' }> //         2020, out of 2020级, 2020年9月, 202009
  /** Whole fen. A fee `per` school year whose header says 元/学期 is counted twice; one per month is not read. */
  | Readonly<{ kind: 'money'; per?: 'school-year' }>
  | Readonly<{ kind: 'grade' }> //        grade within its stage; the stage goes to `stage` when the word names one
  /** `several`: words that name more than one of the choices (九年一贯制学校), written as their codes joined by `+`. */
  | Readonly<{ kind: 'choice'; of: ChoiceName; words: Readonly<Record<string, string>>; several?: Readonly<Record<string, readonly string[]>> }>
  /** A closed set of words that is no fact's choice: written word → code. */
  | Readonly<{ kind: 'word'; words: Readonly<Record<string, string>> }>

/** Column types of a snapshot: those of the relational plan. */
export type SnapshotType = 'text' | 'bigint' | 'boolean' | 'date'

export const snapshotTypes: Readonly<Record<ValueKind['kind'], SnapshotType>> = {
  text: 'text',
  name: 'text',
  'id-number': 'text',
  code: 'text',
  date: 'date',
  month: 'date',
  term: 'text',
  'yes-no': 'boolean',
  sex: 'text',
  count: 'bigint',
  year: 'bigint',
  money: 'bigint',
  grade: 'bigint',
  choice: 'text',
  word: 'text',
}

/**
 * A column meaning, known once for the whole house: the key is the column's name in every snapshot.
 * `names` are header writings officials use; matching also folds width, spaces, brackets and small misspellings.
 */
export type ColumnMeaning = Readonly<{ label: string; value: ValueKind; class: ColumnClass; names: readonly string[] }>
