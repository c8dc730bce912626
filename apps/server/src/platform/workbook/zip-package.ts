import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { limits } from './limits.ts'
import { unreadable } from './workbook-problem.ts'

type Entry = Readonly<{ name: string; method: number; packed: number; inflated: number; crc: number; offset: number }>

const end = 0x06054b50
const end64Locator = 0x07064b50
const end64 = 0x06064b50
const central = 0x02014b50
const local = 0x04034b50
const unset32 = 0xffffffff

const damaged = (part: string) => unreadable('workbook/damaged', { part })

/** Where the bytes of a package lie: in a file, or in memory already. */
type Source = Readonly<{
  size: () => number
  read: (into: Buffer, position: number) => number
  stream: (start: number, end: number) => Readable
  close: () => void
}>

const ofFile = (path: string): Source => {
  const fd = openSync(path, 'r')
  return {
    size: () => fstatSync(fd).size,
    read: (into, position) => readSync(fd, into, 0, into.length, position),
    stream: (start, end) => createReadStream(path, { start, end, highWaterMark: 64 * 1024 }),
    close: () => closeSync(fd),
  }
}

const ofBytes = (bytes: Buffer): Source => ({
  size: () => bytes.length,
  read: (into, position) => bytes.copy(into, 0, position),
  stream: (start, end) => Readable.from([bytes.subarray(start, end + 1)]),
  close: () => undefined,
})

/**
 * The parts of a zip package, read by position so that a file is never held whole. Trusts nothing: declared sizes
 * are bounded before anything is inflated, and counted again while inflating, because a declaration may lie.
 */
export class ZipPackage {
  readonly #source: Source
  readonly #entries = new Map<string, Entry>()
  #inflated = 0

  constructor(from: string | Buffer) {
    this.#source = typeof from === 'string' ? ofFile(from) : ofBytes(from)
    try {
      for (const entry of this.#directory()) this.#entries.set(entry.name, entry)
      this.#boundDeclaredSizes()
    } catch (refusal) {
      this.close()
      throw refusal
    }
  }

  close(): void {
    this.#source.close()
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined
  }

  names(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** The bytes of a part in pieces of at most 64 KB. */
  async *inflate(name: string): AsyncGenerator<Buffer> {
    const entry = this.#find(name)
    if (entry === undefined) throw damaged(name)
    const start = this.#dataStart(entry)
    if (entry.packed === 0) return
    const packed = this.#source.stream(start, start + entry.packed - 1)
    const bytes = entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 64 * 1024 }))
    // `pipe` does not pass errors on: a file that shrinks under us must end the loop below, not hang it.
    if (bytes !== packed) packed.once('error', error => bytes.destroy(error))
    let [counted, crc] = [0, 0]
    try {
      for await (const piece of bytes as AsyncIterable<Buffer>) {
        counted += piece.length
        crc = crc32(piece, crc)
        this.#inflated += piece.length
        if (counted > entry.inflated) throw unreadable('workbook/bomb', { part: name, limit: entry.inflated })
        // Sheets are passed over twice (merged cells stand behind the rows), hence twice the bound.
        if (this.#inflated > 2 * limits.inflatedBytes) throw unreadable('workbook/bomb', { part: name, limit: limits.inflatedBytes })
        yield piece
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && /^(Z_|ERR_|E[A-Z]+$)/.test(String(error.code))) throw damaged(name)
      throw error
    } finally {
      packed.destroy()
      bytes.destroy()
    }
    if (counted !== entry.inflated || crc !== entry.crc) throw damaged(name)
  }

  /** A small part as text. */
  async text(name: string): Promise<string> {
    const pieces: Buffer[] = []
    let length = 0
    for await (const piece of this.inflate(name)) {
      length += piece.length
      if (length > limits.smallPartBytes) throw unreadable('workbook/bomb', { part: name, limit: limits.smallPartBytes })
      pieces.push(piece)
    }
    const whole = Buffer.concat(pieces)
    return new TextDecoder(xmlEncoding(whole)).decode(whole)
  }

  /** Names compare without case: some writers say `xl/SharedStrings.xml` in one place and otherwise in another. */
  #find(name: string): Entry | undefined {
    const exact = this.#entries.get(name)
    if (exact !== undefined) return exact
    const folded = name.toLowerCase()
    for (const [key, entry] of this.#entries) if (key.toLowerCase() === folded) return entry
    return undefined
  }

  #read(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length)
    if (position < 0 || this.#source.read(bytes, position) !== length) throw damaged('压缩目录')
    return bytes
  }

  *#directory(): Generator<Entry> {
    const size = this.#source.size()
    const tailLength = Math.min(size, 65_557)
    const tail = this.#read(size - tailLength, tailLength)
    let at = tailLength - 22
    while (at >= 0 && tail.readUInt32LE(at) !== end) at -= 1
    if (at < 0) throw damaged('压缩目录')
    let [count, length, offset] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)]
    if (count === 0xffff || length === unset32 || offset === unset32) {
      if (at < 20 || tail.readUInt32LE(at - 20) !== end64Locator) throw damaged('压缩目录')
      const record = this.#read(Number(tail.readBigUInt64LE(at - 12)), 56)
      if (record.readUInt32LE(0) !== end64) throw damaged('压缩目录')
      ;[count, length, offset] = [Number(record.readBigUInt64LE(32)), Number(record.readBigUInt64LE(40)), Number(record.readBigUInt64LE(48))]
    }
    if (count > limits.entries || length > limits.smallPartBytes) throw unreadable('workbook/bomb', { part: '压缩目录', limit: limits.smallPartBytes })
    const directory = this.#read(offset, length)
    for (let p = 0, i = 0; i < count; i += 1) {
      if (p + 46 > directory.length || directory.readUInt32LE(p) !== central) throw damaged('压缩目录')
      const [nameLength, extraLength] = [directory.readUInt16LE(p + 28), directory.readUInt16LE(p + 30)]
      const next = p + 46 + nameLength + extraLength + directory.readUInt16LE(p + 32)
      if (next > directory.length) throw damaged('压缩目录')
      if ((directory.readUInt16LE(p + 8) & 1) === 1) throw unreadable('workbook/encrypted', {})
      const extra = directory.subarray(p + 46 + nameLength, p + 46 + nameLength + extraLength)
      const [inflated, packed, entryOffset] = wide([directory.readUInt32LE(p + 24), directory.readUInt32LE(p + 20), directory.readUInt32LE(p + 42)], extra)
      yield {
        name: directory.toString('utf8', p + 46, p + 46 + nameLength).replaceAll('\\', '/'),
        method: directory.readUInt16LE(p + 10),
        packed,
        inflated,
        crc: directory.readUInt32LE(p + 16),
        offset: entryOffset,
      }
      p = next
    }
  }

  #boundDeclaredSizes(): void {
    let sum = 0
    for (const entry of this.#entries.values()) {
      sum += entry.inflated
      const tooTight = entry.inflated > limits.packingAppliesFrom && entry.inflated > entry.packed * limits.packing
      if (sum > limits.inflatedBytes || tooTight) throw unreadable('workbook/bomb', { part: entry.name, limit: limits.inflatedBytes })
      if (entry.method !== 0 && entry.method !== 8) throw damaged(entry.name)
    }
  }

  #dataStart(entry: Entry): number {
    const header = this.#read(entry.offset, 30)
    if (header.readUInt32LE(0) !== local) throw damaged(entry.name)
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    if (start + entry.packed > this.#source.size()) throw damaged(entry.name)
    return start
  }
}

/** Fields that do not fit 32 bits stand in the ZIP64 extra field, in this order, only those that are missing. */
const wide = (fields: readonly [number, number, number], extra: Buffer): [number, number, number] => {
  const result: [number, number, number] = [...fields]
  if (!fields.includes(unset32)) return result
  for (let p = 0; p + 4 <= extra.length; p += 4 + extra.readUInt16LE(p + 2)) {
    if (extra.readUInt16LE(p) !== 1) continue
    let q = p + 4
    for (const i of [0, 1, 2] as const) {
      if (result[i] !== unset32) continue
      if (q + 8 > extra.length) throw damaged('压缩目录')
      result[i] = Number(extra.readBigUInt64LE(q))
      q += 8
    }
    return result
  }
  throw damaged('压缩目录')
}

/** XML parts are UTF-8 unless their first bytes say UTF-16. */
export const xmlEncoding = (head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' =>
  head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8'
