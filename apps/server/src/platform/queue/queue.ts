import { sql } from 'kysely'
import pg from 'pg'
import PgBoss from 'pg-boss'
import { asActor, openPool, type Tx } from '../postgres/index.ts'

/** One event as it is handed to whoever does what it calls for. */
export type Message<Ids = Readonly<Record<string, string>>> = Readonly<{ id: string; event: string; ids: Ids }>

/**
 * Does what an event calls for. What it changes in the database and `settle` stand in one transaction: then the event is
 * done exactly once, wherever a process ends. Returning without it settles the event by itself, for work that may be done twice.
 */
export type Handler<Ids = Readonly<Record<string, string>>> = (message: Message<Ids>, settle: (tx: Tx) => Promise<void>) => Promise<void>

/** A process of our own, as the database knows it by the secret in the configuration folder. */
export const asMachine = (secret: string): string => `machine:${secret}:0`

export type QueueParts<Handlers> = Readonly<{
  /** The office's connections. */
  office: pg.ClientConfig
  secret: string
  handlers: Handlers
  /** How many events of a kind are done side by side. */
  sideBySide?: number
  /** Told what went wrong; the event is tried again. */
  failed: (error: unknown) => void
  /** For tests: what happens at a named point. */
  at?: (point: QueuePoint) => Promise<void> | void
}>

/** Where a process may end between an event and its being done. */
export const queuePoints = ['fetched', 'handled', 'settled'] as const
export type QueuePoint = (typeof queuePoints)[number]

/** `drained`: whatever is under way is brought to its end; nothing new is begun. */
export type Queue = Readonly<{ drained: () => Promise<void> }>

const schema = 'pgboss'
const locks = 990_101_004
/** A process that has just taken an event up has not yet its lock. */
const takesUpWithin = '1 second'
const looksEveryMs = 2_000
const afterFailureMs = 1_000

/**
 * Works off the queue until it is drained. Whoever works holds a lock of the session for each event under way: the
 * server lets go of it when a process ends, however it ends, and another takes the event up at once.
 */
export const openQueue = async <Ids extends Readonly<Record<string, string>>>({
  office,
  secret,
  handlers,
  sideBySide = 2,
  failed,
  at = () => undefined,
}: QueueParts<Readonly<Record<string, Handler<Ids>>>>): Promise<Queue> => {
  const pool = openPool(office, { name: 'queue', max: 3 })
  const asProcess = statements(pool, asMachine(secret))
  const boss = new PgBoss({
    schema,
    db: { executeSql: asProcess },
    migrate: false,
    schedule: false,
    supervise: true,
    maintenanceIntervalSeconds: 300,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 30,
  })
  boss.on('error', failed)
  try {
    await boss.start()
  } catch (error) {
    await pool.end()
    throw error
  }

  let draining = false
  const mine = new Set<string>()
  const sleepers = new Set<() => void>()
  const wake = (): void => {
    for (const each of sleepers) each()
  }
  const sleep = (ms: number): Promise<void> =>
    new Promise(resolve => {
      const awake = (): void => {
        clearTimeout(timer)
        sleepers.delete(awake)
        resolve()
      }
      const timer = setTimeout(awake, ms)
      sleepers.add(awake)
    })
  // Lost, it is opened anew; what it held another may take up meanwhile, and only one of the two is settled.
  let opened: Promise<pg.Client> | null = null
  const lease = (): Promise<pg.Client> => {
    opened ??= listening(office, wake, () => (opened = null))
    return opened
  }
  /** One statement after the other: a connection that is asked while it answers will refuse it one day. */
  let last: Promise<unknown> = Promise.resolve()
  const askLease = <Row extends pg.QueryResultRow>(text: string, id: string): Promise<pg.QueryResult<Row>> => {
    const answer = last.then(async () => (await lease()).query<Row>(text, [locks, id]))
    last = answer.catch(() => undefined)
    return answer
  }
  const tryLock = async (id: string): Promise<boolean> =>
    (await askLease<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', id)).rows[0]?.got === true
  const unlock = (id: string): Promise<unknown> => askLease('select pg_advisory_unlock($1, hashtext($2))', id)

  const settledWithin = async (tx: Tx, { event, id }: Message): Promise<void> => {
    await sql`select set_config('yingjin.session', ${asMachine(secret)}, true)`.execute(tx)
    const { numAffectedRows } = await sql`
      update pgboss.job set state = 'completed', completed_on = now() where name = ${event} and id = ${id}::uuid and state = 'active'`.execute(tx)
    // Another process holds it by now; what was done here is undone.
    if (numAffectedRows !== 1n) throw new Error('an event was settled by another process')
  }

  /** Does one event. Gives whether there was one. */
  const next = async (event: string, handler: Handler<Ids>): Promise<boolean> => {
    const [found] = await boss.fetch<Ids>(event)
    if (found === undefined) return false
    const message: Message<Ids> = { id: found.id, event, ids: found.data }
    if (mine.has(message.id) || !(await tryLock(message.id))) return true
    mine.add(message.id)
    try {
      await at('fetched')
      let settled = false
      await handler(message, async tx => {
        await settledWithin(tx, message)
        settled = true
      })
      await at('handled')
      if (!settled) await asActor(pool, asMachine(secret), tx => settledWithin(tx, message))
      await at('settled')
    } catch (error) {
      failed(error)
      // What went wrong may quote a row: of it only its kind is kept.
      await boss.fail(event, message.id, { value: error instanceof Error ? error.name : 'error' }).catch(failed)
      await sleep(afterFailureMs)
    } finally {
      mine.delete(message.id)
      await unlock(message.id).catch(failed)
    }
    return true
  }

  /** Events whose process has ended are given back to the queue. */
  const rescue = async (): Promise<void> => {
    const { rows } = await asProcess<{ name: string; id: string }>(
      `select name, id from pgboss.job where state = 'active' and name = any ($1) and started_on < now() - interval '${takesUpWithin}'`,
      [Object.keys(handlers)],
    )
    for (const { name, id } of rows) {
      if (mine.has(id) || !(await tryLock(id))) continue
      try {
        await boss.fail(name, id, { value: 'process-ended' })
        wake()
      } finally {
        await unlock(id)
      }
    }
  }

  const loop = async (round: () => Promise<boolean>): Promise<void> => {
    while (!draining) {
      let more = false
      try {
        more = await round()
      } catch (error) {
        failed(error)
      }
      if (!more && !draining) await sleep(looksEveryMs)
    }
  }
  const loops = [
    ...Object.entries(handlers).flatMap(([event, handler]) => Array.from({ length: sideBySide }, () => loop(() => next(event, handler)))),
    loop(async () => {
      await rescue()
      return false
    }),
  ]
  return {
    drained: async () => {
      draining = true
      wake()
      await Promise.all(loops)
      await boss.stop({ graceful: false })
      await opened?.then(client => client.end()).catch(() => undefined)
      await pool.end()
    },
  }
}

/**
 * Statements of a library that knows no actor: each is one of a process of our own. A connection on which one of several
 * failed may be amid a transaction, and is thrown away.
 */
const statements = (pool: pg.Pool, acting: string) => {
  const known = new WeakSet<pg.PoolClient>()
  return async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<pg.QueryResult<Row>> => {
    const client = await pool.connect()
    try {
      if (!known.has(client)) await client.query(`select set_config('yingjin.session', $1, false)`, [acting])
      known.add(client)
      const result = await client.query<Row>(text, values.length === 0 ? undefined : values)
      client.release()
      return result
    } catch (error) {
      client.release(true)
      throw error
    }
  }
}

/** The connection that holds the locks of what is under way, and hears of what is sent. */
const listening = async (office: pg.ClientConfig, heard: () => void, lost: () => void): Promise<pg.Client> => {
  const client = new pg.Client({ ...office, application_name: 'yingjin lease' })
  client.on('error', lost)
  client.on('end', lost)
  client.on('notification', heard)
  try {
    await client.connect()
    await client.query('listen yingjin_queue')
    return client
  } catch (error) {
    lost()
    throw error
  }
}
