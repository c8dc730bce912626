import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { asActor } from '../postgres/index.ts'
import { aDatabase, type TestDatabase } from '../postgres/testing/index.ts'
import { atRest } from './testing/index.ts'
import { type Head, openSealer, parseHead, sealAll, type VerifiedTrail, verifyTrail, wordHead } from './index.ts'

const division = '990101'
/** As a vault with two versions of its key. */
const keyed = (text: string): readonly Buffer[] => ['newer', 'older'].map(key => createHmac('sha256', key).update(text).digest())
let db: TestDatabase
beforeEach(async () => {
  db = await aDatabase()
  await db.asOwner(async (_, client) => {
    await client.query(`
      insert into infrastructure.division values ('990101', '990100', '示例县'), ('990102', '990100', '邻县');
      insert into infrastructure.machine (name, secret_digest) values ('test', sha256('s3cret'));
      insert into access.account (division, login_id, name, kind) values ('990101', 'clerk', '甲', 'person'), ('990102', 'other', '乙', 'person')`)
  })
})
afterEach(() => db.close())

const record = (persons: readonly bigint[] = [], account = 1, kind = 'look', why: string | null = null): Promise<void> =>
  asActor(db.pool, `machine:s3cret:${account}`, async tx => {
    await sql`select audit.record(${account === 1 ? division : '990102'}, ${kind}, 'registry.child-file', null, ${[...persons]}::bigint[], ${why})`.execute(tx)
  })
const verify = (...printed: readonly Head[]): Promise<VerifiedTrail> => db.asOwner((_, client) => verifyTrail(client, division, keyed, printed))
const owner = (text: string): Promise<unknown> => db.asOwner(async (_, client) => void (await client.query(text)))

/** Seals when nothing older runs on the server any more: how many. */
const seal = async (): Promise<number> => {
  await atRest(text => db.asOwner((_, client) => client.query(text)))
  return sealAll(db.pool)
}

test('what was committed is sealed in a chain that holds, and what came after is the open tail', async () => {
  await record([7n])
  await record()
  expect(await verify()).toMatchObject({ seals: 0, entries: 0, head: null, broken: null, open: { entries: 2, first: 1n } })
  expect(await seal()).toBe(2)
  await record([8n])
  expect(await seal()).toBe(1)
  await record()
  expect(await verify()).toMatchObject({ seals: 2, entries: 3, head: { number: 2n }, broken: null, open: { entries: 1, first: 4n } })
  expect(await seal()).toBe(1)
  expect(await seal()).toBe(0)
})

test('an entry that is committed late with a lower number slips between no two seals', async () => {
  const late = await db.pool.connect()
  try {
    await late.query(`begin; select set_config('yingjin.session', 'machine:s3cret:1', true)`)
    await late.query(`select audit.record('990101', 'look', 'late', null, '{}', null)`)
    await record()
    // The second is committed and the first is not: neither is sealed, so that the seal is of a time that is over.
    expect(await sealAll(db.pool)).toBe(0)
    expect(await verify()).toMatchObject({ open: { entries: 1, first: 2n } })
    await late.query('commit')
  } finally {
    late.release()
  }
  expect(await seal()).toBe(2)
  expect(await verify()).toMatchObject({ entries: 2, broken: null, open: { entries: 0 } })
})

test('many writers and many sealers at once: every entry is sealed once, in one chain', async () => {
  const writers = Array.from({ length: 8 }, async (_, n) => {
    for (let i = 0; i < 15; i += 1) await record([BigInt(n)])
  })
  const sealers = Array.from({ length: 3 }, async () => {
    for (let i = 0; i < 10; i += 1) await sealAll(db.pool)
  })
  await Promise.all([...writers, ...sealers])
  await seal()
  expect(await verify()).toMatchObject({ entries: 120, broken: null, open: { entries: 0 } })
  const { rows } = await db.asOwner((_, client) => client.query(`select count(*)::int as n, count(distinct e)::int as d from audit.seal, unnest(entries) as e`))
  expect(rows).toEqual([{ n: 120, d: 120 }])
})

test('the office can neither change nor take away entries, seals or reasons, nor write them itself', async () => {
  await record([7n])
  await seal()
  for (const statement of [
    `update audit.entry set persons = '{}'`,
    'delete from audit.entry',
    `insert into audit.entry (division, cluster, tid, kind, name, account_id, on_behalf_of, persons) values ('990101', 1, 1, 'look', 'x', 1, 1, '{}')`,
    `update audit.seal set head = sha256('')`,
    'delete from audit.seal',
    'truncate audit.entry, audit.entry_reason, audit.seal',
    `update audit.entry_reason set reason = ''`,
    'delete from audit.entry_reason',
    `update audit.act set reason = ''`,
    'delete from audit.act',
    'delete from audit.reply',
  ])
    await expect(
      asActor(db.pool, 'machine:s3cret:1', (_, client) => client.query(statement)),
      statement,
    ).rejects.toMatchObject({ code: '42501' })
  await expect(db.pool.query(`select audit.record('990101', 'look', 'x', null, '{}', null)`)).rejects.toMatchObject({ code: '28000' })
  await expect(
    asActor(db.pool, 'machine:s3cret:2', (_, client) => client.query(`select audit.record('990101', 'look', 'x', null, '{}', null)`)),
  ).rejects.toMatchObject({
    code: '42501',
  })
})

test('the first broken row is named: changed, taken away, put in later; and so is a broken or missing seal', async () => {
  const say = (await import('./index.ts')).auditWording
  for (const persons of [1n, 2n, 3n]) await record([persons])
  await seal()
  await record([4n])
  await seal()
  const broken = async (change: string): Promise<unknown> => {
    const found = await db
      .asOwner(async (_, client) => {
        await client.query(change)
        throw Object.assign(new Error('undone'), { found: (await verifyTrail(client, division, keyed)).broken })
      })
      .catch((error: Error & { found: unknown }) => error.found)
    return found
  }
  expect(await broken('update audit.entry set persons = array[9] where entry_id in (2, 3)')).toEqual({
    code: 'audit/entry-altered',
    facts: { number: 1n, entry: 2n },
  })
  expect(await broken('delete from audit.entry where entry_id = 3')).toEqual({ code: 'audit/entry-missing', facts: { number: 1n, entry: 3n } })
  const copy = `insert into audit.entry (division, cluster, tid, kind, name, account_id, on_behalf_of, persons) select division, cluster, tid, kind, name, account_id, on_behalf_of, '{5}' from audit.entry where entry_id = 1`
  expect(await broken(copy)).toEqual({ code: 'audit/entry-added', facts: { number: 1n, entry: 5n } })
  expect(await broken(`update audit.seal set entries = array[1, 2, 9] where number = 1`)).toEqual({ code: 'audit/seal-altered', facts: { number: 1n } })
  expect(await broken('delete from audit.seal where number = 1')).toEqual({ code: 'audit/seal-missing', facts: { number: 1n } })
  expect(say['audit/entry-altered']({ number: 1n, entry: 2n })).toContain('第 2 条')
})

/** What else each column of the trail could be made to hold, by whoever owns the database. */
const altered = {
  'audit.entry': {
    division: `'990102'`,
    entry_id: '900',
    cluster: 'cluster + 1',
    tid: 'tid + 1',
    recorded_at: `recorded_at - interval '1 microsecond'`,
    kind: `case kind when 'order' then 'look' else 'export' end`,
    name: `'registry.another'`,
    act_id: 'act_id + 1',
    account_id: '3',
    on_behalf_of: '3',
    persons: `'{9}'`,
    reason_digest: `sha256('another')`,
  },
  'audit.act': {
    division: `'990102'`,
    act_id: '900',
    kind: `'registry.another'`,
    happened_on: 'happened_on - 1',
    recorded_at: `recorded_at - interval '1 microsecond'`,
    account_id: '3',
    on_behalf_of: '3',
    client_id: 'gen_random_uuid()',
    order_digest: `sha256('another')`,
    reason: `'另一个原因'`,
  },
  'audit.entry_reason': { division: `'990102'`, entry_id: '900', reason: `'另一个原因'` },
} as const

test('whatever column of an entry, of its act or of its reason is altered, its row is named', async () => {
  const said = '核对银行退回'
  const digest = (key: string): Buffer => createHmac('sha256', key).update(`reason ${said}`).digest()
  const [look, order] = await asActor(db.pool, 'machine:s3cret:1', async (_, client) => {
    const { rows: looked } = await client.query<{ e: bigint }>(`select audit.record('990101', 'unmask', 'x', null, '{7}', $1, $2) as e`, [
      said,
      digest('older'),
    ])
    const { rows } = await client.query<{ act_id: bigint }>(
      `select act_id from access.begin_act('990101', 'y', '2022-09-01', gen_random_uuid(), sha256('order'), $1, '{}')`,
      [said],
    )
    const { rows: ordered } = await client.query<{ e: bigint }>(`select audit.record('990101', 'order', 'y', $1, '{}', null, $2) as e`, [
      rows[0]?.act_id,
      digest('newer'),
    ])
    return [looked[0]?.e, ordered[0]?.e]
  })
  await record([8n])
  await seal()
  expect(await verify()).toMatchObject({ entries: 3, broken: null, reasons: { destroyed: 0, unchecked: 0 } })
  expect(await db.asOwner((_, client) => verifyTrail(client, division, null))).toMatchObject({ broken: null, reasons: { destroyed: 0, unchecked: 2 } })
  const columns = await db.asOwner(async (_, client) => {
    const { rows } = await client.query<{ name: string }>(
      `select a.attrelid::regclass || '.' || attname as name from pg_attribute a where attrelid = any ($1::regclass[]) and attnum > 0 and not attisdropped`,
      [Object.keys(altered)],
    )
    return rows.map(({ name }) => name)
  })
  const told = Object.entries(altered).flatMap(([table, of]) => Object.entries(of).map(([column, to]) => ({ table, column, to })))
  expect(told.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(columns.toSorted())
  const found = new Map<string, VerifiedTrail>()
  const undone = db.asOwner(async (_, client) => {
    // Whoever owns the tables takes away what would hold the rows together.
    await client.query(`do $$ declare c record; begin
      for c in select conrelid::regclass as t, conname from pg_constraint where contype in ('f', 'c') and (conrelid = any ('{audit.entry,audit.act,audit.entry_reason}'::regclass[])
        or confrelid = any ('{audit.entry,audit.act}'::regclass[]))
      loop execute format('alter table %s drop constraint %I', c.t, c.conname); end loop; end $$;
      alter table audit.entry alter entry_id drop identity; alter table audit.act alter act_id drop identity`)
    for (const { table, column, to } of told) {
      const which = table === 'audit.entry_reason' ? `entry_id = ${look}` : table === 'audit.act' ? 'true' : `entry_id = ${order}`
      await client.query(`savepoint as_it_was; update ${table} set ${column} = ${to} where ${which}`)
      found.set(`${table}.${column}`, await verifyTrail(client, division, keyed))
      await client.query('rollback to as_it_was')
    }
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  for (const [column, so] of found) {
    const [ofReason, words] = [column.startsWith('audit.entry_reason.'), column.endsWith('.reason')]
    // Words that lie elsewhere are words that are gone: told, and no fault of the chain.
    if (ofReason && !words) expect(so, column).toMatchObject({ broken: null, reasons: { destroyed: 1 } })
    else expect(so, column).toMatchObject({ broken: { facts: { number: 1n, entry: ofReason ? look : order } } })
  }
})

test('words put where none were, and words exchanged, are altered; words that are gone are counted', async () => {
  for (const why of ['甲的原因', '乙的原因', null]) await record([1n], 1, why === null ? 'look' : 'unmask', why)
  await seal()
  const after = (change: string): Promise<unknown> =>
    db
      .asOwner(async (_, client) => {
        await client.query(change)
        throw Object.assign(new Error('undone'), { found: await verifyTrail(client, division, keyed) })
      })
      .catch((error: Error & { found?: unknown }) => error.found ?? error)
  const altered = (entry: bigint) => ({ broken: { code: 'audit/reason-altered', facts: { number: 1n, entry } } })
  expect(await after(`insert into audit.entry_reason values ('990101', 3, '补写的')`)).toMatchObject(altered(3n))
  expect(await after(`update audit.entry_reason set reason = case entry_id when 1 then '乙的原因' else '甲的原因' end`)).toMatchObject(altered(1n))
  expect(await after('delete from audit.entry_reason where entry_id = 2')).toMatchObject({ broken: null, reasons: { destroyed: 1, unchecked: 0 } })
})

test('an owner who rewrites the whole chain, or cuts it, is found against a head printed before', async () => {
  await record([1n])
  await seal()
  const printed = (await verify()).head
  expect(printed).not.toBeNull()
  if (printed === null) return
  expect(parseHead(wordHead(printed))).toEqual(printed)
  await owner(`update audit.entry set persons = '{2}'; delete from audit.seal`)
  await seal()
  expect(await verify()).toMatchObject({ entries: 1, broken: null })
  expect(await verify(printed)).toMatchObject({ broken: { code: 'audit/head-differs', facts: { number: 1n } } })
  await owner('delete from audit.seal')
  expect(await verify(printed)).toMatchObject({ broken: { code: 'audit/head-beyond', facts: { number: 1n, last: 0n } } })
})

test('words of a reason may be destroyed and the chain still holds', async () => {
  await record([1n], 1, 'unmask', '核对银行退回')
  await seal()
  expect(await verify()).toMatchObject({ broken: null, reasons: { destroyed: 0, unchecked: 0 } })
  await owner('delete from audit.entry_reason')
  expect(await verify()).toMatchObject({ entries: 1, broken: null, reasons: { destroyed: 1, unchecked: 0 } })
  await expect(record([1n], 1, 'unmask')).rejects.toMatchObject({ code: '23514' })
})

test('after a restore on another server, what was open and what is new are both sealed', async () => {
  await record([1n])
  await seal()
  await record([2n])
  // As a copy of a server that counted other transactions, further on than this one.
  await owner(`update audit.entry set cluster = 5, tid = tid + 1000000; update audit.seal set cluster = 5, from_tid = 0, below_tid = below_tid + 1000000`)
  await owner(`delete from audit.seal`)
  await owner(`insert into audit.seal (division, number, cluster, from_tid, below_tid, entries, digests, head)
    select '990101', 1, 5, 0, tid + 1, array[1], sha256(convert_to(audit.written(e), 'UTF8')),
      sha256(convert_to(format('["990101", 1, 5, 0, %s, [1]]', tid + 1), 'UTF8') || sha256(convert_to(audit.written(e), 'UTF8'))) from audit.entry e where entry_id = 1`)
  await record([3n])
  expect(await verify()).toMatchObject({ seals: 1, broken: null, open: { entries: 2 } })
  expect(await seal()).toBe(2)
  expect(await verify()).toMatchObject({ seals: 3, entries: 3, broken: null, open: { entries: 0 } })
})

test('divisions have chains of their own', async () => {
  await record()
  await record([], 2)
  expect(await seal()).toBe(2)
  expect(await verify()).toMatchObject({ seals: 1, entries: 1 })
})

test('a sealer seals by itself, says what failed, and once more when it stops', async () => {
  const failures: unknown[] = []
  const sealer = openSealer(db.pool, { everyMs: 20, failed: error => failures.push(error) })
  await record()
  await expect.poll(async () => (await verify()).entries, { timeout: 30_000 }).toBe(1)
  await record()
  await atRest(text => db.asOwner((_, client) => client.query(text)))
  await sealer.stop()
  expect(await verify()).toMatchObject({ entries: 2, open: { entries: 0 } })
  expect(failures).toEqual([])
})
