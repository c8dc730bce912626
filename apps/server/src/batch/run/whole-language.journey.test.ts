import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { day, must, type Term, term, word, yuan } from '@yingjin/kernel'
import { compile, loadPack, type Pack, type PackSource, policyFor, wordPackRefused } from '@yingjin/policy'
import {
  add,
  compare,
  count,
  countFact,
  drafting,
  fact,
  moneyFact,
  pack,
  personDecides,
  personSetsAmount,
  type Sum,
  sum,
  sumParameter,
  sumToEnter,
} from '@yingjin/policy/author'
import type { Workbook, Worksheet } from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { programVersion } from '../../platform/version.ts'
import { recheck, type RecheckOrder, recheckWording } from '../recheck/recheck.ts'
import { recheckSentences, writeRecheck } from '../recheck/recheck-workbook.ts'
import { writeSampleCounty } from '../sample/index.ts'
import { simulate } from '../simulate/simulate.ts'
import { asHumanDecisions, decisionsOf, latestRun, type LatestRun } from './kept-run.ts'
import { openKeptRun } from './open-kept-run.ts'
import { run, type RunResult, runWording } from './run.ts'

const ExcelJS = createRequire(import.meta.url)('exceljs') as { Workbook: new () => Workbook }

const autumn: Term = term('2022-autumn')
const dates = { from: '2022-01-01', to: '2023-09-01' } as const

/** A paper of the invented county that says everything the language can and the paper of 2022 does not. */
const paperOf = (grant: number): PackSource => {
  const clauses = {
    open: { article: '第一条', text: '寄宿生给予补助，标准另定', register: 'T-1' },
    range: { article: '第二条', text: '困难学生补助500至1000元等', register: 'T-2' },
    places: { article: '第三条', text: '每园资助两名幼儿', register: 'T-3' },
    given: { article: '第四条', text: '中职学生每学期800元', register: 'T-4' },
    nation: { article: '国家第一条', text: '中职学生每学期1000元', register: 'T-5' },
  } as const
  const parameters = {
    boarding: sumToEnter('寄宿生补助标准', 'open', 'term'),
    least: sumParameter('补助下限', 'range', [{ ...dates, value: yuan(500).perTerm(), printed: '500' }]),
    most: sumParameter('补助上限', 'range', [{ ...dates, value: yuan(1000).perTerm(), printed: '1000' }]),
    west: sumParameter('西部资金', 'places', [{ ...dates, value: yuan(300).perTerm(), printed: '300' }]),
    east: sumParameter('东部资金', 'places', [{ ...dates, value: yuan(200).perTerm(), printed: '200' }]),
    grant: sumParameter('中职补助', 'given', [{ ...dates, value: yuan(grant).perTerm(), printed: String(grant) }]),
    standard: sumParameter('国家标准', 'nation', [{ ...dates, value: yuan(1000).perTerm(), printed: '1000' }]),
  } as const
  const { parameter, line, stacking, notice } = drafting({ clauses, parameters, readings: {} })
  const cash = { form: 'to-person-cash', payee: '学生' } as const
  const here = <C extends keyof typeof clauses>(clause: C) => ({ name: '在县内就读', failed: '不在县内就读', when: fact('in_county_school'), clause })
  const [west, east]: readonly Sum<'term'>[] = [parameter('west'), parameter('east')]
  if (west === undefined || east === undefined) throw new Error('two payers')
  return pack({
    id: '990101-whole',
    division: '990101',
    document: {
      title: '试行办法',
      issuer: '示例县教育局',
      number: null,
      promulgated: day('2022-01-01'),
      inForce: [day('2022-01-01'), day('2023-09-01')],
      replaces: [],
    },
    clauses,
    parameters,
    readings: {},
    rounding: { rule: '分不尽的一分计入春季学期', cites: 'places' },
    midPeriodChange: { rule: '按学期第一天有效的文件', takes: 'first-day', cites: 'places' },
    lines: [
      line({
        id: 'T-1',
        title: '寄宿生补助',
        item: 'boarder-living',
        clause: 'open',
        stages: ['primary', 'junior'],
        criteria: [here('open'), { name: '寄宿', failed: '不寄宿', when: fact('boards'), clause: 'open' }],
        persons: 'everyone',
        amount: parameter('boarding'),
        period: '每学期',
        delivery: cash,
      }),
      line({
        id: 'T-2',
        title: '困难学生补助',
        clause: 'range',
        stages: ['junior', 'senior'],
        criteria: [here('range')],
        persons: {
          name: '困难学生',
          failed: '不是困难学生',
          grounds: [{ name: '脱贫户', when: fact('lifted_out'), clause: 'range' }],
          etcetera: [{ name: '城乡低保', when: fact('minimum_living'), clause: 'range' }],
          decision: personDecides('T-2', '是否按“等”字享受'),
          clause: 'range',
        },
        amount: personSetsAmount('T-2', '按困难程度确定多少元', parameter('least'), parameter('most')),
        period: '每学期',
        delivery: cash,
        funding: {
          kind: 'shares',
          heads: [
            { head: { name: '中央资金', level: 'central' }, share: [60, 100] },
            { head: { name: '省级资金', level: 'province' }, share: [32, 100] },
            { head: { name: '县级资金', level: 'county' }, share: [8, 100] },
          ],
          remainderTo: '县级资金',
          clause: 'range',
        },
      }),
      line({
        id: 'T-3',
        title: '在园幼儿资助',
        item: 'preschool-grant',
        clause: 'places',
        stages: ['preschool'],
        criteria: [here('places')],
        persons: 'everyone',
        amount: add(west, east),
        period: '每学期',
        delivery: cash,
        funding: {
          kind: 'payers',
          heads: [
            { head: { name: '西部资金', level: 'province' }, amount: west },
            { head: { name: '东部资金', level: 'partner' }, amount: east },
          ],
          clause: 'places',
        },
      }),
      line({
        id: 'T-4',
        title: '中职补助',
        item: 'vocational-grant',
        clause: 'given',
        stages: ['vocational'],
        criteria: [here('given')],
        persons: 'everyone',
        amount: parameter('grant'),
        period: '每学期',
        delivery: cash,
      }),
      line({
        id: 'T-6',
        title: '大学生生活补助',
        clause: 'given',
        stages: ['higher'],
        criteria: [
          {
            name: '在校四个月以上',
            failed: '在校不满四个月',
            when: compare(countFact('months_present', '个月'), 'at-least', count(4, '个月')),
            clause: 'given',
          },
        ],
        persons: 'everyone',
        amount: parameter('grant'),
        period: '每学期',
        delivery: cash,
      }),
      line({
        id: 'T-5',
        title: '中职国家标准',
        item: 'vocational-grant',
        effect: 'compares',
        clause: 'nation',
        stages: ['vocational'],
        criteria: [],
        persons: 'everyone',
        amount: parameter('standard'),
        period: '每学期',
        delivery: cash,
      }),
    ],
    stack: [
      stacking({
        kind: 'quota',
        of: 'T-3',
        pool: 'school_code',
        places: count(2, '人'),
        rank: 'preschool_grant_rank',
        order: [fact('in_county_school')],
        clause: 'places',
      }),
    ],
    notices: [
      notice({
        id: 'T-9',
        when: compare(moneyFact('care_fee', 'school-year'), 'more', sum(yuan(0).perSchoolYear())),
        text: '该园收保教费，请核对。',
        clause: 'places',
      }),
    ],
    notEncoded: [],
  })
}

const loaded = (grant = 800): Pack => {
  const found = loadPack(paperOf(grant))
  if (!found.ok) throw new Error(wordPackRefused(found.problem).join('\n'))
  return found.value
}

let desk = ''
const at = (...parts: readonly string[]): string => join(desk, ...parts)

/** What the newest run kept, opened. */
const opened = async (): Promise<LatestRun> => {
  const latest = latestRun(at('data'), '990101', autumn)
  if (latest === null) throw new Error('no run')
  const kept = { county: '990101', term: autumn, directory: latest.directory }
  const directory = must(await openKeptRun({ dataDir: at('data'), config: at('config') }, kept, at('opened'), ['facts', 'decisions', 'entitlement', 'cards']))
  return { ...latest, directory }
}

const runInto = async (out: string): Promise<RunResult> => {
  const result = await run({
    folder: at('名册'),
    county: '990101',
    countyName: '示例县',
    term: autumn,
    pack: loaded(),
    readings: {},
    villages: [],
    out: at(out),
    dataDir: at('data'),
    config: at('config'),
    programVersion,
    onProgress: () => {},
  })
  if (!result.ok) throw new Error(word(runWording, result.problem))
  return result.value
}

type Row = Readonly<Record<string, string | number | boolean | null>>
const rowsOf = (out: string, name: string): readonly Row[] =>
  readFileSync(at(out, 'jsonl', `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(text => text !== '')
    .map(text => JSON.parse(text) as Row)

const openBook = async (path: string): Promise<Workbook> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  return book
}
const textOf = (sheet: Worksheet | undefined): string => JSON.stringify(sheet?.getSheetValues() ?? [])
const tableIn = (sheet: Worksheet): Readonly<{ header: number; column: (title: string) => number }> => {
  const header = [1, 2, 3, 4, 5, 6, 7, 8, 9].find(row => sheet.getRow(row).getCell(1).text === '序号') ?? 0
  const titles = sheet.getRow(header).values as readonly unknown[]
  return { header, column: title => titles.findIndex(value => value === title) }
}

let first: RunResult
beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'whole-'))
  await writeSampleCounty(at('名册'), { children: 500, seed: 7, term: '2022-autumn' })
  first = await runInto('第一次')
}, 180_000)
afterAll(() => rmSync(desk, { recursive: true, force: true }))

test('what no roster can tell is one gap of the county, and nobody is asked for it child by child', () => {
  const gap = rowsOf('第一次', 'roster-gap').find(r => r['fact'] === 'months_present')
  expect(Number(gap?.['children'])).toBeGreaterThan(0)
  expect(rowsOf('第一次', 'missing').filter(r => r['question'] === 'months_present')).toEqual([])
})

describe('a figure nobody has entered', () => {
  test('is said once for the county, with who waits, and asked of no child', () => {
    const [gap, ...others] = rowsOf('第一次', 'not-entered')
    expect(others).toEqual([])
    expect(gap).toMatchObject({ parameter: 'boarding', figure: '寄宿生补助标准', lines: 'T-1' })
    expect(Number(gap?.['children'])).toBeGreaterThan(3)
    expect(first.counts.notEntered).toBe(1)
    expect(rowsOf('第一次', 'missing').some(row => String(row['facts']).includes('boarding'))).toBe(false)
    expect(rowsOf('第一次', 'entitlement').some(row => row['line'] === 'T-1')).toBe(false)
  })
  test('stands in the second sheet of 待补信息 with who enters it and where, and in the report', async () => {
    const book = await openBook(at('第一次', '待补信息.xlsx'))
    expect(book.worksheets.map(sheet => sheet.name)).toEqual(['待补信息', '待录入的数额', '缺少的名册'])
    const said = textOf(book.worksheets[1])
    for (const part of ['示例县教育局', '试行办法', '“寄宿生补助标准”一项', '寄宿生补助']) expect(said).toContain(part)
    for (const code of ['990101-whole', 'boarding']) expect(said).not.toContain(code)
    const report = textOf((await openBook(at('第一次', '运行报告.xlsx'))).worksheets[0])
    expect(report).toContain('1 项数额')
    expect(report).toContain('寄宿生补助标准（')
  })
})

describe('places by rank', () => {
  test('two children of each kindergarten are aided, whoever else is there', () => {
    const aided = Map.groupBy(
      rowsOf('第一次', 'entitlement').filter(row => row['line'] === 'T-3'),
      row => row['school_name'],
    )
    expect(aided.size).toBeGreaterThan(0)
    for (const [school, children] of aided) expect(children.length, String(school)).toBeLessThanOrEqual(2)
    expect([...aided.values()].some(children => children.length === 2)).toBe(true)
  })
})

describe('funds', () => {
  test('each sum has its parts, to the fen, in a result of their own', () => {
    const sums = new Map(rowsOf('第一次', 'entitlement').map(row => [`${row['file']} ${row['row']} ${row['line']}`, row['amount_fen']]))
    const parts = Map.groupBy(rowsOf('第一次', 'fund'), row => `${row['file']} ${row['row']} ${row['line']}`)
    expect(parts.size).toBeGreaterThan(0)
    for (const [key, of] of parts)
      expect(
        of.reduce((total, part) => total + Number(part['amount_fen']), 0),
        key,
      ).toBe(sums.get(key))
    expect(new Set(rowsOf('第一次', 'fund').map(row => row['fund']))).toEqual(new Set(['西部资金', '东部资金']))
  })
  test('资助核定 says who bears it and what to look at', async () => {
    const [sheet] = (await openBook(at('第一次', '资助核定.xlsx'))).worksheets
    expect(textOf(sheet)).toContain('东部资金 200.00 元；西部资金 300.00 元')
    expect(textOf(sheet)).toContain('该园收保教费，请核对。')
  })
})

describe('a standard in force', () => {
  test('is held against what this county gives, child by child and once in the report', async () => {
    const differing = rowsOf('第一次', 'standard-difference')
    expect(differing.length).toBeGreaterThan(0)
    for (const row of differing)
      expect(row).toMatchObject({ item: 'vocational-grant', standard: 'T-5', own_fen: 80_000, least_fen: 100_000, greatest_fen: 100_000 })
    const report = textOf((await openBook(at('第一次', '运行报告.xlsx'))).worksheets[0])
    expect(report).toContain('与现行标准不一致')
    expect(report).toContain('示例县教育局《试行办法》国家第一条')
  })
})

describe('a sum that a person sets', () => {
  test('is asked for with its bounds, taken within them, and refused by row outside them', async () => {
    const asked = rowsOf('第一次', 'to-decide').filter(row => row['line'] === 'T-2')
    expect(asked.length).toBeGreaterThanOrEqual(4)
    const book = await openBook(at('第一次', '需人工判断.xlsx'))
    const [sheet] = book.worksheets
    if (sheet === undefined) throw new Error('no sheet')
    const { header, column } = tableIn(sheet)
    expect(sheet.getRow(header + 1).getCell(column('可填范围')).text).toBe('500.00 至 1,000.00 元')
    expect(sheet.getRow(header + 1).getCell(column('为什么需要判断')).text).toContain('按困难程度确定多少元')
    const rows = asked.map((row, i) => ({ row, cells: sheet.getRow(header + 1 + i), at: header + 1 + i }))
    const named = rows.filter(r => !String(r.row['reason']).includes('等'))
    const reached = rows.filter(r => String(r.row['reason']).includes('等'))
    const [whole, decimal, beyond, spelt] = named
    if (whole === undefined || decimal === undefined || beyond === undefined || spelt === undefined) throw new Error('too few to decide')
    const fill = (of: { cells: { getCell: (column: number) => { value: unknown } } }, title: string, value: unknown): void => {
      of.cells.getCell(column(title)).value = value
    }
    fill(whole, '金额（元）', 600)
    fill(decimal, '金额（元）', '750.50')
    fill(beyond, '金额（元）', 1200)
    fill(spelt, '金额（元）', '五百')
    for (const r of reached) {
      fill(r, '决定（同意/不同意）', '同意')
      fill(r, '理由', '入户核实')
    }
    await book.xlsx.writeFile(at('名册', '需人工判断.xlsx'))
    const second = await runInto('第二次')
    expect(second.filledProblems.map(p => [p.file, p.sheet, p.row, p.message])).toEqual([
      ['需人工判断.xlsx', '需人工判断', beyond.at, '填写的金额 1,200.00 元超出范围；文件规定在 500.00 元至 1,000.00 元之间'],
      ['需人工判断.xlsx', '需人工判断', spelt.at, expect.stringContaining('填写的金额“五百”看不懂')],
    ])
    const due = rowsOf('第二次', 'entitlement').filter(row => row['line'] === 'T-2')
    const sumOf = (of: Row): unknown => due.find(row => row['file'] === of['file'] && row['row'] === of['row'])?.['amount_fen']
    expect([whole, decimal, beyond, spelt].map(r => sumOf(r.row))).toEqual([60_000, 75_050, undefined, undefined])
    const parts = rowsOf('第二次', 'fund').filter(row => row['line'] === 'T-2' && row['file'] === decimal.row['file'] && row['row'] === decimal.row['row'])
    expect(parts.map(p => [p['fund'], p['amount_fen']])).toEqual(
      [
        ['中央资金', 45_030],
        ['省级资金', 24_016],
        ['县级资金', 6_004],
      ].toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    )
    expect(textOf((await openBook(at('第二次', '资助核定.xlsx'))).worksheets[0])).toContain('（金额由人确定）')

    // Decided yes and still without a sum: the yes is kept as a yes.
    const latest = await opened()
    const db = await openDuckDb({ spill: at('spill') })
    try {
      const kept = await db.rows<{ person_id: number; line: string; agrees: boolean | null; amount_fen: number | null }>(
        `SELECT * FROM read_parquet('${join(latest.directory, 'decisions.parquet')}') ORDER BY person_id`,
      )
      expect(kept.filter(d => d.agrees === true && d.amount_fen === null).length).toBe(reached.length)
      expect(
        kept
          .filter(d => d.agrees === null && d.amount_fen !== null)
          .map(d => d.amount_fen)
          .toSorted(),
      ).toEqual([60_000, 75_050])
      const someone = kept.find(d => d.amount_fen === 60_000)
      expect(await decisionsOf(db, latest.directory, someone?.person_id ?? 0)).toEqual({ 'amount-decision:T-2': 60_000 })
      expect(asHumanDecisions(kept.filter(d => d.agrees === true).slice(0, 1))).toEqual({ 'T-2': true })
    } finally {
      db.close()
    }
  }, 180_000)
})

describe('a decision made again from what was kept', () => {
  const orderFor = async (packed: Pack): Promise<RecheckOrder> => {
    const latest = await opened()
    const policy = compile(packed, autumn)
    if (!policy.ok) throw new Error('nothing to make again')
    return { latest, term: autumn, policy: policy.value, options: {}, programVersion }
  }
  const rechecked = async <T>(order: RecheckOrder, use: (db: DuckDb, result: Awaited<ReturnType<typeof recheck>>) => Promise<T>): Promise<T> => {
    const db = await openDuckDb({ spill: at('spill') })
    try {
      return await use(db, await recheck(db, order))
    } finally {
      db.close()
    }
  }

  test('by the same program and papers it is the same for every child', async () => {
    await rechecked(await orderFor(loaded()), async (_db, result) => {
      if (!result.ok) throw new Error(word(recheckWording, result.problem))
      expect(result.value).toMatchObject({ differing: 0, byLine: [], changed: [] })
      expect(recheckSentences(result.value).at(-1)).toMatch(/完全一致。$/)
    })
  })
  test('by a changed figure every difference is told by line and child, with why', async () => {
    const order = await orderFor(loaded(900))
    await rechecked(order, async (db, result) => {
      if (!result.ok) throw new Error(word(recheckWording, result.problem))
      const children = rowsOf('第一次', 'entitlement').filter(row => row['line'] === 'T-4').length
      expect(result.value.changed).toEqual(['“中职补助”由 800.00 元变为 900.00 元'])
      expect(result.value.byLine).toMatchObject([{ line: 'T-4', title: '中职补助', children, thenFen: children * 80_000, nowFen: children * 90_000 }])
      await writeRecheck(at('复核.xlsx'), db, order, result.value, { countyName: '示例县', dated: day('2022-09-01') })
      const book = await openBook(at('复核.xlsx'))
      expect(book.worksheets.map(sheet => sheet.name)).toEqual(['复核', '逐人'])
      const [, sheet] = book.worksheets
      if (sheet === undefined) throw new Error('no sheet')
      const { header, column } = tableIn(sheet)
      expect(sheet.rowCount - header).toBe(children)
      const row = sheet.getRow(header + 1)
      expect(['当时金额（元）', '现在金额（元）', '为什么不一致'].map(title => row.getCell(column(title)).text)).toEqual([
        '800',
        '900',
        '“中职补助”由 800.00 元变为 900.00 元',
      ])
      expect(row.getCell(column('现在的说明')).text).toContain('应发 900.00 元')
    })
  })
  test('a simulation hears the sums that persons set, and starts from what the run decided', async () => {
    const policy = policyFor(loaded(), autumn)
    const latest = await opened()
    if (!policy.ok) throw new Error('nothing to simulate on')
    const db = await openDuckDb({ spill: at('spill') })
    try {
      const change = { name: '提标', parameters: { grant: 90_000 }, readings: {} }
      const county = { county: '990101', countyName: '示例县', policy: policy.value, directory: latest.directory }
      const simulated = await simulate(db, [county], [{ name: change.name, inCounty: { '990101': change } }])
      const due = rowsOf('第二次', 'entitlement')
      expect(due.some(row => row['line'] === 'T-2')).toBe(true)
      expect(simulated.baselineFen).toBe(due.reduce((total, row) => total + Number(row['amount_fen'] ?? 0), 0))
      expect(simulated.byChange[0]?.fen).toBe(simulated.baselineFen + 10_000 * due.filter(row => row['line'] === 'T-4').length)
    } finally {
      db.close()
    }
  })
  test('what was kept and is no longer as it was is not decided from', async () => {
    const order = await orderFor(loaded())
    appendFileSync(join(order.latest.directory, 'decisions.parquet'), ' ')
    await rechecked(order, async (_db, result) => {
      expect(result.ok ? '' : word(recheckWording, result.problem)).toContain('保存的数据与当时的记录不符（人工判断）')
    })
  })
})
