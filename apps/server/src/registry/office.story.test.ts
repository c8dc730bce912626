import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atRest } from '../platform/audit/testing/index.ts'
import { perform } from '../access/index.ts'
import { keepOfficeSnapshot, type OfficeManifest, officeSnapshots, openOfficeSnapshot } from '../batch/office/office-store.ts'
import { openDuckDb } from '../platform/duckdb/index.ts'
import { type Vault, vaultToSeal } from '../platform/vault/index.ts'
import { importCases } from './import-cases.ts'
import { officeCases } from './office-cases.ts'
import { registryOfficeQueries } from './office-tables.ts'
import { joinByTwo } from './testing/join-by-two.ts'
import { aCounty, aFile, division, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
let cases: ReturnType<typeof importCases>
let root = ''
let vault: Vault
beforeAll(async () => {
  county = await aCounty()
  cases = importCases({ fieldsOf: () => county.fields })
  root = mkdtempSync(join(tmpdir(), 'office-'))
  vault = must(await vaultToSeal({ dataDir: join(root, 'data'), config: join(root, 'config') }, division))
  await county.ask(`insert into access.role_right (role, field, reach) values ('T-1', 'identity', 'rows') on conflict do nothing`)
})
afterAll(async () => {
  await county.close()
  rmSync(root, { recursive: true, force: true })
})

const take = (order: object = {}, account = county.clerk) =>
  keepOfficeSnapshot({ dataDir: join(root, 'data'), vault, programVersion: 'test' }, sink =>
    perform(county.db.pool, officeCases({ fieldsOf: () => county.fields, queries: registryOfficeQueries, sink }).take, order, { acting: county.as(account) }),
  )
const rowsIn = async (
  manifest: OfficeManifest,
  table: 'persons' | 'particulars' | 'numbers' | 'past-payments',
): Promise<readonly Record<string, unknown>[]> => {
  const scratch = mkdtempSync(join(root, 'opened-'))
  const path = must(await openOfficeSnapshot(join(root, 'data'), vault, manifest, scratch)).get(table)
  const db = await openDuckDb({ spill: join(scratch, 'spill') })
  try {
    return await db.rows(`SELECT * FROM read_parquet('${path}')`)
  } finally {
    db.close()
  }
}

let born = 0
const child = (name: string, more: Readonly<Record<string, string | number>> = {}) => {
  born += 1
  return {
    name,
    id_number: sampleId({ born: `20${String(10 + (born % 10))}-0${1 + (born % 9)}-06`, sequence: born }),
    school_code: '2199010001',
    stage: 'primary',
    grade: 3,
    township: '东河镇',
    village: '柳树村',
    ...more,
  }
}
let files = 0
const commit = async (roster: string, rows: readonly Readonly<Record<string, string | number>>[]): Promise<string> => {
  files += 1
  const { importId } = must(await county.does(cases.stage, aFile(roster, rows, { salt: String(files), of: `“第${files}校”\n,甲` })))
  must(await county.does(cases.commit, { importId }))
  return importId
}

/** What another test's transaction holds back on the same server is waited for. */
const takeAtRest = async () => {
  await atRest(text => county.db.asOwner((_, client) => client.query(text)))
  return take()
}

test('a snapshot holds every person with its numbers in the clear, sealed by a key of its own, and is told in the trail', async () => {
  const [zhao, qian] = [child('赵一'), child('钱"二')]
  await commit('student-roll', [zhao, qian])
  const manifest = must(await takeAtRest())
  expect((await rowsIn(manifest, 'particulars')).map(row => row['name'])).toEqual(['赵一', '钱"二'])
  expect((await rowsIn(manifest, 'numbers')).map(row => [row['kind'], row['number']])).toEqual([zhao, qian].map(c => ['resident-id', c.id_number]))
  const kept = readFileSync(join(root, 'data', 'office', manifest.id, 'numbers.parquet.sealed'))
  expect(kept.includes(Buffer.from(zhao.id_number))).toBe(false)
  expect(readFileSync(join(root, 'data', 'office', manifest.id, 'manifest.json'), 'utf8')).not.toMatch(/赵一|\d{18}/)
  expect(await county.ask(`select kind, name from audit.entry where kind = 'export'`)).toEqual([{ kind: 'export', name: 'registry.take-office-snapshot' }])
  expect(officeSnapshots(join(root, 'data'), division)).toEqual([manifest])
})

test('whoever does not see all of the county is given no part of it', async () => {
  expect(await take({}, county.reader)).toMatchObject({ ok: false, problem: { code: 'access/not-yours' } })
  expect(officeSnapshots(join(root, 'data'), division)).toHaveLength(1)
})

test('what is said again, merged or undone later leaves the snapshot of an earlier act as it was', async () => {
  const before = must(await takeAtRest())
  const importId = await commit('student-roll', [child('孙三'), child('李四')])
  const after = must(await takeAtRest())
  const [first, second] = await county.ask<{ person_id: bigint }>(`select person_id from registry.person where name in ('孙三', '李四') order by person_id`)
  await joinByTwo(county, String(first?.person_id), String(second?.person_id))
  const merged = must(await takeAtRest())
  expect((await rowsIn(merged, 'persons')).filter(row => row['person_id'] !== row['survivor_id'])).toEqual([
    { person_id: Number(second?.person_id), survivor_id: Number(first?.person_id), joined: true },
  ])
  for (const then of [before, after, merged]) expect(must(await take({ asKnownOn: then.act, on: then.on })).digest).toBe(then.digest)
  expect(new Set([before, after, merged].map(m => m.digest)).size).toBe(3)
  expect(await take({ asKnownOn: '999999999' })).toMatchObject({ ok: false, problem: { code: 'registry/act-still-running' } })
  expect(importId).not.toBe('')
})

test('with writers at work a snapshot is of one moment: taken again as of its act it is the same', async () => {
  let writing = true
  const writers = [0, 1].map(async () => {
    let written = 0
    while (writing || written < 3) {
      await commit('payment-roster', [child('周五', { aid_item: '寄宿生生活补助', term: '2022-spring', amount: 62500 })]).catch(() => undefined)
      written += 1
    }
    return written
  })
  const taken: OfficeManifest[] = []
  for (let round = 0; round < 5; round += 1) taken.push(must(await take()))
  writing = false
  expect((await Promise.all(writers)).every(written => written >= 3)).toBe(true)
  for (const then of taken) {
    // Whoever was paid stands there with name, number and payment, or not at all.
    const [named, numbered, paid] = [await rowsIn(then, 'particulars'), await rowsIn(then, 'numbers'), await rowsIn(then, 'past-payments')]
    const of = (rows: readonly Record<string, unknown>[]): readonly unknown[] => rows.map(row => row['person_id']).toSorted()
    expect(of(numbered)).toEqual(of(named))
    expect(of(named.filter(row => row['name'] === '周五'))).toEqual(of(paid))
    expect(must(await take({ asKnownOn: then.act, on: then.on })).digest).toBe(then.digest)
  }
})
