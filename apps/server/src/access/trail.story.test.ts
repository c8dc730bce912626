import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract, needsReach } from '@yingjin/domain/access'
import { done, must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { removeFolder } from '../platform/files/index.ts'
import { type FieldVault, makeFieldKey, openFieldVault, openVault } from '../platform/vault/index.ts'
import { perform } from './perform.ts'
import { aCounty, type County } from './testing/index.ts'
import { orderCase, questionCase } from './use-case.ts'
import { listTrail, personsOfEntry } from './trail-cases.ts'
import { whoLooked } from './who-looked.ts'

let county: County
let clerk: bigint
let auditor: bigint
let child: bigint
let fields: FieldVault
let config: string
beforeAll(async () => {
  county = await aCounty()
  clerk = await county.account('甲')
  auditor = await county.account('乙')
  const neighbour = await county.account('丙', { division: '990102' })
  await county.db.asOwner(async (_, client) => {
    await client.query(`insert into access.role values ('T-1', '经办'), ('T-2', '审计') on conflict do nothing;
      insert into access.role_right values ('T-1', 'persons', 'rows'), ('T-1', 'organisations', 'rows'), ('T-1', 'organisations', 'write'), ('T-2', 'trail', 'rows')`)
    const { rows } = await client.query<{ person_id: bigint }>(
      `insert into registry.person (division, name, act_id) select '990101', '示例', min(act_id) from audit.act where division = '990101' returning person_id`,
    )
    child = rows[0]?.person_id ?? 0n
  })
  await county.grant(clerk, 'T-1' as never)
  await county.grant(auditor, 'T-2' as never)
  await county.grant(neighbour, 'T-2' as never, { division: '990102' })
  elsewhere = neighbour
  config = mkdtempSync(join(tmpdir(), 'trail-'))
  const vault = must(openVault(config, '990101', null))
  fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
})
let elsewhere: bigint
afterAll(async () => {
  await county.close()
  removeFolder(config)
})

const file = z.object({ personId: z.string() })
const shown = z.object({ personId: z.string(), guardians: z.array(file) })
const childFile = questionCase(
  contract({ name: 'registry.child-file', kind: 'question', title: '一人一档', order: file, outcome: shown, access: needsReach('persons', 'rows') }),
  async ({ personId }) => done({ personId, guardians: [{ personId: '900' }] }),
)
const childNumber = questionCase(
  contract({
    name: 'registry.child-number',
    kind: 'question',
    title: '查看证件号全文',
    order: file,
    outcome: file,
    access: needsReach('persons', 'rows'),
    trail: 'unmask',
  }),
  async ({ personId }) => done({ personId }),
)
const writesWhileLooking = questionCase(
  contract({ name: 'registry.writes-while-looking', kind: 'question', title: '查看', order: file, outcome: file, access: needsReach('persons', 'rows') }),
  async ({ personId }, { tx }) => {
    await tx.insertInto('registry.organisation').values({ division: '990101', kind: 'other', area: '990101001001', act_id: 1n }).execute()
    return done({ personId })
  },
)
const foundSchool = orderCase(
  contract({
    name: 'registry.found-school',
    kind: 'order',
    title: '登记学校',
    order: z.object({ personId: z.string(), area: z.string() }),
    outcome: z.object({ id: z.string(), remark: z.string() }),
    access: needsReach('organisations', 'write'),
  }),
  async ({ area }, { tx, actor, act }) => {
    const { organisation_id } = await tx
      .insertInto('registry.organisation')
      .values({ division: actor.division, kind: 'other', area, act_id: act })
      .returning('organisation_id')
      .executeTakeFirstOrThrow()
    return done({ id: String(organisation_id), remark: '电话 5550100' })
  },
)

type Entry = Readonly<{ kind: string; name: string; persons: readonly bigint[]; account_id: bigint; act: boolean; reason: string | null }>
const entries = (): Promise<readonly Entry[]> =>
  county.db.asOwner(
    async (_, client) =>
      (
        await client.query<Entry>(
          `select e.kind, e.name, e.persons, e.account_id, e.act_id is not null as act, r.reason from audit.entry e left join audit.entry_reason r using (division, entry_id) order by entry_id`,
        )
      ).rows,
  )
const last = async (): Promise<Entry | undefined> => (await entries()).at(-1)
const order = (): Readonly<{ personId: string; area: string }> => ({ personId: String(child), area: '990101001001' })

test('a look at a child leaves one entry with whoever was shown, in the transaction that showed them', async () => {
  const before = (await entries()).length
  expect(await perform(county.db.pool, childFile, { personId: String(child) }, { acting: county.as(clerk) })).toMatchObject({ ok: true })
  expect(await entries()).toHaveLength(before + 1)
  expect(await last()).toEqual({ kind: 'look', name: 'registry.child-file', persons: [child, 900n], account_id: clerk, act: false, reason: null })
})

test('a question still writes nothing of its own', async () => {
  await expect(perform(county.db.pool, writesWhileLooking, { personId: '1' }, { acting: county.as(clerk) })).rejects.toMatchObject({ code: '25006' })
})

test('a mask is opened with a reason only, and the reason is kept beside the entry', async () => {
  const ask = { personId: String(child) }
  expect(await perform(county.db.pool, childNumber, ask, { acting: county.as(clerk), reason: ' ' })).toMatchObject({
    problem: { code: 'access/reason-missing' },
  })
  expect(await perform(county.db.pool, childNumber, ask, { acting: county.as(clerk), reason: '核对银行退回' })).toMatchObject({ ok: true })
  expect(await last()).toMatchObject({ kind: 'unmask', reason: '核对银行退回', persons: [child] })
})

test('an order leaves one entry with its act', async () => {
  const before = (await entries()).length
  expect(await perform(county.db.pool, foundSchool, order(), { acting: county.as(clerk), reason: '新建' })).toMatchObject({ ok: true })
  expect(await entries()).toHaveLength(before + 1)
  expect(await last()).toMatchObject({ kind: 'order', name: 'registry.found-school', act: true, persons: [child] })
})

test('an entry opens to the numbers of whom it is about, a part at a time, for whoever reads the trail there and nobody else', async () => {
  const [look] = must(await perform(county.db.pool, listTrail, { kind: 'look' }, { acting: county.as(auditor) })).entries
  const ask = (more: object, account = auditor) => perform(county.db.pool, personsOfEntry, { entryId: look?.entryId, ...more }, { acting: county.as(account) })
  expect(must(await ask({}))).toMatchObject({ name: 'registry.child-file', accountName: '甲', total: 2, numbers: [String(child), '900'] })
  expect(look?.persons).toBe(2)
  expect(must(await ask({ from: 1, limit: 1 })).numbers).toEqual(['900'])
  expect(must(await ask({ from: 2 })).numbers).toEqual([])
  expect(await ask({ entryId: '99999999' })).toMatchObject({ problem: { code: 'access/no-entry' } })
  expect(await ask({}, elsewhere)).toMatchObject({ problem: { code: 'access/no-entry' } })
  expect(await ask({}, clerk)).toMatchObject({ problem: { code: 'access/not-yours' } })
})

test('who looked at this child is answered to whoever reads the trail of its county, page by page, and to nobody else', async () => {
  const ask = async (account: bigint, more: object = {}): Promise<unknown> =>
    perform(county.db.pool, whoLooked, { personId: String(child), ...more }, { acting: county.as(account) })
  const all = must(await perform(county.db.pool, whoLooked, { personId: String(child) }, { acting: county.as(auditor) }))
  expect(all.looks.map(({ kind, accountName, reason }) => [kind, accountName, reason])).toEqual([
    ['order', '甲', '新建'],
    ['unmask', '甲', '核对银行退回'],
    ['look', '甲', null],
  ])
  const first = must(await perform(county.db.pool, whoLooked, { personId: String(child), most: 1 }, { acting: county.as(auditor) }))
  // Whoever asks stands in the trail too: the newest is the question before.
  expect(first).toMatchObject({ looks: [{ name: 'access.who-looked', accountName: '乙' }] })
  const next = must(await perform(county.db.pool, whoLooked, { personId: String(child), before: first.next, most: 3 }, { acting: county.as(auditor) }))
  expect(next.looks.map(({ kind }) => kind)).toEqual(['order', 'unmask', 'look'])
  expect(await ask(clerk)).toMatchObject({ problem: { code: 'access/not-yours' } })
  expect(await ask(elsewhere)).toEqual({ ok: true, value: { looks: [], next: null } })
})

test('a login leaves an entry of the account it stands for', async () => {
  const account = await county.account('丁', { loginId: 'ding' })
  await county.db.pool.query(`select audit.record_login('ding', 'access.log-in'), audit.record_login('nobody', 'access.log-in')`)
  expect(await last()).toMatchObject({ kind: 'login', name: 'access.log-in', account_id: account })
})

test('the same order under the same id is one act and the same reply, also when it is clicked twice at once', async () => {
  const clientId = crypto.randomUUID()
  const asked = { acting: county.as(clerk), clientId, fieldsOf: () => fields }
  const before = (await entries()).length
  const replies = await Promise.all(Array.from({ length: 4 }, () => perform(county.db.pool, foundSchool, order(), asked)))
  expect(replies[0]).toMatchObject({ ok: true })
  for (const reply of replies) expect(reply).toEqual(replies[0])
  expect(await entries()).toHaveLength(before + 1)
  expect(await perform(county.db.pool, foundSchool, order(), asked)).toEqual(replies[0])
  expect(await perform(county.db.pool, foundSchool, { ...order(), area: '990101001002' }, asked)).toMatchObject({
    problem: { code: 'access/key-used-otherwise' },
  })
  const { rows } = await county.db.asOwner((_, client) => client.query<{ sealed: Buffer }>('select sealed from audit.reply'))
  expect(rows).toHaveLength(1)
  expect(rows[0]?.sealed.includes('5550100')).toBe(false)
})

test('a reply ends, and then the order is not done again either', async () => {
  const asked = { acting: county.as(clerk), clientId: crypto.randomUUID(), fieldsOf: () => fields }
  await perform(county.db.pool, foundSchool, order(), asked)
  await county.db.asOwner((_, client) => client.query(`update audit.reply set kept_until = now()`))
  await county.db.pool.query('select audit.forget_replies()')
  expect((await county.db.asOwner((_, client) => client.query('select from audit.reply'))).rows).toEqual([])
  const before = (await entries()).length
  expect(await perform(county.db.pool, foundSchool, order(), asked)).toMatchObject({ problem: { code: 'access/done-already' } })
  expect(await entries()).toHaveLength(before)
})
