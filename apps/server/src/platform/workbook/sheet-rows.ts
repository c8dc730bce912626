import type { Cell, SheetRow } from '@yingjin/intake'
import { limits } from './limits.ts'
import { dayOfSerial, general, type NumberFormat, shownNumber } from './number-format.ts'
import type { SharedStrings } from './shared-strings.ts'
import { unreadable } from './workbook-problem.ts'
import { detached, type TagHandler, unescapeCellText, unescapeXml } from './xml-scanner.ts'

/** What a cell's attributes refer to. */
export type CellContext = Readonly<{ sheet: string; strings: SharedStrings | null; formats: readonly NumberFormat[]; from1904: boolean }>

/** A formula whose result was never saved: reading it as an empty cell would lose a value in silence. */
export const notCalculated = '#未计算'

type CellType = 'number' | 'shared' | 'inline' | 'formula-text' | 'boolean' | 'error' | 'date'

const cellTypes: Readonly<Record<string, CellType>> = {
  s: 'shared',
  inlineStr: 'inline',
  str: 'formula-text',
  b: 'boolean',
  e: 'error',
  d: 'date',
  n: 'number',
}

const keptSpace = '<is><t xml:space="preserve">'
const quote = 34
const letterR = 114
const letterS = 115
const letterT = 116
const letterC = 99
const letterV = 118
const letterF = 102

/**
 * Turns the tags of a worksheet part into rows. `taken()` hands over the rows finished so far; cells that only carry
 * formatting leave no trace but the row itself, so that formatted blank rows are seen and counted as blank.
 */
export class SheetRows implements TagHandler {
  readonly #context: CellContext
  #rows: SheetRow[] = []
  #inData = false
  #row = 0
  #cells: Cell[] = []
  #column = -1
  #type: CellType = 'number'
  #format: NumberFormat = general
  #value = ''
  #formula = false
  #wanted = false
  #phonetic = false
  #slots = 0

  constructor(context: CellContext) {
    this.#context = context
  }

  taken(): readonly SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  wantsText(): boolean {
    return this.#wanted
  }

  text(piece: string): void {
    this.#value = this.#value === '' ? piece : this.#value + piece
    if (this.#value.length > 64 * limits.cellText) throw unreadable('workbook/damaged', { part: this.#context.sheet })
  }

  open(text: string, nameAt: number, nameEnd: number, tagEnd: number): void {
    const length = nameEnd - nameAt
    if (length === 1) {
      const first = text.charCodeAt(nameAt)
      if (first === letterC) this.#openCell(text, nameEnd, tagEnd)
      else if (first === letterV) this.#wanted = this.#inData
      else if (first === letterT) this.#wanted = this.#inData && !this.#phonetic
      else if (first === letterF) this.#formula = true
    } else if (length === 3) {
      if (text.startsWith('row', nameAt)) this.#openRow(text, nameEnd, tagEnd)
      else if (text.startsWith('rPh', nameAt)) this.#phonetic = true
    } else if (length === 9 && text.startsWith('sheetData', nameAt)) this.#inData = true
  }

  close(text: string, nameAt: number, nameEnd: number): void {
    const length = nameEnd - nameAt
    if (length === 1) {
      const first = text.charCodeAt(nameAt)
      if (first === letterC) this.#closeCell()
      else if (first === letterV || first === letterT) this.#wanted = false
    } else if (length === 3) {
      if (text.startsWith('row', nameAt)) this.#closeRow()
      else if (text.startsWith('rPh', nameAt)) this.#phonetic = false
    } else if (length === 9 && text.startsWith('sheetData', nameAt)) this.#inData = false
  }

  /** `<c r="B7" s="1" t="s"><v>42</v></c>` and `<c r="B7" t="inlineStr"><is><t>甲</t></is></c>` in one go. */
  shortcut(text: string, tag: number): number {
    if (text.charCodeAt(tag + 1) !== letterC || text.charCodeAt(tag + 2) !== 32 || !this.#inData) return 0
    let [column, style] = [0, 0]
    let type: CellType = 'number'
    let p = tag + 2
    let c = 32
    while (c === 32) {
      const name = text.charCodeAt(p + 1)
      if (text.charCodeAt(p + 2) !== 61 || text.charCodeAt(p + 3) !== quote) return 0
      p += 4
      if (name === letterR) {
        for (c = text.charCodeAt(p); c >= 65 && c <= 90; c = text.charCodeAt(p)) {
          column = column * 26 + c - 64
          p += 1
        }
        while (c >= 48 && c <= 57) {
          p += 1
          c = text.charCodeAt(p)
        }
      } else if (name === letterS) {
        for (c = text.charCodeAt(p); c >= 48 && c <= 57; c = text.charCodeAt(p)) {
          style = style * 10 + c - 48
          p += 1
        }
      } else if (name === letterT) {
        if (text.charCodeAt(p) === letterS && text.charCodeAt(p + 1) === quote) {
          type = 'shared'
          p += 1
        } else if (text.startsWith('inlineStr"', p)) {
          type = 'inline'
          p += 9
        } else return 0
      } else return 0
      if (text.charCodeAt(p) !== quote) return 0
      p += 1
      c = text.charCodeAt(p)
    }
    if (column < 1 || column > limits.columns) return 0
    if (c === 47 && text.charCodeAt(p + 1) === 62) {
      this.#column = column - 1
      return p + 2
    }
    if (c !== 62) return 0
    const inline = type === 'inline'
    const opening = inline
      ? text.startsWith('<is><t>', p + 1)
        ? 7
        : text.startsWith(keptSpace, p + 1)
          ? keptSpace.length
          : 0
      : text.startsWith('<v>', p + 1)
        ? 3
        : 0
    const from = p + 1 + opening
    const to = opening === 0 ? -1 : text.indexOf('<', from)
    const closing = inline ? '</t></is></c>' : '</v></c>'
    if (to === -1 || !text.startsWith(closing, to)) return 0
    this.#column = column - 1
    this.#type = type
    this.#format = this.#context.formats[style] ?? general
    this.#formula = false
    this.#value = unescapeXml(detached(text, from, to))
    this.#place(this.#cell())
    return to + closing.length
  }

  #openRow(text: string, from: number, to: number): void {
    if (!this.#inData) return
    let number = 0
    for (let p = from; p < to - 2; p += 1) {
      if (text.charCodeAt(p) !== letterR || text.charCodeAt(p + 1) !== 61 || text.charCodeAt(p - 1) > 32) continue
      for (let q = p + 3, c = text.charCodeAt(q); c >= 48 && c <= 57; q += 1, c = text.charCodeAt(q)) number = number * 10 + c - 48
      break
    }
    this.#row = number > 0 ? number : this.#row + 1
    if (this.#row > limits.rows) throw unreadable('workbook/absurd-size', { sheet: this.#context.sheet, what: 'rows', limit: limits.rows })
    this.#cells = []
    this.#column = -1
  }

  #closeRow(): void {
    if (!this.#inData) return
    this.#slots += this.#cells.length
    if (this.#slots > limits.cells) throw unreadable('workbook/absurd-size', { sheet: this.#context.sheet, what: 'cells', limit: limits.cells })
    this.#rows.push({ row: this.#row, cells: this.#cells })
    this.#cells = []
  }

  #openCell(text: string, from: number, to: number): void {
    let column = this.#column + 1
    let style = 0
    this.#type = 'number'
    this.#value = ''
    this.#formula = false
    for (let p = from; p < to; p += 1) {
      // Attributes of a cell: r="AB12" s="3" t="s"; the others (cm, vm, ph) say nothing about the value.
      if (text.charCodeAt(p) !== 61) continue
      const name = text.charCodeAt(p - 1)
      const single = text.charCodeAt(p - 2) <= 32
      const mark = text.charCodeAt(p + 1)
      const start = p + 2
      let end = start
      while (end < to && text.charCodeAt(end) !== mark) end += 1
      if (single && name === letterR) {
        column = 0
        for (let q = start; q < end; q += 1) {
          const c = text.charCodeAt(q) & ~32
          if (c < 65 || c > 90) break
          column = column * 26 + c - 64
          if (column > limits.columns) break
        }
        column = column === 0 ? this.#column + 1 : column - 1
      } else if (single && name === letterS) {
        for (let q = start; q < end; q += 1) style = style * 10 + text.charCodeAt(q) - 48
      } else if (single && name === letterT) {
        this.#type = end - start === 1 && text.charCodeAt(start) === letterS ? 'shared' : (cellTypes[text.slice(start, end)] ?? 'number')
      }
      p = end
    }
    if (column >= limits.columns) throw unreadable('workbook/absurd-size', { sheet: this.#context.sheet, what: 'columns', limit: limits.columns })
    this.#column = column
    this.#format = this.#context.formats[style] ?? general
  }

  #closeCell(): void {
    this.#wanted = false
    if (!this.#inData || this.#column < 0) return
    this.#place(this.#cell())
  }

  #place(cell: Cell): void {
    if (cell === null) return
    const cells = this.#cells
    while (cells.length < this.#column) cells.push(null)
    cells[this.#column] = cell
  }

  #cell(): Cell {
    const value = this.#value
    switch (this.#type) {
      case 'shared': {
        if (value === '') return null
        const text = this.#context.strings?.at(Number(value))
        if (text === undefined) throw unreadable('workbook/damaged', { part: this.#context.sheet })
        return text === '' ? null : text
      }
      case 'inline':
      case 'formula-text':
        return value === '' ? null : unescapeCellText(value)
      case 'boolean':
        return value === '' ? null : { kind: 'boolean', value: value === '1' || value === 'true' }
      case 'error':
        return { kind: 'error', text: value }
      case 'date': {
        const day = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0]
        return day === undefined ? textOrNull(value) : { kind: 'date', date: day as Extract<Cell, { kind: 'date' }>['date'] }
      }
      case 'number':
        return this.#number(value)
    }
  }

  #number(text: string): Cell {
    if (text === '') return this.#formula ? { kind: 'error', text: notCalculated } : null
    const value = Number(text)
    if (!Number.isFinite(value)) return textOrNull(text.trim())
    if (this.#format.date) {
      const date = dayOfSerial(value, this.#context.from1904)
      if (date !== null) return { kind: 'date', date }
    }
    return { kind: 'number', value, shown: shownNumber(value, this.#format) }
  }
}

const textOrNull = (text: string): string | null => (text === '' ? null : text)
