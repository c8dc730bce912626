import { parseTerm, termOnPaper } from '@yingjin/kernel'
import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/** Which run a paper is of: its term and its day, and the number by which it is found again. */
export const runOnPaper = ({ term: written, reference_date, run }: Readonly<{ term: string; reference_date: string; run: string }>): string => {
  const term = parseTerm(written)
  return `${term.ok ? termOnPaper(term.value) : written}，基准日 ${reference_date}，编号 ${run}`
}

/** Which run a list is of, where one was named. */
export const runCondition = async (tx: Tx, division: string, runId: string | undefined): Promise<readonly string[]> => {
  if (runId === undefined) return []
  const [row] = await ask<{ run: string; term: string; reference_date: string }>(
    tx,
    `select run, term, reference_date from leads.run where division = $1 and run_id = $2`,
    division,
    runId,
  )
  if (row === undefined) return [`运行：${runId}`]
  return [`运行：${runOnPaper(row)}`]
}
