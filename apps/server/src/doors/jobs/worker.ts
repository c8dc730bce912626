import type { Problem } from '@yingjin/kernel'
import type pg from 'pg'
import type { JobKinds } from '../../jobs/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { openPool } from '../../platform/postgres/index.ts'
import { type Events, type Handler, openQueue, type QueuePoint } from '../../platform/queue/index.ts'
import type { CountyFields } from '../../platform/vault/index.ts'
import { carryOutJobs, type JobPoint } from './carry-out.ts'

export type WorkerParts = Readonly<{
  office: pg.ClientConfig
  secret: string
  fields: (pool: pg.Pool) => Promise<CountyFields>
  kinds: JobKinds
  word: (refusal: Problem) => string
  log: Log
  /** How long what is under way may still take once the worker is told to end. */
  graceMs?: number
  tellEveryMs?: number
  /** For tests. */
  at?: (point: QueuePoint | JobPoint) => Promise<void> | void
}>

export type Worker = Readonly<{ stop: () => Promise<void> }>

const forgetsEveryMs = 3_600_000

/** Carries out the long work of all divisions until it is stopped; what is not ended then is undone and left to the next. */
export const openWorker = async ({ office, secret, fields, kinds, word, log, graceMs = 10_000, tellEveryMs, at }: WorkerParts): Promise<Worker> => {
  const pool = openPool(office, { name: 'worker', max: 4 })
  const ending = new AbortController()
  try {
    const handlers: { [Name in keyof Events]: Handler<Events[Name]> } = {
      'job-started': carryOutJobs({
        office,
        pool,
        secret,
        fields: await fields(pool),
        kinds,
        word,
        log,
        ending: ending.signal,
        ...(at === undefined ? {} : { at }),
        ...(tellEveryMs === undefined ? {} : { tellEveryMs }),
      }),
    }
    const queue = await openQueue({ office, secret, handlers, failed: error => log.fault('event failed', error), ...(at === undefined ? {} : { at }) })
    const forget = (): void =>
      void pool.query('select jobs.forget_outcomes(), leads.forget_simulated_children()').catch((error: unknown) => log.fault('forgetting failed', error))
    const forgetting = setInterval(forget, forgetsEveryMs)
    return {
      stop: async () => {
        clearInterval(forgetting)
        const grace = setTimeout(() => ending.abort(), graceMs)
        await queue.drained()
        clearTimeout(grace)
        await pool.end()
      },
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}
