import { type JobStatus, jobStatusWords } from '@yingjin/domain/jobs'
import { type ReactNode, useState } from 'react'
import { office, type Problem, problemOf } from '../ask/index.ts'
import { momentWord } from '../dates.ts'
import { type StateShape, StateWord } from '../state-word.tsx'
import { Told } from '../told.tsx'
import { endOf, type JobEnd } from './job-ends.tsx'
import { asDone, countWord, type JobStep } from './steps.ts'
import { resumeJob, useJob } from './use-job.ts'

export const jobShapes: Readonly<Record<JobStatus, StateShape>> = {
  queued: 'waiting',
  running: 'under-way',
  done: 'done',
  refused: 'wrong',
  failed: 'wrong',
  cancelled: 'open',
}

export type JobProgressParts = Readonly<{
  jobId: string
  /** What came of it, where the page knows better than the table of ends. */
  end?: (outcome: Readonly<Record<string, unknown>>) => JobEnd
  /** Beside the buttons. */
  children?: ReactNode
}>

const Steps = ({ steps, running }: Readonly<{ steps: readonly JobStep[]; running: boolean }>) => (
  <ol className="job-steps">
    {steps.map((step, at) => {
      const underWay = running && at === steps.length - 1
      return (
        // A step may come again: its place is what tells it apart.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={`${at} ${step.step}`} {...(underWay ? { 'aria-current': 'step' as const } : {})}>
          <span>{step.step}</span> <span className="soft">{countWord(step)}</span>
        </li>
      )
    })}
  </ol>
)

/**
 * One piece of long work, live: its steps with their counts as they were told, no invented percentage. It ends with a
 * sentence and a link, or with what stopped it and how to go on; the page may be left at any time.
 */
export const JobProgress = ({ jobId, end, children }: JobProgressParts) => {
  const { job, steps, ended, away, problem } = useJob(jobId)
  const [refused, setRefused] = useState<Problem | null>(null)
  if (problem !== null) return <Told problem={problem} />
  if (job === null) return <p className="empty">{away ? '暂时没有连上服务器，任务照常在办；连上后接着显示。' : '正在打开…'}</p>
  const act = (doing: Promise<unknown>): void => {
    setRefused(null)
    doing.catch((error: unknown) => setRefused(problemOf(error)))
  }
  const over = ended !== null
  const came = ended?.status !== 'done' ? null : end !== undefined && ended.outcome !== null ? end(ended.outcome) : endOf(job.kind, ended.outcome)
  return (
    <section className="job" aria-label={`任务：${job.title}`}>
      <div className="decides">
        <strong>{job.title}</strong>
        <StateWord shape={jobShapes[job.status]}>{jobStatusWords[job.status]}</StateWord>
      </div>
      <p className="soft">
        {momentWord(job.begunAt ?? job.queuedAt)} {job.begunAt === null ? '排上队' : '开始'}
        {job.endedAt === null ? '' : `，${momentWord(job.endedAt)} 结束`}
        {job.attempt > 1 ? `；第 ${job.attempt} 次办` : ''}
      </p>
      {steps.length === 0 ? null : <Steps steps={job.status === 'done' ? steps.map(asDone) : steps} running={!over} />}
      <div aria-live="polite">
        {away ? <p className="soft">暂时没有连上服务器，任务照常在办；连上后接着显示。</p> : null}
        {over ? null : (
          <p className="soft">{job.status === 'queued' ? '前面的办完就开始。' : ''}可以离开这一页，也可以关掉浏览器；办完在上面“任务”里找得到。</p>
        )}
        {came === null ? null : (
          <p>
            {came.says} {came.to}
          </p>
        )}
        {came?.more ?? null}
        {job.status === 'cancelled' ? <p>已按您的要求停下，没有办成的部分都已撤回。</p> : null}
        {ended !== null && ended.refusal !== null ? (
          <div className="told wrong" role="alert">
            {ended.refusal.says}
          </div>
        ) : null}
      </div>
      {refused === null ? null : <Told problem={refused} />}
      <div className="acts">
        {job.possible.includes('取消') ? (
          <button type="button" className="second-button" onClick={() => act(office.jobs.cancelJob({ jobId }))}>
            停下“{job.title}”
          </button>
        ) : null}
        {over && job.possible.includes('重新开始') ? (
          <button type="button" className="second-button" onClick={() => act(resumeJob(jobId))}>
            重新开始“{job.title}”
          </button>
        ) : null}
        {children}
      </div>
    </section>
  )
}
