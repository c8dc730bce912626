import { type Cell } from '@yingjin/intake'
import { parsePlainDate } from '@yingjin/kernel'
import { heldSheet, SheetGrid } from './held-sheet.ts'
import { limits } from './limits.ts'
import { general, shownNumber } from './number-format.ts'
import { readWhole } from './recognise-format.ts'
import type { Sheet, Workbook } from './workbook.ts'
import { unreadable } from './workbook-problem.ts'
import { attribute, type TagHandler, XmlScanner } from './xml-scanner.ts'
import { xmlEncoding } from './zip-package.ts'

const part = 'XML 表格 2003'

const cellOf = (type: string, text: string): Cell => {
  if (text === '') return null
  if (type === 'Boolean') return { kind: 'boolean', value: text === '1' }
  if (type === 'Error') return { kind: 'error', text }
  if (type === 'DateTime') {
    const date = parsePlainDate(text.slice(0, 10))
    return date.ok ? { kind: 'date', date: date.value } : text
  }
  if (type !== 'Number') return text
  const value = Number(text)
  return Number.isFinite(value) ? { kind: 'number', value, shown: shownNumber(value, general) } : text
}

/** “XML 表格 2003” (SpreadsheetML), which some systems still export under the name .xls. */
class WorkbookXml implements TagHandler {
  readonly sheets: Sheet[] = []
  #name = ''
  #grid: SheetGrid | null = null
  #cell: { across: number; down: number; column: number | undefined; type: string; text: string } | null = null
  #inData = false

  wantsText(): boolean {
    return this.#inData
  }

  text(piece: string): void {
    if (this.#cell === null) return
    this.#cell.text += piece
    if (this.#cell.text.length > 64 * limits.cellText) throw unreadable('workbook/damaged', { part })
  }

  open(text: string, nameAt: number, nameEnd: number, tagEnd: number): void {
    const name = text.slice(nameAt, nameEnd)
    const get = (key: string): string | undefined => attribute(text, nameEnd, tagEnd, key)
    const whole = (key: string): number | undefined => {
      const value = get(key)
      return value !== undefined && /^\d{1,7}$/.test(value) ? Number(value) : undefined
    }
    if (name === 'Worksheet') {
      this.#name = get('Name') ?? ''
      this.#grid = new SheetGrid(this.#name)
      if (this.sheets.length >= limits.sheets) throw unreadable('workbook/absurd-size', { sheet: '', what: 'sheets', limit: limits.sheets })
    } else if (name === 'Row') this.#grid?.openRow(whole('Index'))
    else if (name === 'Cell') {
      const index = whole('Index')
      this.#cell = {
        across: (whole('MergeAcross') ?? 0) + 1,
        down: (whole('MergeDown') ?? 0) + 1,
        column: index === undefined ? undefined : index - 1,
        type: 'String',
        text: '',
      }
    } else if (name === 'Data' && this.#cell !== null) {
      this.#cell.type = get('Type') ?? 'String'
      this.#inData = true
    }
  }

  close(text: string, nameAt: number, nameEnd: number): void {
    const name = text.slice(nameAt, nameEnd)
    if (name === 'Data') this.#inData = false
    else if (name === 'Cell' && this.#cell !== null) {
      this.#grid?.put(cellOf(this.#cell.type, this.#cell.text), this.#cell.across, this.#cell.down, this.#cell.column)
      this.#cell = null
    } else if (name === 'Row') this.#grid?.closeRow()
    else if (name === 'Worksheet' && this.#grid !== null) {
      this.sheets.push(heldSheet(this.#name, false, this.#grid.rows, this.#grid.merges))
      this.#grid = null
    }
  }
}

export const openXml2003 = (path: string): Workbook => {
  const bytes = readWhole(path)
  const said = /encoding\s*=\s*["']gb/i.test(bytes.toString('latin1', 0, 200)) ? 'gb18030' : xmlEncoding(bytes)
  const handler = new WorkbookXml()
  const scanner = new XmlScanner(part, handler)
  scanner.push(new TextDecoder(said).decode(bytes))
  scanner.end()
  if (handler.sheets.length === 0) throw unreadable('workbook/no-table', {})
  return { format: 'xml-2003', sheets: handler.sheets, close: () => {} }
}
