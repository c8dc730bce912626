import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { connectionOf, runsOn } from './copied-rows.ts'
import type { Database } from './database.ts'
import { valueTypes } from './values.ts'

/** The rows of one transaction. Transactions do not nest, and the connection is not ours to end. */
export type Tx = Omit<Kysely<Database>, 'transaction' | 'startTransaction' | 'connection' | 'destroy' | typeof Symbol.asyncDispose>

/** Who acts: the secret of a session or machine, which the database looks up itself; and for whom, where a deputy acts. */
export type Acting = string | Readonly<{ session: string; onBehalfOf: bigint | null }>

/** How long a statement may run, wait for a lock, or leave its transaction idle; in milliseconds. */
export type Limits = Readonly<{ statementMs: number; lockMs: number; idleMs: number }>
const ordinary: Limits = { statementMs: 30_000, lockMs: 5_000, idleMs: 60_000 }
/** Migration and backup take as long as they take; only a lock is not waited for without end. */
const unhurried: Limits = { statementMs: 0, lockMs: 60_000, idleMs: 0 }

export type PoolOptions = Readonly<{ name?: string; max?: number }>

/** Connections to one database. A connection that breaks while nobody uses it is replaced, and is no error of the program. */
export const openPool = (config: pg.ClientConfig, { name = 'office', max = 10 }: PoolOptions = {}): pg.Pool => {
  const pool = new pg.Pool({
    ...config,
    types: valueTypes,
    application_name: `yingjin ${name}`,
    max,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
  })
  pool.on('error', () => undefined)
  // While it is used, the query under way says it; the event besides would end the program.
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}

/** A transaction in which the database knows who acts. It is committed when `work` ends, and undone when it throws. */
export const asActor = <T>(pool: pg.Pool, acting: Acting, work: (tx: Tx, client: pg.PoolClient) => Promise<T>, limits: Partial<Limits> = {}): Promise<T> =>
  transaction(pool, begin('begin', acting, { ...ordinary, ...limits }, keptPlans), work)

/** The same for looking only: whatever it asks sees one moment, and nothing can be written. */
export const asActorReading = <T>(
  pool: pg.Pool,
  acting: Acting,
  work: (tx: Tx, client: pg.PoolClient) => Promise<T>,
  limits: Partial<Limits> = {},
): Promise<T> => transaction(pool, begin('begin isolation level repeatable read read only', acting, { ...ordinary, ...limits }, keptPlans), work)

/**
 * For a look that leaves a line: `look` sees one moment and can write nothing, then `record` writes what was looked at,
 * in the same transaction. Where the line cannot be written, nothing was seen.
 */
export const asActorLooking = <T>(
  pool: pg.Pool,
  acting: Acting,
  look: (tx: Tx, client: pg.PoolClient) => Promise<T>,
  record: (tx: Tx, seen: T) => Promise<void>,
  limits: Partial<Limits> = {},
): Promise<T> =>
  transaction(pool, begin('begin isolation level repeatable read', acting, { ...ordinary, ...limits }, keptPlans), async (tx, client) => {
    // A transaction that may write again: the end of the savepoint gives back what was set within it.
    await client.query('savepoint looking; set transaction read only')
    const seen = await look(tx, client)
    await client.query('release savepoint looking')
    await record(tx, seen)
    return seen
  })

/** The owner's transaction, over a pool of the owner: for migration and backup, and for tests that lay down what is there before. */
export const asOwner = <T>(pool: pg.Pool, work: (tx: Tx, client: pg.PoolClient) => Promise<T>, limits: Partial<Limits> = {}): Promise<T> =>
  transaction(pool, begin('begin', '', { ...unhurried, ...limits }), work)

/** A plan is kept whatever the values: making one anew for them costs more, under row policies, than it finds. */
const keptPlans = [['plan_cache_mode', 'force_generic_plan']] as const

/** One message to the server: the transaction, who acts in it, and its limits; all end with it. */
const begin = (start: string, acting: Acting, { statementMs, lockMs, idleMs }: Limits, besides: readonly (readonly [string, string])[] = []): string => {
  const { session, onBehalfOf } = typeof acting === 'string' ? { session: acting, onBehalfOf: null } : acting
  const settings: readonly (readonly [string, string])[] = [
    ['yingjin.session', session],
    ['yingjin.on_behalf_of', onBehalfOf === null ? '' : String(onBehalfOf)],
    ['statement_timeout', String(statementMs)],
    ['lock_timeout', String(lockMs)],
    ['idle_in_transaction_session_timeout', String(idleMs)],
    ['timezone', 'Asia/Shanghai'],
    ...besides,
  ]
  return `${start}; select ${settings.map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`).join(', ')}`
}

const transaction = async <T>(pool: pg.Pool, start: string, work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(start)
    const value = await work(over(client), client)
    await client.query('commit')
    return value
  } catch (error) {
    try {
      await client.query('rollback')
    } catch (failure) {
      broken = failure instanceof Error ? failure : new Error(String(failure))
    }
    throw error
  } finally {
    plannedAnew.delete(client)
    // A connection that could not even be rolled back is thrown away.
    client.release(broken)
  }
}

/** Typed statements over one connection that somebody else began and will end. */
const over = (client: pg.PoolClient): Tx =>
  runsOn(
    new Kysely<Database>({
      dialect: new PostgresDialect({
        pool: {
          connect: () => Promise.resolve({ query: prepared(client) as never, release: () => undefined }),
          end: () => Promise.resolve(),
        },
      }),
    }),
    client,
  )

type Query = (text: unknown, values?: readonly unknown[]) => unknown

const plannedAnew = new WeakSet<pg.ClientBase>()
/** Until the transaction ends each statement is planned for its values: many rows want other plans than one. */
export const planAnew = async (tx: Tx): Promise<void> => {
  const client = connectionOf(tx)
  plannedAnew.add(client)
  await client.query(`set local plan_cache_mode = auto`)
}

/** Statements that a connection keeps prepared; what comes after them is planned anew each time. */
const atMostPrepared = 500
const names = new WeakMap<pg.PoolClient, Map<string, string>>()

/**
 * A statement with parameters is prepared once on a connection and planned once: row policies make planning dearer than
 * most looks into an index. Cursors and statements without parameters pass as they are.
 */
const prepared = (client: pg.PoolClient): Query => {
  const known = names.get(client) ?? new Map<string, string>()
  names.set(client, known)
  return (text, values) => {
    const ask = client.query.bind(client) as Query
    if (typeof text !== 'string' || values === undefined || values.length === 0 || plannedAnew.has(client)) return ask(text, values)
    let name = known.get(text)
    if (name === undefined) {
      if (known.size >= atMostPrepared) return ask(text, values)
      name = `y${known.size}`
      known.set(text, name)
    }
    return ask({ name, text, values })
  }
}

/** Whether an error says that the connection or its server went away, and not that a statement was wrong. */
export const isLostConnection = (error: unknown): boolean => {
  if (error instanceof pg.DatabaseError) return /^(08|57P0)/.test(error.code ?? '')
  return (
    error instanceof Error &&
    (/^Connection terminated|connection error/i.test(error.message) || ('code' in error && /^(ECONN|EPIPE|ENOTFOUND)/.test(String(error.code))))
  )
}
