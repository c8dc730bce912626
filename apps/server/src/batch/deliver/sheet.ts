import type { WorkbookColumn, WorkbookSheet, WorkbookValue } from '../../platform/workbook/index.ts'

/** One column of a list we hand over, and where its value comes from. */
export type OutputColumn<Row> = WorkbookColumn & Readonly<{ of: (row: Row, index: number) => WorkbookValue }>

export type OutputSheet<Row> = Readonly<{
  name: string
  /** What this list is; below it, as of when and who may see it. */
  heading: readonly string[]
  columns: readonly OutputColumn<Row>[]
  rows: AsyncIterable<Row> | Iterable<Row>
}>

type Value<Row> = (row: Row, index: number) => WorkbookValue

export const text = <Row>(header: string, of: Value<Row>): OutputColumn<Row> => ({ header, format: 'text', of })
/** Long text: wraps instead of running out of the page. */
export const long = <Row>(header: string, of: Value<Row>): OutputColumn<Row> => ({ header, format: 'text', wrap: true, of })
export const money = <Row>(header: string, of: Value<Row>): OutputColumn<Row> => ({ header, format: 'money', of })
export const count = <Row>(header: string, of: Value<Row>): OutputColumn<Row> => ({ header, format: 'count', of })
export const serial = <Row>(): OutputColumn<Row> => count('序号', (_row, index) => index + 1)
/** An empty column for people to write in, with a drop-down where the answers are few. */
export const fillIn = <Row>(header: string, choices?: readonly string[]): OutputColumn<Row> => ({
  header,
  format: 'text',
  fillIn: choices ?? true,
  of: () => null,
})

async function* valuesOf<Row>(sheet: OutputSheet<Row>): AsyncGenerator<WorkbookValue[]> {
  let index = 0
  for await (const row of sheet.rows) {
    yield sheet.columns.map(column => column.of(row, index))
    index += 1
  }
}

export const asWorkbookSheet = <Row>(sheet: OutputSheet<Row>): WorkbookSheet => {
  const [title, ...notes] = sheet.heading
  return {
    name: sheet.name,
    ...(title === undefined ? {} : { title }),
    notes,
    columns: sheet.columns.map(({ of: _of, ...column }) => column),
    rows: valuesOf(sheet),
  }
}
