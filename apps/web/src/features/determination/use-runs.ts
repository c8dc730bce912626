import { useQuery } from '@tanstack/react-query'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { termWord } from './words.ts'

export type Run = Awaited<ReturnType<typeof office.leads.listRuns>>['runs'][number]

/** Newest first. */
export const useRuns = (): readonly Run[] => useQuery({ queryKey: ['runs'], queryFn: ({ signal }) => office.leads.listRuns({}, { signal }) }).data?.runs ?? []

/** `2022年秋季学期 · 2022-09-20 10:12 发布`. */
export const runWord = ({ term, publishedAt }: Run): string => `${termWord(term)}${publishedAt === null ? '' : ` · ${momentWord(publishedAt)} 发布`}`

/** One sentence: of which run and as of when. */
export const ofRunWord = (runs: readonly Run[], runId: string | undefined): string => {
  const run = runs.find(each => each.runId === runId) ?? (runId === undefined ? runs[0] : undefined)
  return run === undefined ? '' : `${termWord(run.term)}，参照日 ${run.referenceDate}${run === runs[0] ? '，最近一次运行' : `，较早的一次运行（${run.run}）`}。`
}
