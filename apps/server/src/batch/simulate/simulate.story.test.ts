import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, term, word } from '@yingjin/kernel'
import { policyFor } from '@yingjin/policy'
import type { Workbook } from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countyPack } from '../../packs.ts'
import { openDuckDb } from '../../platform/duckdb/index.ts'
import { programVersion } from '../../platform/version.ts'
import { villagesIn } from '../run/county-villages.ts'
import { latestRun } from '../run/kept-run.ts'
import { openKeptRun } from '../run/open-kept-run.ts'
import { run, runWording } from '../run/run.ts'
import { inventedDivisions, writeSampleCounty } from '../sample/index.ts'
import { readChanges } from './read-changes.ts'
import { type SimulatedCounty, type Simulation, simulate } from './simulate.ts'
import { simulationSentences, writeSimulation } from './simulation-workbook.ts'
import { tellSimulation, type ToldSimulation } from './told-simulation.ts'

const ExcelJS = createRequire(import.meta.url)('exceljs') as { Workbook: new () => Workbook }

let desk = ''
const at = (...parts: readonly string[]): string => join(desk, ...parts)
let counties: readonly SimulatedCounty[]
let result: Simulation
let told: ToldSimulation

const changeFile = (written: unknown): string => {
  const file = at('方案.json')
  writeFileSync(file, typeof written === 'string' ? written : JSON.stringify(written))
  return file
}

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'simulate-'))
  await writeSampleCounty(at('名册'), { children: 600, seed: 4, term: '2022-autumn', truthFolder: at('真值') })
  const pack = await countyPack('990101', term('2022-autumn'))
  if (!pack.ok) throw new Error(pack.message)
  const ran = await run({
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
    onProgress: () => {},
  })
  if (!ran.ok) throw new Error(word(runWording, ran.problem))
  const settled = policyFor(pack.pack, term('2022-autumn'))
  if (!settled.ok) throw new Error(settled.problem.code)
  const kept = latestRun(at('data'), '990101', term('2022-autumn'))
  if (kept === null) throw new Error('nothing was kept')
  const place = { dataDir: at('data'), config: at('config') }
  const directory = must(
    await openKeptRun(place, { county: '990101', term: term('2022-autumn'), directory: kept.directory }, at('opened'), ['facts', 'decisions']),
  )
  counties = [{ county: '990101', countyName: '示例县', policy: settled.value, directory }]
  const read = readChanges(
    counties,
    changeFile([
      { 名称: '寄宿生提标', 参数: { primaryBoarder: '1250.00', juniorBoarder: 1500 } },
      { 名称: '换一种理解', 参数: { seniorGrantUpper: '2500' }, 读法: { 'O-04': 'farming-3000' } },
    ]),
  )
  if (!read.ok) throw new Error(read.message)
  const db = await openDuckDb({ spill: at('spill') })
  try {
    result = await simulate(db, counties, read.changes)
    told = tellSimulation(result, counties, { area: '示例县', notes: [] })
  } finally {
    db.close()
  }
}, 240_000)
afterAll(() => rmSync(desk, { recursive: true, force: true }))

describe('a simulation over a finished run', () => {
  test('starts from what the run itself decided, loans apart', () => {
    const due = readFileSync(at('结果', 'jsonl', 'entitlement.jsonl'), 'utf8')
      .split('\n')
      .filter(l => l !== '')
      .map(l => JSON.parse(l) as { form: string; amount_fen: number | null })
    const paid = due.filter(r => r.form !== 'loan').reduce((sum, r) => sum + (r.amount_fen ?? 0), 0)
    expect(result.baselineFen).toBe(paid)
    expect(paid).toBeGreaterThan(0)
  })

  test('attributes every fen of a change to its clauses, with nothing left over', () => {
    for (const { fen, attributions, remainderFen } of result.byChange) {
      expect(attributions.reduce((sum, a) => sum + a.fen, 0) + remainderFen).toBe(fen - result.baselineFen)
      expect(remainderFen).toBe(0)
    }
    expect(result.byChange.map(c => c.attributions.map(a => a.clause))).toEqual([['PS-A2.3'], ['PS-A3.3a', 'O-04']])
  })

  test('says in one sentence each what a change costs and for whom', () => {
    const [now = '', raised = ''] = simulationSentences(told)
    expect(now).toMatch(/^现行 [\d,]+\.\d\d 元$/)
    expect(raised).toMatch(/^方案“寄宿生提标” [\d,]+\.\d\d 元，比现行增加 [\d,]+\.\d\d 元；\d+ 人增加，0 人减少$/)
  })

  test('leaves a workbook whose sheets add up to each other', async () => {
    await writeSimulation(at('测算.xlsx'), told)
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(at('测算.xlsx'))
    expect(book.worksheets.map(s => s.name)).toEqual(['测算汇总', '按学段项目', '增减人数', '按条款归因'])
    const rowsOf = (name: string): readonly unknown[][] => {
      const sheet = book.getWorksheet(name)
      if (sheet === undefined) throw new Error(`no sheet ${name}`)
      const rows: unknown[][] = []
      sheet.eachRow(row => rows.push((row.values as unknown[]).slice(1)))
      const header = rows.findIndex(r => r[0] === '方案')
      return rows.slice(header + 1)
    }
    const difference = new Map(rowsOf('测算汇总').map(r => [r[0], Math.round(Number(r[4]) * 100)]))
    const attributed = new Map<unknown, number>()
    for (const [name, , yuan] of rowsOf('按条款归因')) attributed.set(name, (attributed.get(name) ?? 0) + Math.round(Number(yuan) * 100))
    expect(attributed.get('寄宿生提标')).toBe(difference.get('寄宿生提标'))
    expect(attributed.get('换一种理解')).toBe(difference.get('换一种理解'))
  })
})

describe('a file of changes is refused with what to write', () => {
  const refusal = (written: unknown): string => {
    const read = readChanges(counties, changeFile(written))
    return read.ok ? '' : read.message.replace(at('方案.json'), '方案.json')
  }
  test.each([
    ['when it is no JSON', '提标', /^“方案\.json”不是测算方案文件：内容要是 JSON，例如 /],
    ['when it holds nothing', [], /没有测算方案/],
    ['when a word is not known', { 名称: '甲', 参数: {}, 备注: '' }, /第 1 项有不认识的“备注”；只能写名称、县区、参数、读法$/],
    [
      'when a sum is no sum',
      { 名称: '甲', 参数: { primaryBoarder: '约1250元' } },
      /方案“甲”的参数“primaryBoarder”写法不对：金额写元，例如 "1250\.00"；数量写整数$/,
    ],
    [
      'when two have one name',
      [
        { 名称: '甲', 参数: { mealDays: 180 } },
        { 名称: '甲', 参数: { mealDays: 190 } },
      ],
      /有两个方案都叫“甲”，请改名$/,
    ],
    ['when the figure is not of this paper', { 名称: '甲', 参数: { bonus: 1 } }, /本政策没有参数“bonus”/],
    ['when it is called what the paper in force is called', { 名称: '现行', 参数: { mealDays: 180 } }, /方案不能叫“现行”，那是现在执行的文件；请改名$/],
    ['when nothing is changed', { 名称: '甲' }, /没有写要改什么。$/],
  ] as const)('%s', (_, written, message) => expect(refusal(written)).toMatch(message))
})
