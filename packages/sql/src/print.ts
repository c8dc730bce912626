import { dialects, printOrder, type PrintedOrder } from './dialects.ts'
import type { Expr, Order } from './expression.ts'
import { type Dialect, meaningOf } from './functions.ts'
import { narrowed } from './carry-out.ts'
import type { Output, Step } from './plan.ts'
import type { JoinKind, Relation } from './relation.ts'
import type { SqlType } from './types.ts'

/** A name and a text as the engine of the house, DuckDB, writes them. */
export const quoteName = dialects.duckdb.name
export const quoteText = (value: string): string => `'${value.replaceAll("'", "''")}'`

const literal = (value: string | number | boolean | null, type: SqlType, d: Dialect): string => {
  const { types, text } = dialects[d]
  if (value === null) return `CAST(NULL AS ${types[type]})`
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return `CAST(${value} AS ${types.bigint})`
  return type === 'date' ? `DATE ${text(value)}` : text(value)
}

const printed = (order: readonly Order[], d: Dialect): PrintedOrder => order.map(o => ({ by: expression(o.by, d), direction: o.direction }))
const orderBy = (order: readonly Order[], d: Dialect): string => printOrder(printed(order, d))

/** One expression as SQL text. */
export const expression = (e: Expr, d: Dialect): string => {
  switch (e.kind) {
    case 'column':
      return e.relation === null ? dialects[d].name(e.name) : `${e.relation}.${dialects[d].name(e.name)}`
    case 'literal':
      return literal(e.value, e.type, d)
    case 'call':
      return meaningOf(e.fn, d)(e.args.map(a => expression(a, d)))
    case 'case':
      return `(CASE ${e.branches.map(([when, then]) => `WHEN ${expression(when, d)} THEN ${expression(then, d)}`).join(' ')} ELSE ${expression(e.otherwise, d)} END)`
    case 'aggregate':
      return dialects[d].aggregates[e.fn]({
        arg: e.arg === null ? '*' : expression(e.arg, d),
        order: printed(e.order, d),
        where: e.where === null ? null : expression(e.where, d),
      })
    case 'window': {
      const partition = e.partition.length === 0 ? '' : `PARTITION BY ${e.partition.map(p => expression(p, d)).join(', ')}`
      const order = e.order.length === 0 ? '' : `ORDER BY ${orderBy(e.order, d)}`
      return dialects[d].windows[e.fn](e.arg === null ? '*' : expression(e.arg, d), ` OVER (${[partition, order].filter(Boolean).join(' ')})`)
    }
  }
}

const list = (columns: Readonly<Record<string, Expr>>, d: Dialect): string =>
  Object.entries(columns)
    .map(([name, e]) =>
      e.kind === 'column' && e.relation === null && e.name === name ? dialects[d].name(name) : `${expression(e, d)} AS ${dialects[d].name(name)}`,
    )
    .join(',\n  ')

const indented = (sql: string): string =>
  sql
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n')

const from = (input: Relation, alias: string, d: Dialect): string =>
  input.node.kind === 'table' ? `${dialects[d].name(input.node.name)} AS ${alias}` : `(\n${indented(relation(input, d))}\n) AS ${alias}`

const joinWords: Readonly<Record<JoinKind, string>> = { inner: 'INNER JOIN', left: 'LEFT JOIN', full: 'FULL JOIN' }
const pairs = (on: readonly (readonly [Expr, Expr])[], d: Dialect): readonly string[] => on.map(([a, b]) => `${expression(a, d)} = ${expression(b, d)}`)
const allOf = (conditions: readonly string[]): string => (conditions.length === 0 ? 'TRUE' : conditions.join(' AND '))

/** One relation as a SELECT. */
export const relation = (r: Relation, d: Dialect): string => {
  const n = r.node
  switch (n.kind) {
    case 'table':
      return `SELECT ${Object.keys(r.schema).map(dialects[d].name).join(', ')} FROM ${dialects[d].name(n.name)}`
    case 'values': {
      const names = Object.entries(r.schema)
      if (n.rows.length === 0)
        return `SELECT ${names.map(([name, type]) => `CAST(NULL AS ${dialects[d].types[type]}) AS ${dialects[d].name(name)}`).join(', ')} WHERE FALSE`
      return `SELECT * FROM (VALUES ${n.rows.map(row => `(${row.map(e => expression(e, d)).join(', ')})`).join(', ')}) AS v(${names.map(([name]) => dialects[d].name(name)).join(', ')})`
    }
    case 'project':
      return `SELECT ${n.distinct ? 'DISTINCT ' : ''}${list(n.columns, d)}\nFROM ${from(n.input, 't', d)}`
    case 'filter':
      return `SELECT ${Object.keys(r.schema).map(dialects[d].name).join(', ')}\nFROM ${from(n.input, 't', d)}\nWHERE ${expression(n.where, d)}`
    case 'join': {
      const on = [...pairs(n.on, d), ...(n.residual === null ? [] : [expression(n.residual, d)])]
      return `SELECT ${list(n.columns, d)}\nFROM ${from(n.left, 'l', d)}\n${joinWords[n.join]} ${from(n.right, 'r', d)} ON ${allOf(on)}`
    }
    case 'exists': {
      return `SELECT ${Object.keys(r.schema)
        .map(c => `l.${dialects[d].name(c)}`)
        .join(
          ', ',
        )}\nFROM ${from(n.left, 'l', d)}\n${n.negated ? dialects[d].lacking : dialects[d].having} ${from(n.right, 'r', d)} ON ${allOf(pairs(n.on, d))}`
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
  `-- ${step.why.replace(/\s+/g, ' ')}\n${dialects[d].createTable(dialects[d].name(step.name))}\n${relation(step.relation, d)}`

/**
 * Ordered from outside: within the relation itself a name may mean a column of an input instead of the result's.
 * Narrowed, because of a plan carried out its tables hold only what somebody reads.
 */
export const outputSql = (o: Output, d: Dialect): string =>
  `SELECT *\nFROM ${from(narrowed(o.relation, Object.keys(o.relation.schema)), 't', d)}\nORDER BY ${orderBy(o.order, d)}`
