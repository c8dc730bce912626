import { type ResultState, resultStates, resultStateWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { office } from '../../shared/ask/index.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { countWord } from '../../shared/count-word.ts'
import { yuanWord } from '../../shared/yuan-word.ts'
import { given } from '../../shared/given.ts'
import type { RunSearch } from './operate-search.ts'

type Result = Awaited<ReturnType<typeof office.leads.listResults>>['results'][number]

/** One published run to its names: whom, what, how much, under which clause. */
const RunPage = () => {
  const { runId } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const [sum, setSum] = useState<Readonly<{ children: number; amountFen: string }> | null>(null)
  const schools = useQuery({ queryKey: ['schools by number'], queryFn: ({ signal }) => office.registry.listSchools({ limit: 500 }, { signal }) })
  const totals = useQuery({ queryKey: ['lines of run', runId], queryFn: ({ signal }) => office.leads.resultTotals({ runId, by: 'division' }, { signal }) })
  const schoolOf = new Map((schools.data?.schools ?? []).map(({ schoolId, name }) => [schoolId, name]))
  const lines = [...new Map((totals.data?.totals ?? []).map(({ line, title }) => [line, title]))]
  const mayOpen = mayReach(me, 'persons', 'rows')
  const columns: readonly ListColumn<Result>[] = [
    {
      key: 'name',
      title: '姓名',
      show: ({ personId, name }) =>
        personId !== null && mayOpen ? (
          <Link to="/persons/$personId" params={{ personId }}>
            {name ?? '（不在您的范围内）'}
          </Link>
        ) : (
          (name ?? (personId === null ? '身份待核' : '（不在您的范围内）'))
        ),
      decides: true,
    },
    { key: 'school', title: '学校', show: ({ schoolId }) => (schoolId === null ? '' : (schoolOf.get(schoolId) ?? '')) },
    { key: 'title', title: '项目', show: ({ title }) => title },
    { key: 'state', title: '核定', show: ({ state }) => resultStateWords[state] },
    {
      key: 'amount',
      title: '金额（元）',
      show: ({ amountFen }) => (amountFen === null ? '' : <span className="amount">{yuanWord(amountFen)}</span>),
      align: 'right',
      decides: true,
    },
    { key: 'payee', title: '发给', show: ({ payee }) => payee },
    { key: 'clause', title: '依据', show: ({ clause }) => clause },
  ]
  return (
    <ListPage
      id={`run ${runId}`}
      title="核定清单"
      says={
        <>
          一次发布的核定，一人一项一行，到姓名、金额和条款。
          {sum === null ? '' : `这些条件下 ${countWord(sum.children)} 人，${yuanWord(sum.amountFen)} 元（不含贷款）。`}
        </>
      }
      search={search}
      go={to => void navigate({ to: '/operate/runs/$runId', params: { runId }, search: to as RunSearch })}
      load={async ({ state, line }, after, signal) => {
        const { total, results, next, children, amountFen } = await office.leads.listResults(
          {
            runId,
            ...given({ state: state as ResultState | undefined, line, after }),
          },
          { signal },
        )
        setSum({ children, amountFen })
        return { total, rows: results, next }
      }}
      filters={[
        { key: 'state', label: '核定', options: resultStates.map(value => ({ value, word: resultStateWords[value] })) },
        { key: 'line', label: '项目', options: lines.map(([value, word]) => ({ value, word })), width: 280 },
      ]}
      columns={columns}
      keyOf={({ personId, line, name, title, amountFen }) => `${personId ?? name ?? ''} ${line} ${title} ${amountFen ?? ''}`}
      empty={{ says: '这次运行没有核定结果', todo: '请核对是哪一次运行。' }}
      measure="人项"
    />
  )
}

export const route = createLazyRoute('/operate/runs/$runId')({ component: RunPage })
