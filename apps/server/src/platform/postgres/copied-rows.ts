import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Tx } from './acting.ts'

/** On which connection a transaction runs: rows are copied in beside its statements. */
const connections = new WeakMap<Tx, pg.ClientBase>()
export const runsOn = (tx: Tx, client: pg.ClientBase): Tx => {
  connections.set(tx, client)
  return tx
}

export const connectionOf = (tx: Tx): pg.ClientBase => {
  const client = connections.get(tx)
  if (client === undefined) throw new Error('rows are copied within a transaction of ours')
  return client
}

/** What the server reads as one value: bytes as hexadecimal, what has parts as JSON, nothing as null. */
const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '\\N'
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | bigint | boolean)
  return /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, each => escaped[each] ?? each) : text
}
const escaped: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const linesAtOnce = 2000

/**
 * Rows, each its values in the order of the columns, copied into a table of this transaction's own: a temporary one,
 * because the server copies into no table under row policies. Returns how many there were.
 */
export const copyRows = async (tx: Tx, into: string, columns: readonly string[], rows: Iterable<readonly unknown[]>): Promise<number> => {
  const client = connectionOf(tx)
  let copied = 0
  const written = function* (): Generator<Buffer> {
    let lines: string[] = []
    for (const row of rows) {
      copied += 1
      lines.push(row.map(cell).join('\t'))
      if (lines.length < linesAtOnce) continue
      yield Buffer.from(`${lines.join('\n')}\n`)
      lines = []
    }
    if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`)
  }
  await pipeline(Readable.from(written(), { objectMode: false }), client.query(copyFrom(`copy ${into} (${columns.join(', ')}) from stdin`)))
  return copied
}

/** What a statement gives, as the bytes of CSV (unknown is nothing between two commas), read while the server still finds it. */
export const copyOut = (tx: Tx, statement: string): AsyncIterable<Buffer> => connectionOf(tx).query(copyTo(`copy (${statement}) to stdout (format csv)`))
