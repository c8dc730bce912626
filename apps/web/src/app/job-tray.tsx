import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { isOver, type JobRow, jobStatusWords } from '@yingjin/domain/jobs'
import { useEffect, useRef, useState } from 'react'
import { office, problemOf } from '../shared/ask/index.ts'
import { momentWord } from '../shared/dates.ts'
import { countWord, endOf, jobShapes, useJob } from '../shared/job/index.ts'
import { StateWord } from '../shared/state-word.tsx'
import { Told } from '../shared/told.tsx'

const asksEveryMs = 30_000
const mostShown = 8

const JobLine = ({ row }: Readonly<{ row: JobRow }>) => {
  const heard = useJob(isOver(row.status) ? null : row.jobId)
  const job = heard.job ?? row
  const step = heard.steps.at(-1) ?? (job.step === null ? null : { step: job.step, done: job.done, of: job.of })
  const came = heard.ended?.status === 'done' ? endOf(job.kind, heard.ended.outcome) : null
  return (
    <li>
      <div className="decides">
        <Link to="/jobs/$jobId" params={{ jobId: job.jobId }}>
          {job.title}
        </Link>
        <StateWord shape={jobShapes[job.status]}>{jobStatusWords[job.status]}</StateWord>
      </div>
      <div className="soft">
        {isOver(job.status) ? `${momentWord(job.endedAt ?? job.queuedAt)} 结束` : step === null ? '排队中' : `${step.step} ${countWord(step)}`}
      </div>
      {came === null ? null : (
        <div>
          {came.says} {came.to}
        </div>
      )}
    </li>
  )
}

/** My long work, wherever it was begun: how many run, and behind it each with its step. */
export const JobTray = () => {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const { data, error } = useQuery({
    queryKey: ['jobs', 'mine'],
    queryFn: ({ signal }) => office.jobs.listJobs({ own: true, limit: mostShown }, { signal }),
    refetchInterval: asksEveryMs,
  })
  useEffect(() => {
    if (!open) return undefined
    const close = (event: Event): void => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !place.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('keydown', close)
    document.addEventListener('pointerdown', close)
    return () => {
      document.removeEventListener('keydown', close)
      document.removeEventListener('pointerdown', close)
    }
  }, [open])
  // Whatever link was followed from it, it does not stand over the page that it opened.
  const at = useLocation({ select: ({ href }) => href })
  useEffect(() => setOpen(false), [at])
  const jobs = data?.jobs ?? []
  const running = jobs.filter(({ status }) => !isOver(status)).length
  // Nobody who never began long work is shown where it would stand.
  if (jobs.length === 0) return null
  return (
    <div className="tray" ref={place}>
      <button type="button" className="link-button" aria-expanded={open} aria-controls="jobs" onClick={() => setOpen(!open)}>
        任务{running === 0 ? '' : ` ${running} 项办理中`}
      </button>
      {open ? (
        <section className="tray-panel" id="jobs" aria-label="我的任务">
          {error === null ? null : <Told problem={problemOf(error)} />}
          <ul className="cards">
            {jobs.map(row => (
              <JobLine key={row.jobId} row={row} />
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}
