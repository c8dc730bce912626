import type { WorkbookCell, WorkbookColumn, WorkbookSheet } from '../../platform/workbook/index.ts'

export type { WorkbookColumn as OutputColumn, WorkbookSheet as OutputSheet } from '../../platform/workbook/index.ts'

type Value<Row> = (row: Row, index: number) => WorkbookCell

/**
 * Widths in Chinese characters, by header: one column looks alike on every list. A4 across holds about seventy at the
 * size of the screen; a list of a hundred and twenty is still read without a glass when it is printed.
 */
const widths: Readonly<Record<string, number>> = {
  序号: 4,
  学校: 13,
  年级: 6,
  班级: 7,
  姓名: 6,
  身份证号: 10,
  乡镇: 6,
  项目代码: 6,
  资助项目: 14,
  项目: 14,
  承办单位: 11,
  文件: 20,
  表: 8,
  行: 4,
  情形: 8,
  结果: 10,
  发放形式: 8,
  发放对象: 9,
  依据条款: 11,
  信息代码: 8,
  影响的项目: 14,
  缺少的信息: 16,
  理由: 14,
  资金来源: 14,
  提示: 14,
  可填范围: 9,
  '金额（元）': 8,
  不一致人数: 6,
  为什么不一致: 20,
  当时结果: 9,
  现在结果: 9,
  现在的说明: 24,
  缺少的数额: 16,
  '由谁录入、录在哪里': 26,
  来源: 17,
  为什么缺: 16,
  怎样填写: 14,
  为什么需要判断: 18,
  说明: 20,
  依据的名册行: 22,
  凭什么: 20,
  对上的记录: 20,
  名册: 17,
  报送部门: 9,
  截至日期: 8,
  结论: 6,
  甲: 24,
  乙: 24,
  县区: 8,
  享受人次: 6,
  未定人次: 6,
  增加人数: 6,
  减少人数: 6,
  执行的文件: 24,
  填写: 10,
  依据: 10,
  核实结果: 9,
  核实人: 6,
  '决定（同意/不同意）': 9,
  决定人: 6,
}
const widthOf = (header: string, otherwise: number): number => widths[header] ?? otherwise

export const text = <Row>(header: string, of: Value<Row>): WorkbookColumn<Row> => ({ header, width: widthOf(header, 12), kind: 'text', of })
/** Long text: a wide column. */
export const long = <Row>(header: string, of: Value<Row>): WorkbookColumn<Row> => ({ header, width: widthOf(header, 36), kind: 'text', of })
export const money = <Row>(header: string, of: Value<Row>): WorkbookColumn<Row> => ({ header, width: 9, kind: 'money', of })
export const count = <Row>(header: string, of: Value<Row>): WorkbookColumn<Row> => ({ header, width: widthOf(header, 10), kind: 'count', of })
export const serial = <Row>(): WorkbookColumn<Row> => count('序号', (_row, index) => index + 1)
/** An empty column for people to write in, with a drop-down where the answers are few. */
export const fillIn = <Row>(header: string, choices?: readonly string[]): WorkbookColumn<Row> => ({
  header,
  width: widthOf(header, 12),
  kind: 'text',
  fillIn: choices ?? true,
  of: () => null,
})

/** On lists that are filed: who stands for them. Above the table, where it stays on the first page however long the list is. */
export const signatures = '填报单位（盖章）：　　　　　　　填表人：　　　　　　审核人：　　　　　　负责人：　　　　　　日期：　　　　年　　月　　日'

/** Sheets of different rows in one workbook: each sheet's columns read only its own rows. */
export type AnySheet = WorkbookSheet<never>
export const anySheet = <Row>(sheet: WorkbookSheet<Row>): AnySheet => sheet as unknown as AnySheet
