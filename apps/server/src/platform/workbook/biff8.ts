import type { Cell, Merge } from '@yingjin/intake'
import { limits } from './limits.ts'
import { dayOfSerial, general, type NumberFormat, numberFormat, shownNumber } from './number-format.ts'
import { unreadable } from './workbook-problem.ts'

/** Records of a BIFF8 stream (MS-XLS 2.3), those that a list is made of. */
const records = {
  formula: 0x0006,
  endOfFile: 0x000a,
  dateMode: 0x0022,
  filePass: 0x002f,
  continued: 0x003c,
  boundSheet: 0x0085,
  manyRk: 0x00bd,
  richString: 0x00d6,
  cellFormat: 0x00e0,
  mergeCells: 0x00e5,
  sharedStrings: 0x00fc,
  sharedLabel: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  booleanOrError: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  numberFormat: 0x041e,
  beginOfFile: 0x0809,
} as const

const biff8 = 0x0600
const errorTexts: Readonly<Record<number, string>> = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' }

type BiffRecord = Readonly<{ id: number; at: number; data: Buffer }>
/** `cells` by row, 0-based; rows and cells that hold nothing are not there. */
export type BiffSheet = Readonly<{ name: string; hidden: boolean; rows: ReadonlyMap<number, readonly Cell[]>; merges: readonly Merge[] }>

const damaged = () => unreadable('workbook/damaged', { part: '.xls' })

/** One record after the other; a record that ends beyond the stream is damage, zeros behind the last one are padding. */
function* recordsFrom(bytes: Buffer, from: number): Generator<BiffRecord> {
  for (let at = from; at + 4 <= bytes.length;) {
    const [id, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)]
    if (at + 4 + length > bytes.length) throw damaged()
    yield { id, at, data: bytes.subarray(at + 4, at + 4 + length) }
    at += 4 + length
  }
}

/** Reads on over the records a long text is continued in. A text broken off says anew how wide its characters are. */
class Blocks {
  readonly #blocks: readonly Buffer[]
  #block = 0
  #at: number

  constructor(blocks: readonly Buffer[], from = 0) {
    this.#blocks = blocks
    this.#at = from
  }

  byte(): number {
    const bytes = this.#rest()
    this.#at += 1
    return bytes.readUInt8(this.#at - 1)
  }
  word(): number {
    return this.byte() | (this.byte() << 8)
  }
  long(): number {
    return this.word() + this.word() * 0x10000
  }
  skip(count: number): void {
    for (let left = count; left > 0;) {
      const bytes = this.#rest()
      const step = Math.min(left, bytes.length - this.#at)
      this.#at += step
      left -= step
    }
  }

  /** A text whose length stands before it: characters, and beside them runs of formats and readings that are not kept. */
  text(length: number): string {
    const flags = this.byte()
    const runs = (flags & 8) === 0 ? 0 : this.word()
    const extended = (flags & 4) === 0 ? 0 : this.long()
    let wide = (flags & 1) === 1
    let text = ''
    for (let left = length; left > 0;) {
      if (this.#at >= (this.#blocks[this.#block]?.length ?? 0)) wide = (this.byte() & 1) === 1
      const bytes = this.#rest()
      const size = wide ? 2 : 1
      const count = Math.min(left, Math.floor((bytes.length - this.#at) / size))
      if (count === 0) throw damaged()
      text += bytes.toString(wide ? 'utf16le' : 'latin1', this.#at, this.#at + count * size)
      this.#at += count * size
      left -= count
    }
    this.skip(runs * 4 + extended)
    return text
  }

  #rest(): Buffer {
    let bytes = this.#blocks[this.#block]
    while (bytes !== undefined && this.#at >= bytes.length) {
      this.#block += 1
      this.#at = 0
      bytes = this.#blocks[this.#block]
    }
    if (bytes === undefined) throw damaged()
    return bytes
  }
}

const rkValue = (raw: number): number => {
  let value: number
  if ((raw & 2) !== 0) value = raw >> 2
  else {
    const bytes = Buffer.alloc(8)
    bytes.writeUInt32LE((raw & 0xfffffffc) >>> 0, 4)
    value = bytes.readDoubleLE(0)
  }
  return (raw & 1) === 0 ? value : value / 100
}

type Globals = Readonly<{ from1904: boolean; formats: readonly NumberFormat[]; strings: readonly string[] }>
type Bound = Readonly<{ name: string; hidden: boolean; at: number }>

/** The sheets of a BIFF8 workbook stream: cells with what their number formats show, merged areas, and which are hidden. */
export const readBiff8 = (bytes: Buffer): readonly BiffSheet[] => {
  try {
    const { globals, sheets } = readGlobals(bytes)
    if (sheets.length > limits.sheets) throw unreadable('workbook/absurd-size', { sheet: '', what: 'sheets', limit: limits.sheets })
    return sheets.map(sheet => readSheet(bytes, sheet, globals))
  } catch (error) {
    // A field that would stand beyond its record.
    if (error instanceof RangeError) throw damaged()
    throw error
  }
}

const readGlobals = (bytes: Buffer): Readonly<{ globals: Globals; sheets: readonly Bound[] }> => {
  let from1904 = false
  let strings: readonly string[] = []
  const codes = new Map<number, string>()
  const formatIds: number[] = []
  const sheets: Bound[] = []
  let shared: Buffer[] | null = null
  for (const { id, data } of recordsFrom(bytes, 0)) {
    if (id === records.continued) {
      shared?.push(data)
      continue
    }
    if (shared !== null) {
      strings = readSharedStrings(shared)
      shared = null
    }
    if (id === records.endOfFile) break
    if (id === records.beginOfFile && data.readUInt16LE(0) !== biff8) throw unreadable('workbook/foreign', { format: 'old-excel' })
    if (id === records.filePass) throw unreadable('workbook/encrypted', {})
    if (id === records.dateMode) from1904 = data.readUInt16LE(0) === 1
    if (id === records.numberFormat) codes.set(data.readUInt16LE(0), new Blocks([data], 4).text(data.readUInt16LE(2)))
    if (id === records.cellFormat) formatIds.push(data.readUInt16LE(2))
    if (id === records.sharedStrings) shared = [data]
    if (id === records.boundSheet) {
      // Charts, dialogues and macros have sheets of their own; no list stands on them.
      if (data.readUInt8(5) === 0)
        sheets.push({ at: data.readUInt32LE(0), hidden: (data.readUInt8(4) & 3) !== 0, name: new Blocks([data], 7).text(data.readUInt8(6)) })
    }
  }
  return { globals: { from1904, formats: formatIds.map(id => numberFormat(id, codes.get(id))), strings }, sheets }
}

const readSharedStrings = (blocks: readonly Buffer[]): readonly string[] => {
  const reader = new Blocks(blocks, 4)
  const count = reader.long()
  const size = blocks.reduce((sum, b) => sum + b.length, 0)
  // The least text takes three bytes: more texts than that is a lie that would fill the memory.
  if (count * 3 > size) throw damaged()
  return Array.from({ length: count }, () => reader.text(reader.word()))
}

const readSheet = (bytes: Buffer, { name, hidden, at }: Bound, globals: Globals): BiffSheet => {
  const rows = new Map<number, Cell[]>()
  const merges: Merge[] = []
  let slots = 0
  const put = (row: number, column: number, cell: Cell): void => {
    if (cell === null) return
    const cells = rows.get(row) ?? []
    if (cells.length === 0) rows.set(row, cells)
    slots += Math.max(0, column + 1 - cells.length)
    if (column >= limits.columns) throw unreadable('workbook/absurd-size', { sheet: name, what: 'columns', limit: limits.columns })
    if (slots > limits.cells) throw unreadable('workbook/absurd-size', { sheet: name, what: 'cells', limit: limits.cells })
    while (cells.length < column) cells.push(null)
    cells[column] = cell
  }
  const numberCell = (value: number, xf: number): Cell => {
    const format = globals.formats[xf] ?? general
    const date = format.date ? dayOfSerial(value, globals.from1904) : null
    return date === null ? { kind: 'number', value, shown: shownNumber(value, format) } : { kind: 'date', date }
  }
  /** The cell of a formula whose result is a text, which comes in a record of its own behind it. */
  let awaited: Readonly<{ row: number; column: number }> | null = null
  let texts: Readonly<{ row: number; column: number; blocks: Buffer[] }> | null = null
  let depth = 0
  if (at >= bytes.length || bytes.readUInt16LE(at) !== records.beginOfFile) throw damaged()
  for (const { id, data } of recordsFrom(bytes, at)) {
    if (id === records.continued && texts !== null) {
      texts.blocks.push(data)
      continue
    }
    if (texts !== null) {
      put(texts.row, texts.column, textCell(new Blocks(texts.blocks)))
      texts = null
    }
    if (id === records.beginOfFile) depth += 1
    if (id === records.endOfFile) depth -= 1
    if (depth === 0) break
    // A chart drawn on the sheet brings records of its own, cells of figures among them.
    if (depth > 1) continue
    const [row, column, xf] = data.length < 6 ? [0, 0, 0] : [data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4)]
    if (id === records.sharedLabel) put(row, column, globals.strings[data.readUInt32LE(6)] || null)
    else if (id === records.rk) put(row, column, numberCell(rkValue(data.readInt32LE(6)), xf))
    else if (id === records.number) put(row, column, numberCell(data.readDoubleLE(6), xf))
    else if (id === records.manyRk) {
      for (let i = 0; 4 + i * 6 + 6 <= data.length - 2; i += 1)
        put(row, column + i, numberCell(rkValue(data.readInt32LE(6 + i * 6)), data.readUInt16LE(4 + i * 6)))
    } else if (id === records.booleanOrError) put(row, column, booleanOrError(data.readUInt8(6), data.readUInt8(7) === 1))
    else if (id === records.label || id === records.richString) texts = { row, column, blocks: [data.subarray(6)] }
    else if (id === records.formula) {
      awaited = null
      const isNumber = data.readUInt16LE(12) !== 0xffff
      const kind = data.readUInt8(6)
      if (isNumber) put(row, column, numberCell(data.readDoubleLE(6), xf))
      else if (kind === 0) awaited = { row, column }
      else if (kind !== 3) put(row, column, booleanOrError(data.readUInt8(8), kind === 2))
    } else if (id === records.string && awaited !== null) {
      texts = { ...awaited, blocks: [data] }
      awaited = null
    } else if (id === records.mergeCells) {
      for (let i = 0, from = 2; i < data.readUInt16LE(0); i += 1, from += 8) {
        if (merges.length >= limits.merges) throw unreadable('workbook/absurd-size', { sheet: name, what: 'merges', limit: limits.merges })
        merges.push({
          top: data.readUInt16LE(from) + 1,
          bottom: data.readUInt16LE(from + 2) + 1,
          left: data.readUInt16LE(from + 4),
          right: data.readUInt16LE(from + 6),
        })
      }
    }
  }
  // Cut off in the middle, a list looks like a shorter list.
  if (depth > 0) throw damaged()
  return { name, hidden, rows, merges }
}

const textCell = (blocks: Blocks): Cell => blocks.text(blocks.word()) || null

const booleanOrError = (value: number, isError: boolean): Cell =>
  isError ? { kind: 'error', text: errorTexts[value] ?? '#ERR!' } : { kind: 'boolean', value: value !== 0 }
