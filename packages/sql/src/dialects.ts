import type { AggregateName, Order, WindowName } from './expression.ts'
import type { Dialect } from './functions.ts'
import type { SqlType } from './types.ts'

/** The order of an aggregate, printed part by part. */
export type PrintedOrder = readonly Readonly<{ by: string; direction: Order['direction'] }>[]

/** What an aggregate is printed from. `where` is null where every row counts. */
export type PrintedAggregate = Readonly<{ arg: string; order: PrintedOrder; where: string | null }>

/** Everything an engine says in its own way beside the functions (`functions.ts`). */
export type Words = Readonly<{
  types: Readonly<Record<SqlType, string>>
  name: (name: string) => string
  text: (value: string) => string
  createTable: (name: string) => string
  having: string
  lacking: string
  aggregates: Readonly<Record<AggregateName, (a: PrintedAggregate) => string>>
  /** `over` is the OVER clause: it belongs to the function itself, inside any cast of its result. */
  windows: Readonly<Record<WindowName, (arg: string, over: string) => string>>
}>

const doubled =
  (quote: string) =>
  (of: string): string =>
    `${quote}${of.replaceAll(quote, quote + quote)}${quote}`

export const printOrder = (order: PrintedOrder): string => order.map(o => `${o.by} ${o.direction === 'asc' ? 'ASC' : 'DESC'} NULLS LAST`).join(', ')

const filter = (where: string | null): string => (where === null ? '' : ` FILTER (WHERE ${where})`)

const plain = (name: string) => (a: PrintedAggregate) => `${name}(${a.arg})${filter(a.where)}`
/** What both engines call the same. */
const commonAggregates = {
  count: plain('count'),
  'count-distinct': (a: PrintedAggregate) => `count(DISTINCT ${a.arg})${filter(a.where)}`,
  sum: (a: PrintedAggregate) => `CAST(${plain('sum')(a)} AS BIGINT)`,
  min: plain('min'),
  max: plain('max'),
  'bit-or': plain('bit_or'),
  'bool-or': plain('bool_or'),
  'bool-and': plain('bool_and'),
} as const
const commonWindows = {
  count: (arg: string, over: string) => `count(${arg})${over}`,
  min: (arg: string, over: string) => `min(${arg})${over}`,
  max: (arg: string, over: string) => `max(${arg})${over}`,
  sum: (arg: string, over: string) => `CAST(sum(${arg})${over} AS BIGINT)`,
} as const

const quotedText = doubled("'")

const duckdb: Words = {
  types: { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' },
  name: doubled('"'),
  // A line break inside a literal is spelled out, so that indenting a nested query can never change a text.
  text: value => (value.includes('\n') ? `(${value.split('\n').map(quotedText).join(' || chr(10) || ')})` : quotedText(value)),
  createTable: name => `CREATE TABLE ${name} AS`,
  having: 'SEMI JOIN',
  lacking: 'ANTI JOIN',
  aggregates: {
    ...commonAggregates,
    'join-text': a => `string_agg(${a.arg}, '；' ORDER BY ${printOrder(a.order)})${filter(a.where)}`,
    first: a => `first(${a.arg} ORDER BY ${printOrder(a.order)})${filter(a.where)}`,
  },
  windows: {
    ...commonWindows,
    'count-distinct': (arg, over) => `count(DISTINCT ${arg})${over}`,
    'row-number': (_, over) => `row_number()${over}`,
    'dense-rank': (_, over) => `dense_rank()${over}`,
  },
}

/** Spark collects in no order, so the rows are collected with their keys and put in order afterwards; unknown keys last. */
const inOrder = (a: PrintedAggregate): string => {
  const fields = [...a.order.map((o, i) => `'k${i}', ${o.by}`), `'v', ${a.arg}`].join(', ')
  const steps = a.order.flatMap(({ direction }, i) => {
    const [less, more] = direction === 'asc' ? [-1, 1] : [1, -1]
    const [x, y] = [`x.k${i}`, `y.k${i}`]
    return [
      `WHEN ${x} IS NULL AND ${y} IS NOT NULL THEN 1`,
      `WHEN ${x} IS NOT NULL AND ${y} IS NULL THEN -1`,
      `WHEN ${x} < ${y} THEN ${less}`,
      `WHEN ${x} > ${y} THEN ${more}`,
    ]
  })
  return `array_sort(collect_list(named_struct(${fields}))${filter(a.where)}, (x, y) -> CASE ${steps.join(' ')} ELSE 0 END)`
}
const known = (a: PrintedAggregate): PrintedAggregate => ({ ...a, where: [`${a.arg} IS NOT NULL`, ...(a.where === null ? [] : [a.where])].join(' AND ') })

/**
 * Spark 3.5 and later with `spark.sql.ansi.enabled`, so that a sum that does not fit fails as it does in DuckDB. Backslashes
 * escape in texts. Where Spark counts in INT it is widened, so that every whole number of a plan is BIGINT in both.
 */
const spark: Words = {
  types: { text: 'STRING', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' },
  name: doubled('`'),
  text: value => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`,
  createTable: name => `CREATE TABLE ${name} USING PARQUET AS`,
  having: 'LEFT SEMI JOIN',
  lacking: 'LEFT ANTI JOIN',
  aggregates: {
    ...commonAggregates,
    'join-text': a => `CASE WHEN count(${a.arg})${filter(a.where)} > 0 THEN array_join(transform(${inOrder(known(a))}, r -> r.v), '；') END`,
    first: a => `get(transform(${inOrder(a)}, r -> r.v), 0)`,
  },
  windows: {
    ...commonWindows,
    // Spark refuses DISTINCT in a window; a set leaves unknowns out just as well.
    'count-distinct': (arg, over) => `CAST(size(collect_set(${arg})${over}) AS BIGINT)`,
    'row-number': (_, over) => `CAST(row_number()${over} AS BIGINT)`,
    'dense-rank': (_, over) => `CAST(dense_rank()${over} AS BIGINT)`,
  },
}

export const dialects: Readonly<Record<Dialect, Words>> = { duckdb, spark }
