import type { z } from 'zod'
import { accessWording, allRoles, grantWording, type Role, roleOf } from '@yingjin/domain/access'
import { word } from '@yingjin/kernel'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor, asActorReading } from '../platform/postgres/index.ts'
import { addAccount, appointDeputy, closeAccount, endDeputy, giveGrant, openRows, reviewOpening, revokeGrant } from './give.ts'
import { listCounties, listOpenings, me } from './look.ts'
import { perform } from './perform.ts'
import { aCounty, type County } from './testing/index.ts'
import type { UseCase } from './use-case.ts'

let county: County
let admin: bigint
beforeAll(async () => {
  county = await aCounty()
  admin = await county.account('管理员')
  await county.grant(admin, 'A-28')
})
afterAll(() => county.close())

type Told = Readonly<{ ok: boolean; value?: Readonly<Record<string, never>>; problem?: Readonly<{ code: string; facts: object }> }>
const ask = async <O extends z.ZodType, R extends z.ZodType>(
  useCase: UseCase<O, R>,
  order: z.input<O>,
  by: bigint,
  onBehalfOf: bigint | null = null,
): Promise<Told> => (await perform(county.db.pool, useCase, order, { acting: { session: county.as(by), onBehalfOf } })) as Told
/** The code of a refusal, seen to have its sentence; or `done`. */
const outcome = async (told: Promise<Told>): Promise<string> => {
  const { ok, problem } = await told
  if (ok || problem === undefined) return 'done'
  expect(word({ ...accessWording, ...grantWording }, problem as never)).toMatch(/[。；]$/)
  return problem.code
}
const inCounty = { kind: 'division', key: '990101' } as const
const days = { from: '2026-01-01', to: '2099-12-31', reason: '出差' }

test('an administrator gives a role over the county, and it reaches at once; taken back, it reaches no more', async () => {
  const clerk = await county.account('资助员')
  const may = (): Promise<boolean | undefined> =>
    asActorReading(
      county.db.pool,
      county.as(clerk),
      async tx => (await sql<{ may: boolean }>`select access.may('results', 'rows') as may`.execute(tx)).rows[0]?.may,
    )
  expect(await may()).toBe(false)
  const given = await ask(giveGrant, { accountId: String(clerk), role: 'A-12', ...inCounty }, admin)
  expect(given.ok).toBe(true)
  expect(await may()).toBe(true)
  expect(await outcome(ask(revokeGrant, { grantId: given.value?.['grantId'] ?? '' }, admin))).toBe('done')
  expect(await may()).toBe(false)
  expect(await outcome(ask(revokeGrant, { grantId: given.value?.['grantId'] ?? '' }, admin))).toBe('access/revoked-already')
})

test('what somebody has already is not given a second time; for longer days, or after it was taken back, it is', async () => {
  const clerk = await county.account('复核员')
  const order = { accountId: String(clerk), role: 'A-12', ...inCounty, from: '2099-01-01', to: '2099-06-30' } as const
  const given = await ask(giveGrant, order, admin)
  expect(given.ok).toBe(true)
  expect(await outcome(ask(giveGrant, order, admin))).toBe('access/given-already')
  expect(await outcome(ask(giveGrant, { ...order, fields: ['results'], from: '2099-02-01' }, admin))).toBe('access/given-already')
  expect(await outcome(ask(giveGrant, { ...order, to: '2099-12-31' }, admin))).toBe('done')
  expect(await outcome(ask(giveGrant, { ...order, to: null }, admin))).toBe('done')
  const other = await county.account('另一人')
  const first = await ask(giveGrant, { ...order, accountId: String(other) }, admin)
  expect(await outcome(ask(revokeGrant, { grantId: first.value?.['grantId'] ?? '' }, admin))).toBe('done')
  expect(await outcome(ask(giveGrant, { ...order, accountId: String(other) }, admin))).toBe('done')
})

test('nobody gives beyond the own scope: place, fields, days, role', async () => {
  const school = await county.school('990101001001')
  const other = await county.school('990101001002')
  const head = await county.account('校长')
  await county.grant(head, 'A-06', { kind: 'school', key: school })
  const teacher = String(await county.account('教师'))
  const inClass = { kind: 'class', key: String(await county.classOf(school, '1')) } as const
  const elsewhere = { kind: 'class', key: String(await county.classOf(other, '1')) } as const
  expect(await outcome(ask(giveGrant, { accountId: teacher, role: 'A-01', ...inClass }, head))).toBe('done')
  expect(await outcome(ask(giveGrant, { accountId: teacher, role: 'A-01', ...elsewhere }, head))).toBe('access/beyond-your-place')
  expect(await outcome(ask(giveGrant, { accountId: teacher, role: 'A-12', ...inCounty }, head))).toBe('access/role-not-yours')
  expect(await outcome(ask(giveGrant, { accountId: teacher, role: 'A-06', kind: 'school', key: String(school) }, head))).toBe('access/role-not-yours')

  const forAWhile = await county.account('代校长')
  await county.grant(forAWhile, 'A-06', { kind: 'school', key: school, to: '2099-01-31' })
  expect(await outcome(ask(giveGrant, { accountId: teacher, role: 'A-01', ...inClass }, forAWhile))).toBe('access/beyond-your-days')
  expect(await outcome(ask(giveGrant, { accountId: teacher, role: 'A-01', ...inClass, to: '2099-02-01' }, forAWhile))).toBe('access/beyond-your-days')
  const another = String(await county.account('另一位教师'))
  expect(await outcome(ask(giveGrant, { accountId: another, role: 'A-01', ...inClass, to: '2099-01-31' }, forAWhile))).toBe('done')

  const inPart = await county.account('副校长')
  await county.grant(inPart, 'A-06', { kind: 'school', key: school, fields: ['access', 'attendance'] })
  expect(await outcome(ask(giveGrant, { accountId: teacher, role: 'A-01', ...inClass }, inPart))).toBe('access/beyond-your-fields')
  expect(await outcome(ask(giveGrant, { accountId: another, role: 'A-01', ...inClass, fields: ['attendance'] }, inPart))).toBe('done')
})

test('nobody changes the own rights, nor those of the own other account, nor gives the own role on', async () => {
  expect(await outcome(ask(giveGrant, { accountId: String(admin), role: 'A-25', ...inCounty }, admin))).toBe('access/own-grant')
  const twoHats = await county.account('管理员甲', { personId: 71n })
  await county.grant(twoHats, 'A-28')
  const same = String(await county.account('甲的另一个账号', { personId: 71n }))
  expect(await outcome(ask(giveGrant, { accountId: same, role: 'A-25', ...inCounty }, twoHats))).toBe('access/own-grant')
  const friend = String(await county.account('乙'))
  expect(await outcome(ask(giveGrant, { accountId: friend, role: 'A-28', ...inCounty }, admin))).toBe('access/role-not-yours')
  const mine = await ask(me, {}, admin)
  expect(mine.ok).toBe(true)
  const own = await county.grant(twoHats, 'A-24')
  expect(await outcome(ask(revokeGrant, { grantId: String(own) }, twoHats))).toBe('access/own-grant')
})

test('a local administrator gives no role of the prefecture, of the neighbour county or of another level', async () => {
  const clerk = String(await county.account('丙'))
  expect(await outcome(ask(giveGrant, { accountId: clerk, role: 'A-26', kind: 'division', key: '990100' }, admin))).toBe('access/no-such-place')
  expect(await outcome(ask(giveGrant, { accountId: clerk, role: 'A-12', kind: 'division', key: '990102' }, admin))).toBe('access/no-such-place')
  expect(await ask(giveGrant, { accountId: clerk, role: 'A-01', ...inCounty }, admin)).toMatchObject({
    problem: { code: 'access/not-at-this-level', facts: { level: 'county', possible: ['class'] } },
  })
  expect(await outcome(ask(giveGrant, { accountId: clerk, role: 'A-48', ...inCounty }, admin))).toBe('access/not-at-this-level')
  expect(await outcome(ask(giveGrant, { accountId: clerk, role: 'A-04', kind: 'school', key: '999999' }, admin))).toBe('access/no-such-place')
  const neighbour = String(await county.account('邻县的人', { division: '990102' }))
  expect(await outcome(ask(giveGrant, { accountId: neighbour, role: 'A-12', ...inCounty }, admin))).toBe('access/no-account')
})

test('an administrator of the prefecture sees the counties’ accounts and rights, and gives and takes those of the prefecture alone', async () => {
  const above = await county.account('市管理员', { division: '990100' })
  await county.grant(above, 'A-28', { division: '990100' })
  const clerk = await county.account('县里的人')
  const theirs = await county.grant(clerk, 'A-12')
  const seen = await asActorReading(county.db.pool, county.as(above), tx =>
    tx.selectFrom('access.grant').select('grant_id').where('account_id', '=', clerk).execute(),
  )
  expect(seen.map(({ grant_id }) => grant_id)).toEqual([theirs])
  expect(await outcome(ask(giveGrant, { accountId: String(clerk), role: 'A-24', ...inCounty }, above))).toBe('access/no-account')
  expect(await outcome(ask(revokeGrant, { grantId: String(theirs) }, above))).toBe('access/no-grant')
  expect(await outcome(ask(closeAccount, { accountId: String(clerk), version: 1 }, above))).toBe('access/no-account')
  const colleague = String(await county.account('市里的人', { division: '990100' }))
  expect(await outcome(ask(giveGrant, { accountId: colleague, role: 'A-26', kind: 'division', key: '990100' }, above))).toBe('done')
})

test('what makes no sense is refused: over before it begins, no end where one is due, fields the role has not', async () => {
  const auditor = String(await county.account('审计'))
  const fund = { accountId: auditor, role: 'A-45', ...inCounty } as const
  expect(await outcome(ask(giveGrant, fund, admin))).toBe('access/must-end')
  expect(await outcome(ask(giveGrant, { ...fund, from: '2099-02-01', to: '2099-01-01' }, admin))).toBe('access/over-already')
  expect(await outcome(ask(giveGrant, { ...fund, to: '2020-01-01', from: '2019-01-01' }, admin))).toBe('access/over-already')
  expect(await outcome(ask(giveGrant, { ...fund, to: '2099-01-01', fields: ['persons'] }, admin))).toBe('access/not-of-this-role')
  expect(await outcome(ask(giveGrant, { ...fund, to: '2099-01-01' }, admin))).toBe('done')
})

test('things of which none is on record are given to nobody, for a number that names nothing would name something later', async () => {
  const account = String(await county.account('县外单位'))
  const give = (role: Role, kind: string) => ask(giveGrant, { accountId: account, role, kind: kind as never, key: '987654321', to: '2099-01-01' }, admin)
  for (const [role, kind, possible] of [
    ['A-41', 'fund', ['county']],
    ['A-42', 'project', ['county']],
    ['A-45', 'fund', ['county']],
    ['A-46', 'project', []],
    ['A-47', 'case', []],
    ['A-49', 'order', []],
    ['A-50', 'loan', []],
    ['A-51', 'report', []],
  ] as const)
    expect(await give(role, kind), role).toMatchObject({ problem: { code: 'access/not-kept-yet', facts: { role, level: kind, possible } } })
  const { problem } = await give('A-45', 'fund')
  expect(word(grantWording, problem as never)).toBe('“资金”这类对象尚未在册，没有可授权的编号。“审计部门”（A-45）现在可以按：县（市、区）。')
  // Whatever a role may be given by is kept on record, with a number that is looked for, or refused in these words.
  for (const role of allRoles)
    for (const level of roleOf(role).levels) {
      const kind = level === 'county' || level === 'prefecture' ? 'division' : level
      expect(await outcome(give(role, kind)), `${role} ${level}`).toMatch(
        /^access\/(not-kept-yet|no-such-place|not-at-this-level|not-its-lists|role-not-yours)$/,
      )
    }
})

test('who makes does not check: not by a second grant, not by a second account, not by a deputy, on either side', async () => {
  const school = await county.school('990101002001')
  const clerk = await county.account('经办', { personId: 81n })
  const reviews = { accountId: String(clerk), role: 'A-04', kind: 'school', key: String(school) } as const
  const approves = { role: 'A-12', ...inCounty } as const
  expect(await outcome(ask(giveGrant, reviews, admin))).toBe('done')
  expect(await ask(giveGrant, { accountId: String(clerk), ...approves }, admin)).toMatchObject({
    problem: { code: 'access/incompatible', facts: { role: 'A-04', with: 'A-12', reason: '学校评审上报的人不能在县里审批' } },
  })
  const second = String(await county.account('经办的第二个账号', { personId: 81n }))
  expect(await outcome(ask(giveGrant, { accountId: second, ...approves }, admin))).toBe('access/incompatible')

  const chief = await county.account('审批')
  expect(await outcome(ask(giveGrant, { accountId: String(chief), ...approves }, admin))).toBe('done')
  expect(await outcome(ask(appointDeputy, { accountId: String(clerk), ...days }, chief))).toBe('access/incompatible')
  const free = await county.account('闲人')
  expect(await outcome(ask(appointDeputy, { accountId: String(free), ...days }, chief))).toBe('done')
  expect(await outcome(ask(giveGrant, { ...reviews, accountId: String(free) }, admin))).toBe('access/incompatible')
  expect(await outcome(ask(appointDeputy, { accountId: String(free), ...days }, clerk))).toBe('access/incompatible')
  const before = { ...reviews, accountId: String(free), from: '2025-01-01', to: '2099-12-31' }
  expect(await outcome(ask(giveGrant, before, admin))).toBe('access/incompatible')
})

test('a deputy has what the other has, from a day to a day, and no half of it afterwards', async () => {
  const chief = await county.account('主任')
  await county.grant(chief, 'A-11')
  const deputy = await county.account('副主任')
  expect(await outcome(ask(appointDeputy, { accountId: String(chief), ...days }, chief))).toBe('access/own-grant')
  expect(await outcome(ask(appointDeputy, { accountId: String(deputy), ...days, to: '2026-01-02' }, chief))).toBe('access/over-already')
  const made = await ask(appointDeputy, { accountId: String(deputy), ...days }, chief)
  expect(await ask(me, {}, deputy, chief)).toMatchObject({ ok: true, value: { onBehalfOf: { name: '主任' }, roles: [{ role: 'A-11' }] } })
  expect(await ask(me, {}, deputy)).toMatchObject({ value: { onBehalfOf: null, roles: [], standsInFor: [{ accountId: String(chief) }] } })
  // A deputy lends on nothing, and opens nothing.
  const third = String(await county.account('第三人'))
  expect(await outcome(ask(appointDeputy, { accountId: third, ...days }, deputy, chief))).toBe('access/deputy-has-no-deputy')
  expect(await outcome(ask(endDeputy, { deputyId: made.value?.['deputyId'] ?? '' }, admin))).toBe('done')
  expect(await outcome(ask(me, {}, deputy, chief))).toBe('access/not-logged-in')
  await county.db.asOwner((_, client) =>
    client.query(
      `insert into access.deputy (division, for_account_id, account_id, valid_from, valid_to, reason, given_act) values ('990101', $1, $2, '2020-01-01', '2020-01-31', '过期', (select min(act_id) from audit.act where division = '990101'))`,
      [chief, deputy],
    ),
  )
  expect(await outcome(ask(me, {}, deputy, chief))).toBe('access/not-logged-in')
  // Nor does anybody appoint a deputy of somebody else, but whoever administers the accounts.
  expect(await outcome(ask(appointDeputy, { forAccountId: String(chief), accountId: third, ...days }, deputy))).toBe('access/not-your-account')
  expect(await outcome(ask(appointDeputy, { forAccountId: String(chief), accountId: third, ...days }, admin))).toBe('done')
})

test('the prefecture counts, opens one county’s rows with a reason until a day, and another person reviews it', async () => {
  const clerk = await county.account('市局科员', { division: '990100' })
  await county.grant(clerk, 'A-26', { division: '990100' })
  const chief = await county.account('市局管理员', { division: '990100' })
  await county.grant(chief, 'A-28', { division: '990100' })
  await county.db.asOwner((_, client) =>
    client.query(
      `insert into registry.person (division, name, act_id) select d, '示例人', (select min(act_id) from audit.act where division = d) from unnest(array['990101', '990102', '990102', '990201']) d`,
    ),
  )
  const seen = (): Promise<unknown> =>
    asActorReading(county.db.pool, county.as(clerk), async tx => [
      (await sql<{ division: string }>`select distinct division from registry.person order by 1`.execute(tx)).rows.map(row => row.division),
      (await sql<{ division: string; n: bigint }>`select division, n from access.count_rows('registry.person')`.execute(tx)).rows.map(row => [
        row.division,
        Number(row.n),
      ]),
    ])
  const counts = [
    ['990101', 1],
    ['990102', 2],
  ]
  expect(await seen()).toEqual([[], counts])
  const today =
    (await asActorReading(county.db.pool, county.as(clerk), async tx => (await sql<{ d: string }>`select access.today() as d`.execute(tx)).rows[0]?.d)) ?? ''
  const order = { division: '990102', fields: ['persons' as const], to: today, reason: '核对重名' }
  expect(await ask(openRows, { ...order, reason: '  ' }, clerk)).toMatchObject({ problem: { code: 'access/not-understood' } })
  expect(await outcome(ask(openRows, { ...order, to: '2099-01-01' }, clerk))).toBe('access/opened-too-long')
  expect(await outcome(ask(openRows, { ...order, division: '990201' }, clerk))).toBe('access/cannot-open')
  expect(await outcome(ask(openRows, { ...order, fields: ['psychology'] }, clerk))).toBe('access/cannot-open')
  expect(await outcome(ask(openRows, order, admin))).toBe('access/cannot-open')
  const opened = await ask(openRows, order, clerk)
  expect(await seen()).toEqual([['990102'], counts])
  expect(await ask(listCounties, {}, clerk)).toMatchObject({
    value: {
      counties: [
        { division: '990101', opened: [] },
        { division: '990102', name: '邻县', opened: [{ fields: ['persons'], reason: '核对重名', to: today }] },
      ],
    },
  })
  const waiting = { name: '市局科员', division: '990102', divisionName: '邻县', reason: '核对重名', to: today, reviewed: null }
  expect(await ask(listOpenings, {}, chief)).toMatchObject({ value: { openings: [{ ...waiting, mayReview: true }] } })
  // The county whose rows were opened sees that they were, and leaves the review to the prefecture.
  const neighbour = await county.account('邻县管理员', { division: '990102' })
  await county.grant(neighbour, 'A-28', { division: '990102' })
  expect(await ask(listOpenings, {}, neighbour)).toMatchObject({ value: { openings: [{ ...waiting, mayReview: false }] } })
  expect(await ask(listOpenings, {}, admin)).toMatchObject({ value: { openings: [] } })
  expect(await ask(listCounties, {}, admin)).toMatchObject({ value: { counties: [] } })
  const grantId = opened.value?.['grantId'] ?? ''
  expect(await outcome(ask(reviewOpening, { grantId, remark: '属实' }, clerk))).toBe('access/not-yours')
  expect(await outcome(ask(reviewOpening, { grantId, remark: '属实' }, chief))).toBe('done')
  expect(await ask(listOpenings, {}, chief)).toMatchObject({
    value: { openings: [{ reviewed: { name: '市局管理员', remark: '属实' }, mayReview: false }] },
  })
  expect(await outcome(ask(reviewOpening, { grantId, remark: '属实' }, chief))).toBe('access/reviewed-already')
  // Page by page: what waits first, the newest of each first, and nobody twice.
  for (const reason of ['再看一次', '又看一次']) expect(await outcome(ask(openRows, { ...order, reason }, clerk))).toBe('done')
  const pages: unknown[] = []
  let after: string | undefined
  do {
    const { value } = await ask(listOpenings, { limit: 1, ...(after === undefined ? {} : { after }) }, chief)
    const {
      openings,
      total,
      waiting: left,
      next,
    } = value as unknown as Readonly<{ openings: readonly { reason: string }[]; total: number; waiting: number; next: string | null }>
    pages.push([openings.map(each => each.reason), total, left])
    after = next ?? undefined
  } while (after !== undefined)
  expect(pages).toEqual([['又看一次'], ['再看一次'], ['核对重名']].map(reasons => [reasons, 3, 2]))
  expect(await ask(listOpenings, { after: 'anywhere' }, chief)).toMatchObject({ problem: { code: 'access/not-understood' } })
})

test('a new account begins with nothing; closed, it acts no more', async () => {
  const made = await ask(addAccount, { name: '新人', loginId: 'new-one' }, admin)
  const id = BigInt(made.value?.['accountId'] ?? 0)
  expect(await ask(me, {}, id)).toMatchObject({ ok: true, value: { name: '新人', roles: [], may: [] } })
  expect(await outcome(ask(addAccount, { name: '又一人', loginId: 'new-one' }, admin))).toBe('access/login-taken')
  expect(await outcome(ask(closeAccount, { accountId: String(id), version: 7 }, admin))).toBe('access/stale')
  expect(await outcome(ask(closeAccount, { accountId: String(admin), version: 1 }, admin))).toBe('access/own-grant')
  expect(await outcome(ask(closeAccount, { accountId: String(id), version: 1 }, admin))).toBe('done')
  expect(await outcome(ask(me, {}, id))).toBe('access/not-logged-in')
  expect(await outcome(ask(giveGrant, { accountId: String(id), role: 'A-12', ...inCounty }, admin))).toBe('access/no-account')
})

test('whoever holds the office’s connection and no session gets nothing, and writes no grant even with one', async () => {
  const refusals = async (text: string, session: string): Promise<unknown> =>
    asActor(county.db.pool, session, (_, client) => client.query(text)).then(
      result => result.rows,
      (error: Error & { code?: string }) => error.code,
    )
  const insert = `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) select '990101', ${admin}, 'A-12', 'division', '990101', 'appointment', '2020-01-01', min(act_id) from audit.act`
  for (const session of ['', 'login:guess', `machine:guess:${admin}`, county.as(admin)]) {
    expect(await refusals(insert, session)).toBe('42501')
    expect(await refusals(`update access.account set person_id = 1`, session)).toBe('42501')
    expect(await refusals(`insert into access.role_right values ('A-28', 'persons', 'rows')`, session)).toBe('42501')
    expect(await refusals(`delete from access.deputy`, session)).toBe('42501')
  }
  const acts = await county.db.asOwner(
    async (_, client) => (await client.query<{ id: bigint }>(`select max(act_id) as id from audit.act where division = '990101'`)).rows[0]?.id,
  )
  for (const session of ['', 'login:guess', `machine:guess:${admin}`])
    for (const call of [
      `access.give(1, 'A-12', 'division', '990101', null, '2020-01-01', null, null, ${acts})`,
      `access.revoke(1, ${acts})`,
      `access.openings()`,
    ])
      expect(await refusals(`select * from ${call}`, session)).toEqual(call === 'access.openings()' ? [] : '42501')
  // An act of somebody else is no signature.
  expect(await refusals(`select * from access.give(1, 'A-12', 'division', '990101', null, '2020-01-01', null, null, 2)`, county.as(admin))).toBe('42501')
  for (const hidden of [`infrastructure.machine`, `login.session`]) expect(await refusals(`select * from ${hidden}`, county.as(admin))).toBe('42501')
  // Where somebody lives or learns is not to be had by asking the functions one by one.
  expect(
    await refusals(`select access.covers('990101', 'village', '990101001001', 'person', '1') as c, access.is_place('990101', 'person', '1') as p`, ''),
  ).toEqual([{ c: false, p: false }])
})

test('an act stands in the own division or one below it', async () => {
  const open = (division: string): Promise<unknown> =>
    asActor(county.db.pool, county.as(admin), (_, client) =>
      client.query(`select * from access.begin_act($1, 'x', '2022-09-01', gen_random_uuid(), sha256(''), null)`, [division]),
    ).then(
      () => 'opened',
      (error: Error & { code?: string }) => error.code,
    )
  expect([await open('990101'), await open('990102'), await open('990100')]).toEqual(['opened', '42501', '42501'])
})

test('an own child is the child of whom the registry has as guardian, and a student is itself: nobody gives a stranger a child', async () => {
  const made = (name: string) =>
    county.db.asOwner(async (_, client) => {
      const { rows } = await client.query<{ person_id: bigint }>(
        `insert into registry.person (division, name, act_id) select '990101', $1, min(act_id) from audit.act where division = '990101' returning person_id`,
        [name],
      )
      return rows[0]?.person_id ?? 0n
    })
  const [child, other, mother] = [await made('孩子'), await made('别人的孩子'), await made('母亲')]
  const parent = String(await county.account('母亲', { personId: mother }))
  const give = (accountId: string, role: Role, of: bigint) => outcome(ask(giveGrant, { accountId, role, kind: 'person', key: String(of) }, admin))
  expect(await give(parent, 'A-36', child)).toBe('access/not-own-child')
  const guards = (ground: string, to: string | null, source: string) =>
    county.db.asOwner((_, client) =>
      client.query(
        `insert into registry.guardianship (division, person_id, source, guardian_person_id, guardian_name, ground, valid_to, act_id)
         select '990101', $1, $5, $2, '母亲', $3, $4, min(act_id) from audit.act where division = '990101'`,
        [child, mother, ground, to, source],
      ),
    )
  await guards('unsaid', null, 'a')
  await guards('law', '2021-12-31', 'b')
  expect(await give(parent, 'A-36', child)).toBe('access/not-own-child')
  await guards('de-facto', null, 'c')
  expect(await give(parent, 'A-36', child)).toBe('done')
  expect(await give(parent, 'A-36', other)).toBe('access/not-own-child')
  expect(await give(String(await county.account('没有登记本人的')), 'A-36', child)).toBe('access/not-own-child')
  const student = String(await county.account('学生', { personId: child }))
  expect(await give(student, 'A-37', other)).toBe('access/not-itself')
  expect(await give(String(await county.account('没有登记本人的学生')), 'A-37', child)).toBe('access/not-itself')
  expect(await give(student, 'A-37', child)).toBe('done')
})
