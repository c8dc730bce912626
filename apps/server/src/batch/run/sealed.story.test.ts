import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { must, term, word } from '@yingjin/kernel'
import { generateCounty, type SampleCell } from '@yingjin/sample-county'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { countyPack } from '../../packs.ts'
import { programVersion } from '../../platform/version.ts'
import { inventedDivisions, writeSampleCounty } from '../sample/index.ts'
import { villagesIn } from './county-villages.ts'
import { latestRun } from './kept-run.ts'
import { openKeptRun } from './open-kept-run.ts'
import { run, runWording } from './run.ts'

/** Long enough to be an ID number, a 学籍号, a 残疾人证号, an account or a phone; codes of schools and counties are shorter. */
const number = /[GJL]?\d{10,}[\dXx]/g
const shortest = 11

const county = { seed: 11, children: 300, term: '2022-autumn' } as const
let desk = ''
let planted: ReadonlySet<string>
const said: string[] = []
const at = (...parts: readonly string[]): string => join(desk, ...parts)

const textIn = (cell: SampleCell): string => {
  if (cell === null || typeof cell !== 'object') return String(cell ?? '')
  return 'runs' in cell ? cell.runs.join('') : `${cell.formula} ${cell.result}`
}

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'sealed-run-'))
  mkdirSync(at('tmp'))
  vi.stubEnv('TMPDIR', at('tmp'))
  await writeSampleCounty(at('名册'), county)
  const cells = generateCounty(county).files.flatMap(f => f.sheets.flatMap(s => [...s.rows].flatMap(r => r.cells.map(textIn))))
  planted = new Set(cells.flatMap(text => text.replaceAll('-', '').match(number) ?? []))
  // Somebody puts a number into the name of a file, too.
  const [roll] = readdirSync(at('名册')).filter(name => name.includes('残疾'))
  if (roll === undefined) throw new Error('no roster to rename')
  const [someone = ''] = [...planted].filter(n => /^99\d{15}[\dX]$/.test(n))
  renameSync(at('名册', roll), at('名册', roll.replace(/\.(\w+)$/, `-${someone}.$1`)))
  const pack = await countyPack('990101', term('2022-autumn'))
  if (!pack.ok) throw new Error(pack.message)
  const result = await run({
    folder: at('名册'),
    county: '990101',
    countyName: pack.countyName,
    term: term('2022-autumn'),
    pack: pack.pack,
    readings: {},
    villages: villagesIn('990101', inventedDivisions),
    out: at('结果'),
    dataDir: at('data'),
    config: at('config'),
    programVersion,
    onProgress: line => said.push(line),
  })
  if (!result.ok) throw new Error(word(runWording, result.problem))
}, 180_000)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(desk, { recursive: true, force: true })
})

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

/** Every planted number in a text, also inside longer runs of digits. */
const inText = (text: string): string[] =>
  (text.match(/[A-Za-z]?\d[\dXx]{9,}/g) ?? []).flatMap(found => {
    const parts: string[] = []
    for (let from = 0; from + shortest <= found.length; from += 1)
      for (let to = from + shortest; to <= Math.min(found.length, from + 24); to += 1) if (planted.has(found.slice(from, to))) parts.push(found.slice(from, to))
    return parts
  })

/** The same in UTF-8, in UTF-16 (digits with zero bytes between them), with hyphens, and in whatever stands there as hexadecimal or base64. */
const plantedIn = (bytes: Buffer): string[] => {
  const text = bytes.toString('latin1')
  const encoded = [
    ...(text.match(/(?:[\da-fA-F]{2}){11,}/g) ?? []).flatMap(run => [Buffer.from(run, 'hex'), Buffer.from(run.slice(1), 'hex')]),
    ...(text.match(/[A-Za-z\d+/_-]{14,}/g) ?? []).flatMap(run => [0, 1, 2, 3].map(from => Buffer.from(run.slice(from), 'base64'))),
  ]
  return [text, text.replaceAll(/[-\u0000]/g, ''), ...encoded.map(b => b.toString('latin1'))].flatMap(inText)
}

test('the search finds a planted number in plain, in hexadecimal, in base64 at any offset and in a longer number', () => {
  const [some = ''] = planted
  for (const written of [some, `x${some}9`, Buffer.from(some).toString('hex'), Buffer.from(some, 'utf16le').toString('latin1')])
    expect(plantedIn(Buffer.from(written, 'latin1')), written).toContain(some)
  for (const before of ['', 'a', 'ab', 'abc']) expect(plantedIn(Buffer.from(`key ${Buffer.from(`${before}${some} and`).toString('base64')}`))).toContain(some)
  const kinds = [/^99\d{15}[\dX]$/, /^99\d{15}[\dX]\d\d$/, /^G99/, /^09901\d{7}$/, /^9901\d{15}$/]
  for (const kind of kinds) expect([...planted].filter(n => kind.test(n)).length, String(kind)).toBeGreaterThan(3)
})

test('no ID, certificate, 学籍号, phone or account of the county stands anywhere in the data directory, in what is left of scratch, or in what the run said', () => {
  const files = filesBelow(at('data'))
  expect(files.filter(f => f.endsWith('.sealed')).length).toBeGreaterThan(60)
  for (const file of files) {
    expect(plantedIn(readFileSync(file)), relative(desk, file)).toEqual([])
    expect(plantedIn(Buffer.from(relative(desk, file))), 'a name of a file').toEqual([])
    if (!file.endsWith('.sealed')) expect(file).toMatch(/\/(key|manifest|run|latest|990101)\.json$/)
  }
  expect(readdirSync(at('tmp'))).toEqual([])
  expect(said.length).toBeGreaterThan(20)
  expect(plantedIn(Buffer.from(said.join('\n')))).toEqual([])
})

test('the same numbers are there for whoever has the key, and for nobody without it', async () => {
  const latest = latestRun(at('data'), '990101', term('2022-autumn'))
  if (latest === null) throw new Error('nothing was kept')
  const kept = { county: '990101', term: term('2022-autumn'), directory: latest.directory }
  const opened = must(await openKeptRun({ dataDir: at('data'), config: at('config') }, kept, at('opened'), ['cards']))
  expect(readFileSync(join(opened, 'cards.parquet')).subarray(0, 4).toString()).toBe('PAR1')
  renameSync(at('config'), at('elsewhere'))
  const without = await openKeptRun({ dataDir: at('data'), config: at('config') }, kept, at('opened'), ['cards'])
  expect(without).toMatchObject({ ok: false, problem: { code: 'vault/key-missing', facts: { file: at('config', 'keys', '990101', 'master-1.key') } } })
  renameSync(at('elsewhere'), at('config'))
})
