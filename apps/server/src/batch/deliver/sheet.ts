import type { WorkbookCell, WorkbookColumn, WorkbookSheet } from '../../platform/workbook/index.ts'

export type { WorkbookColumn as OutputColumn, WorkbookSheet as OutputSheet } from '../../platform/workbook/index.ts'

type Value<Row> = (row: Row, index: number) => WorkbookCell

/** Widths in Chinese characters, by header: one column looks alike on every list. */
const widths: Readonly<Record<string, number>> = {
  序号: 5,
  学校: 18,
  年级: 7,
  班级: 9,
  姓名: 9,
  身份证号: 18,
  乡镇: 9,
  项目代码: 10,
  资助项目: 22,
  项目: 22,
  承办单位: 18,
  文件: 30,
  行: 6,
  情形: 14,
  结果: 18,
  发放形式: 11,
  发放对象: 12,
  依据条款: 20,
  信息代码: 12,
  影响的项目: 18,
  缺少的信息: 20,
  名册: 22,
  甲: 24,
  乙: 24,
}
const widthOf = (header: string, otherwise: number): number => widths[header] ?? otherwise

export const text = <Row>(header: string, of: Value<Row>): WorkbookColumn<Row> => ({ header, width: widthOf(header, 12), kind: 'text', of })
/** Long text: a wide column. */
export const long = <Row>(header: string, of: Value<Row>): WorkbookColumn<Row> => ({ header, width: widthOf(header, 36), kind: 'text', of })
export const money = <Row>(header: string, of: Value<Row>): WorkbookColumn<Row> => ({ header, width: 12, kind: 'money', of })
export const count = <Row>(header: string, of: Value<Row>): WorkbookColumn<Row> => ({ header, width: widthOf(header, 10), kind: 'count', of })
export const serial = <Row>(): WorkbookColumn<Row> => count('序号', (_row, index) => index + 1)
/** An empty column for people to write in, with a drop-down where the answers are few. */
export const fillIn = <Row>(header: string, choices?: readonly string[]): WorkbookColumn<Row> => ({
  header,
  width: 14,
  kind: 'text',
  fillIn: choices ?? true,
  of: () => null,
})

/** Sheets of different rows in one workbook: each sheet's columns read only its own rows. */
export type AnySheet = WorkbookSheet<never>
export const anySheet = <Row>(sheet: WorkbookSheet<Row>): AnySheet => sheet as unknown as AnySheet
