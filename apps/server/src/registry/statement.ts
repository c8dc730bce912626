import { CompiledQuery } from 'kysely'
import { copyRows, planAnew, type Tx } from '../platform/postgres/index.ts'

/** A statement written out, with its values beside it. */
export const ask = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
  (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows

/** The one row of a statement that always gives one. */
export const askOne = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<Row> => {
  const [row] = await ask<Row>(tx, text, ...values)
  if (row === undefined) throw new Error(`no row from ${text}`)
  return row
}

/** Many rows at once into a temporary table. */
export const addRows = async (tx: Tx, into: string, columns: readonly string[], rows: Iterable<Readonly<Record<string, unknown>>>): Promise<void> => {
  const inOrder = function* (): Generator<readonly unknown[]> {
    for (const row of rows) yield columns.map(name => row[name])
  }
  await copyRows(tx, into, columns, inOrder())
}

/** A passing table of what a statement gives, with its statistics. */
export const keep = async (tx: Tx, table: string, select: string, ...values: readonly unknown[]): Promise<void> => {
  await ask(tx, `create temporary table ${table} on commit drop as ${select}`, ...values)
  await ask(tx, `analyze ${table}`)
}

/**
 * How the planner works until the transaction ends. Passing tables are looked at briefly: their statistics only say how
 * many rows there are and how many differ. For many rows it joins by hashing and merging alone: of tables that were
 * filled a moment ago it knows nothing, takes each condition of a policy for a narrow one, and would look up row by row.
 */
export const inBulk = async (tx: Tx, rows: number): Promise<void> => {
  await planAnew(tx)
  const settings = { default_statistics_target: '10', jit: 'off', ...(rows < 1000 ? {} : { enable_nestloop: 'off', work_mem: '64MB' }) }
  for (const [name, value] of Object.entries(settings)) await ask(tx, `select set_config($1, $2, true)`, name, value)
}

/** A look at lists that may hold everybody of a county: planned for what it is, and gathered in memory. */
export const overWholeLists = async (tx: Tx): Promise<void> => {
  await planAnew(tx)
  await ask(tx, `select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`)
}

/** How PostgreSQL reads bytes out of JSON. */
export const bytes = (buffer: Uint8Array | null): string | null => (buffer === null ? null : `\\x${Buffer.from(buffer).toString('hex')}`)
