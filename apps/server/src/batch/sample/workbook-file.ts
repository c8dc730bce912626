import { writeXlsx, type Cell, type CellValue, type WriteSheet } from 'hucre/xlsx'
import * as sheetjs from 'xlsx'
import type { SampleCell, SampleFile, SampleRow, SampleSheet } from '@yingjin/sample-county'

/** A workbook's own times: fixed, so that the same seed gives the same bytes. */
const writtenOn = new Date('2022-09-01T00:00:00Z')

/** Called for every row as it is laid down, with its number in the sheet (the first row is 1). */
export type RowWatcher = (sheet: SampleSheet, row: number, written: SampleRow) => void

export const cellText = (cell: SampleCell): string => {
  if (cell === null) return ''
  if (typeof cell !== 'object') return String(cell)
  return 'formula' in cell ? String(cell.result) : cell.runs.join('')
}

const mergeOf = (range: string): { startRow: number; startCol: number; endRow: number; endCol: number } => {
  const { s, e } = sheetjs.utils.decode_range(range)
  return { startRow: s.r, startCol: s.c, endRow: e.r, endCol: e.c }
}

const border = { style: 'thin' as const }
const box = { border: { top: border, bottom: border, left: border, right: border } }

/** hucre takes plain values by row and everything else by position. */
const sheetFor = (sheet: SampleSheet, watch: RowWatcher): WriteSheet => {
  const rows: CellValue[][] = []
  const cells = new Map<string, Partial<Cell>>()
  for (const written of sheet.rows) {
    const row = rows.length
    watch(sheet, row + 1, written)
    rows.push(
      written.cells.map((cell, c) => {
        if (written.formatted === true) cells.set(`${row},${c}`, { value: null, style: box })
        if (cell === null || typeof cell !== 'object') return cell
        const at = `${row},${c}`
        if ('formula' in cell) cells.set(at, { value: cell.result, type: 'formula', formula: cell.formula, formulaResult: cell.result })
        else cells.set(at, { value: cell.runs.join(''), type: 'richText', richText: cell.runs.map((text, i) => ({ text, font: { bold: i === 0 } })) })
        return cellText(cell)
      }),
    )
  }
  return { name: sheet.name, hidden: sheet.hidden, rows, cells, merges: sheet.merges.map(mergeOf) }
}

export const xlsxBytes = async (file: SampleFile, watch: RowWatcher): Promise<Uint8Array> =>
  writeXlsx({
    sheets: file.sheets.map(s => sheetFor(s, watch)),
    properties: { creator: '示例县', created: writtenOn, modified: writtenOn },
    activeSheet: Math.max(
      0,
      file.sheets.findIndex(s => !s.hidden),
    ),
  })

/** BIFF8 by SheetJS, which is here for writing samples only and never reads anything. */
export const xlsBytes = (file: SampleFile, watch: RowWatcher): Uint8Array => {
  const book = sheetjs.utils.book_new()
  for (const sheet of file.sheets) {
    const rows: unknown[][] = []
    for (const written of sheet.rows) {
      watch(sheet, rows.length + 1, written)
      rows.push(
        written.cells.map(cell =>
          cell !== null && typeof cell === 'object' ? ('formula' in cell ? { t: 'n', v: cell.result, f: cell.formula } : cellText(cell)) : cell,
        ),
      )
    }
    const made = sheetjs.utils.aoa_to_sheet(rows)
    made['!merges'] = sheet.merges.map(range => sheetjs.utils.decode_range(range))
    sheetjs.utils.book_append_sheet(book, made, sheet.name)
  }
  book.Workbook = { Sheets: file.sheets.map(s => ({ name: s.name, Hidden: s.hidden ? 1 : 0 })) }
  return new Uint8Array(sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer)
}
