import { useQuery } from '@tanstack/react-query'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { termWord } from '../../shared/term-word.ts'

export type Run = Awaited<ReturnType<typeof office.leads.listRuns>>['runs'][number]

/** Newest first; undefined as long as nobody has answered. */
export const useRuns = (): readonly Run[] | undefined =>
  useQuery({ queryKey: ['runs'], queryFn: ({ signal }) => office.leads.listRuns({ limit: 200 }, { signal }) }).data?.runs

/** `2022年秋季学期 · 2022-09-20 10:12 发布`. */
export const runWord = ({ term, publishedAt }: Run): string => `${termWord(term)}${publishedAt === null ? '' : ` · ${momentWord(publishedAt)} 发布`}`

/** One sentence: of which run and as of when. */
export const ofRunWord = (runs: readonly Run[], runId: string | undefined): string => {
  const at = runId === undefined ? 0 : runs.findIndex(each => each.runId === runId)
  const run = runs[at]
  return run === undefined
    ? '较早的一次运行'
    : `${termWord(run.term)}，基准日 ${run.referenceDate}${run.publishedAt === null ? '' : `，${momentWord(run.publishedAt)} 发布`}${at === 0 ? '，最近一次运行' : ''}`
}

/** A run that another was compared with, as lists of runs call it. */
export const comparedRunWord = (runs: readonly Run[] | undefined, isIt: (run: Run) => boolean): string => {
  const run = runs?.find(isIt)
  return run === undefined ? '较早的一次运行' : runWord(run)
}
