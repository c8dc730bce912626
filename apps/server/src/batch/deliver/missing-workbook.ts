import { type Cause, causes, expectedAnswer, questionLabel } from '@yingjin/determination'
import type { FactKey } from '@yingjin/facts'
import { facts } from '@yingjin/facts'
import { documentTitle, type LineInfo, type Policy } from '@yingjin/policy'
import type { MissingRow, NotEnteredRow, RosterGapRow } from './rows.ts'
import { count, fillIn, long, type OutputSheet, serial, signatures, text } from './sheet.ts'
import { gradeWord } from './words.ts'

/** Few open categories are named; of many the form asks which one, and lists them all above the table. */
const hardshipQuestion = (codes: string): string => {
  const open = codes.split('；').map(code => facts[code as FactKey]?.label ?? code)
  return open.length > 3 ? '困难类别（属于哪一类，或都不是）' : `困难类别（${open.join('、')}）`
}

/**
 * 待补信息: one question per child. Comes back filled and is an input of the next run, so the headers are those of
 * the roster kind `filled-facts`.
 */
export const missingSheet = (rows: AsyncIterable<MissingRow>, titleOf: (line: string) => string, heading: readonly string[]): OutputSheet<MissingRow> => ({
  name: '待补信息',
  heading: [
    ...heading,
    '内部资料。请只填“填写”和“依据”两列，填好后放回名册文件夹，下次运行自动采用；没有填的行保持不变。“信息代码”由程序识别，请勿改动。',
    `困难类别可填：${expectedAnswer('hardship')}`,
    signatures,
  ],
  columns: [
    serial(),
    text('姓名', r => r.name),
    text('身份证号', r => r.id_number),
    text('学校', r => r.school_name),
    text('年级', r => gradeWord(r.stage, r.grade)),
    text('班级', r => r.class_name),
    text('缺少的信息', r => (r.question === 'hardship' ? hardshipQuestion(r.facts) : questionLabel(r.question))),
    text('信息代码', r => r.question),
    long('为什么缺', r => causes[r.cause as Cause] ?? '原因未注明'),
    text('影响的项目', r => r.lines.split('；').map(titleOf).join('、')),
    long('怎样填写', r => (r.question === 'hardship' ? '填困难类别，写法见表头上方；都不是请填“均不是”' : expectedAnswer(r.question))),
    fillIn('填写'),
    fillIn('依据'),
  ],
  rows,
})

/** Gaps of the county: what nobody can answer because a roster did not come. */
export const rosterGapSheet = (rows: Iterable<RosterGapRow>, rostersFor: (fact: string) => string, heading: readonly string[]): OutputSheet<RosterGapRow> => ({
  name: '缺少的名册',
  heading: [...heading, '下列信息因为没有收到完整、有日期、在有效期内的名册而无法判断。补收名册后重新运行即可，不必逐人填写；没有一种名册写着的，凭证明补。'],
  columns: [
    serial(),
    text('缺少的信息', r => facts[r.fact as FactKey]?.label ?? r.fact),
    long('应收名册', r => rostersFor(r.fact)),
    count('涉及儿童人数', r => r.children),
  ],
  rows,
})

/** Who can enter a figure of the paper, and where: its issuers, as a parameter of the county's pack. */
export const whoEnters = ({ pack, settings }: Pick<Policy, 'pack' | 'settings'>, parameter: string, lines: readonly LineInfo[]): string => {
  const issuers = [...new Set(lines.map(line => line.document.issuer))].join('、')
  const { label, clause } = settings.parameter(parameter)
  const article = pack.clauses[clause]?.article ?? clause
  return `${issuers}按文件规定的数额录入：${documentTitle(pack.document)}的政策包里“${label}”一项（${article}），录入后重新运行`
}

/** Gaps of the county: figures that the paper leaves open and nobody has entered. Said once per figure, asked of no child. */
export const notEnteredSheet = (
  rows: Iterable<NotEnteredRow>,
  policy: Pick<Policy, 'pack' | 'settings' | 'lines'>,
  heading: readonly string[],
): OutputSheet<NotEnteredRow> => {
  const linesOf = (r: NotEnteredRow): readonly LineInfo[] => {
    const ids = r.lines.split('；')
    return policy.lines.filter(line => ids.includes(line.id))
  }
  return {
    name: '待录入的数额',
    heading: [...heading, '下列数额文件没有写明，也还没有人录入，涉及的项目算不出金额。录入一次，全县都能算；不必逐人填写。'],
    columns: [
      serial(),
      text('缺少的数额', r => r.figure),
      long('由谁录入、录在哪里', r => whoEnters(policy, r.parameter, linesOf(r))),
      text('文件', r => [...new Set(linesOf(r).map(line => documentTitle(line.document)))].join('、')),
      count('涉及儿童人数', r => r.children),
      long('影响的项目', r =>
        linesOf(r)
          .map(line => line.title)
          .join('、'),
      ),
    ],
    rows,
  }
}
