import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { readXls } from 'hucre/xlsx'
import { afterAll, expect, test } from 'vitest'
import { generateCounty } from '@yingjin/sample-county'
import { cellText } from './workbook-file.ts'
import { truthFolderOf, writeSampleCounty } from './write-sample-county.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sample-county-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const options = { seed: 3, children: 600, term: '2022-autumn' } as const
const [first, second] = [join(scratch, 'first'), join(scratch, 'second')]
const written = await writeSampleCounty(first, options)

const digests = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder).map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )

test('the same options give the same bytes, of rosters and truth', async () => {
  // The clock moves on between the two: no file may carry it.
  await new Promise(resolve => setTimeout(resolve, 2100))
  await writeSampleCounty(second, options)
  expect(digests(second)).toEqual(digests(first))
  expect(digests(truthFolderOf(second))).toEqual(digests(truthFolderOf(first)))
})

const sample = generateCounty(options)

test('every workbook opens in another library with the rows that were meant', async () => {
  for (const file of sample.files.filter(f => f.format === 'xlsx')) {
    const book = new exceljs.Workbook()
    await book.xlsx.readFile(join(first, file.name))
    expect(book.worksheets.map(s => s.name)).toEqual(file.sheets.map(s => s.name))
    for (const [i, sheet] of file.sheets.entries()) {
      const opened = book.worksheets[i]
      expect(opened?.state).toBe(sheet.hidden ? 'hidden' : 'visible')
      const rows = [...sheet.rows]
      const at = rows.findIndex(r => (r.people ?? []).length > 0)
      if (at < 0) continue
      for (const [c, cell] of (rows[at]?.cells ?? []).entries()) expect(opened?.getRow(at + 1).getCell(c + 1).text).toBe(cellText(cell))
    }
  }
})

test('the old workbooks are true BIFF and open with their second and third sheets', async () => {
  const old = sample.files.filter(f => f.format === 'xls')
  expect(old.length).toBe(3)
  for (const file of old) {
    const book = await readXls(readFileSync(join(first, file.name)))
    expect(book.sheets.map(s => s.name)).toEqual(file.sheets.map(s => s.name))
  }
})

test('the student export is HTML for one stage and tab-separated GB18030 text for another, under the name .xls', () => {
  const of = (format: string): Buffer => readFileSync(join(first, sample.files.find(f => f.format === format)?.name ?? ''))
  expect(of('html-xls').toString('utf8')).toContain('<table')
  const text = new TextDecoder('gb18030').decode(of('tsv-xls'))
  expect(text.split('\r\n')[0]?.split('\t')).toContain('身份证件号')
  expect(text).toMatch(/\t'99\d{15}[\dX]\t/)
})

test('truth stands beside the rosters, not among them', () => {
  expect(readdirSync(truthFolderOf(first)).sort()).toEqual([
    'discrepancies.jsonl',
    'divisions.jsonl',
    'facts.jsonl',
    'files.jsonl',
    'leads.jsonl',
    'rows.jsonl',
  ])
  expect(readdirSync(first).length).toBe(written.files)
  const rows = readFileSync(join(truthFolderOf(first), 'rows.jsonl'), 'utf8')
    .trim()
    .split('\n')
  expect(rows.length).toBeGreaterThan(1000)
  expect(Object.keys(JSON.parse(rows[0] ?? '{}') as object)).toEqual(['roster', 'file', 'sheet', 'row', 'member', 'person', 'damage'])
})
