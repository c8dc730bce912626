import { simulateChanges } from '@yingjin/domain/policy'
import { jobStatusWords } from '@yingjin/domain/jobs'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord } from '../../shared/dates.ts'
import { JobProgress } from '../../shared/job/index.ts'
import { mayReach, useMe } from '../../shared/session/index.ts'
import { Told } from '../../shared/told.tsx'
import './policy.css'
import { SimulateForm } from './simulate-form.tsx'
import './simulate.css'
import { termWord } from './words.ts'

/** Tables with their bars, loaded when there is something to show. */
const SimulationResult = lazy(() => import('./simulation-result.tsx').then(({ SimulationResult: shown }) => ({ default: shown })))

const kind = simulateChanges.name
const shownEarlier = 5

/** Simulations that I started and that are kept still, newest first. */
const Earlier = ({ job }: Readonly<{ job: string | undefined }>) => {
  const { data } = useQuery({ queryKey: ['simulations'], queryFn: ({ signal }) => office.jobs.listJobs({ own: true, limit: 100 }, { signal }) })
  const mine = (data?.jobs ?? []).filter(each => each.kind === kind && each.jobId !== job).slice(0, shownEarlier)
  if (mine.length === 0) return null
  return (
    <nav className="acts no-print" aria-label="最近的测算">
      <span className="soft">我最近的测算（保存一个月）：</span>
      {mine.map(({ jobId, queuedAt, status }) => (
        <Link key={jobId} to="/policy/simulate" search={{ job: jobId }}>
          {momentWord(queuedAt)}
          {status === 'done' ? '' : `（${jobStatusWords[status]}）`}
        </Link>
      ))}
    </nav>
  )
}

/** One simulation: on its way, or what it found. The address is kept and sent to nobody but oneself: the result is its starter's. */
const Carried = ({ job, alternative }: Readonly<{ job: string; alternative: string | undefined }>) => {
  const { data, error } = useQuery({ queryKey: ['simulation', job], queryFn: ({ signal }) => office.jobs.showJob({ jobId: job }, { signal }) })
  if (error !== null) return <Told problem={problemOf(error)} />
  if (data === undefined) return <p className="empty">正在打开…</p>
  const read = data.kind === kind ? simulateChanges.outcome.safeParse(data.outcome) : null
  const again = (
    <Link to="/policy/simulate" search={{}}>
      回去改方案
    </Link>
  )
  if (read?.success === true)
    return (
      <Suspense fallback={<p className="empty">正在打开测算…</p>}>
        <SimulationResult job={job} told={read.data} alternative={alternative} endedAt={data.endedAt} />
      </Suspense>
    )
  if (data.kind === kind && data.status === 'done')
    return (
      <section className="paper empty">
        <strong>这次测算的结果已经不在了</strong>
        测算的结果只给发起人看，保存一个月。用同样的方案再测算一次，数据没有变的话结果相同。
        {again}
      </section>
    )
  return (
    <section className="paper" aria-label="测算进度">
      <JobProgress jobId={job}>{again}</JobProgress>
    </section>
  )
}

/** What a change of the paper would cost: written as alternatives, carried out as a job, looked at, taken along for finance. */
const SimulatePage = () => {
  const { term, job, alternative } = route.useSearch()
  const navigate = useNavigate()
  const may = mayReach(useMe(), 'results', 'write')
  const { data: basis, error } = useQuery({
    queryKey: ['simulation basis', term],
    queryFn: ({ signal }) => office.policy.showSimulationBasis(term === undefined ? {} : { term }, { signal }),
    enabled: may && job === undefined,
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
          测算用全县的核定结果，只有办理全县核定的人能发起；结果可以请他们导出“测算.xlsx”。
          <Link to="/policy">看政策库</Link>
        </section>
      )}
      {error === null ? null : <Told problem={problemOf(error)} />}
      {job === undefined || !may ? null : <Carried job={job} alternative={alternative} />}
      {job !== undefined || basis === undefined ? null : basis.refused !== null ? (
        <section className="paper empty">
          <strong>{basis.term === null ? '还没有可以测算的运行' : `${termWord(basis.term)}现在不能测算`}</strong>
          {basis.refused}
          <Link to="/runs/start">去发起核定运行</Link>
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
        />
      )}
      {may ? <Earlier job={job} /> : null}
    </>
  )
}

export const route = createLazyRoute('/policy/simulate')({ component: SimulatePage })
