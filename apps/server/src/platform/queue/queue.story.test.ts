import fc from 'fast-check'
import { sql } from 'kysely'
import PgBoss from 'pg-boss'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asActor, openPool, type Tx } from '../postgres/index.ts'
import { aDatabase, type TestDatabase } from '../postgres/testing/index.ts'
import { asMachine, type EventName, eventNames, type Message, openQueue, type Queue, queuePoints, send } from './index.ts'
import { startWorker } from './testing/dying-worker.ts'

const secret = 's3cret'
const event = 'test-event'
let db: TestDatabase
beforeAll(async () => {
  db = await aDatabase()
  await db.asOwner((_, client) =>
    client.query(`insert into infrastructure.machine (name, secret_digest) values ('test', sha256('${secret}'));
      insert into pgboss.queue (name, policy, retry_limit, retry_delay, expire_seconds, retention_minutes) values ('${event}', 'standard', 1000, 0, 86400, 1440);
      create schema probe; create table probe.effect (n int not null); grant usage on schema probe to yingjin_office; grant select, insert on probe.effect to yingjin_office`),
  )
})
afterAll(() => db.close())
beforeEach(() => db.asOwner((_, client) => client.query('truncate probe.effect')))

const tell = (tx: Tx, n: number): Promise<string> => send(tx, event as EventName, { n: String(n) } as never)
const effects = async (): Promise<readonly number[]> =>
  db.asOwner(async (_, client) => (await client.query<{ n: number }>('select n from probe.effect order by n')).rows.map(({ n }) => n))
const waiting = async (): Promise<number> =>
  db.asOwner(async (_, client) =>
    Number((await client.query(`select count(*) as n from pgboss.job where name = '${event}' and state in ('created', 'retry', 'active')`)).rows[0].n),
  )
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 60_000; !(await holds());) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
const writing = async ({ ids }: Message, settle: (tx: Tx) => Promise<void>): Promise<void> =>
  asActor(db.pool, asMachine(secret), async tx => {
    await sql`insert into probe.effect (n) values (${ids['n']}::int)`.execute(tx)
    await settle(tx)
  })
const failures: unknown[] = []
const aWorker = (handler = writing): Promise<Queue> =>
  openQueue({ office: db.postgres.office(), secret, handlers: { [event]: handler }, failed: error => failures.push(error) })

test('an event is sent with the transaction that causes it, and not without', async () => {
  await asActor(db.pool, asMachine(secret), tx => tell(tx, 1))
  await expect(
    asActor(db.pool, asMachine(secret), async tx => {
      await tell(tx, 2)
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  const worker = await aWorker()
  await until(async () => (await waiting()) === 0)
  await worker.drained()
  expect(await effects()).toEqual([1])
})

test('what goes wrong is tried again, and of the error only its kind is kept', async () => {
  let tries = 0
  const worker = await aWorker(async (message, settle) => {
    tries += 1
    if (tries === 1) throw new TypeError('number 99010120150301001X is taken')
    await writing(message, settle)
  })
  await asActor(db.pool, asMachine(secret), tx => tell(tx, 3))
  await until(async () => (await waiting()) === 0)
  await worker.drained()
  expect([tries, await effects()]).toEqual([2, [3]])
  const kept = await db.asOwner(async (_, client) => (await client.query(`select string_agg(j::text, ' ') as text from pgboss.job j`)).rows[0].text as string)
  expect(kept).not.toMatch(/\d{17}/)
})

test('beside an event stand ids and nothing else', async () => {
  for (const ids of [{ n: '99010120150301001X' }, { n: '990101201503010012' }, { n: '13900000000' }, { n: '王小明' }, { n: 5 }, ['1']])
    await expect(asActor(db.pool, asMachine(secret), tx => sql`select jobs.send(${event}, ${JSON.stringify(ids)}::jsonb)`.execute(tx))).rejects.toMatchObject({
      code: '23514',
    })
  await expect(asActor(db.pool, asMachine(secret), tx => send(tx, 'no-such-event' as EventName, {} as never))).rejects.toThrow('no event')
})

test('whoever is no process of ours reads no event, takes none, and sends none in nobody’s name', async () => {
  await asActor(db.pool, asMachine(secret), tx => tell(tx, 4))
  await asActor(db.pool, 'login:nobody', async tx => {
    expect((await sql`select * from pgboss.job`.execute(tx)).rows).toEqual([])
    expect((await sql`update pgboss.job set state = 'completed'`.execute(tx)).numAffectedRows).toBe(0n)
  })
  await expect(asActor(db.pool, 'login:nobody', tx => tell(tx, 5))).rejects.toMatchObject({ code: '28000' })
  await expect(asActor(db.pool, 'login:nobody', tx => sql`insert into pgboss.job (name) values (${event})`.execute(tx))).rejects.toMatchObject({
    code: '42501',
  })
  await db.asOwner((_, client) => client.query(`delete from pgboss.job where name = '${event}'`))
})

test('the tables of the queue are those its library makes, and a queue of another layout is not worked on', async () => {
  await db.asOwner((_, client) => client.query(PgBoss.getConstructionPlans('theirs')))
  const columnsOf = (schema: string) =>
    db.asOwner(
      async (_, client) =>
        (
          await client.query<{ column: string }>(
            `select c.relname || '.' || a.attname || ' ' || replace(format_type(a.atttypid, a.atttypmod), n.nspname || '.', '') as column
             from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = $1 and c.relkind in ('r', 'p') and a.attnum > 0 order by 1`,
            [schema],
          )
        ).rows,
    )
  expect(await columnsOf('pgboss')).toEqual(await columnsOf('theirs'))
  const version = `select version from theirs.version`
  expect(await db.asOwner(async (_, client) => (await client.query(version)).rows)).toEqual(
    await db.asOwner(async (_, client) => (await client.query(version.replace('theirs', 'pgboss'))).rows),
  )
  await db.asOwner((_, client) => client.query('drop schema theirs cascade; update pgboss.version set version = 23'))
  await expect(aWorker()).rejects.toThrow(/migration/)
  await db.asOwner((_, client) => client.query('update pgboss.version set version = 24'))
})

test('every event that the program knows is one of the database', async () => {
  const names = await db.asOwner(async (_, client) => (await client.query<{ name: string }>('select name from pgboss.queue order by 1')).rows.map(r => r.name))
  expect(names.filter(name => name !== event)).toEqual([...eventNames].toSorted())
})

test('whatever is sent, undone and cut off by kill -9 in whatever order, each committed event is done once', { timeout: 120_000 }, async () => {
  const office = db.postgres.office()
  const sender = openPool(office)
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ send: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ diesAt: fc.constantFrom(...queuePoints, 'written' as const) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async steps => {
      await db.asOwner((_, client) => client.query('truncate probe.effect'))
      const committed: number[] = []
      for (const [n, each] of [{ send: true } as const, ...steps, { diesAt: 'written' } as const].entries()) {
        if ('diesAt' in each) {
          if ((await waiting()) === 0) continue
          expect(await startWorker({ office, secret, event, diesAt: each.diesAt }).ended).toBe('SIGKILL')
          continue
        }
        await asActor(sender, asMachine(secret), async tx => {
          await tell(tx, n)
          if (!each.send) throw new Error('undone')
          committed.push(n)
        }).catch((error: Error) => expect(error.message).toBe('undone'))
      }
      const worker = await aWorker()
      await until(async () => (await waiting()) === 0)
      await worker.drained()
      expect(await effects()).toEqual(committed)
    }),
    { numRuns: 2 },
  )
  await sender.end()
})
