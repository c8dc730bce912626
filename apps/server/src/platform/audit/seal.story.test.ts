import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { asActor } from '../postgres/index.ts'
import { aDatabase, type TestDatabase } from '../postgres/testing/index.ts'
import { atRest } from './testing/index.ts'
import { type Head, openSealer, parseHead, sealAll, type VerifiedTrail, verifyTrail, wordHead } from './index.ts'

const division = '990101'
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
const verify = (...printed: readonly Head[]): Promise<VerifiedTrail> => db.asOwner((_, client) => verifyTrail(client, division, printed))
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
        throw Object.assign(new Error('undone'), { found: (await verifyTrail(client, division)).broken })
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
  await owner('delete from audit.entry_reason')
  expect(await verify()).toMatchObject({ entries: 1, broken: null })
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
