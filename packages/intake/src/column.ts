import type { ChoiceName, ColumnClass } from '@yingjin/facts'

/** How a cell of this meaning is cleaned, and the type it has in the snapshot. */
export type ValueKind =
  | Readonly<{ kind: 'text' }>
  | Readonly<{ kind: 'name' }>
  | Readonly<{ kind: 'id-number' }> //         text; damage is classified, never repaired
  | Readonly<{ kind: 'code' }> //              text; student numbers, school codes, accounts
  | Readonly<{ kind: 'date' }> //              YYYY-MM-DD
  | Readonly<{ kind: 'month' }> //             YYYY-MM-01, from YYYYMM and the like
  | Readonly<{ kind: 'yes-no' }>
  | Readonly<{ kind: 'sex' }> //               male, female
  | Readonly<{ kind: 'count' }>
  | Readonly<{ kind: 'money' }> //             whole fen
  | Readonly<{ kind: 'grade' }> //             grade within its stage; the stage goes to `stage` when the word names one
  | Readonly<{ kind: 'choice'; of: ChoiceName; words: Readonly<Record<string, string>> }>

/**
 * A column meaning, known once for the whole house: the key is the column's name in every snapshot.
 * `names` are header writings officials use; matching also folds width, spaces, brackets and small misspellings.
 * `under` restricts a meaning to columns below a parent header (“成员1 / 姓名”).
 */
export type ColumnMeaning = Readonly<{ label: string; value: ValueKind; class: ColumnClass; names: readonly string[] }>
