import { isOver, type JobRow, type ShownJob } from '@yingjin/domain/jobs'
import { office, openEvents, type Problem, problemOf } from '../ask/index.ts'
import { eventsIn } from './events.ts'
import { type JobStep, withStep } from './steps.ts'

export type FollowedJob = Readonly<{
  job: JobRow | null
  /** The steps told since somebody watches, the last one under way. */
  steps: readonly JobStep[]
  /** Once it is over: with what came of it, or why it was not done. */
  ended: ShownJob | null
  /** It was seen at work, or begun here, so that its end changes what the pages show. */
  seenAtWork: boolean
  /** Nothing is heard of it just now; it goes on all the same. */
  away: boolean
  problem: Problem | null
}>

const unheard: FollowedJob = { job: null, steps: [], ended: null, seenAtWork: false, away: false, problem: null }

/** A browser holds six lines to one server: some are left for everything else, and more jobs than these are asked for in turn. */
const mostStreams = 3
const asksEveryMs = 2_000
const mostWaitMs = 15_000

type Watched = { now: FollowedJob; tell: Set<() => void>; stop: AbortController }
const watched = new Map<string, Watched>()
let streams = 0

/** Begun from this page: also where it is over before it is first asked for, what the pages show is older than its end. */
const begun = new Set<string>()
export const begunHere = (jobId: string): void => void begun.add(jobId)

const say = (of: Watched, next: Partial<FollowedJob>): void => {
  of.now = { ...of.now, ...next }
  for (const tell of of.tell) tell()
}

const hear = (of: Watched, job: JobRow): void => say(of, { job, steps: withStep(of.now.steps, job), away: false, problem: null })

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const clock = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(clock)
      resolve()
    })
  })

/** Hears until the line ends; whether the job is over is then asked for. */
const listen = async (jobId: string, of: Watched): Promise<void> => {
  streams += 1
  try {
    const answer = await openEvents(`/api/jobs/${jobId}/events`, of.now.job?.change ?? null, of.stop.signal)
    if (answer.status !== 200 || answer.body === null) return
    for await (const job of eventsIn(answer.body)) hear(of, job)
  } finally {
    streams -= 1
  }
}

const ask = async (jobId: string, of: Watched): Promise<void> => {
  const shown = await office.jobs.showJob({ jobId }, { signal: of.stop.signal })
  const { outcome: _outcome, refusal: _refusal, ...job } = shown
  hear(of, job)
  if (!isOver(job.status)) return
  const here = begun.delete(jobId)
  say(of, { ended: shown, seenAtWork: of.now.seenAtWork || here })
}

const follow = async (jobId: string, of: Watched): Promise<void> => {
  const { signal } = of.stop
  let wait = asksEveryMs
  while (!signal.aborted) {
    try {
      await ask(jobId, of)
      wait = asksEveryMs
      if (of.now.ended !== null) return
      say(of, { seenAtWork: true })
      if (streams < mostStreams) await listen(jobId, of)
      else await pause(asksEveryMs, signal)
    } catch (error) {
      if (signal.aborted) return
      const problem = problemOf(error)
      // Refused for good (not there, not for this reader): nothing more will be heard. A session that is over is renewed.
      if (problem.status >= 400 && problem.status < 500 && problem.code !== 'access/not-logged-in' && problem.code !== 'http/too-many') {
        say(of, { problem })
        return
      }
      say(of, { away: true })
      await pause(wait, signal)
      wait = Math.min(wait * 2, mostWaitMs)
    }
  }
}

/** Hears of a job as long as somebody watches; however many watch, it is heard once. Gives back how to stop. */
export const watchJob = (jobId: string, tell: () => void): (() => void) => {
  let of = watched.get(jobId)
  if (of === undefined) {
    of = { now: unheard, tell: new Set(), stop: new AbortController() }
    watched.set(jobId, of)
    void follow(jobId, of)
  }
  const mine = of
  mine.tell.add(tell)
  return () => {
    mine.tell.delete(tell)
    if (mine.tell.size > 0) return
    mine.stop.abort()
    if (watched.get(jobId) === mine) watched.delete(jobId)
  }
}

export const heardOf = (jobId: string): FollowedJob => watched.get(jobId)?.now ?? unheard

/** It was started again: what was heard of its end stands no more. */
export const followAgain = (jobId: string): void => {
  const of = watched.get(jobId)
  if (of === undefined) return
  say(of, { ...unheard, job: of.now.job })
  void follow(jobId, of)
}
