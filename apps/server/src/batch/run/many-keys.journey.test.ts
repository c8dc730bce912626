import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, type Term, term, word } from '@yingjin/kernel'
import { evaluate, explain, inSentences, missingColumns, policyFor } from '@yingjin/policy'
import { compile, loadPack, manyKeys, type Pack, type PackSource, wordPackRefused } from '@yingjin/policy/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { programVersion } from '../../platform/version.ts'
import { differencesTold, recheck, recheckWording, type Recheck, type RecheckOrder, type Told } from '../recheck/recheck.ts'
import { writeSampleCounty } from '../sample/index.ts'
import { decisionsOf, factsOf, latestRun } from './kept-run.ts'
import { openKeptRun } from './open-kept-run.ts'
import { run, runWording } from './run.ts'

const autumn: Term = term('2022-autumn')
const loaded = (source: PackSource): Pack => {
  const found = loadPack(source)
  if (!found.ok) throw new Error(wordPackRefused(found.problem).join('\n'))
  return found.value
}
/** More keys than one word of a mask holds; the same paper with the figures of meals entered; and with so many entered that one word does. */
const [wide, mealsEntered] = [loaded(manyKeys('990101')), loaded(manyKeys('990101', 200))]
const narrow = ((): Pack => {
  const source = manyKeys('990101', 200)
  const values = source.parameters['base']?.values ?? []
  const parameters = Object.fromEntries(
    Object.entries(source.parameters).map(([key, p]) => [key, key === 'least' || p.values.length > 0 ? p : { ...p, values }]),
  )
  return loaded({ ...source, parameters })
})()

let desk = ''
const at = (...parts: readonly string[]): string => join(desk, ...parts)
const runUnder = async (pack: Pack, name: string): Promise<void> => {
  const result = await run({
    folder: at('名册'),
    county: '990101',
    countyName: '示例县',
    term: autumn,
    pack,
    readings: {},
    villages: [],
    out: at(name),
    dataDir: at('data', name),
    config: at('config'),
    programVersion,
    onProgress: () => {},
  })
  if (!result.ok) throw new Error(word(runWording, result.problem))
}
const orderFor = async (name: string, pack: Pack): Promise<RecheckOrder> => {
  const latest = latestRun(at('data', name), '990101', autumn)
  if (latest === null) throw new Error('no run')
  const kept = { county: '990101', term: autumn, directory: latest.directory }
  const place = { dataDir: at('data', name), config: at('config') }
  const directory = must(await openKeptRun(place, kept, at('opened', name), ['facts', 'decisions', 'entitlement', 'cards']))
  return { latest: { ...latest, directory }, term: autumn, policy: must(compile(pack, autumn)), options: {}, programVersion }
}
const withDb = async <T>(use: (db: DuckDb) => Promise<T>): Promise<T> => {
  const db = await openDuckDb({ spill: at('spill') })
  try {
    return await use(db)
  } finally {
    db.close()
  }
}
const rechecked = async (order: RecheckOrder): Promise<Readonly<{ result: Recheck; told: readonly Told[] }>> =>
  withDb(async db => {
    const found = await recheck(db, order)
    if (!found.ok) throw new Error(word(recheckWording, found.problem))
    const told: Told[] = []
    for await (const each of differencesTold(db, order, found.value.byLine)) told.push(each)
    return { result: found.value, told }
  })

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'many-keys-'))
  await writeSampleCounty(at('名册'), { children: 500, seed: 7, term: '2022-autumn' })
  await runUnder(wide, 'wide')
  await runUnder(narrow, 'narrow')
}, 300_000)
afterAll(() => rmSync(desk, { recursive: true, force: true }))

describe('a county whose papers ask for more than 52 keys', () => {
  test('hears of every figure that nobody has entered, also of those past the 52nd key', () => {
    const gaps = readFileSync(at('wide', 'jsonl', 'not-entered.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Readonly<Record<string, unknown>>)
    const keys = must(policyFor(wide, autumn)).unentered
    expect(gaps.map(gap => gap['parameter']).toSorted()).toEqual([...keys].toSorted())
    const meals = gaps.find(gap => gap['parameter'] === 'meals')
    expect(meals).toMatchObject({ figure: '伙食补助' })
    expect(String(meals?.['lines'])).toContain('T-3')
    expect(Number(meals?.['children'])).toBeGreaterThan(3)
  })

  test('keeps both words of what is missing; one of 52 keys keeps the table it always kept', async () => {
    const columnsOf = async (name: string, pack: Pack): Promise<readonly string[]> => {
      const { latest } = await orderFor(name, pack)
      return withDb(async db =>
        (await db.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM read_parquet('${join(latest.directory, 'entitlement.parquet')}')`)).map(
          c => c.column_name,
        ),
      )
    }
    expect(missingColumns(must(policyFor(wide, autumn)))).toEqual(['missing', 'missing_2'])
    expect(await columnsOf('wide', wide)).toContain('missing_2')
    expect(await columnsOf('narrow', narrow)).toEqual(['person_id', 'line', 'state', 'amount_fen', 'grounds', 'failed', 'missing', 'form', 'decided'])
  })

  test('a child’s kept decision is explained with what it waits for', async () => {
    const { latest, policy } = await orderFor('wide', wide)
    await withDb(async db => {
      const [waiting] = await db.rows<{ person_id: number }>(
        `SELECT person_id FROM read_parquet('${join(latest.directory, 'entitlement.parquet')}') WHERE line = 'T-3' AND state = 'not-entered' ORDER BY person_id LIMIT 1`,
      )
      const person = waiting?.person_id ?? -1
      const facts = await factsOf(db, latest.directory, person)
      if (facts === null) throw new Error('nobody waits for the figure alone')
      const told = evaluate(policy.policy, facts, await decisionsOf(db, latest.directory, person)).find(d => d.line === 'T-3')
      expect(told).toMatchObject({ state: 'not-entered', notEntered: ['伙食补助'] })
      expect(told === undefined ? '' : inSentences(explain(told)).join('\n')).toContain('伙食补助')
    })
  })

  test('decided again by the same papers it is the same for every child', async () => {
    expect((await rechecked(await orderFor('wide', wide))).result).toMatchObject({ differing: 0, changed: [] })
    expect((await rechecked(await orderFor('narrow', narrow))).result).toMatchObject({ differing: 0, changed: [] })
  })

  test('a figure past the 52nd key that is entered since is the difference, and no other line has one', async () => {
    const { result, told } = await rechecked(await orderFor('wide', mealsEntered))
    const lines = new Set(result.byLine.map(l => l.line))
    expect(lines.has('T-3')).toBe(true)
    expect(lines.has('T-1') || lines.has('T-4')).toBe(false)
    const entered = told.filter(d => d.line === 'T-3' && d.then_state === 'not-entered')
    expect(entered.length).toBeGreaterThan(3)
    for (const d of entered) expect(d).toMatchObject({ then_missing: 'parameter:meals', now_state: 'due', now_fen: 200_00 })
    for (const d of entered) expect(d.today).toContain('200.00')
  })

  test('a result kept in one word is held against one of two', async () => {
    const { result, told } = await rechecked(await orderFor('narrow', wide))
    expect(result.differing).toBeGreaterThan(0)
    expect(told.some(d => d.line === 'T-3' && d.then_state === 'due' && d.now_state === 'not-entered')).toBe(true)
  })
})
