import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endSessions, listAccounts, showAccount } from './account-cases.ts'
import { closeAccount, giveGrant } from './give.ts'
import { perform } from './perform.ts'
import { aCounty, type County } from './testing/index.ts'
import { atRest } from '../platform/audit/testing/index.ts'
import { checkTrail, listTrail } from './trail-cases.ts'

let county: County
let administrator: bigint
let teacher: bigint
let elsewhere: bigint
beforeAll(async () => {
  county = await aCounty()
  administrator = await county.account('石坚', { loginId: 'guanli' })
  teacher = await county.account('冉小燕', { loginId: 'banzhuren' })
  elsewhere = await county.account('邻县的人', { division: '990102', loginId: 'linxian' })
  await county.grant(administrator, 'A-28')
  const school = await county.school('990101001001')
  await county.grant(teacher, 'A-01', { kind: 'class', key: await county.classOf(school, '1'), to: '2999-12-31' })
  await county.session('banzhuren', 'one')
  await county.session('banzhuren', 'two')
  await county.session('linxian', 'three')
})
afterAll(() => county.close())

const asks = (useCase: Parameters<typeof perform>[1], order: object, by = administrator) =>
  perform(county.db.pool, useCase, order, { acting: county.as(by) }) as Promise<{ ok: boolean; value: never; problem: { code: string } }>
const refusal = async (asked: ReturnType<typeof asks>): Promise<string> => {
  const said = await asked
  return said.ok ? 'done' : said.problem.code
}

test('accounts are listed with what they may and how they stand; the total is of the same filter, and a neighbour’s are not there', async () => {
  const all = must(await perform(county.db.pool, listAccounts, {}, { acting: county.as(administrator) }))
  expect(all.accounts.map(({ name, standing }) => [name, standing])).toEqual([
    ['冉小燕', 'open'],
    ['石坚', 'open'],
  ])
  expect(all.total).toBe(2)
  expect(all.accounts[0]).toMatchObject({ sessions: 0, grants: [{ role: 'A-01', to: '2999-12-31', stands: 'now' }] })
  const teachers = must(await perform(county.db.pool, listAccounts, { role: 'A-01' }, { acting: county.as(administrator) }))
  expect([teachers.total, teachers.accounts.length]).toEqual([1, 1])
  const one = must(await perform(county.db.pool, listAccounts, { limit: 1 }, { acting: county.as(administrator) }))
  const two = must(await perform(county.db.pool, listAccounts, { limit: 1, before: one.next ?? undefined }, { acting: county.as(administrator) }))
  expect([one.total, two.total, two.next]).toEqual([2, 2, null])
  expect(await refusal(asks(listAccounts, {}, teacher))).toBe('access/not-yours')
  expect(await refusal(asks(showAccount, { accountId: String(elsewhere) }))).toBe('access/no-account')
})

test('a login of somebody is ended by whoever administers the account, one or all, and a neighbour’s stays', async () => {
  const { logins } = must(await perform(county.db.pool, showAccount, { accountId: String(teacher) }, { acting: county.as(administrator) }))
  expect(logins.length).toBe(2)
  const end = (accountId: bigint, sessionId: string | null = null) =>
    perform(county.db.pool, endSessions, { accountId: String(accountId), sessionId }, { acting: county.as(administrator) })
  expect(must(await end(teacher, logins[0]?.sessionId))).toEqual({ ended: 1 })
  expect(must(await end(teacher))).toEqual({ ended: 1 })
  const refused = await end(elsewhere)
  expect(refused.ok ? 'done' : refused.problem.code).toBe('access/no-account')
  expect(await refusal(asks(endSessions, { accountId: String(administrator) }, teacher))).toBe('access/not-yours')
})

test('who keeps accounts gives itself nothing, and roles that exclude each other are refused with the reason', async () => {
  const give = (accountId: bigint, role: string, more: object = {}) =>
    asks(giveGrant, { accountId: String(accountId), role, kind: 'division', key: '990101', ...more })
  expect(await refusal(give(administrator, 'A-12'))).toBe('access/own-grant')
  expect(await refusal(give(teacher, 'A-45'))).toBe('access/must-end')
  expect((await give(teacher, 'A-12')).ok).toBe(true)
  expect(await refusal(give(teacher, 'A-45', { to: '2999-01-01' }))).toBe('access/incompatible')
})

test('the trail is listed with its seals and held against them; the first row that was altered is named', async () => {
  await atRest(text => county.db.asOwner((_, client) => client.query(text)))
  await county.db.asOwner((_, client) => client.query(`select audit.seal_entries('990101')`))
  const check = async () => must(await perform(county.db.pool, checkTrail, {}, { acting: county.as(administrator) }))
  const well = await check()
  expect(well.broken).toBe(null)
  expect(well.sealed).toBeGreaterThan(0)
  const listed = must(await perform(county.db.pool, listTrail, { kind: 'order', limit: 200 }, { acting: county.as(administrator) }))
  expect(listed.total).toBe(listed.entries.length)
  expect(listed.entries.map(({ name }) => name)).toContain('access.end-sessions')
  const sealed = listed.entries.find(({ seal }) => seal !== null)
  expect(sealed?.accountName).toBe('石坚')
  expect(must(await perform(county.db.pool, checkTrail, { head: well.head ?? '' }, { acting: county.as(administrator) })).broken).toBe(null)
  await county.db.asOwner((_, client) => client.query(`update audit.entry set name = 'access.looked-at-nothing' where entry_id = $1`, [sealed?.entryId]))
  expect((await check()).broken).toMatchObject({ code: 'audit/entry-altered', entryId: sealed?.entryId, seal: sealed?.seal })
  expect(await refusal(asks(checkTrail, {}, teacher))).toBe('access/not-yours')
})

test('a closed account stands in the list as closed', async () => {
  expect((await asks(closeAccount, { accountId: String(teacher), version: 1 })).ok).toBe(true)
  const closed = must(await perform(county.db.pool, listAccounts, { standing: 'closed' }, { acting: county.as(administrator) }))
  expect(closed.accounts.map(({ name }) => name)).toEqual(['冉小燕'])
})
