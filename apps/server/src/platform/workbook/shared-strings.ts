import { type TagHandler, unescapeCellText, XmlScanner } from './xml-scanner.ts'
import { limits } from './limits.ts'
import { unreadable } from './workbook-problem.ts'
import { xmlEncoding } from './zip-package.ts'

const keptAsText = 1 << 15

/**
 * The texts a workbook's cells point into. Kept as bytes with offsets, not as strings: a workbook of 200,000 children
 * brings millions of different texts, and as strings they alone would break the memory promise. The first ones, where
 * words that repeat stand, are kept as text too.
 */
export class SharedStrings {
  #bytes = Buffer.allocUnsafe(1 << 16)
  #length = 0
  #offsets = new Uint32Array(1 << 12)
  #count = 0
  readonly #texts: (string | undefined)[] = []

  get count(): number {
    return this.#count
  }

  add(text: string): void {
    const most = text.length * 3
    if (this.#length + most > limits.sharedStringBytes) throw unreadable('workbook/bomb', { part: 'sharedStrings.xml', limit: limits.sharedStringBytes })
    if (this.#length + most > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + most))
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    if (this.#count + 1 >= this.#offsets.length) {
      const larger = new Uint32Array(this.#offsets.length * 2)
      larger.set(this.#offsets)
      this.#offsets = larger
    }
    this.#length += this.#bytes.write(text, this.#length)
    this.#count += 1
    this.#offsets[this.#count] = this.#length
  }

  /** Undefined where a cell points behind the end: that file is damaged. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined
    const kept = index < keptAsText ? this.#texts[index] : undefined
    if (kept !== undefined) return kept
    const text = this.#bytes.toString('utf8', this.#offsets[index] ?? 0, this.#offsets[index + 1] ?? 0)
    if (index < keptAsText) {
      while (this.#texts.length <= index) this.#texts.push(undefined)
      this.#texts[index] = text
    }
    return text
  }
}

/** Runs of rich text are joined; phonetic hints (`rPh`) are no part of the text. */
const handlerFor = (strings: SharedStrings): TagHandler => {
  let [inText, phonetic, text] = [false, false, '']
  return {
    open(source, at, end) {
      const length = end - at
      const first = source.charCodeAt(at)
      if (length === 1 && first === 116) inText = !phonetic
      else if (length === 2 && source.startsWith('si', at)) text = ''
      else if (length === 3 && source.startsWith('rPh', at)) phonetic = true
    },
    close(source, at, end) {
      const length = end - at
      const first = source.charCodeAt(at)
      if (length === 1 && first === 116) inText = false
      else if (length === 2 && source.startsWith('si', at)) strings.add(unescapeCellText(text))
      else if (length === 3 && source.startsWith('rPh', at)) phonetic = false
    },
    wantsText: () => inText,
    text(piece) {
      text += piece
      if (text.length > 64 * limits.cellText) throw unreadable('workbook/damaged', { part: 'sharedStrings.xml' })
    },
  }
}

export const readSharedStrings = async (pieces: AsyncIterable<Buffer>): Promise<SharedStrings> => {
  const strings = new SharedStrings()
  const scanner = new XmlScanner('sharedStrings.xml', handlerFor(strings))
  for await (const text of decodedXml(pieces)) scanner.push(text)
  scanner.end()
  return strings
}

/** Bytes of an XML part as text, characters never split between two pieces. */
export async function* decodedXml(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(xmlEncoding(piece))
    yield decoder.decode(piece, { stream: true })
  }
  const last = decoder?.decode() ?? ''
  if (last !== '') yield last
}
