import { simulateChanges } from '@yingjin/domain/policy'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, Navigate, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { JobProgress } from '../../shared/job/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import { termWord } from '../../shared/term-word.ts'
import { given } from '../../shared/given.ts'
import './policy.css'
import { SimulateForm } from './simulate-form.tsx'
import './simulate.css'
import { SimulationsMade } from './simulations-made.tsx'

/** Tables with their bars, loaded when there is something to show. */
const SimulationResult = lazy(() => import('./simulation-result.tsx').then(({ SimulationResult: shown }) => ({ default: shown })))

const kind = simulateChanges.name
/** One simulation on its way: once it is over, its address is that of what was found. */
const Carried = ({ job }: Readonly<{ job: string }>) => {
  const { data, error } = useQuery({ queryKey: ['simulation job', job], queryFn: ({ signal }) => office.jobs.showJob({ jobId: job }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const found = data.kind === kind ? simulateChanges.outcome.safeParse(data.outcome) : null
  if (found?.success === true) return <Navigate to="/policy/simulate" search={{ simulation: found.data.simulationId }} replace />
  return (
    <section className="paper" aria-label="测算进度">
      <JobProgress jobId={job}>
        <Link to="/policy/simulate" search={{}}>
          回去改方案
        </Link>
      </JobProgress>
    </section>
  )
}

/** What a simulation found, whoever made it. The address may be sent to every colleague who may simulate. */
const Found = ({ simulation, alternative }: Readonly<{ simulation: string; alternative: string | undefined }>) => {
  const { data, error } = useQuery({
    queryKey: ['simulation', simulation],
    queryFn: ({ signal }) => office.policy.showSimulation({ simulationId: simulation }, { signal }),
  })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开测算…</p>
  return (
    <Suspense fallback={<p className="empty">正在打开测算…</p>}>
      <SimulationResult made={data} alternative={alternative} />
    </Suspense>
  )
}

/** What a change of the paper would cost: written as alternatives, carried out as a job, looked at, taken along for finance. */
const SimulatePage = () => {
  const { term, run, job, simulation, alternative } = route.useSearch()
  const navigate = useNavigate()
  const may = mayReach(useMe(), 'results', 'write')
  const writing = job === undefined && simulation === undefined
  const { data: basis, error } = useQuery({
    queryKey: ['simulation basis', term, run],
    queryFn: ({ signal }) => office.policy.showSimulationBasis(given({ term, run }), { signal }),
    enabled: may && writing,
  })
  return (
    <>
      <div className="page-head">
        <h1>测算</h1>
        <div className="says">
          要改一个标准、换一种理解，先算清楚：多花多少钱、谁多谁少、钱从哪一条来。<strong>只是测算：不改任何核定结果，不是发放依据。</strong>
        </div>
      </div>
      {may ? null : (
        <section className="paper empty">
          <strong>测算由资助中心来做</strong>
          测算用全县的核定结果，只有办理全县核定的人能发起、能看；结果可以请他们导出“测算.xlsx”。
          <Link to="/policy">看政策库</Link>
        </section>
      )}
      {error === null ? null : <Told problem={problemOf(error)} />}
      {job === undefined || !may ? null : <Carried job={job} />}
      {simulation === undefined || !may ? null : <Found simulation={simulation} alternative={alternative} />}
      {!writing || basis === undefined ? null : basis.refused !== null ? (
        <section className="paper empty">
          <strong>{basis.term === null ? '还没有可以测算的运行' : `${termWord(basis.term)}现在不能测算`}</strong>
          {basis.refused}
          <Link to="/runs/start">去发起核定运行</Link>
          {run === undefined ? null : (
            <Link to="/policy/simulate" search={basis.term === null ? {} : { term: basis.term }}>
              从最近一次运行测算
            </Link>
          )}
          {basis.terms
            .filter(each => each !== basis.term)
            .map(each => (
              <Link key={each} to="/policy/simulate" search={{ term: each }}>
                测算{termWord(each)}
              </Link>
            ))}
        </section>
      ) : (
        <SimulateForm
          key={basis.term}
          basis={basis}
          begun={begun => void navigate({ to: '/policy/simulate', search: { job: begun } })}
          toTerm={to => void navigate({ to: '/policy/simulate', search: { term: to } })}
          toRun={to =>
            void navigate({
              to: '/policy/simulate',
              search: { ...(basis.term === null ? {} : { term: basis.term }), ...given({ run: to }) },
            })
          }
        />
      )}
      {may ? <SimulationsMade simulation={simulation} /> : null}
    </>
  )
}

export const route = createLazyRoute('/policy/simulate')({ component: SimulatePage })
