import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveMark, nextVault, type VaultPlace, vaultToOpen, vaultToSeal } from './data-directory-vault.ts'
import type { Vault } from './master-key.ts'
import { endOf, endSealedFolder, isSealedFolder, makeSealedFolder, openSealedFolder, rewrapSealedFolder } from './sealed-folder.ts'
import { wordVault } from './vault-problem.ts'

let root = ''
let at = 0
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sealed-folder-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const desk = async (): Promise<Readonly<{ place: VaultPlace; vault: Vault; folder: string; scratch: string }>> => {
  const base = join(root, String((at += 1)))
  const place = { dataDir: join(base, 'data'), config: join(base, 'config') }
  const [folder, scratch] = [join(place.dataDir, 'snapshots', 'a'), join(base, 'scratch')]
  for (const path of [folder, scratch]) mkdirSync(path, { recursive: true, mode: 0o700 })
  const vault = must(await vaultToSeal(place, '990101'))
  writeFileSync(join(scratch, 'plain'), 'secret')
  const sealed = makeSealedFolder(vault, folder, 'snapshot a')
  await sealed.seal('rows.parquet', join(scratch, 'plain'))
  await sealed.sealText('report.json', '{}')
  return { place, vault, folder, scratch }
}
const saidOf = (result: Readonly<{ ok: true }> | Readonly<{ ok: false; problem: Parameters<typeof wordVault>[0] }>): string => {
  if (result.ok) throw new Error('it was not refused')
  return `${result.problem.code} ${wordVault(result.problem)}`
}

test('what is sealed in a folder opens into scratch by the county’s key', async () => {
  const { place, folder, scratch } = await desk()
  const opened = must(openSealedFolder(must(vaultToOpen(place, '990101')), folder, 'snapshot a'))
  expect(opened.names()).toEqual(['report.json', 'rows.parquet'])
  expect(readFileSync(await opened.unseal('rows.parquet', scratch), 'utf8')).toBe('secret')
  expect(await opened.text('report.json')).toBe('{}')
  expect(opened.has('other')).toBe(false)
  await expect(opened.text('../a/report.json')).rejects.toThrow('lies in its folder')
})

test('a folder moved to another purpose or county, or whose key was altered, says so and stays as it is', async () => {
  const { place, vault, folder } = await desk()
  expect(saidOf(openSealedFolder(vault, folder, 'snapshot b'))).toContain('vault/data-key-damaged')
  const other = must(await vaultToSeal(place, '990102'))
  expect(saidOf(openSealedFolder(other, folder, 'snapshot a'))).toContain('不是封存这些数据的 990101 主密钥')
  const sheet = readFileSync(join(folder, 'key.json'), 'utf8')
  for (const text of [
    '',
    '{}',
    '{"purpose":"snapshot a","division":"990101","key":{"suite":"rot13"}}',
    sheet.replace(/"wrapped": "..../, '"wrapped": "AAAA'),
  ]) {
    writeFileSync(join(folder, 'key.json'), text)
    expect(saidOf(openSealedFolder(vault, folder, 'snapshot a'))).toContain(`vault/data-key-damaged “${join(folder, 'key.json')}”不完整或被改过`)
    expect(readFileSync(join(folder, 'key.json'), 'utf8')).toBe(text)
  }
})

test('destroying the data key ends a folder for good, and it says since when and why', async () => {
  const { vault, folder } = await desk()
  const kept = `${folder}-backup`
  cpSync(folder, kept, { recursive: true })
  expect(await endSealedFolder(folder, { on: '2026-11-28', why: '保存期满' })).toEqual({ ok: true, value: true })
  expect(endOf(folder)).toEqual({ on: '2026-11-28', why: '保存期满' })
  expect(saidOf(openSealedFolder(vault, folder, 'snapshot a'))).toContain('已于 2026-11-28 销毁（保存期满），内容不能再打开，当时的结果不能再重新计算')
  expect(readFileSync(join(folder, 'key.json'), 'utf8')).not.toContain('wrapped')
  expect(await endSealedFolder(folder, { on: '2026-11-29', why: '再一次' })).toEqual({ ok: true, value: false })
  expect(endOf(folder)?.on).toBe('2026-11-28')
  // The files lie there still and are nothing without their key; a backup of the folder has its key.
  expect(existsSync(join(folder, 'rows.parquet.sealed'))).toBe(true)
  expect(must(openSealedFolder(vault, kept, 'snapshot a')).names()).toHaveLength(2)
})

test('a folder of a program that did not seal is said to be one', async () => {
  const { vault, folder } = await desk()
  rmSync(join(folder, 'key.json'))
  expect(isSealedFolder(folder)).toBe(false)
  expect(saidOf(openSealedFolder(vault, folder, 'snapshot a'))).toContain('vault/not-sealed')
  expect(saidOf(await endSealedFolder(folder, { on: '2026-11-28', why: '' }))).toContain('由旧版程序保存，没有封存')
})

test('a data directory without its keys is refused and gets no others, for opening and for sealing', async () => {
  const { place } = await desk()
  rmSync(place.config, { recursive: true })
  for (const result of [vaultToOpen(place, '990101'), await vaultToSeal(place, '990101')]) expect(saidOf(result)).toContain('vault/key-missing')
  expect(existsSync(join(place.config, 'keys', '990101', 'master-1.key'))).toBe(false)
  // A county of which nothing was sealed begins anew.
  expect((await vaultToSeal(place, '990102')).ok).toBe(true)
  expect(saidOf(await vaultToSeal({ ...place, config: join(place.dataDir, 'config') }, '990101'))).toContain('vault/key-among-data')
})

test('after a new master key everything opens, wrapped anew or not yet, and the old one can be missed in the end', async () => {
  const { place, vault, folder, scratch } = await desk()
  const second = join(place.dataDir, 'snapshots', 'b')
  mkdirSync(second)
  await makeSealedFolder(vault, second, 'snapshot b').sealText('report.json', '[]')
  const next = must(nextVault(place, '990101'))
  expect(await rewrapSealedFolder(next, folder)).toEqual({ ok: true, value: true })
  expect(await rewrapSealedFolder(next, folder)).toEqual({ ok: true, value: false })
  // Cut off here: both open, and the mark still asks for the first key.
  const between = must(vaultToOpen(place, '990101'))
  expect(readFileSync(await must(openSealedFolder(between, folder, 'snapshot a')).unseal('rows.parquet', scratch), 'utf8')).toBe('secret')
  expect(await must(openSealedFolder(between, second, 'snapshot b')).text('report.json')).toBe('[]')
  expect(must(await rewrapSealedFolder(next, second))).toBe(true)
  await leaveMark(place.dataDir, next)
  rmSync(join(next.folder, 'master-1.key'))
  const newest = must(vaultToOpen(place, '990101'))
  expect(await must(openSealedFolder(newest, second, 'snapshot b')).text('report.json')).toBe('[]')
  // An ended folder has nothing to wrap.
  must(await endSealedFolder(second, { on: '2026-11-28', why: '' }))
  expect(await rewrapSealedFolder(next, second)).toEqual({ ok: true, value: false })
  expect(saidOf(openSealedFolder({ ...newest, masters: new Map() }, folder, 'snapshot a'))).toContain('master-2.key')
})
