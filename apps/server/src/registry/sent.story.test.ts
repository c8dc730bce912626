import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grantWording } from '@yingjin/domain/access'
import { must, word } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveGrant, perform } from '../access/index.ts'
import { aCounty, type County } from '../access/testing/index.ts'
import { removeFolder } from '../platform/files/index.ts'
import { type FieldVault, makeFieldKey, openFieldVault, openVault } from '../platform/vault/index.ts'
import { importCases } from './import-cases.ts'
import { receivedCases } from './received-cases.ts'
import { sentCases } from './sent-cases.ts'
import { aFile } from './testing/a-county.ts'

let county: County
let config = ''
let fields: FieldVault
let admin: bigint
let clerk: bigint
let imports: ReturnType<typeof importCases>
let told: ReturnType<typeof sentCases>
const received = receivedCases({ rostersOf: () => Promise.resolve([]) })
beforeAll(async () => {
  county = await aCounty()
  config = mkdtempSync(join(tmpdir(), 'sent-'))
  const vault = must(openVault(config, county.division, null))
  fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
  imports = importCases({ fieldsOf: () => fields })
  told = sentCases({ fieldsOf: () => fields })
  admin = await county.account('管理员')
  await county.grant(admin, 'A-28')
  clerk = await county.account('收名册的')
  await county.grant(clerk, 'A-12')
})
afterAll(async () => {
  await county.close()
  removeFolder(config)
})

const as = (account: bigint) => ({ acting: county.as(account), fieldsOf: () => fields })
const child = (sequence: number): Readonly<Record<string, string>> => ({ name: `李小${sequence}`, id_number: sampleId({ born: '2013-02-03', sequence }) })
/** A list as it comes and is taken in. */
const taken = async (roster: string, asOf: string, ...rows: readonly number[]): Promise<string> => {
  const { importId } = must(await perform(county.db.pool, imports.stage, aFile(roster, rows.map(child), { asOf, salt: asOf }), as(clerk)))
  must(await perform(county.db.pool, imports.commit, { importId }, as(clerk)))
  return importId
}
const seenBy = async (account: bigint): Promise<readonly string[]> =>
  must(await perform(county.db.pool, received.list, {}, as(account))).imports.map(({ importId }) => importId)
const receiptOf = (importId: string, account: bigint) => perform(county.db.pool, told.receipt, { importId }, as(account))
const given = async (account: bigint, role: 'A-38' | 'A-40', kind: 'sender' | 'import', key: string, from?: string) =>
  perform(county.db.pool, giveGrant, { accountId: String(account), role, kind, key, from }, as(admin))

test('a department granted once sees every list it sends, next month’s too, and nobody else’s', async () => {
  const before = await taken('rural-minimum-living', '2022-08-31', 1, 2)
  const civil = await county.account('民政局')
  const disabled = await county.account('残联')
  must(await given(civil, 'A-38', 'sender', '民政局'))
  must(await given(disabled, 'A-40', 'sender', '残联'))
  expect(await seenBy(civil)).toEqual([before])
  expect(await seenBy(disabled)).toEqual([])

  const others = await taken('disability-certificate', '2022-09-30', 3)
  const next = await taken('rural-minimum-living', '2022-09-30', 1, 3)
  const another = await taken('urban-minimum-living', '2022-09-30', 2)
  expect(await seenBy(civil)).toEqual([another, next, before])
  expect(await seenBy(disabled)).toEqual([others])
  // What was found of each row: the first is a child of last month, the third is known by the list of somebody else.
  expect(must(await receiptOf(next, civil))).toMatchObject({ total: 2, outcomes: [{ outcome: 'matched', rows: 2 }] })
  expect(await receiptOf(others, civil)).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await receiptOf(next, disabled)).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(must(await perform(county.db.pool, told.owed, {}, as(civil))).rosters.map(({ sender }) => sender)).toEqual(['民政局', '民政局'])

  const newcomer = await county.account('下个月才来的')
  must(await given(newcomer, 'A-38', 'sender', '民政局', '2099-01-01'))
  expect(await perform(county.db.pool, received.list, {}, as(newcomer))).toMatchObject({ problem: { code: 'access/not-yours' } })
})

test('a grant over one list is over that one alone', async () => {
  const one = await taken('extreme-hardship', '2022-08-31', 4)
  const helper = await county.account('民政局帮忙的')
  must(await given(helper, 'A-38', 'import', one))
  await taken('extreme-hardship', '2022-09-30', 4)
  expect(await seenBy(helper)).toEqual([one])
})

test('no department is granted the lists of another', async () => {
  const civil = await county.account('民政局的人')
  const refusal = await given(civil, 'A-38', 'sender', '公安局')
  if (refusal.ok) throw new Error('the lists of another were granted')
  expect(word(grantWording, refusal.problem as never)).toBe('“民政部门”（A-38）不是报送单位“公安局”，看不到它的名单；可以授予的是：民政局。')
  expect(await given(civil, 'A-38', 'sender', '没有这个')).toMatchObject({ problem: { code: 'access/not-its-lists' } })
})
