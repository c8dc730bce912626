import { type ResultChange, resultStateWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { yuanWord } from '../../shared/yuan-word.ts'
import { given } from '../../shared/given.ts'
import { aidColumn, aidFilter, changeColumn, changeFilter, placeColumn, whoseColumn } from './result-columns.tsx'
import type { ChangeSearch } from './result-search.ts'
import { OfRun, ofOtherRun } from './of-run.tsx'

type Change = Awaited<ReturnType<typeof office.leads.listResultChanges>>['changes'][number]
type Side = Change['was']

/** What a run said and why. */
const Said = ({ side }: Readonly<{ side: Side }>) =>
  side === null ? (
    <span className="soft">没有</span>
  ) : (
    <>
      {resultStateWords[side.state]}
      {side.amountFen === null ? '' : ` ${yuanWord(side.amountFen)} 元`}
      {side.says === null ? null : <div className="soft">{side.says}</div>}
    </>
  )

const columnsOf = (runId: string | undefined): readonly ListColumn<Change>[] => [
  whoseColumn(runId),
  placeColumn,
  { ...aidColumn, below: true },
  changeColumn,
  { key: 'was', title: '上次', show: ({ was }) => <Said side={was} />, below: true },
  { key: 'is', title: '这次', show: ({ is }) => <Said side={is} />, below: true },
]

/** What the address asks for, as the question is asked. */
const filterOf = ({ change, line, schoolId, runId }: ChangeSearch) => given({ runId, change: change as ResultChange | undefined, line, schoolId })

/** Every difference to the run before with what was and why, and what is and why. */
const ChangedPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const ofRun = given({ runId: search.runId })
  const { data } = useQuery({
    queryKey: ['change counts', search.runId],
    queryFn: ({ signal }) => office.leads.countResultChanges({ by: 'division', ...ofRun }, { signal }),
  })
  return (
    <>
      <ListPage
        above={<OfRun id="changed-run" runId={search.runId} go={runId => void navigate({ to: '/results/changed', search: ofOtherRun(search, runId) })} />}
        id="result-changes"
        title="差异清单"
        says="每一行写明上次怎样、为什么，这次怎样、为什么。"
        search={search}
        go={to => void navigate({ to: '/results/changed', search: { ...ofRun, ...to } as ChangeSearch })}
        take={(asked, as) => office.leads.takeResultChangeList.file({ ...filterOf(asked), as })}
        load={async (asked, after, signal) => {
          const { total, changes, next } = await office.leads.listResultChanges({ ...filterOf(asked), ...given({ after }) }, { signal })
          return { total, rows: changes, next }
        }}
        filters={[changeFilter, aidFilter(data?.counts ?? [])]}
        columns={columnsOf(search.runId)}
        keyOf={({ personId, line, change }) => `${personId} ${line} ${change}`}
        empty={{ says: '与上次没有不同', todo: <Link to="/runs">看历次运行</Link> }}
        measure="项"
      />
    </>
  )
}

export const route = createLazyRoute('/results/changed')({ component: ChangedPage })
