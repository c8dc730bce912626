import { mkdtempSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, type Result } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder } from '../files/index.ts'
import { asOwner, openPool } from '../postgres/index.ts'
import { aDatabase, type TestDatabase } from '../postgres/testing/index.ts'
import { type CountyFields, makeMissingKeys, makeNextFieldKeys, openCountyFields, rewrapCountyKeys } from './county-fields.ts'
import { nextVault, type VaultPlace, vaultToOpen } from './data-directory-vault.ts'
import { type VaultProblem, VaultRefusal, wordVault } from './vault-problem.ts'

let db: TestDatabase
let owners: ReturnType<typeof openPool>
let folder: string
let place: VaultPlace
beforeAll(async () => {
  db = await aDatabase()
  owners = openPool(db.postgres.owner(), { name: 'test keys', max: 3 })
  folder = mkdtempSync(join(tmpdir(), 'county-fields-'))
  place = { dataDir: join(folder, 'data'), config: join(folder, 'config') }
  await db.asOwner((_, client) => client.query(`insert into infrastructure.division values ('990101', '990100', '示例县'), ('990102', '990100', '邻县')`))
})
afterAll(async () => {
  await owners.end()
  await db.close()
  removeFolder(folder)
})

const make = (at = place): Promise<Result<null, VaultProblem>> => asOwner(owners, (_, client) => makeMissingKeys(client, at))
const keys = async (): Promise<readonly string[]> =>
  (
    await owners.query<{ key: string }>(`select concat_ws(' ', division, purpose, version, master) as key from infrastructure.field_key order by number`)
  ).rows.map(({ key }) => key)
const at = { field: 'registry.identity_number.number_sealed', record: 'a' } as const
const refusalOf = (told: Result<null, VaultProblem>): string => (told.ok ? 'done' : told.problem.code)

test('of programs that start at once one makes the keys of each county, and all use them', async () => {
  expect((await Promise.all([make(), make(), make()])).map(refusalOf)).toEqual(['done', 'done', 'done'])
  const made = ['990101 field 1 1', '990101 index 1 1', '990102 field 1 1', '990102 index 1 1']
  expect(await keys()).toEqual(made)
  expect(refusalOf(await make())).toBe('done')
  expect(await keys()).toEqual(made)
  const [one, other] = [await openCountyFields(db.pool, place), await openCountyFields(db.pool, place)]
  const sealed = one.of('990101').seal(at, '13800138000')
  expect(other.of('990101').open(at, sealed)).toEqual({ ok: true, value: '13800138000' })
  expect(other.of('990102').open(at, sealed).ok).toBe(false)
  expect(one.of('990101').index('phone', '1').equals(other.of('990101').index('phone', '1'))).toBe(true)
  expect(one.of('990101').index('phone', '1').equals(one.of('990102').index('phone', '1'))).toBe(false)
  expect(() => one.of('990199')).toThrow('990199')
})

test('a master key that is missing, or of another house, is refused by its county and nothing is made in its place', async () => {
  const before = await keys()
  // Another computer, or the wrong configuration folder.
  const elsewhere = { dataDir: join(folder, 'other-data'), config: join(folder, 'other-config') }
  const missing = await make(elsewhere)
  expect([refusalOf(missing), missing.ok ? '' : wordVault(missing.problem)]).toEqual(['vault/key-missing', expect.stringContaining('找不到 990101 的主密钥')])
  expect(vaultToOpen(elsewhere, '990101').ok).toBe(false)
  await using other = await aDatabase()
  await other.asOwner((_, client) => client.query(`insert into infrastructure.division values ('990101', '990100', '示例县'), ('990102', '990100', '邻县')`))
  must(await other.asOwner((_, client) => makeMissingKeys(client, elsewhere)))
  expect(refusalOf(await make(elsewhere))).toBe('vault/wrong-key')
  // A county without its key harms no other.
  const keyFile = join(place.config, 'keys', '990102')
  renameSync(keyFile, `${keyFile}-away`)
  const fields = await openCountyFields(db.pool, place)
  expect(fields.of('990101').division).toBe('990101')
  expect(() => fields.of('990102')).toThrow(VaultRefusal)
  expect(refusalOf(await make())).toBe('vault/key-missing')
  renameSync(`${keyFile}-away`, keyFile)
  expect(await keys()).toEqual(before)
})

test('whoever runs already learns of newer keys, seals by them and opens and seeks by all', async () => {
  const running: CountyFields = await openCountyFields(db.pool, place)
  const old = running.of('990101')
  const [sealed, index, order] = [old.seal(at, '5550100'), old.index('phone', '5550100'), old.orderDigests('{}')[0]]
  const vault = must(vaultToOpen(place, '990101'))
  const { newest, continued } = must(await asOwner(owners, (_, client) => makeNextFieldKeys(client, vault)))
  expect(continued).toBe(false)
  expect(running.of('990101')).toBe(old)
  await running.upTo(newest)
  const now = running.of('990101')
  expect(now.newest).toEqual({ field: 2, index: 2 })
  expect(now.open(at, sealed)).toEqual({ ok: true, value: '5550100' })
  expect(now.index('phone', '5550100').equals(index)).toBe(false)
  expect(now.indexes('phone', '5550100').some(each => each.equals(index))).toBe(true)
  expect(now.orderDigests('{}').some(each => order !== undefined && each.equals(order))).toBe(true)
  // Cut off before it came to its end: no third version is made.
  expect(must(await asOwner(owners, (_, client) => makeNextFieldKeys(client, vault)))).toEqual({ newest, continued: true })
})

test('a new master key wraps the keys of the database anew, and no value is touched', async () => {
  const sealed = (await openCountyFields(db.pool, place)).of('990101').seal(at, '5550100')
  const next = must(nextVault(place, '990101'))
  expect(must(await asOwner(owners, (_, client) => rewrapCountyKeys(client, next)))).toBe(4)
  expect(must(await asOwner(owners, (_, client) => rewrapCountyKeys(client, next)))).toBe(0)
  expect((await keys()).filter(key => key.startsWith('990101'))).toEqual(['990101 field 1 2', '990101 index 1 2', '990101 field 2 2', '990101 index 2 2'])
  expect((await openCountyFields(db.pool, place)).of('990101').open(at, sealed)).toEqual({ ok: true, value: '5550100' })
})
