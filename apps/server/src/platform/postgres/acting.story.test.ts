import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor, asActorReading, openPool } from './acting.ts'
import { copyRows } from './copied-rows.ts'
import { connected } from './open-postgres.ts'
import { aDatabase, type TestDatabase } from './testing/index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await aDatabase({ empty: true })
  await db.asOwner(async (_, client) => {
    await client.query(`create schema t; create table t.note (n int primary key, said text); grant usage on schema t to yingjin_office;
      grant select, insert, update on t.note to yingjin_office`)
  })
})
afterAll(() => db.close())

const settings = async (tx: Parameters<Parameters<typeof asActor>[2]>[0]): Promise<unknown> =>
  (
    await sql`select current_setting('yingjin.session', true) as session, current_setting('yingjin.on_behalf_of', true) as behalf, current_user::text as who`.execute(
      tx,
    )
  ).rows[0]

test('the database knows who acts, in this transaction alone', async () => {
  expect(await asActor(db.pool, `it's:\\me`, settings)).toEqual({ session: `it's:\\me`, behalf: '', who: 'yingjin_office' })
  expect(await asActor(db.pool, { session: 's', onBehalfOf: 7n }, settings)).toEqual({ session: 's', behalf: '7', who: 'yingjin_office' })
  const one = openPool(db.postgres.office(), { max: 1 })
  await asActor(one, 'first', settings)
  expect((await one.query(`select current_setting('yingjin.session', true) as session`)).rows).toEqual([{ session: '' }])
  await one.end()
})

test('what throws is undone, and its connection serves on', async () => {
  const one = openPool(db.postgres.office(), { max: 1 })
  const write = (n: number, then: () => void): Promise<void> =>
    asActor(one, '', async tx => {
      await sql`insert into t.note values (${n}, 'x')`.execute(tx)
      then()
    })
  await expect(
    write(1, () => {
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  await write(2, () => undefined)
  await expect(write(2, () => undefined)).rejects.toThrow('duplicate key')
  expect((await one.query('select n from t.note')).rows).toEqual([{ n: 2 }])
  await one.end()
})

test('who only reads cannot write, and sees one moment', async () => {
  await expect(asActorReading(db.pool, '', tx => sql`insert into t.note values (9)`.execute(tx))).rejects.toThrow('read-only')
  await asActorReading(db.pool, '', async tx => {
    const count = async (): Promise<unknown> => (await sql`select count(*)::int as n from t.note where n = 3`.execute(tx)).rows[0]
    expect(await count()).toEqual({ n: 0 })
    await asActor(db.pool, '', other => sql`insert into t.note values (3)`.execute(other))
    expect(await count()).toEqual({ n: 0 })
  })
})

test('a statement that takes too long and a lock that is not given are ended', async () => {
  await expect(asActor(db.pool, '', tx => sql`select pg_sleep(60)`.execute(tx), { statementMs: 50 })).rejects.toThrow('statement timeout')
  await asActor(db.pool, '', async tx => {
    await sql`insert into t.note values (4)`.execute(tx)
    await expect(asActor(db.pool, '', other => sql`insert into t.note values (4)`.execute(other), { lockMs: 50 })).rejects.toThrow('lock timeout')
  })
})

test('a connection that the server ends is an error of its own work and of nothing else', async () => {
  const one = openPool(db.postgres.office(), { max: 1, name: 'to be ended' })
  const end = (): Promise<unknown> =>
    connected(db.admin(), client => client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'yingjin to be ended'`))
  await expect(
    asActor(one, '', async tx => {
      await end()
      await sql`select 1`.execute(tx)
    }),
  ).rejects.toThrow(/terminat|connection error/)
  await one.query('select 1')
  await end()
  while (one.totalCount > 0) await pause(10)
  expect((await one.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await one.end()
})

test('a day is a day, an instant sorts as text, a large number stays whole', async () => {
  const { rows } = await asActor(db.pool, '', tx =>
    sql`select date '2022-09-01' as day, timestamptz '2022-09-01 00:00:00+08' as at, timestamptz '2022-08-31 16:00:00.120Z' as later,
      9007199254740993::bigint as big, array[1, null]::bigint[] as list, array[date '2022-09-01'] as days,
      array[timestamptz '2022-09-01 00:00:00+08'] as ats, 1::int as small, null::date as none, '{"a": [1]}'::jsonb as said`.execute(tx),
  )
  expect(rows).toEqual([
    {
      day: '2022-09-01',
      at: '2022-09-01T00:00:00.000000+08:00',
      later: '2022-09-01T00:00:00.120000+08:00',
      big: 9007199254740993n,
      list: [1n, null],
      days: ['2022-09-01'],
      ats: ['2022-09-01T00:00:00.000000+08:00'],
      small: 1,
      none: null,
      said: { a: [1] },
    },
  ])
  const back = await asActor(db.pool, '', tx =>
    sql<{ same: boolean }>`select ${'2022-09-01T00:00:00.120000+08:00'}::timestamptz = '2022-08-31 16:00:00.12Z' as same`.execute(tx),
  )
  expect(back.rows).toEqual([{ same: true }])
})

test('rows are copied in as they are: tabs, line ends, backslashes, bytes, parts and what is not known', async () => {
  const said = ['a\tb', 'c\nd\r', String.raw`\N`, String.raw`\.`, '', null, '张三 ']
  const rows = said.map((text, n) => [n, text, Buffer.from([0, n, 92]), 9007199254740993n, { n: [n, 'x\t'] }])
  const [copied, back] = await asActor(db.pool, '', async tx => {
    await sql`create temporary table passing (n int, said text, raw bytea, big bigint, detail jsonb) on commit drop`.execute(tx)
    return [
      await copyRows(tx, 'passing', ['n', 'said', 'raw', 'big', 'detail'], rows),
      await sql<object>`select n, said, raw, big, detail from passing order by n`.execute(tx),
    ]
  })
  expect(copied).toBe(said.length)
  expect(back.rows).toEqual(rows.map(([n, text, raw, big, detail]) => ({ n, said: text, raw, big, detail })))
})
