import type { Situation } from '@yingjin/determination'
import type { CompiledPolicy } from '@yingjin/policy'
import type { Output } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import type { Received } from '../receive/index.ts'
import type { FilledProblem } from './filled-problem.ts'

export type DeliveredFile = Readonly<{ path: string; what: string; rows: number | null }>

/** The figures of the report, each the number of rows of one delivered table. */
export type RunCounts = Readonly<{
  persons: number
  enrolled: number
  due: number
  dueFen: number
  missing: number
  gaps: number
  /** Figures of the paper that nobody has entered. */
  notEntered: number
  toDecide: number
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
  runId: string
  onProgress: (line: string) => void
}>
