import type pg from 'pg'
import type { FieldVault, IndexKind } from './field-vault.ts'
import { rotate, type Rotated, type SealedStore } from './rotate.ts'

/** A column of a table that holds sealed values, and the columns beside it by which they are found. */
export type SealedColumn = Readonly<{
  table: `${string}.${string}`
  column: string
  /** The key of a row after its division: numbers. */
  key: readonly string[]
  /** The record that a value is sealed under, as SQL over its row. */
  record: string
  /** Each column of digests with the kind of its index, as SQL over its row. */
  indexes?: Readonly<Record<string, string>>
  /** What an index is made of, where that is not the value itself. */
  textFor?: SealedStore<unknown>['textFor']
}>

const atOnce = 2000

type Row = Readonly<{
  key: readonly string[]
  record: string
  sealed: Buffer
  indexes: readonly Readonly<{ column: string; kind: IndexKind; value: string | null }>[]
}>

/** The values of one county in a column, as a rotation wants them: pages in the order of the key, each written at once. */
const storeOf = (owners: pg.Pool, division: string, of: SealedColumn): SealedStore<readonly string[]> => {
  const { table, column, key, record, indexes = {} } = of
  const keys = `(${key.map(name => `t.${name}`).join(', ')})`
  const place = (from: number): string => `(${key.map((_, i) => `$${from + i}::bigint`).join(', ')})`
  const found = Object.entries(indexes).map(([name, kind]) => `jsonb_build_object('column', '${name}', 'kind', ${kind}, 'value', encode(${name}, 'hex'))`)
  const read = `select array[${key.map(name => `${name}::text`).join(', ')}] as key, (${record})::text as record, ${column} as sealed, jsonb_build_array(${found.join(', ')}) as indexes
    from ${table} t where division = $1 and ${column} is not null`
  const set = [
    `${column} = decode(n.sealed, 'hex')`,
    ...Object.keys(indexes).map(name => `${name} = coalesce(decode(n.indexes ->> '${name}', 'hex'), t.${name})`),
  ]
  // What was changed meanwhile is not written over.
  const write = `with page as materialized (select ${key.join(', ')}, (${record})::text as record from ${table} t where division = $1 and ${keys} <= ${place(3)}`
  const update = `) update ${table} t set ${set.join(', ')}
    from page p join jsonb_to_recordset($2::jsonb) as n (record text, was text, sealed text, indexes jsonb) using (record)
    where t.division = $1 and ${key.map(name => `t.${name} = p.${name}`).join(' and ')} and t.${column} = decode(n.was, 'hex')`
  let before: readonly string[] | null = null
  return {
    textFor: of.textFor ?? ((_, plain) => plain),
    pages: async function* (from) {
      for (let at = from; ;) {
        before = at
        const { rows }: { rows: readonly Row[] } = await owners.query<Row>(
          `${read}${at === null ? '' : ` and ${keys} > ${place(2)}`} order by ${key.join(', ')} limit ${atOnce}`,
          [division, ...(at ?? [])],
        )
        const last = rows.at(-1)
        if (last === undefined) return
        yield {
          values: rows.map(row => ({
            field: `${table}.${column}` as const,
            record: row.record,
            sealed: row.sealed,
            indexes: row.indexes.flatMap(({ value, ...index }) => (value === null ? [] : [{ ...index, value: Buffer.from(value, 'hex') }])),
          })),
          after: last.key,
        }
        at = last.key
      }
    },
    write: async (rewritten, after) => {
      if (rewritten.length === 0) return
      const values = rewritten.map(({ record: of, was, sealed, indexes: made }) => ({
        record: of,
        was: hex(was),
        sealed: hex(sealed),
        indexes: Object.fromEntries(made.map(index => [index.column, hex(index.value)])),
      }))
      await owners.query(`${write}${before === null ? '' : ` and ${keys} > ${place(3 + key.length)}`}${update}`, [
        division,
        JSON.stringify(values),
        ...after,
        ...(before ?? []),
      ])
    },
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/**
 * Seals every value of a county in these columns by its newest key, and digests it by the newest index key, by the
 * owner's connections. What is so already is left alone: cut off, it is begun again and goes on where it was.
 */
export const resealColumns = async (
  owners: pg.Pool,
  fields: FieldVault,
  columns: readonly SealedColumn[],
  onPage: (column: SealedColumn, so: Rotated) => void = () => {},
): Promise<Rotated> => {
  let [read, rewritten] = [0, 0]
  for (const column of columns) {
    const so = await rotate(fields, storeOf(owners, fields.division, column), null, page => onPage(column, page))
    read += so.read
    rewritten += so.rewritten
  }
  return { read, rewritten }
}

/**
 * Waits until every transaction that has read the keys has ended, of those that run now: whoever still seals and digests
 * by the earlier ones is done. Whoever reads a table holds it until its transaction ends, and the server tells who does.
 * It may be hours: whoever aborts need not wait for them (it throws then).
 */
export const untilReadersEnded = async (owners: pg.Pool, signal?: AbortSignal): Promise<void> => {
  const readers = async (): Promise<readonly string[]> =>
    (
      await owners.query<{ one: string }>(
        `select virtualtransaction as one from pg_locks where relation = 'infrastructure.field_key'::regclass and pid <> pg_backend_pid()
           and database = (select oid from pg_database where datname = current_database())`,
      )
    ).rows.map(({ one }) => one)
  const before = new Set(await readers())
  while ((await readers()).some(one => before.has(one))) {
    signal?.throwIfAborted()
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
