import {
  aidItemOf,
  aidItemSchema,
  aidItemsTable,
  answerWording,
  filledAnswerSchema,
  filledAnswersTable,
  filledDecisionSchema,
  filledDecisionsTable,
  readAnswer,
  rosterTableName,
} from '@yingjin/determination'
import type { RosterKindId } from '@yingjin/intake'
import { inYuan, word } from '@yingjin/kernel'
import type { LineInfo } from '@yingjin/policy'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import type { FilledProblem } from '../deliver/filled-problem.ts'

export { type FilledProblem, placeWord } from '../deliver/filled-problem.ts'

type Place = Readonly<{ row_id: number; file: string; sheet: string; row: number }>
type FilledFact = Place & Readonly<{ fact_code: string | null; answer: string | null }>
type FilledDecision = Place & Readonly<{ line_code: string | null; decision: string | null; decision_amount: string | null; decision_reason: string | null }>

/** What is read here, before the plan reads anything. */
export const filledBackColumns: Readonly<Partial<Record<RosterKindId, readonly string[]>>> = {
  'filled-facts': ['file', 'sheet', 'row', 'fact_code', 'answer'],
  'human-decisions': ['file', 'sheet', 'row', 'line_code', 'decision', 'decision_amount', 'decision_reason'],
  'payment-roster': ['aid_item'],
}

const rowsOf = <Row extends object>(db: DuckDb, has: boolean, kind: RosterKindId, columns: string): Promise<Row[]> =>
  has ? db.rows<Row>(`SELECT row_id, file, sheet, "row", ${columns} FROM ${rosterTableName(kind)} ORDER BY row_id`) : Promise.resolve([])

type Heard = Readonly<{ agrees: boolean | null; amountFen: number | null }>

/** Whole yuan or with its fen; a workbook drops the last zero of 750.50. */
const fenOf = (written: string): number | null => {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?元?$/.exec(written.replaceAll(/[,，\s]/g, ''))
  return parts === null ? null : Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
}

const boundsWord = (toSet: NonNullable<LineInfo['toSet']>): string => `${inYuan(toSet.leastFen)} 元至 ${inYuan(toSet.greatestFen)} 元`

/** What one row of 需人工判断 says, or the sentence that says what is wrong with it; null where nothing is filled in. */
export const readDecision = (
  filled: Pick<FilledDecision, 'line_code' | 'decision' | 'decision_amount' | 'decision_reason'>,
  lines: readonly LineInfo[],
): Heard | string | null => {
  const [given, sum] = [filled.decision?.trim() ?? '', filled.decision_amount?.trim() ?? '']
  if (given === '' && sum === '') return null
  if (given !== '' && given !== '同意' && given !== '不同意') return `“决定”一列填的是“${given}”；请填“同意”或“不同意”`
  const line = lines.find(l => l.id === filled.line_code)
  if (line === undefined) return `项目代码“${filled.line_code ?? ''}”不是本学期核定的项目，请勿改动“项目代码”一列`
  if (given !== '' && (filled.decision_reason?.trim() ?? '') === '') return '有决定但没有理由；“等”字范围内的判断必须写明理由'
  const agrees = given === '' ? null : given === '同意'
  if (sum === '') return { agrees, amountFen: null }
  if (line.toSet === null) return `“${line.title}”的金额由文件确定，不由人填写；请清空“金额（元）”一格`
  if (agrees === false) return '填了“不同意”又填了金额；不同意的请清空“金额（元）”一格'
  const amountFen = fenOf(sum)
  if (amountFen === null) return `填写的金额“${sum}”看不懂；请填 ${boundsWord(line.toSet)}之间的金额，整数或两位小数，例如 ${inYuan(line.toSet.leastFen)}`
  if (amountFen < line.toSet.leastFen || amountFen > line.toSet.greatestFen)
    return `填写的金额 ${inYuan(amountFen)} 元超出范围；文件规定在 ${boundsWord(line.toSet)}之间`
  return { agrees, amountFen }
}

/**
 * Reads what people filled into 待补信息 and 需人工判断, and the item names of last term's payments, into small tables
 * for the plan. A cell that cannot be used is named; it never counts as an answer.
 */
export const loadFilledBack = async (db: DuckDb, has: (kind: RosterKindId) => boolean, lines: readonly LineInfo[]): Promise<readonly FilledProblem[]> => {
  const problems: FilledProblem[] = []
  const answers: (string | number | boolean | null)[][] = []
  for (const filled of await rowsOf<FilledFact>(db, has('filled-facts'), 'filled-facts', 'fact_code, answer')) {
    if (filled.answer === null || filled.answer.trim() === '') continue
    const read = readAnswer(filled.fact_code ?? '', filled.answer)
    if (!read.ok) {
      problems.push({ file: filled.file, sheet: filled.sheet, row: filled.row, message: word(answerWording, read.problem) })
      continue
    }
    for (const a of read.value) answers.push([filled.row_id, a.fact, a.says, a.amount, a.word])
  }
  await db.createTable(filledAnswersTable, filledAnswerSchema, answers)

  const decisions: (string | number | boolean | null)[][] = []
  for (const filled of await rowsOf<FilledDecision>(db, has('human-decisions'), 'human-decisions', 'line_code, decision, decision_amount, decision_reason')) {
    const heard = readDecision(filled, lines)
    if (heard === null) continue
    if (typeof heard === 'string') problems.push({ file: filled.file, sheet: filled.sheet, row: filled.row, message: heard })
    else decisions.push([filled.row_id, filled.line_code ?? '', heard.agrees, heard.amountFen, filled.decision_reason])
  }
  await db.createTable(filledDecisionsTable, filledDecisionSchema, decisions)

  const written = has('payment-roster')
    ? await db.rows<{ aid_item: string }>(`SELECT DISTINCT aid_item FROM ${rosterTableName('payment-roster')} WHERE aid_item IS NOT NULL ORDER BY aid_item`)
    : []
  const items: string[][] = []
  for (const { aid_item } of written) {
    const item = aidItemOf(aid_item)
    if (item === null)
      problems.push({ file: '发放花名册', sheet: '', row: 0, message: `补贴项目“${aid_item}”没有认出是哪一项资助，这些行不参与应享未享和重复享受的比对` })
    else items.push([aid_item, item])
  }
  await db.createTable(aidItemsTable, aidItemSchema, items)
  return problems
}

const unheardWords: Readonly<Record<string, string>> = {
  nobody: '没有认出这是哪个孩子，这一行没有采用。姓名、身份证号、学校请保持发出时的样子，不要改动',
  differs: '同一个孩子的同一项在别的行填了不同的答案，两处都没有采用。请只保留正确的一处',
}

/** Rows filled in well that count for nothing, told once the plan knows whose they are. */
export const unheardProblems = async (db: DuckDb): Promise<readonly FilledProblem[]> =>
  (
    await db.rows<{ file: string; sheet: string; row: number; why: string }>(
      'SELECT file, sheet, "row", min(why) AS why FROM unheard GROUP BY file, sheet, "row" ORDER BY file, sheet, "row"',
    )
  ).map(({ why, ...at }) => ({ ...at, message: unheardWords[why] ?? why }))
