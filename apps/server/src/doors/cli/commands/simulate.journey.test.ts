import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { term, word } from '@yingjin/kernel'
import clearwater from '@yingjin/pack-990101-clearwater'
import pengshui from '@yingjin/pack-500243-pengshui'
import type { Workbook } from 'exceljs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { villagesIn } from '../../../batch/run/county-villages.ts'
import { run, runWording } from '../../../batch/run/run.ts'
import { inventedDivisions, writeSampleCounty } from '../../../batch/sample/index.ts'
import type { Simulation } from '../../../batch/simulate/simulate.ts'
import { countyPack } from '../../../packs.ts'
import { programVersion } from '../../../platform/version.ts'
import { recheckByPacks } from './recheck.ts'
import { simulateByPacks } from './simulate.ts'
import type { Values } from './command.ts'

const ExcelJS = createRequire(import.meta.url)('exceljs') as { Workbook: new () => Workbook }
const autumn = term('2022-autumn')

let desk = ''
const at = (...parts: readonly string[]): string => join(desk, ...parts)
const put = (id: string, source: unknown): void => {
  mkdirSync(at('packs', id, 'src'), { recursive: true })
  writeFileSync(at('packs', id, 'src', 'pack.ts'), `export default ${JSON.stringify(source)}\n`)
}

/** The rules of the first county with another figure: another paper, the same shape. */
const { primaryDayPupil } = pengshui.parameters
if (primaryDayPupil === undefined) throw new Error('the paper has no such figure')
const document = { ...clearwater.document, title: '学生资助办法（虚构）', issuer: '样板县教育局', number: '样教发〔2022〕3号' }
const secondCounty = {
  ...pengshui,
  id: '990102-pattern',
  division: '990102',
  document,
  parameters: {
    ...pengshui.parameters,
    primaryDayPupil: { ...primaryDayPupil, values: primaryDayPupil.values.map(v => ({ ...v, value: 600_00, printed: '600元' })) },
  },
}

/** A finished run of one county: its rosters, its own pack, kept in the one data directory. */
const finishedRun = async (county: string, children: number, seed: number, readings: Readonly<Record<string, string>>, as = county): Promise<void> => {
  await writeSampleCounty(at(`${as}-rosters`), { children, seed, term: '2022-autumn' })
  const pack = await countyPack(county, autumn, { packs: at('packs') })
  if (!pack.ok) throw new Error(pack.message)
  const ran = await run({
    folder: at(`${as}-rosters`),
    county,
    countyName: pack.countyName,
    term: autumn,
    pack: pack.pack,
    readings,
    villages: villagesIn(county, inventedDivisions),
    out: at(`${as}-out`),
    dataDir: at('data'),
    config: at('config'),
    programVersion,
    onProgress: () => {},
  })
  if (!ran.ok) throw new Error(word(runWording, ran.problem))
}

const answer = async (values: Values): Promise<Readonly<{ code: number; said: string }>> => {
  let said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(text => {
      said += String(text)
      return true
    })
  const code = await simulateByPacks(
    { term: '2022秋', data: at('data'), config: at('config'), out: at('测算.xlsx'), change: at('方案.json'), ...values },
    at('packs'),
  )
  vi.restoreAllMocks()
  return { code, said }
}
const changing = (written: unknown): void => writeFileSync(at('方案.json'), JSON.stringify(written))
const simulated = async (county: readonly string[], written: unknown, run?: string): Promise<Simulation & Readonly<{ notes: readonly string[] }>> => {
  changing(written)
  const { code, said } = await answer({ county: [...county], json: true, ...(run === undefined ? {} : { run }) })
  if (code !== 0) throw new Error(said)
  return JSON.parse(said) as Simulation & Readonly<{ notes: readonly string[] }>
}

const raise = { 名称: '走读生提标', 参数: { primaryDayPupil: '650.00', juniorDayPupil: 800, preschoolNutrition: '800.50' } }
const onlyThere = { 名称: '只改样板县', 县区: '990102', 参数: { nutritionMeal: '4.50' } }
const apart = [
  { 名称: '各改各的', 县区: ['示例县'], 参数: { mealDays: 190 } },
  { 名称: '各改各的', 县区: ['990102'], 参数: { primaryDayPupil: '1400.00' }, 读法: { 'O-04': 'farming-3000' } },
]

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'simulate-counties-'))
  put('500243-pengshui', pengshui)
  put('990101-clearwater', clearwater)
  put('990102-pattern', secondCounty)
  put('national', { ...pengshui, id: 'national', division: '', document: { ...pengshui.document, inForce: ['2017-09-01', '2022-03-01'] } })
  put('990103-third', { ...clearwater, id: '990103-third', division: '990103' })
  await finishedRun('990101', 400, 4, {})
  await finishedRun('990102', 300, 9, { 'O-07': 'whole-in-autumn' })
}, 240_000)
afterAll(() => rmSync(desk, { recursive: true, force: true }))

/** What the run of a county paid, loans apart. */
const paidBy = (county: string): number =>
  readFileSync(at(`${county}-out`, 'jsonl', 'entitlement.jsonl'), 'utf8')
    .split('\n')
    .filter(l => l !== '')
    .map(l => JSON.parse(l) as { form: string; amount_fen: number | null })
    .reduce((sum, r) => (r.form === 'loan' ? sum : sum + (r.amount_fen ?? 0)), 0)
const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0)

describe('a simulation over an earlier run', () => {
  test('begins with the children of that run, and says that it is not the newest', { timeout: 120_000 }, async () => {
    const latest = at('data', 'runs', '990102', '2022-autumn', 'latest.json')
    const newest = readFileSync(latest, 'utf8')
    const { run: earlier } = JSON.parse(newest) as { run: string }
    const then = await simulated(['990102'], [onlyThere])
    await finishedRun('990102', 200, 3, { 'O-07': 'whole-in-autumn' }, '990102-later')
    const now = await simulated(['990102'], [onlyThere])
    const again = await simulated(['990102'], [onlyThere], earlier)
    writeFileSync(latest, newest)
    expect(again).toEqual({ ...then, notes: again.notes })
    expect(now.counties).not.toEqual(then.counties)
    expect([then, again].map(({ notes }) => notes.filter(note => note.includes('从较早的一次运行')).length)).toEqual([0, 1])
  })
})

describe('a simulation over two counties', () => {
  test('begins with what each county’s own run decided, by its own pack and readings', async () => {
    const s = await simulated(['990101', '990102'], [raise])
    expect(s.counties.map(c => [c.county, c.countyName, c.pack, c.baselineFen])).toEqual([
      ['990101', '示例县', '990101-clearwater', paidBy('990101')],
      ['990102', '样板县', '990102-pattern', paidBy('990102')],
    ])
    expect(s.baselineFen).toBe(paidBy('990101') + paidBy('990102'))
    expect(Math.min(paidBy('990101'), paidBy('990102'))).toBeGreaterThan(0)
  })

  test('ties to the fen in each county and over all: persons, lines, clauses', async () => {
    const s = await simulated(['990101,990102'], [raise, onlyThere, ...apart])
    for (const { change, fen, attributions, byCounty } of s.byChange) {
      expect(fen).toBe(sum(byCounty.map(c => c.fen)))
      expect(sum(attributions.map(a => a.fen))).toBe(fen - s.baselineFen)
      for (const { county, fen: own, attributions: parts, remainderFen } of byCounty) {
        const before = s.counties.find(c => c.county === county)?.baselineFen ?? 0
        const isLoan = (line: string): boolean => s.loans.some(l => l.county === county && l.line === line)
        const totals = s.totals.filter(t => t.version === change && t.county === county && !isLoan(t.line))
        const moved = (together: boolean): number =>
          sum(s.movements.filter(m => m.version === change && m.county === county && (m.line === '') === together).map(m => m.gained_fen - m.lost_fen))
        expect([sum(totals.map(t => t.total_fen)), sum(parts.map(a => a.fen)) + remainderFen, moved(true), moved(false)]).toEqual([
          own,
          own - before,
          own - before,
          own - before,
        ])
      }
    }
  })

  test('says of each county what it says of it alone', async () => {
    const [both, first, second] = [await simulated(['990102', '990101'], [raise]), await simulated(['990101'], [raise]), await simulated(['990102'], [raise])]
    for (const alone of [first, second]) {
      const [county] = alone.counties.map(c => c.county)
      expect(both.totals.filter(t => t.county === county)).toEqual(alone.totals)
      expect(both.movements.filter(m => m.county === county)).toEqual(alone.movements)
      expect(both.byChange[0]?.byCounty.find(c => c.county === county)).toEqual(alone.byChange[0]?.byCounty[0])
    }
  })

  test('leaves a county alone that a change does not name, and takes a change that is written county by county', async () => {
    const s = await simulated(['990101', '990102'], [onlyThere, ...apart])
    const clauses = s.byChange.map(c => c.byCounty.map(of => of.attributions.map(a => a.clause)))
    expect(clauses).toEqual([
      [[], ['PS-A2.6']],
      [['PS-A2.6'], ['PS-A2.4', 'O-04']],
    ])
    const [there] = s.byChange
    expect(there?.byCounty[0]?.fen).toBe(s.counties[0]?.baselineFen)
    expect(there?.byCounty[1]?.fen).toBeLessThan(s.counties[1]?.baselineFen ?? 0)
    expect(s.movements.filter(m => m.version === '只改样板县').every(m => m.county === '990102')).toBe(true)
    expect(s.totals.filter(t => t.version === '只改样板县' && t.county === '990101')).toEqual(
      s.totals.filter(t => t.version === '现行' && t.county === '990101').map(t => ({ ...t, version: '只改样板县' })),
    )
  })

  test('takes a prefecture for its counties that have run', async () => {
    const s = await simulated(['990100'], [raise])
    expect(s.counties.map(c => c.county)).toEqual(['990101', '990102'])
  })

  test('names once beside the result a paper above that has ended, and whom it concerns', async () => {
    const notesOf = async (...counties: readonly string[]): Promise<readonly string[]> =>
      (await simulated(counties, [raise])).notes.map(note => note.replace(/：.*（national）/, ' … '))
    const ended = '的有效期到2022年3月1日前为止，2022年秋季学期没有接续的文件：这份文件的条目不执行，也没有和它比对；请补上接续的文件'
    expect(await notesOf('990101', '990102')).toEqual([`各县区 … ${ended}`])
    expect(await notesOf('990102')).toEqual([`样板县 … ${ended}`])
  })

  test('rests on runs whose every sheet names above its rows the paper that has ended', async () => {
    const ended = /^请注意：.*（national）的有效期到2022年3月1日前为止，2022年秋季学期没有接续的文件：这份文件的条目不执行，也没有和它比对；请补上接续的文件。$/
    for (const name of ['资助核定', '运行报告']) {
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(at('990101-out', `${name}.xlsx`))
      for (const sheet of book.worksheets) {
        const said: unknown[] = []
        sheet.eachRow(row => said.push(row.getCell(1).value))
        expect([name, sheet.name, said.slice(0, 6).some(cell => ended.test(String(cell)))]).toEqual([name, sheet.name, true])
      }
    }
  })

  test('and so does the recheck of such a run, whatever comes of it', async () => {
    let said = ''
    vi.spyOn(process.stdout, 'write').mockImplementation(text => ((said += String(text)), true))
    const code = await recheckByPacks({ county: '990101', term: '2022秋', data: at('data'), config: at('config'), out: at('复核.xlsx') }, at('packs'))
    vi.restoreAllMocks()
    expect(code).toBe(0)
    expect(said).toContain('完全一致')
    expect(said).toMatch(/\n请注意：.*（national）的有效期到2022年3月1日前为止，2022年秋季学期没有接续的文件：/)
  })

  test('says in one line each what a change costs, and below it in which county', async () => {
    changing([raise, onlyThere])
    const { code, said } = await answer({ county: ['990101', '990102'] })
    expect(code).toBe(0)
    expect(said).toMatch(
      /^现行 [\d,.]+ 元\n {2}示例县（990101） [\d,.]+ 元\n {2}样板县（990102） [\d,.]+ 元\n方案“走读生提标” [\d,.]+ 元，比现行增加 [\d,.]+ 元；\d+ 人增加，0 人减少\n {2}示例县（990101） .*；\d+ 人增加，0 人减少\n {2}样板县（990102） .*\n方案“只改样板县” .*比现行减少 .*\n {2}示例县（990101） 不变\n {2}样板县（990102） .*减少 /,
    )
  })

  test('leaves a workbook in which every row says its county and a sheet holds the counties side by side', async () => {
    changing([raise, onlyThere])
    expect((await answer({ county: ['990101', '990102'] })).code).toBe(0)
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(at('测算.xlsx'))
    expect(book.worksheets.map(s => s.name)).toEqual(['测算汇总', '按县区', '按学段项目', '增减人数', '按条款归因'])
    const rowsOf = (name: string): Readonly<{ above: string; header: readonly unknown[]; rows: readonly unknown[][] }> => {
      const rows: unknown[][] = []
      book.getWorksheet(name)?.eachRow(row => rows.push((row.values as unknown[]).slice(1)))
      const header = rows.findIndex(r => r[0] === '方案')
      return { above: rows.slice(0, header).flat().map(String).join('\n'), header: rows[header] ?? [], rows: rows.slice(header + 1) }
    }
    for (const name of ['按县区', '按学段项目', '增减人数', '按条款归因']) expect(rowsOf(name).header[1]).toBe('县区')
    expect(rowsOf('测算汇总').above).toContain('示例县等2个县区2022年秋季学期政策调整测算')
    const { rows } = rowsOf('按县区')
    expect(rows.map(r => [r[0], r[1]])).toEqual(['走读生提标', '只改样板县'].flatMap(change => ['示例县', '样板县', '合计'].map(county => [change, county])))
    const fen = (cell: unknown): number => Math.round(Number(cell) * 100)
    for (const at_ of [0, 3]) for (const column of [2, 3, 4]) expect(fen(rows[at_ + 2]?.[column])).toBe(fen(rows[at_]?.[column]) + fen(rows[at_ + 1]?.[column]))
    expect(rows[1]?.at(-1)).toBe('样板县教育局《学生资助办法（虚构）》（样教发〔2022〕3号）')
  })
})

describe('refused by name, with what to do, is', () => {
  const refusal = async (county: readonly string[], written: unknown = [raise]): Promise<string> => {
    changing(written)
    const { code, said } = await answer({ county: [...county] })
    return code === 1 ? said.replace(at('方案.json'), '方案.json') : `exit ${code}`
  }
  test('a county without a run, and in the same breath one without a pack', async () => {
    const said = await refusal(['990101', '990103', '110101'])
    expect(said).toContain('区划 990103 2022年秋季学期还没有运行过，请先用 yingjin run')
    expect(said).toContain('东城区（110101）：区划 110101 没有政策包，上级（省、市）也没有；')
  })
  test('a prefecture none of whose counties has run', async () => {
    expect(await refusal(['652300'])).toBe(
      '昌吉回族自治州（652300）下面还没有一个县在2022年秋季学期运行过；请先对要测算的县逐个用 yingjin run，或用 --data 写明运行结果所在的数据目录\n',
    )
  })
  test('a prefecture with a run of its own beside those of its counties, whose children would count twice', async () => {
    const [run, ofPrefecture] = ['990101', '990100'].map(county => at('data', 'runs', county)) as [string, string]
    cpSync(run, ofPrefecture, { recursive: true })
    const said = await refusal(['990100'])
    rmSync(ofPrefecture, { recursive: true })
    expect(said).toMatch(/^990100自己和下面的县都有2022年秋季学期的运行，一起测算会重复计算；请用 --county 逐个写明要算的县：990101、990102\n$/)
  })
  test('a run of one county named for two, or one that is not kept', async () => {
    changing([raise])
    const refused = async (county: readonly string[], run: string): Promise<string> => {
      const { code, said } = await answer({ county: [...county], run })
      expect(code).not.toBe(0)
      return said
    }
    expect(await refused(['990101', '990102'], '0'.repeat(16))).toContain('只测算一个县')
    expect(await refused(['990100'], '0'.repeat(16))).toContain('只测算一个县')
    expect(await refused(['990101'], '0'.repeat(16))).toContain(`没有保存编号 ${'0'.repeat(16)} 的运行；请换一次运行，或从最近一次`)
  })
  test('what another version of the program kept', async () => {
    const latest = JSON.parse(readFileSync(at('data', 'runs', '990102', '2022-autumn', 'latest.json'), 'utf8')) as { run: string }
    const record = at('data', 'runs', '990102', '2022-autumn', latest.run, 'run.json')
    const kept = readFileSync(record, 'utf8')
    writeFileSync(record, JSON.stringify({ ...(JSON.parse(kept) as object), programVersion: '0.0.9' }))
    const said = await refusal(['990101', '990102'])
    writeFileSync(record, kept)
    expect(said).toBe(
      `样板县（990102）2022年秋季学期最近一次运行用的是程序 0.0.9，现在的程序是 ${programVersion}，两版的数据不能一起测算；请用现在的程序再运行一次（yingjin run，或在网页上“发起核定运行”）\n`,
    )
  })
  test.each([
    [
      'a county that is not simulated',
      [{ ...raise, 县区: '990103' }],
      '方案“走读生提标”的“县区”里的“990103”不在本次测算的县区里；可以写：示例县（990101）、样板县（990102）',
    ],
    ['a change for no county', [{ ...raise, 县区: [] }], '方案“走读生提标”的“县区”是空的；不写就是全部县区'],
    ['a figure that one county does not have', [{ 名称: '甲', 参数: { bonus: 1 } }], '示例县（990101）：测算“甲”：本政策没有参数“bonus”；可以改的有：'],
    [
      'a county changed twice under one name',
      [raise, { ...raise, 县区: '样板县' }],
      '有两个方案都叫“走读生提标”，都要改样板县（990102），请改名，或者用“县区”分开',
    ],
  ])('%s', async (_, written, message) => expect(await refusal(['990101', '990102'], written)).toContain(message))
  test.each([
    [[], '请写明 --county 区划代码'],
    [['990101,示例'], '“示例”不是区划代码；请写 6 位数字，几个县用逗号隔开'],
  ])('%j for the counties', async (county, message) => expect(await refusal(county)).toContain(message))
})
