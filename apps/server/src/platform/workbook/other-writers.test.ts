import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cell } from '@yingjin/intake'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { type CellValue, writeXlsx, writeXlsxStream } from 'hucre'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAll } from './testing/read-all.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'others-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a cell of a generated workbook holds, before any library has seen it. */
type Meant = null | string | number | boolean | Date

const anyCell: fc.Arbitrary<Meant> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isPrintable) },
  fc.constantFrom<Meant>('王秀英', '阿依·古丽', "'990101", '990101201305120021', 'a&b<c>"d"', ' 前后 ', '一\n二'),
  fc.integer({ min: -1e9, max: 1e9 }),
  fc.integer({ min: -1e9, max: 1e9 }).map(n => n / 100),
  fc.boolean(),
  fc
    .date({ min: new Date('1900-03-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
    .map(d => new Date(d.toISOString().slice(0, 10))),
  fc.constant(null),
)

/** Control characters are escaped differently by different libraries; our own writer's test covers ours. */
function isPrintable(text: string): boolean {
  return !/[\u0000-\u001F\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/.test(text) && text.isWellFormed()
}

const asRead = (cell: Cell | undefined): unknown => {
  if (cell === null || cell === undefined || typeof cell === 'string') return cell ?? null
  return cell.kind === 'number' || cell.kind === 'boolean' ? cell.value : cell.kind === 'date' ? cell.date : cell
}
const asMeant = (cell: Meant): unknown => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell)

const width = 6
const anyRows = fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 15 })

const writers: Readonly<Record<string, (path: string, rows: Meant[][]) => Promise<void>>> = {
  exceljs: async (path, rows) => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('表')
    for (const [r, row] of rows.entries()) for (const [c, value] of row.entries()) if (value !== null) sheet.getCell(r + 1, c + 1).value = value
    await book.xlsx.writeFile(path)
  },
  hucre: async (path, rows) => writeFileSync(path, await writeXlsx({ sheets: [{ name: '表', rows: rows as CellValue[][] }] })),
  'hucre, streaming': async (path, rows) => {
    const pieces: Uint8Array[] = []
    for await (const piece of writeXlsxStream(rows as CellValue[][], { name: '表' })) pieces.push(piece)
    writeFileSync(path, Buffer.concat(pieces))
  },
}

test.each(Object.keys(writers))('every workbook written by %s is read as it was meant', async name => {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const path = join(folder, 'other.xlsx')
  await fc.assert(
    fc.asyncProperty(anyRows, async rows => {
      await writers[name]?.(path, rows)
      const read = new Map((await readAll(path))[0]?.rows.map(r => [r.row, r.cells]))
      const grid = rows.map((_, r) => Array.from({ length: width }, (_, c) => asRead(read.get(r + 1)?.[c])))
      expect(grid).toEqual(rows.map(row => row.map(asMeant)))
    }),
    { numRuns: 60, seed },
  )
})

test('rich text, formula results, merged cells and hidden sheets of exceljs arrive as a person sees them', async () => {
  const path = join(folder, 'rich.xlsx')
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('名单')
  sheet.getCell('A1').value = { richText: [{ text: '农村' }, { font: { bold: true, size: 14 }, text: '低保' }] }
  sheet.mergeCells('A1:C2')
  sheet.getCell('A3').value = { formula: 'B3&"x"', result: '结果' }
  sheet.getCell('B3').value = { formula: 'SUM(1,2)', result: 3 }
  sheet.getCell('C3').value = { formula: 'SUM(1,2)' }
  sheet.getCell('D3').value = { error: '#N/A' }
  sheet.getCell('E3').value = { text: '链接', hyperlink: 'https://example.invalid' }
  book.addWorksheet('底稿', { state: 'veryHidden' }).getCell('B2').value = '甲'
  await book.xlsx.writeFile(path)
  const [first, second] = await readAll(path)
  expect(first?.merges).toEqual([{ top: 1, left: 0, bottom: 2, right: 2 }])
  expect(first?.rows.find(r => r.row === 1)?.cells[0]).toBe('农村低保')
  expect(first?.rows.find(r => r.row === 3)?.cells).toEqual([
    '结果',
    { kind: 'number', value: 3, shown: '3' },
    { kind: 'error', text: '#未计算' },
    { kind: 'error', text: '#N/A' },
    '链接',
  ])
  expect(second).toMatchObject({ name: '底稿', hidden: true, rows: [{ row: 2, cells: [null, '甲'] }] })
})
