import type { EntitlementRow } from './rows.ts'
import { long, money, type OutputSheet, serial, signatures, text } from './sheet.ts'
import { formWord, gradeWord } from './words.ts'

/** 资助核定, internal: one row per child and line, with the ground. */
export const entitlementSheet = (rows: AsyncIterable<EntitlementRow>, heading: readonly string[]): OutputSheet<EntitlementRow> => ({
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
    text('发放形式', r => formWord(r.form)),
    text('发放对象', r => r.payee),
    text('依据条款', r => r.clause),
    long('理由', r => (r.decided ? `${r.reason}（人工判断同意）` : r.reason)),
    long('来源', r => `${r.file}〔${r.sheet}〕第${r.row}行`),
  ],
  rows,
})

/** The register's number of a clause is for those who keep the rules; a list that leaves the bureau names the clause. */
const withoutRegisterId = (clause: string): string => clause.replace(/（[A-Z]{2}-[A-Z0-9][^（）]*）$/u, '')

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
    text('依据条款', r => withoutRegisterId(r.clause)),
  ],
  rows,
})
