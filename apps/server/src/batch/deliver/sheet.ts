import type { WorkbookCell, WorkbookColumn, WorkbookSheet } from '../../platform/workbook/index.ts'

export type { WorkbookColumn as OutputColumn, WorkbookSheet as OutputSheet } from '../../platform/workbook/index.ts'

type Value<Row> = (row: Row, index: number) => WorkbookCell

/** Widths in Chinese characters, by header: one column looks alike on every list. */
const widths: Readonly<Record<string, number>> = {
  序号: 5,
  学校: 16,
  年级: 6,
  班级: 9,
  姓名: 8,
  身份证号: 10,
  乡镇: 9,
  项目代码: 6,
  资助项目: 18,
  项目: 18,
  承办单位: 16,
  文件: 30,
  行: 6,
  情形: 10,
  结果: 12,
  发放形式: 10,
  发放对象: 10,
  依据条款: 16,
  信息代码: 6,
  影响的项目: 18,
  缺少的信息: 18,
  理由: 20,
  来源: 24,
  为什么缺: 20,
  怎样填写: 22,
  为什么需要判断: 24,
  说明: 24,
  依据的名册行: 30,
  凭什么: 24,
  对上的记录: 26,
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

/** On lists that are filed: who stands for them. Above the table, where it stays on the first page however long the list is. */
export const signatures = '填报单位（盖章）：　　　　　　　填表人：　　　　　　审核人：　　　　　　负责人：　　　　　　日期：　　　　年　　月　　日'

/** Sheets of different rows in one workbook: each sheet's columns read only its own rows. */
export type AnySheet = WorkbookSheet<never>
export const anySheet = <Row>(sheet: WorkbookSheet<Row>): AnySheet => sheet as unknown as AnySheet
