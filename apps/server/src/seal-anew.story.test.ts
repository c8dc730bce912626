import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, type Problem, type Result } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perform, type UseCase } from './access/index.ts'
import { kindsOf, sealAnew, sealedColumns, subjectsOf } from './main.ts'
import { removeFolder } from './platform/files/index.ts'
import { asOwner, openPool } from './platform/postgres/index.ts'
import { type CountyFields, makeMissingKeys, openCountyFields, openFieldVault, type VaultPlace, VaultRefusal, vaultToOpen } from './platform/vault/index.ts'
import { aCounty, aFile, type TestCounty } from './registry/testing/a-county.ts'

let county: TestCounty
let owners: ReturnType<typeof openPool>
let folder: string
let place: VaultPlace
/** As a program that runs all the while. */
let fields: CountyFields
beforeAll(async () => {
  county = await aCounty()
  owners = openPool(county.db.postgres.owner(), { name: 'test keys', max: 3 })
  folder = mkdtempSync(join(tmpdir(), 'seal-anew-'))
  place = { dataDir: join(folder, 'data'), config: join(folder, 'config') }
  must(await asOwner(owners, (_, client) => makeMissingKeys(client, place)))
  fields = await openCountyFields(county.db.pool, place)
})
afterAll(async () => {
  await owners.end()
  await county.close()
  removeFolder(folder)
})

const useCase = (name: string): UseCase => {
  const found = subjectsOf(fields, {})
    .flatMap(({ useCases }) => useCases)
    .find(({ contract }) => contract.name === name)
  if (found === undefined) throw new Error(`no use case ${name}`)
  return found
}
const ask = <T>(name: string, order: unknown, more: Readonly<{ clientId?: string }> = {}): Promise<Result<T, Problem>> =>
  perform(county.db.pool, useCase(name), order, { acting: county.as(county.clerk), fieldsOf: fields.of, keysUpTo: fields.upTo, ...more }) as never
const bring = async (rows: Parameters<typeof aFile>[1], salt: string): Promise<void> => {
  const { importId } = must(await ask<{ importId: string }>('registry.stage-import', aFile('student-roll', rows, { salt, coverage: 'partial' })))
  must(await ask('registry.commit-import', { importId }))
}
const id = (sequence: number): string => sampleId({ born: '2012-05-06', sequence })
const child = (n: number) => ({
  name: `示例${n}`,
  id_number: id(n),
  student_number: `G${id(n)}`,
  school_code: '2199010001',
  grade: 3,
  township: '东河镇',
  village: '柳树村',
})
const found = async (order: object): Promise<readonly string[]> =>
  must(await ask<{ persons: readonly Readonly<{ name: string }>[] }>('registry.find-persons', order)).persons.map(({ name }) => name)
const everyWay = async (n: number): Promise<void> => {
  for (const order of [{ idNumber: id(n) }, { bornOn: '2012-05-06', lastFour: id(n).slice(14) }, { studentNumber: `G${id(n)}` }])
    expect([order, await found(order)]).toEqual([order, [`示例${n}`]])
}

test('every column that holds ciphertext or digests of persons is among those that are sealed anew', async () => {
  const listed = sealedColumns.flatMap(({ table, column, indexes = {} }) => [column, ...Object.keys(indexes)].map(each => `${table}.${each}`))
  const there = await county.ask<{ name: string }>(
    `select in_schema || '.' || in_table || '.' || in_column as name from infrastructure.column_class where class = 'identity' order by 1`,
  )
  expect(listed.toSorted()).toEqual(there.map(({ name }) => name))
})

test('new keys are made and everything is sealed and found by them, while others work and also when it was cut off', async () => {
  await bring(
    Array.from({ length: 5 }, (_, i) => child(i + 1)),
    'first',
  )
  const clientId = crypto.randomUUID()
  const order = aFile('student-roll', [child(8)], { salt: 'kept reply', coverage: 'partial' })
  const reply = must(await ask('registry.stage-import', order, { clientId }))
  const before = fields.of('990101')

  // Cut off by a value that nobody can open: nothing of it is written over, and it is told where.
  const spoil = (bytes: string): Promise<unknown> =>
    county.ask(`update registry.import_row set raw_sealed = decode($1, 'hex') || substr(raw_sealed, 5) where row_no = 3`, bytes)
  await spoil('00000000')
  await expect(sealAnew(owners, place, '990101')).rejects.toThrow(VaultRefusal)
  // Both keys are held meanwhile: half of the digests are of the one.
  for (const n of [1, 5]) await everyWay(n)
  expect(fields.of('990101').newest).toEqual({ field: 2, index: 2 })
  expect(await ask('registry.dry-run-import', { importId: (reply as { importId: string }).importId })).toMatchObject({
    problem: { code: 'registry/keys-changing' },
  })
  await spoil('01010001')

  const done = must(await sealAnew(owners, place, '990101'))
  expect(done).toMatchObject({ version: 2, continued: true })
  expect(done.rewritten).toBeGreaterThan(0)
  const { rows } = await owners.query<{ purpose: 'field' | 'index'; version: number; suite: 'aes-256-gcm'; master: number; wrapped: string }>(
    `select purpose, version, suite, master, wrapped from infrastructure.field_key where division = '990101' and version = 2`,
  )
  const newest = must(
    openFieldVault(
      must(vaultToOpen(place, '990101')),
      rows.map(({ purpose, version, ...key }) => ({ purpose, version, key })),
    ),
  )
  for (const { table, column, record } of sealedColumns)
    for (const row of await county.ask<{ record: string; sealed: Buffer }>(
      `select (${record})::text as record, ${column} as sealed from ${table} where division = '990101'`,
    )) {
      if (row.sealed !== null) expect([table, newest.open({ field: `${table}.${column}`, record: row.record }, row.sealed).ok]).toEqual([table, true])
    }
  // Who starts now seeks by the newest key alone, and finds what was there and what comes.
  fields = await openCountyFields(county.db.pool, place)
  expect(fields.of('990101').indexes('phone', '1').length).toBe(1)
  for (const n of [1, 5]) await everyWay(n)
  await bring([child(1), child(7)], 'second')
  for (const n of [1, 7]) await everyWay(n)
  expect((await county.ask<{ n: bigint }>('select count(*) as n from registry.person where gone_act is null'))[0]?.n).toBe(6n)
  // The same order under its id is known again, and answered the same.
  expect(must(await ask('registry.stage-import', order, { clientId }))).toEqual(reply)
  expect(before.indexes('phone', '1')[0]?.equals(fields.of('990101').index('phone', '1'))).toBe(false)
  expect(must(await sealAnew(owners, place, '990101'))).toMatchObject({ version: 3, continued: false })
})

test('somebody reads for hours: a rotation that waits for it stops when it is cancelled, and the next one goes on', async () => {
  await county.ask(`insert into access.role_right (role, field, reach) values ('T-1', 'access', 'write'), ('T-1', 'access', 'rows')`)
  const reader = await county.db.pool.connect()
  const stop = new AbortController()
  try {
    await reader.query('begin')
    await reader.query(`select set_config('yingjin.session', $1, true), (select count(*) from infrastructure.field_key)`, [county.as(county.clerk)])
    const steps: string[] = []
    const rotating = kindsOf(place, county.db.postgres.owner())['platform.rotate-field-keys']?.carryOut(
      {},
      {
        division: '990101',
        jobId: '1',
        attempt: 1,
        pool: county.db.pool,
        asked: { acting: county.as(county.clerk), clientId: crypto.randomUUID(), fieldsOf: fields.of },
        say: step => {
          steps.push(step)
          setTimeout(() => stop.abort(), 300)
        },
        signal: stop.signal,
      },
    )
    await expect(rotating).rejects.toThrow('abort')
    expect(steps).toEqual(['等候正在办理的结束'])
  } finally {
    await reader.query('rollback')
    reader.release()
  }
  expect(must(await sealAnew(owners, place, '990101'))).toMatchObject({ version: 4, continued: true })
  for (const n of [1, 7]) await everyWay(n)
})
