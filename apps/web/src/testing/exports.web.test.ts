import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sampleId } from '@yingjin/kernel/testing'
import { readWorkbook } from '@yingjin/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemonstrationUnderTest, openDemonstration } from './open-office.ts'

let office: DemonstrationUnderTest
let folder = ''
beforeAll(async () => {
  office = await openDemonstration()
  folder = mkdtempSync(join(tmpdir(), 'exports-'))
})
afterAll(async () => {
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What stands between quotation marks is one cell, breaks and all. */
const cellsOf = (csv: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === '\n') rows.push([])
    else if (end === '') break
  }
  return rows
}
/** Rows and cells that say something; a reader may leave out the empty ones at the end. */
const saying = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.map(row => row.slice(0, row.findLastIndex(cell => cell !== '') + 1)).filter(row => row.length > 0)

/** Every sheet of workbooks as LibreOffice shows it, by file and sheet. */
const shownByLibreOffice = (files: readonly string[]): ReadonlyMap<string, readonly (readonly string[])[]> => {
  const out = join(folder, 'shown')
  mkdirSync(out, { recursive: true })
  // As UTF-8, cells as they are shown, every sheet in a file of its own; with a profile that ends with the folder.
  const asCsv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
  const { status, stderr, error } = spawnSync(
    process.env['LIBREOFFICE'] ?? 'soffice',
    [`-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`, '--headless', '--convert-to', asCsv, '--outdir', out, ...files],
    { encoding: 'utf8', timeout: 240_000 },
  )
  if (error !== undefined || status !== 0)
    throw new Error(`LibreOffice did not read the exports (npm run test:web installs it): ${error?.message ?? stderr}`, { cause: error })
  return new Map(readdirSync(out).map(name => [name.replace(/\.csv$/, ''), cellsOf(readFileSync(join(out, name), 'utf8').replaceAll('\r\n', '\n'))]))
}

/** The workbook that a page gives by its button. */
const taken = async (page: Page, path: string): Promise<string> => {
  await page.goto(`${office.county.address}${path}`)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).click()])
  return saved(download)
}
const saved = async (download: Readonly<{ suggestedFilename: () => string; saveAs: (path: string) => Promise<void> }>): Promise<string> => {
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  return path
}

const longNumber = sampleId({ born: '2013-02-03', sequence: 11 })
const roster = [
  '孤儿基本生活保障名单（截至2022年8月30日）',
  '姓名,身份证号,乡镇,村,发放日期',
  `"李\n小四",${longNumber.slice(0, 17)}，再核,清溪镇,上坪村,2022-08-01`,
  '=1+1,9.90101E+17,"清溪""镇""",上坪村,2022年8月1日',
].join('\r\n')

/** The rows that go back to the sender, as the page gives them. */
const returned = async (page: Page): Promise<string> => {
  await page.goto(`${office.county.address}/receive`)
  await page.getByText('选文件夹').waitFor()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([{ name: '孤儿名单.csv', mimeType: 'text/csv', buffer: Buffer.from(roster) }])
  await page
    .locator('.job')
    .getByText(/读好了/)
    .waitFor()
  const link = page.getByRole('button', { name: /下载要(退回|对方核实)的 \d+ 行/ })
  await link.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return saved(download)
}

/** 测算, as finance gets it from the page. */
const simulation = async (page: Page): Promise<string> => {
  await page.goto(`${office.county.address}/policy/simulate`)
  await page.getByLabel('小学寄宿生生活补贴').fill('1250.50')
  await page.getByLabel('方案名称').fill('“提标”，含换行和=号')
  await page.getByRole('button', { name: '照这个再加一个方案' }).click()
  await page.getByLabel('全年供餐天数').fill('190')
  await page.getByRole('button', { name: '测算 2 个方案' }).click()
  const button = page.getByRole('button', { name: '导出“测算.xlsx”给财务' })
  await button.waitFor({ timeout: 120_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return saved(download)
}

test('LibreOffice shows every export cell for cell as our own intake reads it: dates, long numbers, names with a break', async () => {
  const { page, complaints } = await office.desk('zizhu')
  const lists = [
    '/leads',
    '/questions',
    '/results/list',
    '/results/changed',
    '/results/leads',
    '/compare?left=household-register&right=student-roll&part=left',
    '/compare?left=household-register&right=student-roll&part=both',
  ]
  // Of a batch that is in: what it found new, and what taking it back would end.
  await page.goto(`${office.county.address}/receive/history?status=committed&roster=rural-minimum-living`)
  const batch = await page.getByRole('link', { name: '农村低保备案表' }).first().getAttribute('href')
  lists.push(...['facts-new', 'undo-ended'].map(figure => `${batch}/lines?figure=${figure}`))
  const files: string[] = []
  for (const list of lists) files.push(await taken(page, list))
  files.push(await returned(page), await simulation(page))
  const run = join(office.county.base, '示例县-2022秋')
  files.push(...readdirSync(run).flatMap(name => (name.endsWith('.xlsx') ? [join(run, name)] : [])))

  // By a number each, since two lists may bear one name.
  const numbered = files.map((path, at) => {
    const to = join(folder, `${at}.xlsx`)
    writeFileSync(to, readFileSync(path))
    return to
  })
  const shown = shownByLibreOffice(numbered)
  let cells = 0
  for (const [at, path] of numbered.entries()) {
    const sheets = await readWorkbook(path)
    expect(sheets.length, files[at]).toBeGreaterThan(0)
    for (const { name, rows } of sheets) {
      const ours = saying(rows)
      expect(saying(shown.get(`${at}-${name}`) ?? []), `${files[at]} “${name}”`).toEqual(ours)
      cells += ours.reduce((sum, row) => sum + row.length, 0)
    }
  }
  expect(cells).toBeGreaterThan(5_000)
  const back = shown.get([...shown.keys()].find(key => key.startsWith(`${lists.length}-`)) ?? '') ?? []
  expect(back.flat()).toEqual(expect.arrayContaining(['李\n小四', '清溪"镇"', '=1+1']))
  expect(complaints).toEqual([])
}, 600_000)
