import { createHash } from 'node:crypto'
import type pg from 'pg'

/** What stands in every table, a digest each. */
export type State = Readonly<Record<string, string>>

/**
 * All tables of the house. What the clock, the server or chance wrote (times, transaction numbers, sealed values and the
 * records they are bound to) counts as there or not there; everything else by its value. Sequences stand apart: a number
 * that nobody got is lost by design.
 */
export const stateOf = async (client: pg.ClientBase): Promise<State> => {
  const { rows: tables } = await client.query<{ name: string; columns: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name, string_agg(
      case when a.atttypid in ('timestamptz'::regtype, 'bytea'::regtype) and a.attname !~ '(digest|_index)$' or a.attname in ('tid', 'cluster', 'record', 'household_record', 'number_record')
        then format('(%I is null)::text', a.attname) else format('coalesce(%I::text, ''∅'')', a.attname) end, ' || ''|'' || ' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' group by 1 order by 1`)
  const state: Record<string, string> = {}
  for (const { name, columns } of tables) {
    const { rows } = await client.query<{ text: string }>(`select ${columns} as text from ${name} order by 1`)
    state[name] = `${rows.length} rows, ${createHash('sha256')
      .update(rows.map(({ text }) => text).join('\n'))
      .digest('hex')
      .slice(0, 16)}`
  }
  return state
}

/** The tables in which two states differ, with both. */
export const differences = (a: State, b: State): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(name => a[name] !== b[name]).map(name => `${name}: ${a[name]} / ${b[name]}`)

/** Which numbers come next, so that an order done again gets the numbers that it would have got. */
export const sequencesOf = async (client: pg.ClientBase): Promise<readonly string[]> =>
  (
    await client.query<{ text: string }>(
      `select format('select setval(%L, %s, %L)', format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), last_value is not null) as text from pg_sequences`,
    )
  ).rows.map(({ text }) => text)
