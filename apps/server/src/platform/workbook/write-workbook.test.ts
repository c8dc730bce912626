import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cell } from '@yingjin/intake'
import { day } from '@yingjin/kernel'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAll } from './testing/read-all.ts'
import { type WorkbookCell, type WorkbookColumn, type WorkbookSheet, writeWorkbook } from './write-workbook.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'written-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Row = readonly WorkbookCell[]
const at = (i: number) => (row: Row) => row[i] ?? null
const columns: readonly WorkbookColumn<Row>[] = [
  { header: '姓名', width: 8, kind: 'text', of: at(0) },
  { header: '金额（元）', width: 8, kind: 'money', of: at(1) },
  { header: '人数', width: 4, kind: 'count', of: at(2) },
  { header: '出生日期', width: 8, kind: 'date', of: at(3) },
  { header: '是否寄宿', width: 6, kind: 'text', of: at(4), fillIn: ['是', '否'] },
]
const rows: readonly Row[] = [
  ['甲·乙', 125050, 3, '2009-09-01', null],
  ["'=cmd|'/c calc'!A1", -5, 0, null, '是'],
  ['+1\t-2', 0, null, '2016-02-29', '@SUM(A1)'],
]
const sheet = (more: Partial<WorkbookSheet<Row>> = {}): WorkbookSheet<Row> => ({
  name: '资助核定',
  heading: ['示例县 2022 年秋季资助核定'],
  columns,
  rows,
  ...more,
})

test('what was written is read back as it was, below title and header', async () => {
  const path = join(folder, 'a.xlsx')
  await writeWorkbook(path, [sheet(), sheet({ name: '第二表', heading: ['示例县', '说明一', '说明二'] })])
  const [first, second] = await readAll(path)
  expect(first?.name).toBe('资助核定')
  expect(first?.merges).toEqual([{ top: 1, left: 0, bottom: 1, right: 4 }])
  expect(first?.rows.map(r => r.cells)).toEqual([
    ['示例县 2022 年秋季资助核定'],
    ['姓名', '金额（元）', '人数', '出生日期', '是否寄宿'],
    ['甲·乙', { kind: 'number', value: 1250.5, shown: '1250.5' }, { kind: 'number', value: 3, shown: '3' }, { kind: 'date', date: '2009-09-01' }],
    ["'=cmd|'/c calc'!A1", { kind: 'number', value: -0.05, shown: '-0.05' }, { kind: 'number', value: 0, shown: '0' }, null, '是'],
    ['+1\t-2', { kind: 'number', value: 0, shown: '0' }, null, { kind: 'date', date: '2016-02-29' }, '@SUM(A1)'],
  ])
  expect(second?.rows.slice(0, 3).map(r => r.cells)).toEqual([['示例县'], ['说明一'], ['说明二']])
})

test('the same rows give the same bytes, and nothing is left beside the file', async () => {
  const [one, two] = [join(folder, 'one.xlsx'), join(folder, 'two.xlsx')]
  await writeWorkbook(one, [sheet()])
  await new Promise(resolve => setTimeout(resolve, 20))
  await writeWorkbook(two, [
    sheet({
      rows: (async function* () {
        yield* rows
      })(),
    }),
  ])
  expect(readFileSync(one).equals(readFileSync(two))).toBe(true)
  expect(readdirSync(folder).filter(name => name.startsWith('.'))).toEqual([])
})

test('a failing source leaves neither a file nor a torso', async () => {
  const path = join(folder, 'failing.xlsx')
  const failing = (function* (): Generator<Row> {
    yield rows[0] ?? []
    throw new Error('source broke')
  })()
  await expect(writeWorkbook(path, [sheet({ rows: failing })])).rejects.toThrow('source broke')
  expect(readdirSync(folder).filter(name => name.includes('failing'))).toEqual([])
})

test('formulas, number formats, frozen header, print titles and drop-downs are what another library reads', async () => {
  const path = join(folder, 'look.xlsx')
  await writeWorkbook(path, [sheet()], { dated: day('2022-09-01') })
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const look = book.getWorksheet('资助核定')
  expect(look?.getCell('A4').value).toBe("'=cmd|'/c calc'!A1")
  expect(look?.getCell('A4').numFmt).toBe('@')
  expect(look?.getCell('B3').numFmt).toBe('#,##0.00')
  expect(look?.getCell('B3').alignment.horizontal).toBe('right')
  expect(look?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
  expect(look?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', printTitlesRow: '2:2', fitToWidth: 1, fitToHeight: 0 })
  expect(look?.getCell('E3').dataValidation).toMatchObject({ type: 'list', formulae: ['"是,否"'] })
  expect(book.created.toISOString()).toBe('2022-09-01T00:00:00.000Z')
})

test('a row whose text wraps is as tall as its text, in cells, headers and lines above the table', async () => {
  const path = join(folder, 'tall.xlsx')
  const long = '甲'.repeat(20)
  await writeWorkbook(path, [sheet({ heading: ['示例县', '注'.repeat(90)], rows: [['张三'], [long], ['一\n二\n三'], [null, 1, 2, null, long]] })])
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const look = book.getWorksheet('资助核定')
  const heights = [2, 4, 5, 6, 7].map(row => look?.getRow(row).height)
  // 90 characters over 34: three lines; 20 over 8: three; over the six of the column to fill in: four.
  expect(heights).toEqual([50, undefined, 48, 48, 63])
  expect(look?.getCell('A5').alignment.wrapText).toBe(true)
  expect(look?.getCell('A4').alignment.wrapText).toBeUndefined()
})

/** Any text a cell may hold, with the characters that have hurt writers before. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('_x000D_', '=1+1', '-2', '@a', '\t1', ' 前后 ', 'a\r\nb', '\u0000\u000B', '&lt;', ']]>', '𠮷·阿', "'0123", '<c r="A1"/>', '"'),
)
const anyRow = fc.tuple(
  fc.option(anyText, { nil: null }),
  fc.option(fc.integer({ min: -1e12, max: 1e12 }), { nil: null }),
  fc.option(fc.nat({ max: 1e9 }), { nil: null }),
  fc.option(
    fc.date({ min: new Date('1900-03-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true }).map(d => d.toISOString().slice(0, 10)),
    { nil: null },
  ),
  fc.option(anyText, { nil: null }),
)

const asWritten = (cell: Cell | undefined): unknown => {
  if (cell === null || cell === undefined || typeof cell === 'string') return cell ?? null
  return cell.kind === 'number' ? cell.value : cell.kind === 'date' ? cell.date : cell
}

const day0 = (value: unknown): unknown => (value instanceof Date ? value.toISOString().slice(0, 10) : value === '' ? null : (value ?? null))

test('our reader, hucre and exceljs agree on every generated workbook', async () => {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const path = join(folder, 'generated.xlsx')
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 12 }), async generated => {
      await writeWorkbook(path, [{ name: '表', heading: [], columns, rows: generated }])
      const expected = generated.map(row => row.map((value, i) => (i === 1 && value !== null ? Number(value) / 100 : value)))
      const ours = (await readAll(path))[0]?.rows.slice(1).map(row => columns.map((_, i) => asWritten(row.cells[i])))
      expect(ours).toEqual(expected)

      const hucre = (await readXlsx(readFileSync(path))).sheets[0]?.rows.slice(1).map(row => columns.map((_, i) => day0(row[i])))
      expect(hucre).toEqual(expected)

      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(path)
      const worksheet = book.worksheets[0]
      const theirs = generated.map((_, r) => columns.map((_, c) => day0(worksheet?.getCell(r + 2, c + 1).value)))
      // exceljs leaves some escapes of control characters as they stand in the file.
      expect(theirs.map(row => row.map(unescaped))).toEqual(expected.map(row => row.map(unescaped)))
    }),
    { numRuns: 60, seed },
  )
})

const unescaped = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  const once = value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return once === value ? once.replace(/\r\n|\r/g, '\n') : unescaped(once)
}
