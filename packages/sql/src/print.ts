import type { AggregateName, Expr, Order, WindowName } from './expression.ts'
import { type Dialect, meaningOf } from './functions.ts'
import { narrowed } from './carry-out.ts'
import type { Output, Step } from './plan.ts'
import type { JoinKind, Relation } from './relation.ts'
import type { SqlType } from './types.ts'

const typeNames: Readonly<Record<Dialect, Readonly<Record<SqlType, string>>>> = {
  duckdb: { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' },
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const quoteText = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** A line break inside a literal is spelled out, so that indenting a nested query can never change a text. */
const textLiteral = (value: string): string => (value.includes('\n') ? `(${value.split('\n').map(quoteText).join(' || chr(10) || ')})` : quoteText(value))

const literal = (value: string | number | boolean | null, type: SqlType, d: Dialect): string => {
  if (value === null) return `CAST(NULL AS ${typeNames[d][type]})`
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return `CAST(${value} AS ${typeNames[d].bigint})`
  return type === 'date' ? `DATE ${quoteText(value)}` : textLiteral(value)
}

const orderBy = (order: readonly Order[], d: Dialect): string =>
  order.map(o => `${expression(o.by, d)} ${o.direction === 'asc' ? 'ASC' : 'DESC'} NULLS LAST`).join(', ')

/** `over` is the FILTER or OVER clause: it belongs to the function itself, inside any cast of its result. */
const aggregates: Readonly<Record<AggregateName, (arg: string, order: string, over: string) => string>> = {
  count: (arg, _, over) => `count(${arg})${over}`,
  'count-distinct': (arg, _, over) => `count(DISTINCT ${arg})${over}`,
  sum: (arg, _, over) => `CAST(sum(${arg})${over} AS BIGINT)`,
  min: (arg, _, over) => `min(${arg})${over}`,
  max: (arg, _, over) => `max(${arg})${over}`,
  'bit-or': (arg, _, over) => `bit_or(${arg})${over}`,
  'bool-or': (arg, _, over) => `bool_or(${arg})${over}`,
  'bool-and': (arg, _, over) => `bool_and(${arg})${over}`,
  'join-text': (arg, order, over) => `string_agg(${arg}, '；' ORDER BY ${order})${over}`,
  first: (arg, order, over) => `first(${arg} ORDER BY ${order})${over}`,
}

const windows: Readonly<Record<WindowName, (arg: string, over: string) => string>> = {
  count: (arg, over) => `count(${arg})${over}`,
  'count-distinct': (arg, over) => `count(DISTINCT ${arg})${over}`,
  'row-number': (_, over) => `row_number()${over}`,
  'dense-rank': (_, over) => `dense_rank()${over}`,
  min: (arg, over) => `min(${arg})${over}`,
  max: (arg, over) => `max(${arg})${over}`,
  sum: (arg, over) => `CAST(sum(${arg})${over} AS BIGINT)`,
}

/** One expression as SQL text. */
export const expression = (e: Expr, d: Dialect): string => {
  switch (e.kind) {
    case 'column':
      return e.relation === null ? quoteName(e.name) : `${e.relation}.${quoteName(e.name)}`
    case 'literal':
      return literal(e.value, e.type, d)
    case 'call':
      return meaningOf(e.fn, d)(e.args.map(a => expression(a, d)))
    case 'case':
      return `(CASE ${e.branches.map(([when, then]) => `WHEN ${expression(when, d)} THEN ${expression(then, d)}`).join(' ')} ELSE ${expression(e.otherwise, d)} END)`
    case 'aggregate': {
      const where = e.where === null ? '' : ` FILTER (WHERE ${expression(e.where, d)})`
      const arg = e.arg === null ? '*' : expression(e.arg, d)
      return aggregates[e.fn](arg, orderBy(e.order, d), where)
    }
    case 'window': {
      const partition = e.partition.length === 0 ? '' : `PARTITION BY ${e.partition.map(p => expression(p, d)).join(', ')}`
      const order = e.order.length === 0 ? '' : `ORDER BY ${orderBy(e.order, d)}`
      return windows[e.fn](e.arg === null ? '*' : expression(e.arg, d), ` OVER (${[partition, order].filter(Boolean).join(' ')})`)
    }
  }
}

const list = (columns: Readonly<Record<string, Expr>>, d: Dialect): string =>
  Object.entries(columns)
    .map(([name, e]) => (e.kind === 'column' && e.relation === null && e.name === name ? quoteName(name) : `${expression(e, d)} AS ${quoteName(name)}`))
    .join(',\n  ')

const indented = (sql: string): string =>
  sql
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n')

const from = (input: Relation, alias: string, d: Dialect): string =>
  input.node.kind === 'table' ? `${quoteName(input.node.name)} AS ${alias}` : `(\n${indented(relation(input, d))}\n) AS ${alias}`

const joinWords: Readonly<Record<JoinKind, string>> = { inner: 'INNER JOIN', left: 'LEFT JOIN', full: 'FULL JOIN' }
const pairs = (on: readonly (readonly [Expr, Expr])[], d: Dialect): readonly string[] => on.map(([a, b]) => `${expression(a, d)} = ${expression(b, d)}`)
const allOf = (conditions: readonly string[]): string => (conditions.length === 0 ? 'TRUE' : conditions.join(' AND '))

/** One relation as a SELECT. */
export const relation = (r: Relation, d: Dialect): string => {
  const n = r.node
  switch (n.kind) {
    case 'table':
      return `SELECT ${Object.keys(r.schema).map(quoteName).join(', ')} FROM ${quoteName(n.name)}`
    case 'values': {
      const names = Object.entries(r.schema)
      if (n.rows.length === 0)
        return `SELECT ${names.map(([name, type]) => `CAST(NULL AS ${typeNames[d][type]}) AS ${quoteName(name)}`).join(', ')} WHERE FALSE`
      return `SELECT * FROM (VALUES ${n.rows.map(row => `(${row.map(e => expression(e, d)).join(', ')})`).join(', ')}) AS v(${names.map(([name]) => quoteName(name)).join(', ')})`
    }
    case 'project':
      return `SELECT ${n.distinct ? 'DISTINCT ' : ''}${list(n.columns, d)}\nFROM ${from(n.input, 't', d)}`
    case 'filter':
      return `SELECT ${Object.keys(r.schema).map(quoteName).join(', ')}\nFROM ${from(n.input, 't', d)}\nWHERE ${expression(n.where, d)}`
    case 'join': {
      const on = [...pairs(n.on, d), ...(n.residual === null ? [] : [expression(n.residual, d)])]
      return `SELECT ${list(n.columns, d)}\nFROM ${from(n.left, 'l', d)}\n${joinWords[n.join]} ${from(n.right, 'r', d)} ON ${allOf(on)}`
    }
    case 'exists': {
      return `SELECT ${Object.keys(r.schema)
        .map(c => `l.${quoteName(c)}`)
        .join(', ')}\nFROM ${from(n.left, 'l', d)}\n${n.negated ? 'ANTI' : 'SEMI'} JOIN ${from(n.right, 'r', d)} ON ${allOf(pairs(n.on, d))}`
    }
    case 'aggregate': {
      const columns = list({ ...n.by, ...n.columns }, d)
      const by = Object.values(n.by)
      return `SELECT ${columns}\nFROM ${from(n.input, 't', d)}${by.length === 0 ? '' : `\nGROUP BY ${by.map(e => expression(e, d)).join(', ')}`}`
    }
    case 'union-all':
      return n.inputs.map(i => `(${relation(i, d)})`).join('\nUNION ALL\n')
  }
}

/** A line of comment and one table. */
export const stepSql = (step: Step, d: Dialect): string =>
  `-- ${step.why.replace(/\s+/g, ' ')}\nCREATE TABLE ${quoteName(step.name)} AS\n${relation(step.relation, d)}`

/**
 * Ordered from outside: within the relation itself a name may mean a column of an input instead of the result's.
 * Narrowed, because of a plan carried out its tables hold only what somebody reads.
 */
export const outputSql = (o: Output, d: Dialect): string =>
  `SELECT *\nFROM ${from(narrowed(o.relation, Object.keys(o.relation.schema)), 't', d)}\nORDER BY ${orderBy(o.order, d)}`
