import { openStates, type ResultState } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { office } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { stageCodeOf } from './stage-code.ts'

type Made = Awaited<ReturnType<typeof office.policy.showSimulation>>
type Total = Awaited<ReturnType<typeof office.leads.resultTotals>>['totals'][number]
/** What is counted: how often something is due, or nobody can say yet. */
export type Counted = 'due' | 'open'
export type Where = Readonly<{ stageWord: string; line: string }>
/** Under which conditions the list of results counts as many. */
export type ListedAs = Readonly<{ runId: string; state: Counted; line?: string; stage?: string; loans?: 'without' }>

/** Whether a count of the papers in force opens to the list of the run, and why some or all of them do not. */
export type InForce = Readonly<{ listedAs: (of: Counted, count: number, where?: Where) => ListedAs | null; says: string }>

const closed = (says: string): InForce => ({ listedAs: () => null, says })

const listed = (totals: readonly Total[], { state, line, stage, loans }: ListedAs): number =>
  totals
    .filter(each => (state === 'due' ? each.state === 'due' : (openStates as readonly ResultState[]).includes(each.state)))
    .filter(each => (line ?? each.line) === each.line && (stage ?? each.place ?? 'none') === (each.place ?? 'none') && !(loans === 'without' && each.loan))
    .reduce((sum, { children }) => sum + children, 0)

const conditionsOf = (where: Where | undefined): Omit<ListedAs, 'runId' | 'state'> =>
  where === undefined ? { loans: 'without' } : { line: where.line, stage: stageCodeOf(where.stageWord) }

/** The counts in force beside those of the list of results: a number opens only to as many rows. */
export const useInForce = ({ publishedAs: runId, told }: Made): InForce => {
  const reaches = mayReach(useMe(), 'results', 'rows')
  const { data } = useQuery({
    queryKey: ['result totals', 'stage', runId],
    queryFn: ({ signal }) => office.leads.resultTotals({ by: 'stage', runId: runId ?? '' }, { signal }),
    enabled: runId !== null && told.asDecided && reaches,
  })
  if (!reaches) return closed('现行的人次点不开：您的职责不看核定清单。')
  if (runId === null) return closed('现行的人次点不开：这次运行还没有发布，没有核定清单。')
  if (!told.asDecided) return closed('现行的人次点不开：政策包在那次运行以后改过，现行的数和核定清单不是一回事。')
  if (data === undefined) return closed('')
  const listedAs: InForce['listedAs'] = (state, count, where) => {
    const asked: ListedAs = { runId, state, ...conditionsOf(where) }
    return listed(data.totals, asked) === count ? asked : null
  }
  return { listedAs, says: '点现行的人次看核定清单。' }
}
