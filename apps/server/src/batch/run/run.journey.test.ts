import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, term, word } from '@yingjin/kernel'
import type { Workbook, Worksheet } from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countyPack } from '../../packs.ts'
import { villagesIn } from './county-villages.ts'
import { programVersion } from '../../platform/version.ts'
import { inventedDivisions, writeSampleCounty } from '../sample/index.ts'
import { latestRun } from './kept-run.ts'
import { openKeptRun } from './open-kept-run.ts'
import { run, type RunResult, runWording } from './run.ts'

const ExcelJS = createRequire(import.meta.url)('exceljs') as { Workbook: new () => Workbook }

let desk = ''
const at = (...parts: readonly string[]): string => join(desk, ...parts)

/** What the person at the desk was told while it ran. */
const told: string[] = []

const runInto = async (out: string): Promise<RunResult> => {
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
    out,
    dataDir: at('data'),
    config: at('config'),
    programVersion,
    onProgress: line => told.push(line),
  })
  if (!result.ok) throw new Error(word(runWording, result.problem))
  return result.value
}

type Line = Readonly<Record<string, string | number | null>>
const linesOf = (out: string, name: string): Line[] =>
  readFileSync(join(out, 'jsonl', `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Line)

const tables = ['facts', 'cards', 'evidence', 'places', 'persons', 'decisions', 'entitlement', 'result-entitlement', 'result-missing', 'result-lead'] as const

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(xlsx|jsonl)$/.test(name))
    .sort()

/** Opens a workbook of ours in another program, fills cells, and lays it back among the rosters. */
const fillIn = async (name: string, fill: (sheet: Worksheet, header: number, column: (title: string) => number) => void): Promise<void> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(at('第一次'), name))
  const sheet = book.worksheets[0]
  if (sheet === undefined) throw new Error(`${name} has no sheet`)
  const header = [1, 2, 3, 4, 5, 6, 7, 8].find(row => sheet.getRow(row).getCell(1).text === '序号') ?? 0
  const titles = sheet.getRow(header).values as readonly unknown[]
  fill(sheet, header, title => titles.findIndex(value => value === title))
  await book.xlsx.writeFile(at('名册', name))
}

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'run-'))
  await writeSampleCounty(at('名册'), { children: 400, seed: 5, term: '2022-autumn' })
  await runInto(at('第一次'))
}, 180_000)
afterAll(() => rmSync(desk, { recursive: true, force: true }))

test('an interrupted run leaves no scratch, a killed one’s goes with the next; that takes up what was received and gives the same bytes', async () => {
  const temporary = at('tmp')
  mkdirSync(temporary)
  const launcher = new URL('../../../../../bin/yingjin.mjs', import.meta.url).pathname
  const command = [
    launcher,
    'run',
    at('名册'),
    '--county',
    '990101',
    '--term',
    '2022秋',
    '--out',
    at('再一次'),
    '--data',
    at('data-2'),
    '--config',
    at('config'),
  ]
  const start = (): ReturnType<typeof spawn> =>
    spawn(process.execPath, command, { env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'ignore', 'pipe'] })
  const scratchLeft = (): string[] => readdirSync(temporary).filter(name => name.startsWith('yingjin-'))

  const cut = start()
  cut.stderr?.on('data', (said: Buffer) => {
    if (String(said).includes('收数 5/')) cut.kill('SIGINT')
  })
  expect(await new Promise<number>(ended => cut.on('exit', (code, signal) => ended(signal === null ? (code ?? 0) : 130)))).not.toBe(0)
  expect(scratchLeft()).toEqual([])
  // A snapshot that was just being made stands under a name with a dot and is never read.
  const received = readdirSync(at('data-2', 'snapshots')).filter(name => !name.startsWith('.'))
  expect(received.length).toBeGreaterThanOrEqual(3)
  const writtenAt = (): number[] => received.map(name => statSync(at('data-2', 'snapshots', name, 'manifest.json')).mtimeMs)
  const before = writtenAt()

  // Killed while the snapshots lie open in scratch: nobody could clear up, so the next run does.
  const killed = start()
  killed.stderr?.on('data', (said: Buffer) => {
    if (String(said).includes('比对与核定 9/')) killed.kill('SIGKILL')
  })
  expect(await new Promise<NodeJS.Signals | null>(ended => killed.on('exit', (_, signal) => ended(signal)))).toBe('SIGKILL')
  expect(scratchLeft()).toHaveLength(1)
  expect(readdirSync(join(temporary, scratchLeft()[0] ?? ''), { recursive: true, encoding: 'utf8' }).some(name => name.endsWith('.parquet'))).toBe(true)

  const again = start()
  again.stderr?.resume()
  expect(await new Promise<number | null>(ended => again.on('exit', ended))).toBe(0)
  expect(writtenAt()).toEqual(before)
  expect(scratchLeft()).toEqual([])

  const names = filesIn(at('第一次'))
  expect(names.length).toBeGreaterThan(15)
  expect(filesIn(at('再一次'))).toEqual(names)
  for (const name of names) expect(readFileSync(at('再一次', name)).equals(readFileSync(at('第一次', name))), name).toBe(true)

  // What was kept is sealed by other keys and holds the same bytes.
  const kept = async (data: string): Promise<string> => {
    const latest = latestRun(at(data), '990101', term('2022-autumn'))
    if (latest === null) throw new Error('nothing was kept')
    const place = { dataDir: at(data), config: at('config') }
    const directory = must(await openKeptRun(place, { county: '990101', term: term('2022-autumn'), directory: latest.directory }, at(`${data}-opened`), tables))
    for (const table of tables) expect(readFileSync(join(latest.directory, `${table}.parquet.sealed`)).includes('PAR1')).toBe(false)
    return directory
  }
  const [first, second] = [await kept('data'), await kept('data-2')]
  for (const table of tables) expect(readFileSync(join(second, `${table}.parquet`)).equals(readFileSync(join(first, `${table}.parquet`))), table).toBe(true)
}, 180_000)

test('what leaves the bureau holds no ID number and no ground', async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(at('第一次'), '符合条件名单.xlsx'))
  const text = book.worksheets.map(sheet => JSON.stringify(sheet.getSheetValues())).join('')
  expect(text).toContain('符合条件')
  expect(text).not.toMatch(/99\d{15}[\dX]/)
  expect(text).not.toMatch(/属于|低保|残疾|孤儿|特困|监测/)
})

test('no workbook tells officials the mark of a clause in the register, but as the code that comes back with a filled row', async () => {
  const told: string[] = []
  for (const name of filesIn(at('第一次')).filter(file => file.endsWith('.xlsx'))) {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(join(at('第一次'), name))
    for (const sheet of book.worksheets) {
      let codes: readonly number[] = []
      sheet.eachRow(row => {
        const titled = (row.values as readonly unknown[]).flatMap((value, column) => (value === '项目代码' ? [column] : []))
        if (titled.length > 0) codes = titled
        row.eachCell((cell, column) => {
          if (!codes.includes(column) && /[A-Z]{1,3}-[A-Z]?\d/.test(cell.text)) told.push(`${name} ${sheet.name} ${cell.address}: ${cell.text}`)
        })
      })
    }
  }
  expect(told.slice(0, 5)).toEqual([])
})

test('what is kept as text of the run holds no ID number and no name', () => {
  const kept = readdirSync(at('data'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'))
  expect(kept.length).toBeGreaterThan(20)
  const names = linesOf(at('第一次'), 'entitlement')
    .map(line => String(line['name']))
    .filter(name => name.length > 2)
  for (const file of kept) {
    const text = readFileSync(at('data', file), 'utf8')
    expect(text).not.toMatch(/99\d{15}[\dX]/)
    expect(names.filter(name => text.includes(name))).toEqual([])
  }
})

test('a filled row that is nobody’s, an answer given twice differently and a changed code are told, never passed over', async () => {
  await fillIn('待补信息.xlsx', (sheet, header, column) => {
    const cell = (row: number, title: string) => sheet.getRow(header + row).getCell(column(title))
    for (const row of [1, 2]) cell(row, '填写').value = '均不是'
    cell(1, '姓名').value = '甲乙丙'
    cell(1, '身份证号').value = ''
    for (const title of ['姓名', '身份证号', '学校', '年级', '班级', '信息代码']) cell(3, title).value = cell(2, title).value
    cell(3, '填写').value = '残疾'
  })
  await fillIn('需人工判断.xlsx', (sheet, header, column) => {
    sheet.getRow(header + 1).getCell(column('项目代码')).value = '甲-9'
    sheet.getRow(header + 1).getCell(column('决定（同意/不同意）')).value = '同意'
    sheet.getRow(header + 1).getCell(column('理由')).value = '核实'
  })
  const told = (await runInto(at('填错'))).filledProblems
  expect(told.map(p => `${p.file} ${p.message}`)).toEqual([
    '需人工判断.xlsx 项目代码“甲-9”不是本学期核定的项目，请勿改动“项目代码”一列',
    expect.stringContaining('没有认出这是哪个孩子'),
    expect.stringContaining('填了不同的答案'),
    expect.stringContaining('填了不同的答案'),
  ])
}, 180_000)

test('answers and decisions filled in and laid back are used; a wrong one is named with its row', async () => {
  const questions = linesOf(at('第一次'), 'missing')
  const about = questions.findIndex(line => line['question'] === 'hardship' && line['id_number'] !== null)
  expect(about).toBeGreaterThanOrEqual(0)
  const wrong = questions.findIndex((line, i) => i !== about && line['question'] === 'hardship')
  expect(wrong).toBeGreaterThanOrEqual(0)
  let wrongRow = 0
  await fillIn('待补信息.xlsx', (sheet, header, column) => {
    sheet.getRow(header + 1 + about).getCell(column('填写')).value = '均不是'
    sheet.getRow(header + 1 + about).getCell(column('依据')).value = '家访'
    wrongRow = header + 1 + wrong
    sheet.getRow(wrongRow).getCell(column('填写')).value = '不清楚啊'
  })
  const decisions = linesOf(at('第一次'), 'to-decide')
  expect(decisions.length).toBeGreaterThan(0)
  await fillIn('需人工判断.xlsx', (sheet, header, column) => {
    for (const [i] of decisions.entries()) {
      const row = sheet.getRow(header + 1 + i)
      row.getCell(column('决定（同意/不同意）')).value = '同意'
      row.getCell(column('理由')).value = '入户核实，确有困难'
      row.getCell(column('决定人')).value = '资助中心'
    }
  })
  const second = await runInto(at('第二次'))
  for (const name of ['待补信息.xlsx', '需人工判断.xlsx']) expect(second.received.files.find(file => file.file === name)?.message, name).toContain('认作')
  expect(second.filledProblems.map(p => [p.file, p.row])).toEqual([['待补信息.xlsx', wrongRow]])

  const same = (line: Line, keys: readonly string[]) => (other: Line) => keys.every(key => other[key] === line[key])
  const answered = questions[about] as Line
  expect(linesOf(at('第二次'), 'missing').some(same(answered, ['name', 'id_number', 'question']))).toBe(false)
  expect(linesOf(at('第二次'), 'missing').length).toBeLessThan(questions.length)
  const due = linesOf(at('第二次'), 'entitlement')
  for (const decision of decisions.filter(line => line['id_number'] !== null)) expect(due.some(same(decision, ['name', 'school_name', 'line']))).toBe(true)
}, 180_000)

test('whoever waits is told in Chinese how far it is; other letters stand in file names only', () => {
  const withoutFiles = told.map(line => line.replaceAll(/[^\s：，/]+\.(xlsx?|csv|et|html?|txt|tsv)/g, ''))
  expect(told.some(line => line.startsWith('比对与核定 9/'))).toBe(true)
  expect(withoutFiles.filter(line => /[A-Za-z]{2,}/.test(line))).toEqual([])
})
