import { type AccessRule, contract, needsReach } from '@yingjin/domain/access'
import { done, problem, refused } from '@yingjin/kernel'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openPool } from '../platform/postgres/index.ts'
import { aDatabase, type TestDatabase } from '../platform/postgres/testing/index.ts'
import { perform } from './perform.ts'
import { orderCase, questionCase } from './use-case.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await aDatabase()
  await db.asOwner(async (_, client) => {
    await client.query(`
      insert into infrastructure.division values ('990101', '990100', '示例县'), ('990102', '990100', '邻县');
      insert into access.role values ('A-12', '资助中心'), ('A-25', '局领导') on conflict do nothing;
      insert into access.role_right values ('A-12', 'organisations', 'rows'), ('A-12', 'organisations', 'write'), ('A-25', 'organisations', 'rows') on conflict do nothing;
      insert into access.account (division, login_id, name, kind) values ('990101', 'clerk', '甲', 'person'), ('990101', 'head', '乙', 'person'), ('990102', 'other', '丙', 'person');
      insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest) values ('990101', 'first', '2022-09-01', 1, 1, gen_random_uuid(), sha256(''));
      insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) values
        ('990101', 1, 'A-12', 'division', '990101', 'appointment', '2020-01-01', 1), ('990101', 2, 'A-25', 'division', '990101', 'appointment', '2020-01-01', 1);
      insert into infrastructure.machine (name, secret_digest) values ('test', sha256('s3cret'))`)
  })
})
afterAll(() => db.close())

const as = (account: number): string => `machine:s3cret:${account}`

const rule: AccessRule = needsReach('organisations', 'write')
const foundSchool = orderCase(
  contract({
    name: 'registry.found-school',
    kind: 'order',
    title: '登记学校',
    order: z.object({ area: z.string().regex(/^\d{12}$/, '应为 12 位区划代码'), refuse: z.boolean().default(false) }),
    outcome: z.object({ id: z.string() }),
    access: rule,
  }),
  async ({ area, refuse }, { tx, act, actor }) => {
    const { organisation_id } = await tx
      .insertInto('registry.organisation')
      .values({ division: actor.division, kind: 'other', area, act_id: act })
      .returning('organisation_id')
      .executeTakeFirstOrThrow()
    return refuse ? refused(problem('registry/no', {})) : done({ id: String(organisation_id) })
  },
)
const howMany = questionCase(
  contract({
    name: 'registry.how-many-organisations',
    kind: 'question',
    title: '机构数',
    order: z.object({}),
    outcome: z.object({ n: z.number() }),
    access: needsReach('organisations', 'rows'),
  }),
  async (_, { tx }) => done({ n: (await tx.selectFrom('registry.organisation').select('organisation_id').execute()).length }),
)

const area = '990101001001'
const count = async (account = 1): Promise<number> => ((await perform(db.pool, howMany, {}, { acting: as(account) })) as { value: { n: number } }).value.n

test('an order is one act in its actor’s name, and every row names it', async () => {
  const result = await perform(db.pool, foundSchool, { area }, { acting: as(1), reason: '新建' })
  expect(result).toMatchObject({ ok: true })
  const act = await db.asOwner(async (_, client) =>
    client.query(`select a.kind, a.account_id, a.reason from registry.organisation o join audit.act a using (division, act_id)`),
  )
  expect(act.rows).toEqual([{ kind: 'registry.found-school', account_id: 1n, reason: '新建' }])
})

test('nothing of a refused order stays, its act neither', async () => {
  const before = await db.asOwner(async (_, client) => (await client.query('select count(*)::int as n from audit.act')).rows[0].n as number)
  expect(await perform(db.pool, foundSchool, { area, refuse: true }, { acting: as(1) })).toEqual({ ok: false, problem: { code: 'registry/no', facts: {} } })
  expect(await db.asOwner(async (_, client) => (await client.query('select count(*)::int as n from audit.act')).rows[0].n as number)).toBe(before)
})

test('who is not known, and whose role does not reach, are refused in words before anything is looked at', async () => {
  expect(await perform(db.pool, foundSchool, { area }, { acting: 'machine:wrong:1' })).toMatchObject({ ok: false, problem: { code: 'access/not-logged-in' } })
  expect(await perform(db.pool, foundSchool, { area }, { acting: as(2) })).toMatchObject({
    ok: false,
    problem: { code: 'access/not-yours', facts: { title: '登记学校', how: 'write' } },
  })
  expect(await perform(db.pool, howMany, {}, { acting: as(3) })).toMatchObject({ ok: false, problem: { code: 'access/not-yours' } })
  expect(await count(2)).toBe(await count(1))
})

test('a row outside the actor’s reach is refused in words and nothing stays', async () => {
  const elsewhere: typeof foundSchool = {
    contract: foundSchool.contract,
    carryOut: async (order, scene) => foundSchool.carryOut(order, { ...scene, actor: { ...scene.actor, division: '990102' } }),
  }
  const before = await count()
  expect(await perform(db.pool, elsewhere, { area }, { acting: as(1) })).toEqual({
    ok: false,
    problem: { code: 'access/beyond-reach', facts: { title: '登记学校' } },
  })
  expect(await count()).toBe(before)
})

test('what cannot be read says where', async () => {
  expect(await perform(db.pool, foundSchool, { area: '县城' }, { acting: as(1) })).toEqual({
    ok: false,
    problem: { code: 'access/not-understood', facts: { places: [{ path: 'area', says: '应为 12 位区划代码' }] } },
  })
})

test('one id stands for one order', async () => {
  const clientId = crypto.randomUUID()
  expect(await perform(db.pool, foundSchool, { area }, { acting: as(1), clientId })).toMatchObject({ ok: true })
  const before = await count()
  expect(await perform(db.pool, foundSchool, { area }, { acting: as(1), clientId })).toMatchObject({ problem: { code: 'access/done-already' } })
  const other = { area: '990101001002' }
  expect(await perform(db.pool, foundSchool, other, { acting: as(1), clientId })).toMatchObject({ problem: { code: 'access/key-used-otherwise' } })
  expect(await count()).toBe(before)
})

test('many who ask at once over few connections each act as themselves, whatever the others do meanwhile', async () => {
  const whoAsks = questionCase(
    contract({
      name: 'access.who-asks',
      kind: 'question',
      title: '是谁',
      order: z.object({ fail: z.boolean() }),
      outcome: z.object({ id: z.string() }),
      access: { needs: 'account' },
    }),
    async ({ fail }, { tx }) => {
      if (fail) throw new Error('a fault in between')
      const { rows } = await sql<{ id: bigint }>`select account_id as id, pg_sleep(0.002) from access.actor()`.execute(tx)
      return done({ id: String(rows[0]?.id) })
    },
  )
  const few = openPool(db.postgres.office(), { name: 'few', max: 2 })
  try {
    const asked = Array.from({ length: 300 }, (_, n) => ({ account: (n % 3) + 1, fail: n % 7 === 0, stranger: n % 11 === 0 }))
    const told = await Promise.all(
      asked.map(({ account, fail, stranger }) =>
        perform(few, whoAsks, { fail }, { acting: stranger ? 'machine:guessed:1' : as(account) }).then(
          said => (said.ok ? said.value.id : said.problem.code),
          () => 'fault',
        ),
      ),
    )
    expect(told).toEqual(asked.map(({ account, fail, stranger }) => (stranger ? 'access/not-logged-in' : fail ? 'fault' : String(account))))
  } finally {
    await few.end()
  }
})

test('an order that is still under way is not begun again under its id, and is found done when it has ended', async () => {
  const clientId = crypto.randomUUID()
  const [begun, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow: typeof foundSchool = {
    contract: foundSchool.contract,
    carryOut: async (order, scene) => {
      begun.resolve()
      await released.promise
      return foundSchool.carryOut(order, scene)
    },
  }
  const before = await count()
  const first = perform(db.pool, slow, { area }, { acting: as(1), clientId })
  await begun.promise
  try {
    expect(await perform(db.pool, foundSchool, { area }, { acting: as(1), clientId })).toEqual({
      ok: false,
      problem: { code: 'access/under-way', facts: { clientId } },
    })
  } finally {
    released.resolve()
  }
  expect(await first).toMatchObject({ ok: true })
  expect(await perform(db.pool, foundSchool, { area }, { acting: as(1), clientId })).toMatchObject({ problem: { code: 'access/done-already' } })
  expect(await count()).toBe(before + 1)
})

test('a character that no text of the database holds is refused in words, and nothing of the order stands', async () => {
  const echo = orderCase(
    contract({
      name: 'registry.name-school',
      kind: 'order',
      title: '写校名',
      order: z.object({ name: z.string() }),
      outcome: z.object({ name: z.string() }),
      access: rule,
    }),
    async ({ name }, { tx }) => {
      const { rows } = await sql<{ name: string }>`select ${name}::text as name`.execute(tx)
      return done({ name: rows[0]?.name ?? '' })
    },
  )
  const acts = () => db.asOwner(async (_, client) => (await client.query<{ n: bigint }>('select count(*) as n from audit.act')).rows[0]?.n)
  const before = await acts()
  expect(await perform(db.pool, echo, { name: '平河\0小学' }, { acting: as(1) })).toMatchObject({
    ok: false,
    problem: { code: 'access/not-understood', facts: { places: [{ says: expect.stringContaining('空字符') as unknown }] } },
  })
  expect(await acts()).toBe(before)
})
