import type { ColumnKind, WorkbookCell, WorkbookColumn } from '../platform/workbook/index.ts'

const column =
  (kind: ColumnKind) =>
  <Row>(header: string, width: number, of: (row: Row, index: number) => WorkbookCell): WorkbookColumn<Row> => ({ header, width, kind, of })
/** Columns of what is taken along, by their kind. */
export const text = column('text')
export const date = column('date')
export const money = column('money')
export const count = column('count')
