import { CompiledQuery } from 'kysely'
import type { Tx } from '../platform/postgres/index.ts'

/** A statement written out, with its values beside it. */
export const ask = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
  (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows

/** The one row of a statement that always gives one. */
export const askOne = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<Row> => {
  const [row] = await ask<Row>(tx, text, ...values)
  if (row === undefined) throw new Error(`no row from ${text}`)
  return row
}

const chunk = 4000

/** Many rows at once into a table: `columns` says their names and types; they travel as one JSON text per few thousand. */
export const addRows = async (
  tx: Tx,
  into: string,
  columns: Readonly<Record<string, string>>,
  rows: Iterable<Readonly<Record<string, unknown>>>,
): Promise<void> => {
  const names = Object.keys(columns).join(', ')
  const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  const text = `insert into ${into} (${names}) select ${names} from jsonb_to_recordset($1::jsonb) as r (${types.join(', ')})`
  let waiting: Readonly<Record<string, unknown>>[] = []
  const send = async (): Promise<void> => {
    await ask(tx, text, JSON.stringify(waiting))
    waiting = []
  }
  for (const row of rows) {
    waiting.push(row)
    if (waiting.length === chunk) await send()
  }
  if (waiting.length > 0) await send()
}

/** How PostgreSQL reads bytes out of text. */
export const bytes = (buffer: Uint8Array | null): string | null => (buffer === null ? null : `\\x${Buffer.from(buffer).toString('hex')}`)
