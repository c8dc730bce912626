import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '@yingjin/kernel'
import { makeDataKey, openDataKey, rewrapDataKey } from './data-key.ts'
import { keysApart, makeNextKey, openVault, type Vault } from './master-key.ts'
import { wordVault } from './vault-problem.ts'

let root = ''
let at = 0
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'vault-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))
const place = (): string => join(root, String((at += 1)))
const keyOf = (config: string, version = 1): string => join(config, 'keys', '990101', `master-${version}.key`)
const first = (config: string): Vault => must(openVault(config, '990101', null))
const saidOf = (result: ReturnType<typeof openVault>): string => {
  if (result.ok) throw new Error('the vault opened')
  return `${result.problem.code} ${wordVault(result.problem)}`
}

test('the first run makes a key that nobody else may read, and the next ones use it', () => {
  const config = place()
  const made = first(config)
  expect(statSync(keyOf(config)).mode & 0o777).toBe(0o600)
  expect(statSync(join(config, 'keys', '990101')).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(config, 'keys', '990101'))).toEqual(['master-1.key'])
  const { key, wrapped } = makeDataKey(made, 'snapshot a')
  const again = must(openVault(config, '990101', made.mark))
  expect(openDataKey(again, 'snapshot a', wrapped)?.bytes).toEqual(key.bytes)
  expect(first(config).mark).toEqual(made.mark)
})

test('where something was sealed a lost key is named, and no other is made in its place', () => {
  const config = place()
  const { mark } = first(config)
  renameSync(keyOf(config), join(root, 'kept.key'))
  const said = saidOf(openVault(config, '990101', mark))
  expect(said).toContain('vault/key-missing')
  expect(said).toContain(keyOf(config))
  expect(said).toContain('数据没有改动')
  expect(readdirSync(join(config, 'keys', '990101'))).toEqual([])
})

test('a key of another county, one made anew and one that was damaged are refused by name and left as they are', () => {
  const config = place()
  const { mark } = first(config)
  const mine = readFileSync(keyOf(config))
  rmSync(keyOf(config))
  first(config)
  expect(saidOf(openVault(config, '990101', mark))).toContain(`vault/wrong-key “${keyOf(config)}”不是封存这些数据的 990101 主密钥`)
  const other = readFileSync(keyOf(config))
  for (const bytes of [
    Buffer.from(''),
    Buffer.from('{"division":"990101"}'),
    mine.subarray(0, 60),
    Buffer.from(String(mine).replace('"990101"', '"990102"')),
  ]) {
    writeFileSync(keyOf(config), bytes)
    expect(saidOf(openVault(config, '990101', mark))).toContain(`vault/key-damaged 密钥文件“${keyOf(config)}”不完整或被改过`)
    expect(readFileSync(keyOf(config)).equals(bytes)).toBe(true)
  }
  expect(other.equals(mine)).toBe(false)
  writeFileSync(keyOf(config), mine)
  expect(openVault(config, '990101', mark).ok).toBe(true)
})

test('a key that others may read is not used, nor one in a folder they may enter', () => {
  const config = place()
  const { mark } = first(config)
  chmodSync(keyOf(config), 0o640)
  expect(saidOf(openVault(config, '990101', mark))).toContain(`vault/key-open-to-others 密钥“${keyOf(config)}”别人也能读`)
  chmodSync(keyOf(config), 0o600)
  chmodSync(join(config, 'keys', '990101'), 0o755)
  expect(saidOf(openVault(config, '990101', null))).toContain('vault/key-open-to-others')
  expect(statSync(join(config, 'keys', '990101')).mode & 0o777).toBe(0o755)
})

test('keys among the data are refused, beside them they are not', () => {
  const data = place()
  mkdirSync(data)
  for (const config of [data, join(data, 'config'), join(data, '..', String(at), 'x')]) expect(keysApart(config, data).ok).toBe(false)
  symlinkSync(data, `${data}-link`)
  expect(keysApart(join(`${data}-link`, 'config'), data).ok).toBe(false)
  for (const config of [`${data}-config`, join(data, '..', 'config'), '/elsewhere']) expect(keysApart(config, data).ok).toBe(true)
})

test('a wrapped key is of its county, its purpose and its suite', () => {
  const config = place()
  const vault = first(config)
  const { wrapped } = makeDataKey(vault, 'snapshot a')
  expect(openDataKey(vault, 'snapshot b', wrapped)).toBeNull()
  expect(openDataKey(vault, 'snapshot a', { ...wrapped, suite: 'sm4-ctr-hmac-sm3' })).toBeNull()
  expect(openDataKey(vault, 'snapshot a', { ...wrapped, master: 2 })).toBeNull()
  expect(openDataKey({ ...vault, division: '990102' }, 'snapshot a', wrapped)).toBeNull()
  expect(openDataKey(must(openVault(config, '990102', null)), 'snapshot a', wrapped)).toBeNull()
})

test('a new master key wraps data keys anew, and the earlier one stays for those it still holds', () => {
  const config = place()
  const before = first(config)
  const [a, b] = [makeDataKey(before, 'a'), makeDataKey(before, 'b')]
  const after = must(makeNextKey(before))
  expect(after.current.version).toBe(2)
  const rewrapped = rewrapDataKey(after, 'a', a.wrapped)
  expect(rewrapped?.master).toBe(2)
  expect(openDataKey(after, 'a', rewrapped ?? a.wrapped)?.bytes).toEqual(a.key.bytes)
  expect(openDataKey(after, 'b', b.wrapped)?.bytes).toEqual(b.key.bytes)
  expect(rewrapDataKey(after, 'a', rewrapped ?? a.wrapped)).toBe(rewrapped)
  // The data remember the key of before until all of it is wrapped anew.
  expect(must(openVault(config, '990101', before.mark)).current.version).toBe(2)
  rmSync(keyOf(config, 2))
  expect(saidOf(openVault(config, '990101', after.mark))).toContain(keyOf(config, 2))
})

test('a vault by the ciphers of the state wraps and opens as the other does', () => {
  const config = place()
  const vault = must(openVault(config, '990101', null, 'sm4-ctr-hmac-sm3'))
  const { key, wrapped } = makeDataKey(vault, 'a')
  expect(wrapped.suite).toBe('sm4-ctr-hmac-sm3')
  expect(openDataKey(must(openVault(config, '990101', vault.mark)), 'a', wrapped)?.bytes).toEqual(key.bytes)
})
