import { type JobsProblem, possibleFor } from '@yingjin/domain/jobs'
import { type PlainDate, type Problem, problem, type Result, withoutNumbers } from '@yingjin/kernel'
import { sql } from 'kysely'
import pg from 'pg'
import { inOneWriting } from '../../access/index.ts'
import { type JobKinds, type JobScene, type KeptOutcome, orderPlace, outcomePlace } from '../../jobs/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { asActor, isLostConnection, openPool, type Tx } from '../../platform/postgres/index.ts'
import { asMachine, type Events, type Handler } from '../../platform/queue/index.ts'
import { type CountyFields, VaultRefusal } from '../../platform/vault/index.ts'

/** Where a process may end while it carries a job out; each leaves the job to be done once by the next. */
export const jobPoints = ['taken', 'worked', 'finished'] as const
export type JobPoint = (typeof jobPoints)[number]

export type CarryOutParts = Readonly<{
  office: pg.ClientConfig
  /** Connections of this process itself, for taking jobs up and telling how far they are. */
  pool: pg.Pool
  secret: string
  fields: Pick<CountyFields, 'of' | 'upTo'>
  kinds: JobKinds
  /** The sentence of a refusal. */
  word: (refusal: Problem) => string
  log: Log
  /** Aborted when the process is to end: what is under way is undone and left to the next. */
  ending: AbortSignal
  at?: (point: JobPoint) => Promise<void> | void
  tellEveryMs?: number
}>

/** So often a process may end under a job before nobody tries any more. */
const mostAttempts = 5

type Taken = Readonly<{
  kind: string
  order_sealed: Buffer
  started_act: bigint
  client_id: string
  happened_on: string
  reason: string | null
  attempt: number
  newest_key: bigint | null
}>

/** Thrown to leave a job to the next process that takes it up. */
class LeftToTheNext extends Error {}

/** What is told when a job is over; `cancelled` is nothing. */
type Ending = Readonly<{ status: 'done' | 'refused' | 'failed' | 'cancelled'; code: string | null; kept: KeptOutcome | null }>

/** Carries out the long work that an event names, in the name of whoever started it. */
export const carryOutJobs =
  (parts: CarryOutParts): Handler<Events['job-started']> =>
  async ({ ids: { division, job } }, settle) => {
    const { pool, secret, fields, log, at = () => undefined } = parts
    const asProcess = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asActor(pool, asMachine(secret), work)
    const taken = await asProcess(async tx => {
      const { rows } = await sql<Taken>`
        select t.*, (select max(number) from infrastructure.field_key) as newest_key from jobs.take(${division}, ${job}::bigint) t`.execute(tx)
      return rows[0] ?? null
    })
    if (taken === null) return
    await at('taken')
    await fields.upTo(taken.newest_key ?? 0n)
    log.say('job begun', { division, job, kind: taken.kind, attempt: taken.attempt })
    const ending = await endingOf(parts, division, job, taken)
    await at('worked')
    const sealed = ending.kept === null ? null : fields.of(division).seal(outcomePlace(taken.started_act), inOneWriting(ending.kept))
    await asProcess(async tx => {
      await sql`select jobs.finish(${division}, ${job}::bigint, ${ending.status}, ${ending.code}, ${sealed})`.execute(tx)
      await settle(tx)
    })
    log.say('job over', { division, job, kind: taken.kind, status: ending.status, code: ending.code })
    await at('finished')
  }

const endingOf = async (parts: CarryOutParts, division: string, job: string, taken: Taken): Promise<Ending> => {
  const { fields, kinds, word, log } = parts
  const stopped = (refusal: JobsProblem, status: 'refused' | 'failed' = 'failed'): Ending => ({
    status,
    code: refusal.code,
    kept: { refusal: { code: refusal.code, says: word(refusal), possible: possibleIn(refusal) } },
  })
  const kind = Object.hasOwn(kinds, taken.kind) ? kinds[taken.kind] : undefined
  if (kind === undefined) return stopped(problem('jobs/no-such-kind', { kind: taken.kind, possible: Object.keys(kinds).toSorted() }))
  if (taken.attempt > mostAttempts && !(await isDone(parts, division, job)))
    return stopped(problem('jobs/kept-ending', { attempts: mostAttempts, possible: [...possibleFor('failed'), '请管理员查看程序日志'] }))
  const opened = fields.of(division).open(orderPlace(taken.started_act), taken.order_sealed)
  if (!opened.ok) throw new VaultRefusal(opened.problem)
  const order = JSON.parse(opened.value) as unknown
  try {
    const result = await stoppable(parts, division, job, taken, scene => kind.carryOut(order, scene))
    if (result === 'cancelled') return { status: 'cancelled', code: null, kept: null }
    if (result.ok) return { status: 'done', code: null, kept: { outcome: result.value as Record<string, unknown> } }
    // The connection of a process that ended has not let go of it yet.
    if (result.problem.code === 'access/under-way') throw new LeftToTheNext(job)
    // Committed under another process, and the right to do it is gone since: what was done stays done.
    if (taken.attempt > 1 && (await isDone(parts, division, job))) return { status: 'done', code: null, kept: null }
    if (result.problem.code === 'access/not-logged-in')
      return stopped(problem('jobs/starter-gone', { possible: ['请在职的同事重新发起', '恢复账号或代办后重新开始'] }), 'refused')
    return {
      status: 'refused',
      code: result.problem.code,
      kept: { refusal: { code: result.problem.code, says: word(result.problem), possible: possibleIn(result.problem) } },
    }
  } catch (error) {
    if (error instanceof LeftToTheNext || isLostConnection(error)) throw error
    log.fault('job failed', error, { division, job, kind: taken.kind })
    return stopped(problem('jobs/fault', { jobId: job, possible: [...possibleFor('failed'), '请把任务编号告诉管理员'] }))
  }
}

const possibleIn = ({ code, facts }: Problem): string[] => {
  const { possible } = facts as Readonly<{ possible?: unknown }>
  if (Array.isArray(possible)) return possible.map(String)
  return code.startsWith('access/') ? ['请管理员授权后重新开始', '请有权限的同事重新发起'] : [...possibleFor('refused')]
}

/**
 * Work that is told of while it goes on, and stopped when somebody asks or the process is to end: its connections are
 * ended by the server, so that whatever was not committed is undone. What had been committed by then is done.
 */
const stoppable = async (
  parts: CarryOutParts,
  division: string,
  job: string,
  taken: Taken,
  work: (scene: JobScene) => Promise<Result<unknown, Problem>>,
): Promise<Result<unknown, Problem> | 'cancelled'> => {
  const { office, pool, secret, fields, ending, tellEveryMs = 500 } = parts
  const name = `job ${division} ${job}`
  if (taken.attempt > 1) {
    // Of a process that ended, statements may still run.
    await endConnections(pool, name)
    await untilEnded(pool, name)
  }
  const asProcess = <T>(of: (tx: Tx) => Promise<T>): Promise<T> => asActor(pool, asMachine(secret), of)
  const attempt = async (signal: AbortSignal, say: JobScene['say']): Promise<Result<unknown, Problem>> => {
    const own = openPool(office, { name, max: 3 })
    try {
      return await work({
        division,
        jobId: job,
        attempt: taken.attempt,
        pool: own,
        say,
        signal,
        asked: {
          acting: `job:${secret}:${division}:${job}`,
          clientId: taken.client_id,
          happenedOn: taken.happened_on as PlainDate,
          ...(taken.reason === null ? {} : { reason: taken.reason }),
          fieldsOf: fields.of,
          keysUpTo: fields.upTo,
        },
      })
    } finally {
      await own.end()
    }
  }

  const stop = new AbortController()
  let why: 'cancelled' | 'ending' | null = null
  const stopFor = (reason: 'cancelled' | 'ending'): void => {
    why ??= reason
    stop.abort()
  }
  const onEnding = (): void => stopFor('ending')
  ending.addEventListener('abort', onEnding)
  if (ending.aborted) onEnding()
  let said: Readonly<{ step: string; done: number | null; of: number | null }> | null = null
  const tell = async (): Promise<void> => {
    const now = said
    said = null
    const asked = await asProcess(async tx => {
      const { rows } = await sql<{ stop: boolean | null }>`
        select jobs.tell(${division}, ${job}::bigint, ${now?.step ?? null}, ${now?.done ?? null}::bigint, ${now?.of ?? null}::bigint) as stop`.execute(tx)
      return rows[0]?.stop === true
    })
    if (asked) stopFor('cancelled')
    if (why !== null) await endConnections(pool, name)
  }
  let over = false
  const watching = (async (): Promise<void> => {
    while (!over) {
      // A moment at which it cannot be told is no reason to stop the work.
      await tell().catch(() => undefined)
      await new Promise(resolve => setTimeout(resolve, tellEveryMs))
    }
  })()
  try {
    return await attempt(stop.signal, (step, done, of) => (said = { step: withoutNumbers(step), done: done ?? null, of: of ?? null }))
  } catch (error) {
    if (why === null) throw error
    await untilEnded(pool, name)
    // Committed before the connection ended: asked again, the same act gives what it gave.
    if (await isDone(parts, division, job)) return await attempt(new AbortController().signal, () => undefined)
    if (why === 'cancelled') return 'cancelled'
    throw new LeftToTheNext(name)
  } finally {
    over = true
    ending.removeEventListener('abort', onEnding)
    await watching
  }
}

const isDone = ({ pool, secret }: CarryOutParts, division: string, job: string): Promise<boolean> =>
  asActor(pool, asMachine(secret), async tx => {
    const { rows } = await sql<{ done: boolean }>`select jobs.is_done(${division}, ${job}::bigint) as done`.execute(tx)
    return rows[0]?.done === true
  })

const ofName = `from pg_stat_activity where application_name = 'yingjin ' || $1 and datname = current_database() and usename = current_user`
const endConnections = (pool: pg.Pool, name: string): Promise<unknown> => pool.query(`select pg_terminate_backend(pid) ${ofName}`, [name])
const untilEnded = async (pool: pg.Pool, name: string): Promise<void> => {
  while ((await pool.query(`select 1 ${ofName}`, [name])).rowCount !== 0) await new Promise(resolve => setTimeout(resolve, 20))
}
