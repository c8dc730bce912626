import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { office } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { type ListColumn, ListPage } from '../../shared/list-page/index.ts'
import { termWord } from '../../shared/term-word.ts'
import { given } from '../../shared/given.ts'
import type { SimulationsSearch } from './policy-search.ts'
import { type MadeSimulation, makerWord, WhatChanged } from './simulations-made.tsx'
import './simulate.css'

const columns: readonly ListColumn<MadeSimulation>[] = [
  {
    key: 'madeAt',
    title: '测算',
    show: made => (
      <Link to="/policy/simulate" search={{ simulation: made.simulationId }}>
        {momentWord(made.madeAt)} {makerWord(made)}
      </Link>
    ),
    width: 220,
    decides: true,
  },
  { key: 'alternatives', title: '改了什么，比现行多或少', show: ({ alternatives }) => <WhatChanged alternatives={alternatives} />, decides: true },
  { key: 'term', title: '学期', show: ({ term }) => termWord(term) },
  { key: 'run', title: '从哪次运行出发', show: ({ run }) => <span className="identifier">{run}</span> },
]

/** Every simulation of the county, whoever made it, newest first. */
const SimulationsPage = () => {
  const search = route.useSearch()
  const navigate = useNavigate()
  const { data: basis } = useQuery({
    queryKey: ['simulation basis', undefined, undefined],
    queryFn: ({ signal }) => office.policy.showSimulationBasis({}, { signal }),
  })
  return (
    <ListPage
      id="simulations"
      title="做过的测算"
      says="本县做过的测算，新的在前；本县能测算的同事都看得到。只是测算：不改任何核定结果，不是发放依据。"
      search={search}
      go={to => void navigate({ to: '/policy/simulate/made', search: to as SimulationsSearch })}
      load={async ({ term }, after, signal) => {
        const { total, simulations, next } = await office.policy.listSimulations(given({ term, after }), { signal })
        return { total, rows: simulations, next }
      }}
      filters={[{ key: 'term', label: '学期', options: (basis?.terms ?? []).map(value => ({ value, word: termWord(value) })) }]}
      columns={columns}
      keyOf={({ simulationId }) => simulationId}
      primary={
        <Link className="primary-link" to="/policy/simulate" search={{}}>
          再做一次测算
        </Link>
      }
      empty={{ says: '还没有做过测算', todo: '要改一个标准、换一种理解，先在“测算”里算清楚。' }}
      measure="次"
    />
  )
}

export const route = createLazyRoute('/policy/simulate/made')({ component: SimulationsPage })
