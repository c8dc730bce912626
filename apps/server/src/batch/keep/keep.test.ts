import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSealedFolder, nextVault, openSealedFolder, rewrapSealedFolder, type VaultPlace, vaultToOpen, vaultToSeal } from '../../platform/vault/index.ts'
import { forgetSnapshot } from './forget.ts'
import { keptHere } from './kept-here.ts'
import { rotateKeys } from './rotate-keys.ts'

let root = ''
let at = 0
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'keep-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Three snapshots of a county and one of another, and a run made from the first two. */
const desk = async (): Promise<VaultPlace> => {
  const base = join(root, String((at += 1)))
  const place = { dataDir: join(base, 'data'), config: join(base, 'config') }
  const sealed = async (county: string, path: string, purpose: string): Promise<void> => {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    await makeSealedFolder(must(await vaultToSeal(place, county)), path, purpose).sealText('report.json', purpose)
  }
  for (const [id, county] of [
    ['aaaaaaaa11', '990101'],
    ['aaaaaaaa22', '990101'],
    ['bbbbbbbb33', '990101'],
    ['cccccccc44', '990102'],
  ] as const)
    await sealed(county, join(place.dataDir, 'snapshots', id), `snapshot ${id}`)
  const run = join(place.dataDir, 'runs', '990101', '2022-autumn', 'dddddddd55')
  await sealed('990101', run, 'run')
  writeFileSync(join(run, 'run.json'), JSON.stringify({ restsOn: ['aaaaaaaa11', 'aaaaaaaa22'] }))
  return place
}
const text = async (place: VaultPlace, id: string): Promise<string> =>
  must(openSealedFolder(must(vaultToOpen(place, '990101')), join(place.dataDir, 'snapshots', id), `snapshot ${id}`)).text('report.json')

test('a change of keys that was cut off is brought to its end by the next, which makes no newer key', async () => {
  const place = await desk()
  const next = must(nextVault(place, '990101'))
  must(await rewrapSealedFolder(next, join(place.dataDir, 'snapshots', 'aaaaaaaa22')))
  for (const id of ['aaaaaaaa11', 'aaaaaaaa22']) expect(await text(place, id)).toBe(`snapshot ${id}`)
  expect(await rotateKeys(place, '990101')).toEqual({ ok: true, value: { version: 2, rewrapped: 3, continued: true } })
  expect(await rotateKeys(place, '990101')).toEqual({ ok: true, value: { version: 3, rewrapped: 4, continued: false } })
  for (const version of [1, 2]) rmSync(join(place.config, 'keys', '990101', `master-${version}.key`))
  for (const id of ['aaaaaaaa11', 'aaaaaaaa22', 'bbbbbbbb33']) expect(await text(place, id)).toBe(`snapshot ${id}`)
  // The other county has its own keys and was not touched.
  expect(readFileSync(join(place.dataDir, 'snapshots', 'cccccccc44', 'key.json'), 'utf8')).toContain('"master": 1')
})

test('without its key nothing is changed of keys', async () => {
  const place = await desk()
  rmSync(join(place.config, 'keys', '990101', 'master-1.key'))
  expect(await rotateKeys(place, '990101')).toMatchObject({ ok: false, problem: { code: 'vault/key-missing' } })
})

test('a snapshot is ended by as much of its number as no other shares, with the runs made from it and no others', async () => {
  const place = await desk()
  const ended = { on: '2026-11-28', why: '保存期满' }
  expect(await forgetSnapshot(place.dataDir, '990101', 'aaaaaaaa', ended)).toMatchObject({ ok: false, problem: { code: 'forget/several' } })
  expect(await forgetSnapshot(place.dataDir, '990101', 'cccccccc44', ended)).toMatchObject({ ok: false, problem: { code: 'forget/not-here' } })
  must(await forgetSnapshot(place.dataDir, '990101', 'bbbbbbbb', ended))
  const standing = (): readonly (readonly [string, boolean])[] => {
    const here = keptHere(place.dataDir, '990101')
    return [...here.snapshots, ...here.runs].map(h => [h.id, h.ended !== null] as const)
  }
  expect(standing()).toEqual([
    ['aaaaaaaa11', false],
    ['aaaaaaaa22', false],
    ['bbbbbbbb33', true],
    ['dddddddd55', false],
  ])
  const { runs } = must(await forgetSnapshot(place.dataDir, '990101', 'aaaaaaaa22', ended))
  expect(runs.map(r => r.id)).toEqual(['dddddddd55'])
  expect(standing().filter(([, isEnded]) => !isEnded)).toEqual([['aaaaaaaa11', false]])
})
