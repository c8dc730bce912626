import { closeSync, openSync, writeSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

type Written = Readonly<{ name: Buffer; crc: number; packed: number; inflated: number; offset: number }>

/** 1 January 1980: the first day a zip can name. A real time would make every file differ from the last. */
const fixedDate = 0x0021
const utf8Names = 0x0800
const most = 0xffffffff

/** Writes a zip package part by part straight to the file; sizes are filled in behind, so no reader needs descriptors. */
export class ZipWriter {
  readonly #fd: number
  readonly #parts: Written[] = []
  #at = 0

  constructor(path: string) {
    this.#fd = openSync(path, 'w', 0o600)
  }

  async add(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const offset = this.#at
    const nameBytes = Buffer.from(name)
    this.#append(Buffer.alloc(30 + nameBytes.length))
    const start = this.#at
    let [crc, inflated] = [0, 0]
    await pipeline(
      async function* () {
        for await (const piece of pieces) {
          const bytes = Buffer.from(piece)
          crc = crc32(bytes, crc)
          inflated += bytes.length
          yield bytes
        }
      },
      createDeflateRaw({ level: 6, chunkSize: 64 * 1024 }),
      async (packed: AsyncIterable<Buffer>) => {
        for await (const bytes of packed) this.#append(bytes)
      },
    )
    const packed = this.#at - start
    if (inflated > most || this.#at > most) throw new Error(`part ${name} is too large for a workbook`)
    const part = { name: nameBytes, crc, packed, inflated, offset }
    this.#parts.push(part)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    writeFields(header, 4, part)
    writeAll(this.#fd, Buffer.concat([header, nameBytes]), offset)
  }

  end(): void {
    const start = this.#at
    for (const part of this.#parts) {
      const entry = Buffer.alloc(46)
      entry.writeUInt32LE(0x02014b50, 0)
      entry.writeUInt16LE(20, 4)
      writeFields(entry, 6, part)
      entry.writeUInt32LE(part.offset, 42)
      this.#append(Buffer.concat([entry, part.name]))
    }
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(this.#parts.length, 8)
    end.writeUInt16LE(this.#parts.length, 10)
    end.writeUInt32LE(this.#at - start, 12)
    end.writeUInt32LE(start, 16)
    this.#append(end)
  }

  close(): void {
    closeSync(this.#fd)
  }

  #append(bytes: Buffer): void {
    writeAll(this.#fd, bytes, this.#at)
    this.#at += bytes.length
  }
}

/** The thirteen fields that a part's own header and its directory entry share. */
const writeFields = (header: Buffer, at: number, part: Written): void => {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(utf8Names, at + 2)
  header.writeUInt16LE(8, at + 4)
  header.writeUInt16LE(0, at + 6)
  header.writeUInt16LE(fixedDate, at + 8)
  header.writeUInt32LE(part.crc, at + 10)
  header.writeUInt32LE(part.packed, at + 14)
  header.writeUInt32LE(part.inflated, at + 18)
  header.writeUInt16LE(part.name.length, at + 22)
}

const writeAll = (fd: number, bytes: Buffer, position: number): void => {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, position + at)
}
