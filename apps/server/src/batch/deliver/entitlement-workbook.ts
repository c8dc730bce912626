import { partsJoiner } from '@yingjin/determination'
import { inYuan } from '@yingjin/kernel'
import { type CompiledPolicy, withoutMarks } from '@yingjin/policy'
import type { EntitlementDetailRow, EntitlementRow } from './rows.ts'
import { long, money, type OutputSheet, serial, signatures, text } from './sheet.ts'
import { formWord, gradeWord } from './words.ts'

/** `中央资金 300.00 元；县级资金 200.00 元` */
const fundsText = (funds: string | null | undefined): string | null =>
  funds === null || funds === undefined
    ? null
    : funds
        .split(partsJoiner)
        .map(part => {
          const at = part.lastIndexOf('=')
          return `${part.slice(0, at)} ${inYuan(Number(part.slice(at + 1)))} 元`
        })
        .join(partsJoiner)

/** 资助核定, internal: one row per child and line, with the ground; who bears it and what to look at only where the pack says. */
export const entitlementSheet = (
  rows: AsyncIterable<EntitlementDetailRow>,
  { policy }: Pick<CompiledPolicy, 'policy'>,
  heading: readonly string[],
): OutputSheet<EntitlementDetailRow> => {
  const setByPerson = new Set(policy.lines.filter(line => line.toSet !== null).map(line => line.id))
  const byPerson = (r: EntitlementRow): string => (!r.decided ? '' : setByPerson.has(r.line) ? '（金额由人确定）' : '（人工判断同意）')
  return {
    name: '核定明细（内部）',
    heading: [...heading, '内部资料：含困难类别，不得外发。外发请用“符合条件名单”。金额空白的是免收、供餐、供书等不发现金的项目。', signatures],
    columns: [
      serial(),
      text('学校', r => r.school_name),
      text('年级', r => gradeWord(r.stage, r.grade)),
      text('班级', r => r.class_name),
      text('姓名', r => r.name),
      text('资助项目', r => r.title),
      money('本学期金额（元）', r => r.amount_fen),
      ...(policy.lines.some(line => line.funding !== null) ? [long<EntitlementDetailRow>('资金来源', r => fundsText(r.funds))] : []),
      text('发放形式', r => formWord(r.form)),
      text('发放对象', r => r.payee),
      text('依据条款', r => withoutMarks(r.clause)),
      long('理由', r => `${withoutMarks(r.reason)}${byPerson(r)}`),
      ...(policy.pack.notices.length > 0
        ? [long<EntitlementDetailRow>('提示', r => (r.notices === null || r.notices === undefined ? null : withoutMarks(r.notices)))]
        : []),
      long('来源', r => `${r.file}〔${r.sheet}〕第${r.row}行`),
    ],
    rows,
  }
}

/** 符合条件名单: what may leave the bureau. School, grade, class, name, item, sum and clause; never the ground (design §8). */
export const publishableSheet = (rows: AsyncIterable<EntitlementRow>, heading: readonly string[]): OutputSheet<EntitlementRow> => ({
  name: '符合条件名单',
  heading: [...heading, signatures],
  columns: [
    serial(),
    text('学校', r => r.school_name),
    text('年级', r => gradeWord(r.stage, r.grade)),
    text('班级', r => r.class_name),
    text('姓名', r => r.name),
    text('资助项目', r => r.title),
    money('本学期金额（元）', r => r.amount_fen),
    text('结论', () => '符合条件'),
    text('依据条款', r => withoutMarks(r.clause)),
  ],
  rows,
})
