import { type ResultChange, resultChanges, resultChangeWords, resultStateWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { office } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { StateWord } from '../../shared/state-word.tsx'
import type { ChangeSearch } from './result-search.ts'
import { OfRun, ofOtherRun } from './of-run.tsx'
import { changeShapes, childWord, placeWord, yuanWord } from './words.ts'

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
  {
    key: 'child',
    title: '姓名',
    show: ({ personId, child, line }) => (
      <Link to="/results/of/$personId" params={{ personId }} search={{ line, ...(runId === undefined ? {} : { runId }) }}>
        {childWord(child)}
      </Link>
    ),
    decides: true,
  },
  { key: 'place', title: '学校和班', show: ({ child }) => placeWord(child) },
  { key: 'title', title: '资助项目', show: ({ title }) => title },
  { key: 'change', title: '差异', show: ({ change }) => <StateWord shape={changeShapes[change]}>{resultChangeWords[change]}</StateWord>, decides: true },
  { key: 'was', title: '上次', show: ({ was }) => <Said side={was} /> },
  { key: 'is', title: '这次', show: ({ is }) => <Said side={is} /> },
]

/** What the address asks for, as the question is asked. */
const filterOf = ({ change, line, schoolId, runId }: ChangeSearch) => ({
  ...(runId === undefined ? {} : { runId }),
  ...(change === undefined ? {} : { change: change as ResultChange }),
  ...(line === undefined ? {} : { line }),
  ...(schoolId === undefined ? {} : { schoolId }),
})

/** Every difference to the run before with what was and why, and what is and why. */
const ChangedPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const ofRun = search.runId === undefined ? {} : { runId: search.runId }
  const { data } = useQuery({
    queryKey: ['change counts', search.runId],
    queryFn: ({ signal }) => office.leads.countResultChanges({ by: 'division', ...ofRun }, { signal }),
  })
  const lines = [...new Map((data?.counts ?? []).map(({ line, title }) => [line, title]))]
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
          const { total, changes, next } = await office.leads.listResultChanges({ ...filterOf(asked), ...(after === undefined ? {} : { after }) }, { signal })
          return { total, rows: changes, next }
        }}
        filters={[
          { key: 'change', label: '差异', options: resultChanges.map(value => ({ value, word: resultChangeWords[value] })) },
          { key: 'line', label: '资助项目', width: 260, options: lines.map(([value, word]) => ({ value, word })) },
        ]}
        columns={columnsOf(search.runId)}
        keyOf={({ personId, line, change }) => `${personId} ${line} ${change}`}
        empty={{ says: '与上次没有不同', todo: <Link to="/runs">看历次运行</Link> }}
        measure="项"
      />
    </>
  )
}

export const route = createLazyRoute('/results/changed')({ component: ChangedPage })
