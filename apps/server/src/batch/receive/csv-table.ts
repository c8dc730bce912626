import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import type { Value } from '@yingjin/intake'

const flushAt = 1 << 20
const needsQuotes = /[",\n\r]/

/**
 * Rows on their way from the child to the parent, as CSV in private scratch. An empty field is unknown; there is no
 * empty text. The digest covers the rows in the order of the file, which is their sorted order.
 */
export class CsvTable {
  readonly path: string
  rows = 0
  readonly #fd: number
  readonly #hash = createHash('sha256')
  #pending = ''

  constructor(path: string) {
    this.path = path
    this.#fd = openSync(path, 'wx', 0o600)
  }

  /** `lead` stands before the values and is made of numbers and a text already written by `csvField`. */
  write(lead: string, values: readonly Value[], keys: readonly Value[]): void {
    let line = lead
    for (let i = 0; i < values.length; i += 1) line += `,${csvField(values[i] ?? null)}`
    for (let i = 0; i < keys.length; i += 1) line += `,${csvField(keys[i] ?? null)}`
    this.#pending += `${line}\n`
    this.rows += 1
    if (this.#pending.length > flushAt) this.#flush()
  }

  /** Closes the file and gives the digest of its rows. */
  end(): string {
    this.#flush()
    closeSync(this.#fd)
    return this.#hash.digest('hex')
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending)
    this.#pending = ''
    this.#hash.update(bytes)
    for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at)
  }
}

export const csvField = (value: Value): string => {
  if (value === null || value === '') return ''
  if (typeof value === 'string') return needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (!Number.isSafeInteger(value)) throw new Error('a number in a snapshot must be a whole number')
  return String(value)
}
