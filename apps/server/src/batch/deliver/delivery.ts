import type { Situation } from '@yingjin/determination'
import type { CompiledPolicy } from '@yingjin/policy'
import type { Output } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import type { Received } from '../receive/index.ts'
import type { FilledProblem } from './filled-problem.ts'

export type DeliveredFile = Readonly<{ path: string; what: string; rows: number | null }>

/** Facts that persons filled in, aids they decided, pairs they told apart or joined. */
export type OfficeCounts = Readonly<{ answers: number; answersUsed: number; decisions: number; decisionsUsed: number; pairs: number }>

/** The figures of the report, each the number of rows of one delivered table. */
export type RunCounts = Readonly<{
  persons: number
  enrolled: number
  due: number
  dueFen: number
  /** Questions: of one child and one thing to ask. */
  missing: number
  /** Results that wait for a fact, and the children they are of. */
  waiting: number
  waitingChildren: number
  /** Facts asked of no child: those that a roster would say, and those that no kind of roster says. */
  gaps: number
  byProof: number
  /** Figures of the paper that nobody has entered. */
  notEntered: number
  toDecide: number
  /** Rows of the rosters that were not taken because the office said that they are about nobody here. */
  setAside: number
  /** What persons had decided in the office, and how much of it the run rests on; null where it was told nothing of the office. */
  office: OfficeCounts | null
  leads: Readonly<Record<string, number>>
}>

/** All that the workbooks of a run are written from. */
export type Delivery = Readonly<{
  db: DuckDb
  results: readonly Output[]
  /** The entitlement as its list shows it, where it shows more than the result holds. */
  detail: Output | null
  situation: Situation
  received: Received
  filledProblems: readonly FilledProblem[]
  counts: RunCounts
  policy: CompiledPolicy
  out: string
  /** Whether every result is written as JSON Lines besides, for other programs. */
  asJson: boolean
  runId: string
  onProgress: (line: string) => void
}>

/** Where the rows of a result stand that no workbook shows whole. */
export const rowsBeside = ({ asJson }: Pick<Delivery, 'asJson'>, result: string): string =>
  asJson ? `在 jsonl 文件夹的 ${result}` : `不在工作簿里，需要时请管理员用 yingjin run 另行导出 ${result}`
