import type { Cell, SheetRow } from '@yingjin/intake'
import { type CellValue, dateToSerial, ParseError, readXls } from 'hucre'
import { fromEpochDay } from '@yingjin/kernel'
import { heldSheet } from './held-sheet.ts'
import { limits } from './limits.ts'
import { general, shownNumber } from './number-format.ts'
import { readWhole } from './recognise-format.ts'
import type { Workbook } from './workbook.ts'
import { unreadable } from './workbook-problem.ts'

const errorTexts = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A', '#ERR!'])
const millisecondsPerDay = 86_400_000

const cellOf = (value: CellValue | undefined): Cell => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return errorTexts.has(value) ? { kind: 'error', text: value } : value
  if (typeof value === 'number') return { kind: 'number', value, shown: shownNumber(value, general) }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  // hucre gives instants in UTC; a time of day alone comes as a day of 1899 and goes back to being a number.
  const year = value.getUTCFullYear()
  if (year >= 1900 && year <= 9999) return { kind: 'date', date: fromEpochDay(Math.floor((value.getTime() + 500) / millisecondsPerDay)) }
  const serial = dateToSerial(value, false)
  return { kind: 'number', value: serial, shown: shownNumber(serial, general) }
}

const rowOf = (values: readonly CellValue[] | undefined, at: number): SheetRow => {
  const cells = (values ?? []).map(cellOf)
  let length = cells.length
  while (length > 0 && cells[length - 1] === null) length -= 1
  cells.length = length
  return { row: at + 1, cells }
}

/** Excel 97–2003 (BIFF8), read by hucre in one piece: such a sheet has at most 65,536 rows. */
export const openXls = async (path: string): Promise<Workbook> => {
  const bytes = readWhole(path)
  const read = await readXls(bytes).catch((error: unknown) => {
    if (!(error instanceof ParseError)) throw error
    throw /BIFF|Unsupported XLS/.test(error.message)
      ? unreadable('workbook/foreign', { format: 'old-excel' })
      : unreadable('workbook/damaged', { part: '.xls' })
  })
  if (read.sheets.length > limits.sheets) throw unreadable('workbook/absurd-size', { sheet: '', what: 'sheets', limit: limits.sheets })
  const sheets = read.sheets.map(sheet => {
    const rows = Array.from(sheet.rows, rowOf)
    const merges = (sheet.merges ?? []).map(m => ({ top: m.startRow + 1, left: m.startCol, bottom: m.endRow + 1, right: m.endCol }))
    if (merges.length > limits.merges) throw unreadable('workbook/absurd-size', { sheet: sheet.name, what: 'merges', limit: limits.merges })
    return heldSheet(sheet.name, false, rows, merges)
  })
  if (sheets.length === 0) throw unreadable('workbook/no-table', {})
  return { format: 'xls', sheets, close: () => {} }
}
