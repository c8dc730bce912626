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
import { word } from '@yingjin/kernel'
import type { DuckDb } from '../../platform/duckdb/index.ts'

/** A filled cell that could not be used: where it stands and what to write instead. */
export type FilledProblem = Readonly<{ file: string; sheet: string; row: number; message: string }>

type Place = Readonly<{ row_id: number; file: string; sheet: string; row: number }>
type FilledFact = Place & Readonly<{ fact_code: string | null; answer: string | null }>
type FilledDecision = Place & Readonly<{ line_code: string | null; decision: string | null; decision_reason: string | null }>

/** What is read here, before the plan reads anything. */
export const filledBackColumns: Readonly<Partial<Record<RosterKindId, readonly string[]>>> = {
  'filled-facts': ['file', 'sheet', 'row', 'fact_code', 'answer'],
  'human-decisions': ['file', 'sheet', 'row', 'line_code', 'decision', 'decision_reason'],
  'payment-roster': ['aid_item'],
}

const rowsOf = <Row extends object>(db: DuckDb, has: boolean, kind: RosterKindId, columns: string): Promise<Row[]> =>
  has ? db.rows<Row>(`SELECT row_id, file, sheet, "row", ${columns} FROM ${rosterTableName(kind)} ORDER BY row_id`) : Promise.resolve([])

/**
 * Reads what people filled into 待补信息 and 需人工判断, and the item names of last term's payments, into small tables
 * for the plan. A cell that cannot be used is named; it never counts as an answer.
 */
export const loadFilledBack = async (db: DuckDb, has: (kind: RosterKindId) => boolean, lines: readonly string[]): Promise<readonly FilledProblem[]> => {
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
  for (const filled of await rowsOf<FilledDecision>(db, has('human-decisions'), 'human-decisions', 'line_code, decision, decision_reason')) {
    const given = filled.decision?.trim() ?? ''
    if (given === '') continue
    const at = { file: filled.file, sheet: filled.sheet, row: filled.row }
    if (given !== '同意' && given !== '不同意') problems.push({ ...at, message: `“决定”一列填的是“${given}”；请填“同意”或“不同意”` })
    else if (!lines.includes(filled.line_code ?? ''))
      problems.push({ ...at, message: `项目代码“${filled.line_code ?? ''}”不是本学期核定的项目，请勿改动“项目代码”一列` })
    else if ((filled.decision_reason?.trim() ?? '') === '') problems.push({ ...at, message: '有决定但没有理由；“等”字范围内的判断必须写明理由' })
    else decisions.push([filled.row_id, filled.line_code ?? '', given === '同意', filled.decision_reason])
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
