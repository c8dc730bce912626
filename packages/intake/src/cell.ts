import type { PlainDate } from '@yingjin/kernel'

/**
 * One cell as a reader hands it over: a text cell is a string, formula results are resolved, rich text is flattened.
 * A number keeps `shown`, what the workbook displays for it, because `5.30102E+17` on screen is the reason a clerk
 * will recognise.
 */
export type Cell =
  | null
  | string
  | Readonly<{ kind: 'number'; value: number; shown: string }>
  | Readonly<{ kind: 'date'; date: PlainDate }>
  | Readonly<{ kind: 'boolean'; value: boolean }>
  | Readonly<{ kind: 'error'; text: string }>

/** `row` is the 1-based number the clerk sees at the left edge of the sheet. Rows come in ascending order. */
export type SheetRow = Readonly<{ row: number; cells: readonly Cell[] }>

/** A merged area: 1-based rows, 0-based columns, both ends included. */
export type Merge = Readonly<{ top: number; left: number; bottom: number; right: number }>
