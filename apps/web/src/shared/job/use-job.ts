import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { office } from '../ask/index.ts'
import { orderKey } from '../order-key.ts'
import { begunHere, type FollowedJob, followAgain, heardOf, watchJob } from './follow-job.ts'

const nothing: FollowedJob = { job: null, steps: [], ended: null, seenAtWork: false, away: false, problem: null }
const noWatch = (): (() => void) => () => undefined

/**
 * How far a job is, live, as long as the page is open; the job goes on without it. When it ends before one's eyes, what
 * the pages show is asked for anew.
 */
export const useJob = (jobId: string | null): FollowedJob => {
  const queries = useQueryClient()
  // The same function for the same job: another one would let go of it and begin anew.
  const watch = useCallback((tell: () => void) => (jobId === null ? noWatch() : watchJob(jobId, tell)), [jobId])
  const followed = useSyncExternalStore(watch, () => (jobId === null ? nothing : heardOf(jobId)))
  const ended = followed.seenAtWork && followed.ended !== null
  useEffect(() => {
    if (ended) void queries.invalidateQueries()
  }, [ended, queries])
  return followed
}

/** Whether any of several jobs is not over, as far as is known; of one that may not be read nothing is known. */
export const useWorking = (jobIds: readonly string[]): boolean => {
  const named = jobIds.join(' ')
  const watch = useCallback(
    (tell: () => void) => {
      const stops = named === '' ? [] : named.split(' ').map(jobId => watchJob(jobId, tell))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [named],
  )
  return useSyncExternalStore(watch, () =>
    jobIds.some(jobId => {
      const { ended, problem } = heardOf(jobId)
      return ended === null && problem === null
    }),
  )
}

/**
 * Begins long work: the order of its kind, carried out in the name of whoever asks, also after the browser is closed.
 * Asked again because no answer came, it is begun once.
 */
export const startJob = async (kind: string, order: Readonly<Record<string, unknown>>, key?: string): Promise<string> => {
  const own = orderKey(`job ${kind}`)
  const { jobId } = await office.jobs.startJob({ kind, order }, { key: key ?? own.of(order) })
  own.forget()
  begunHere(jobId)
  return jobId
}

export const resumeJob = async (jobId: string): Promise<void> => {
  await office.jobs.resumeJob({ jobId })
  followAgain(jobId)
}
