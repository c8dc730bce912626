import { unreadable } from './workbook-problem.ts'

/** Where a stream of an OLE compound file begins and how long it is. */
type Entry = Readonly<{ name: string; kind: number; left: number; right: number; child: number; start: number; size: number }>

const free = 0xffffffff
const endOfChain = 0xfffffffe
const largestSector = 0xfffffffa
const [stream, root] = [2, 5]
const damaged = () => unreadable('workbook/damaged', { part: '.xls' })

/**
 * The streams at the top of an OLE compound file (MS-CFB), the box an .xls comes in. Those inside embedded objects are
 * not looked at: the workbook within a letter is not the letter. Every chain is bounded by the sectors there are.
 */
export class CompoundFile {
  readonly #bytes: Buffer
  readonly #sector: number
  readonly #miniSector: number
  readonly #cutoff: number
  readonly #next: Uint32Array
  readonly #miniNext: Uint32Array
  readonly #mini: Buffer
  readonly #streams = new Map<string, Entry>()

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    if (bytes.length < 512) throw damaged()
    const [shift, miniShift] = [bytes.readUInt16LE(30), bytes.readUInt16LE(32)]
    if ((shift !== 9 && shift !== 12) || miniShift !== 6) throw damaged()
    this.#sector = 1 << shift
    this.#miniSector = 1 << miniShift
    this.#cutoff = bytes.readUInt32LE(56)
    this.#next = this.#numbersIn(this.#tableSectors())
    const entries = this.#entries()
    const [top] = entries
    if (top === undefined || top.kind !== root) throw damaged()
    this.#mini = top.size === 0 ? Buffer.alloc(0) : this.#joined(this.#chain(top.start, this.#next)).subarray(0, top.size)
    const miniTable = bytes.readUInt32LE(60)
    this.#miniNext = miniTable >= largestSector ? new Uint32Array() : this.#numbersIn(this.#chain(miniTable, this.#next))
    for (const entry of below(top, entries)) if (entry.kind === stream) this.#streams.set(entry.name.toLowerCase(), entry)
  }

  has(name: string): boolean {
    return this.#streams.has(name.toLowerCase())
  }

  read(name: string): Buffer {
    const entry = this.#streams.get(name.toLowerCase())
    if (entry === undefined) throw damaged()
    const whole =
      entry.size >= this.#cutoff
        ? this.#joined(this.#chain(entry.start, this.#next))
        : Buffer.concat(this.#chain(entry.start, this.#miniNext).map(s => this.#mini.subarray(s * this.#miniSector, (s + 1) * this.#miniSector)))
    if (whole.length < entry.size) throw damaged()
    return whole.subarray(0, entry.size)
  }

  #sectorAt(sector: number): Buffer {
    const at = (sector + 1) * this.#sector
    if (at >= this.#bytes.length) throw damaged()
    return this.#bytes.subarray(at, at + this.#sector)
  }

  #joined(sectors: readonly number[]): Buffer {
    return Buffer.concat(sectors.map(s => this.#sectorAt(s)))
  }

  /** The sectors of the table of chains: 109 are named in the header, the rest in sectors of their own. */
  #tableSectors(): number[] {
    const most = Math.ceil(this.#bytes.length / this.#sector)
    const named: number[] = []
    for (let at = 76; at < 512; at += 4) named.push(this.#bytes.readUInt32LE(at))
    let more = this.#bytes.readUInt32LE(68)
    for (let i = 0; more < largestSector; i += 1) {
      if (i > most) throw damaged()
      const sector = this.#sectorAt(more)
      if (sector.length < this.#sector) throw damaged()
      for (let at = 0; at < this.#sector - 4; at += 4) named.push(sector.readUInt32LE(at))
      more = sector.readUInt32LE(this.#sector - 4)
    }
    return named.filter(s => s < largestSector)
  }

  #numbersIn(sectors: readonly number[]): Uint32Array {
    if (sectors.length > Math.ceil(this.#bytes.length / this.#sector)) throw damaged()
    const bytes = this.#joined(sectors)
    return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32LE(i * 4))
  }

  #chain(start: number, next: Uint32Array): number[] {
    const sectors: number[] = []
    for (let at = start; at !== endOfChain && at !== free; at = next[at] ?? free) {
      // A chain longer than its table goes in a circle.
      if (at >= next.length || sectors.length > next.length) throw damaged()
      sectors.push(at)
    }
    return sectors
  }

  #entries(): readonly Entry[] {
    const bytes = this.#joined(this.#chain(this.#bytes.readUInt32LE(48), this.#next))
    return Array.from({ length: Math.floor(bytes.length / 128) }, (_, i) => {
      const e = bytes.subarray(i * 128, (i + 1) * 128)
      const length = Math.min(64, Math.max(0, e.readUInt16LE(64) - 2))
      return {
        name: e.toString('utf16le', 0, length),
        kind: e.readUInt8(66),
        left: e.readUInt32LE(68),
        right: e.readUInt32LE(72),
        child: e.readUInt32LE(76),
        start: e.readUInt32LE(116),
        size: e.readUInt32LE(120),
      }
    })
  }
}

/** The entries of a folder, which are kept as a tree of siblings. */
const below = (folder: Entry, entries: readonly Entry[]): readonly Entry[] => {
  const found = new Set<Entry>()
  const waiting = [folder.child]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entry = entries[id]
    if (entry === undefined || found.has(entry)) continue
    found.add(entry)
    waiting.push(entry.left, entry.right)
  }
  return [...found]
}
