import { createReadStream } from 'node:fs'
import type { Cell, SheetRow } from '@yingjin/intake'
import { limits } from './limits.ts'
import { looksLikeUtf16 } from './recognise-format.ts'
import type { Workbook } from './workbook.ts'
import { unreadable } from './workbook-problem.ts'
import { detached } from './xml-scanner.ts'

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
type Delimiter = '\t' | ',' | ';' | '|'

/** Throws `UnreadableWorkbook` when the bytes are no text in any encoding used here. */
export const openDelimitedText = async (path: string, sheetName: string): Promise<Workbook> => {
  const encoding = await encodingOf(path)
  const delimiter = await delimiterOf(path, encoding)
  return {
    format: 'text',
    sheets: [{ name: sheetName, hidden: false, merges: async () => [], rows: () => rowsOf(path, encoding, delimiter) }],
    close: () => {},
  }
}

const pieces = (path: string): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const piece of pieces(path)) yield decoder.decode(piece, { stream: true })
  const last = decoder.decode()
  if (last !== '') yield last
}

const decodes = async (path: string, encoding: Encoding): Promise<boolean> => {
  try {
    for await (const text of decoded(path, encoding)) if (text.includes('\0')) return false
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/**
 * A byte-order mark settles it. Otherwise the whole file must be valid UTF-8, or else valid GB18030 (of which GBK and
 * GB2312 are parts): Chinese text in GBK is practically never valid UTF-8, and one bad byte is told, not replaced.
 */
const encodingOf = async (path: string): Promise<Encoding> => {
  let head: Buffer = Buffer.alloc(0)
  for await (const piece of pieces(path)) {
    head = piece
    break
  }
  const marked = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : looksLikeUtf16(head)
  const tried: readonly Encoding[] = marked === null ? ['utf-8', 'gb18030'] : [marked]
  for (const encoding of tried) if (await decodes(path, encoding)) return encoding
  throw unreadable('workbook/unknown-encoding', { tried: tried.join('、').toUpperCase() })
}

const delimiters: readonly Delimiter[] = ['\t', ',', ';', '|']

/** The separator that splits the first lines most evenly: most columns among those nearly every line agrees on. */
const delimiterOf = async (path: string, encoding: Encoding): Promise<Delimiter> => {
  let sample = ''
  for await (const text of decoded(path, encoding)) {
    sample += text
    if (sample.length > 64 * 1024) break
  }
  const lines = sample
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r\n|\r|\n/)
    .filter(line => line.trim() !== '')
    .slice(0, 50)
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const counts = lines.map(line => line.split(delimiter).length - 1).toSorted((a, b) => a - b)
    const score = counts[Math.floor(counts.length / 2)] ?? 0
    if (score > bestScore) [best, bestScore] = [delimiter, score]
  }
  return best
}

/** `="530…"` is how a text field is kept from becoming a number; its text is what is inside. */
const fieldCell = (field: string): Cell => {
  if (field === '') return null
  if (field.startsWith('="') && field.endsWith('"')) return field.slice(2, -1).replaceAll('""', '"')
  return field
}

async function* rowsOf(path: string, encoding: Encoding, delimiter: Delimiter): AsyncGenerator<readonly SheetRow[]> {
  const parser = new DelimitedParser(delimiter)
  for await (const text of decoded(path, encoding)) {
    const rows = parser.push(text)
    if (rows.length > 0) yield rows
  }
  const rows = parser.end()
  if (rows.length > 0) yield rows
}

/**
 * Fields and rows of delimited text (RFC 4180, more tolerant). A field is quoted only when it begins with a quote; a
 * quoted field longer than a cell can be means a lost quote, which would otherwise swallow the rest of the file.
 */
class DelimitedParser {
  readonly #delimiter: string
  #rows: SheetRow[] = []
  #cells: Cell[] = []
  #field = ''
  #state: 'start' | 'plain' | 'quoted' | 'quote-in-quoted' = 'start'
  #row = 1
  #afterReturn = false
  #slots = 0

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter
  }

  push(text: string): readonly SheetRow[] {
    let from = 0
    for (let i = 0; i < text.length; i += 1) {
      const c = text[i]
      if (this.#afterReturn) {
        this.#afterReturn = false
        if (c === '\n') {
          from = i + 1
          continue
        }
      }
      if (this.#state === 'quoted') {
        if (c !== '"') continue
        this.#field += detached(text, from, i)
        this.#bound()
        this.#state = 'quote-in-quoted'
        from = i + 1
        continue
      }
      if (c === '"') {
        if (this.#state === 'start') {
          this.#state = 'quoted'
          from = i + 1
        } else if (this.#state === 'quote-in-quoted') {
          this.#state = 'quoted'
          from = i // the doubled quote is one quote of the text
        }
        continue
      }
      if (c === this.#delimiter || c === '\n' || c === '\r') {
        this.#field += detached(text, from, i)
        from = i + 1
        this.#endField()
        if (c !== this.#delimiter) this.#endRow()
        this.#afterReturn = c === '\r'
        continue
      }
      if (this.#state === 'start' || this.#state === 'quote-in-quoted') this.#state = 'plain'
    }
    this.#field += detached(text, from, text.length)
    this.#bound()
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  end(): readonly SheetRow[] {
    if (this.#state === 'quoted') throw unreadable('workbook/open-quote', { row: this.#row })
    if (this.#state !== 'start' || this.#cells.length > 0) {
      this.#endField()
      this.#endRow()
    }
    return this.#rows
  }

  #bound(): void {
    if (this.#field.length > limits.cellText) throw unreadable('workbook/open-quote', { row: this.#row })
  }

  #endField(): void {
    this.#cells.push(fieldCell(this.#field))
    this.#field = ''
    this.#state = 'start'
    if (this.#cells.length > limits.columns) throw unreadable('workbook/absurd-size', { sheet: '', what: 'columns', limit: limits.columns })
  }

  #endRow(): void {
    let length = this.#cells.length
    while (length > 0 && this.#cells[length - 1] === null) length -= 1
    this.#cells.length = length
    this.#slots += length
    if (this.#slots > limits.cells) throw unreadable('workbook/absurd-size', { sheet: '', what: 'cells', limit: limits.cells })
    this.#rows.push({ row: this.#row, cells: this.#cells })
    this.#cells = []
    this.#row += 1
  }
}
