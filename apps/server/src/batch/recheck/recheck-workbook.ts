import { inYuan, type PlainDate, termOnPaper } from '@yingjin/kernel'
import { writeWorkbook } from '../../platform/workbook/index.ts'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { anySheet, count, long, money, type OutputSheet, serial, text } from '../deliver/sheet.ts'
import { gradeWord } from '../deliver/words.ts'
import { differencesTold, type LineDifference, type Recheck, type RecheckOrder, stateWord, type Told } from './recheck.ts'

const short = (digest: string): string => digest.slice(0, 12)

/** What came of it, line by line, as it is said at the command line and above the sheets. */
export const recheckSentences = (r: Recheck): readonly string[] => [
  `复核运行 ${r.record.run}：当时用程序 ${r.record.programVersion}、政策包 ${r.record.pack}（${short(r.record.packDigest)}）、名册快照 ${r.record.snapshots.length} 份；现在用程序 ${r.program}、政策包 ${r.pack}。`,
  ...(r.changed.length === 0 ? [] : [`与当时不同的：${r.changed.join('；')}。`]),
  ...r.lapsed.map(said => `请注意：${said}。`),
  r.differing === 0
    ? `${r.children} 名儿童、${r.results} 个人项，完全一致。`
    : `${r.children} 名儿童、${r.results} 个人项，其中 ${r.differingChildren} 人 ${r.differing} 个人项不一致。`,
  ...r.byLine.map(l => `  ${l.line} ${l.title}：${l.children} 人，合计由 ${inYuan(l.thenFen)} 元变为 ${inYuan(l.nowFen)} 元（${l.causes.join('；')}）`),
]

/** 复核.xlsx: by line, and every child and line that differs, with why. Written only when something does. */
export const writeRecheck = async (
  path: string,
  db: DuckDb,
  order: RecheckOrder,
  result: Recheck,
  { countyName, dated }: Readonly<{ countyName: string; dated: PlainDate }>,
): Promise<void> => {
  const heading = (what: string): readonly string[] => [`${countyName}${termOnPaper(order.term)}${what}`, ...recheckSentences({ ...result, byLine: [] })]
  const summary: OutputSheet<LineDifference> = {
    name: '复核',
    heading: heading('核定结果复核'),
    columns: [
      serial(),
      text('项目代码', l => l.line),
      text('项目', l => l.title),
      count('不一致人数', l => l.children),
      money('当时合计（元）', l => l.thenFen),
      money('现在合计（元）', l => l.nowFen),
      long('为什么不一致', l => l.causes.join('；')),
    ],
    rows: result.byLine,
  }
  const children: OutputSheet<Told> = {
    name: '逐人',
    heading: [...heading('核定结果复核（逐人）'), '内部资料。在查明原因之前，不要据此发放或追回。'],
    columns: [
      serial(),
      text('学校', t => t.school_name),
      text('年级', t => gradeWord(t.stage, t.grade)),
      text('班级', t => t.class_name),
      text('姓名', t => t.name),
      text('项目', t => t.title),
      text('当时结果', t => stateWord(t.then_state, t.then_form)),
      money('当时金额（元）', t => t.then_fen),
      text('现在结果', t => stateWord(t.now_state, t.now_form)),
      money('现在金额（元）', t => t.now_fen),
      long('为什么不一致', t => t.why),
      long('现在的说明', t => t.today),
      long('来源', t => `${t.file}〔${t.sheet}〕第${t.row}行`),
    ],
    rows: differencesTold(db, order, result.byLine),
  }
  await writeWorkbook(path, [anySheet(summary), anySheet(children)], { dated })
}
