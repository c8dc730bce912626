import { openStates, type ResultState } from '@yingjin/domain/leads'
import type { Simulated } from '@yingjin/domain/policy'
import { useQuery } from '@tanstack/react-query'
import { office } from '../../shared/ask/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { stageCodeOf } from './stage-code.ts'

type Made = Awaited<ReturnType<typeof office.policy.showSimulation>>
type Total = Awaited<ReturnType<typeof office.leads.resultTotals>>['totals'][number]
/** What is counted: how often something is due, or nobody can say yet. */
export type Counted = 'due' | 'open'
export type Where = Readonly<{ stageWord: string; line: string }>

/** Whether a count of the papers in force opens to the list of the run, and why some or all of them do not. */
export type InForce = Readonly<{ opens: (of: Counted, count: number, where?: Where) => boolean; says: string }>

const closed = (says: string): InForce => ({ opens: () => false, says })

const listed = (totals: readonly Total[], of: Counted, where: Where | undefined): number =>
  totals
    .filter(({ state }) => (of === 'due' ? state === 'due' : (openStates as readonly ResultState[]).includes(state)))
    .filter(({ place, line, loan }) => (where === undefined ? !loan : line === where.line && (place ?? 'none') === stageCodeOf(where.stageWord)))
    .reduce((sum, { children }) => sum + children, 0)

const unlike = ({ now, alternatives }: Simulated, opens: InForce['opens']): boolean =>
  !opens('due', now.due) ||
  !opens('open', now.open) ||
  alternatives.some(({ rows }) => rows.some(({ before, stageWord, line }) => !opens('due', before.due, { stageWord, line })))

/** The counts in force beside those of the list of results: a number opens only to as many rows. */
export const useInForce = ({ publishedAs, told }: Made): InForce => {
  const reaches = mayReach(useMe(), 'results', 'rows')
  const comparable = publishedAs !== null && told.asDecided && reaches
  const { data } = useQuery({
    queryKey: ['result totals', 'stage', publishedAs],
    queryFn: ({ signal }) => office.leads.resultTotals({ by: 'stage', runId: publishedAs ?? '' }, { signal }),
    enabled: comparable,
  })
  if (!reaches) return closed('现行的人次点不开：您的职责不看核定清单。')
  if (publishedAs === null) return closed('现行的人次点不开：这次运行还没有发布，没有核定清单。')
  if (!told.asDecided) return closed('现行的人次点不开：政策包在那次运行以后改过，现行的数和核定清单不是一回事。')
  if (data === undefined) return closed('')
  const opens: InForce['opens'] = (of, count, where) => count > 0 && listed(data.totals, of, where) === count
  const same: InForce['opens'] = (of, count, where) => listed(data.totals, of, where) === count
  return {
    opens,
    says: `点现行的人次看核定清单。${unlike(told, same) ? '有的数点不开：核定清单的学段是孩子现在班级的学段，身份待核、没有班级的不在里面，数和这里不一样。' : ''}`,
  }
}
