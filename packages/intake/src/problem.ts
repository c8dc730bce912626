import { inYuan, type PlainDate, onPaper, type Problem, type WordingFor } from '@yingjin/kernel'

/**
 * Why a cell could not be read. `shown` is what stood there; it is masked or left out where the column identifies a
 * person, so that no message carries a whole ID number.
 */
export type CellProblem =
  | Problem<'intake/id-stored-as-number', { shown: string }>
  | Problem<'intake/id-in-scientific-notation', { shown: string }>
  | Problem<'intake/id-without-digits', { shown: string }>
  | Problem<'intake/code-stored-as-number', { shown: string }>
  | Problem<'intake/word-not-known', { shown: string; known: readonly string[] }>
  | Problem<'intake/not-a-date', { shown: string }>
  | Problem<'intake/not-a-month', { shown: string }>
  | Problem<'intake/not-a-count', { shown: string }>
  | Problem<'intake/not-a-sum', { shown: string }>
  | Problem<'intake/not-a-grade', { shown: string }>
  | Problem<'intake/grade-without-stage', { shown: string }>
  | Problem<'intake/formula-error', { shown: string }>
  | Problem<'intake/cell-too-long', { length: number; most: number }>

/** Why a row as a whole was refused. */
export type RowProblem = Problem<'intake/nobody-named', object>

/** What is wrong with a table, or worth saying about it. */
export type TableProblem =
  | Problem<'intake/several-kinds-fit', { names: readonly string[]; words: readonly string[] }>
  | Problem<'intake/no-kind-fits', { nearest: string | null; missing: readonly string[] }>
  | Problem<'intake/no-header', { columns: readonly string[] }>
  | Problem<'intake/header-on-hidden-sheet', object>
  | Problem<'intake/column-repeated', { letters: readonly string[]; label: string }>
  | Problem<'intake/columns-merged-in-data', { count: number }>

export type SheetProblem =
  | Problem<'intake/count-differs', { declared: number; unit: string; rows: number; records: number; refused: number }>
  | Problem<'intake/no-table', { rows: number }>
void (0 as unknown as PlainDate)
void inYuan
void onPaper
export type IntakeProblem = CellProblem | RowProblem | TableProblem | SheetProblem
export const intakeWording = {} as WordingFor<IntakeProblem>
