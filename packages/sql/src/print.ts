import type { AggregateName, Expr, Order, WindowName } from './expression.ts'
import { type Dialect, meaningOf } from './functions.ts'
import type { Output, Step } from './plan.ts'
import type { Relation } from './relation.ts'
import type { SqlType } from './types.ts'

const typeNames: Readonly<Record<Dialect, Readonly<Record<SqlType, string>>>> = {
  duckdb: { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' },
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const quoteText = (value: string): string => `'${value.replaceAll("'", "''")}'`

const literal = (value: string | number | boolean | null, type: SqlType, d: Dialect): string => {
  if (value === null) return `CAST(NULL AS ${typeNames[d][type]})`
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return `CAST(${value} AS ${typeNames[d].bigint})`
  return type === 'date' ? `DATE ${quoteText(value)}` : quoteText(value)
}

const orderBy = (order: readonly Order[], d: Dialect): string =>
  order.map(o => `${expression(o.by, d)} ${o.direction === 'asc' ? 'ASC' : 'DESC'} NULLS LAST`).join(', ')

const aggregates: Readonly<Record<AggregateName, (arg: string, order: string) => string>> = {
  count: arg => `count(${arg})`,
  'count-distinct': arg => `count(DISTINCT ${arg})`,
  sum: arg => `CAST(sum(${arg}) AS BIGINT)`,
  min: arg => `min(${arg})`,
  max: arg => `max(${arg})`,
  'bit-or': arg => `bit_or(${arg})`,
  'bool-or': arg => `bool_or(${arg})`,
  'bool-and': arg => `bool_and(${arg})`,
  'join-text': (arg, order) => `string_agg(${arg}, '；' ORDER BY ${order})`,
  first: (arg, order) => `first(${arg} ORDER BY ${order})`,
}

const windows: Readonly<Record<WindowName, (arg: string) => string>> = {
  count: arg => `count(${arg})`,
  'count-distinct': arg => `count(DISTINCT ${arg})`,
  'row-number': () => 'row_number()',
  'dense-rank': () => 'dense_rank()',
  min: arg => `min(${arg})`,
  max: arg => `max(${arg})`,
  sum: arg => `CAST(sum(${arg}) AS BIGINT)`,
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
      return `${aggregates[e.fn](arg, orderBy(e.order, d))}${where}`
    }
    case 'window': {
      const partition = e.partition.length === 0 ? '' : `PARTITION BY ${e.partition.map(p => expression(p, d)).join(', ')}`
      const order = e.order.length === 0 ? '' : `ORDER BY ${orderBy(e.order, d)}`
      return `${windows[e.fn](e.arg === null ? '*' : expression(e.arg, d))} OVER (${[partition, order].filter(Boolean).join(' ')})`
    }
  }
}

const list = (columns: Readonly<Record<string, Expr>>, d: Dialect): string =>
  Object.entries(columns)
    .map(([name, e]) => (e.kind === 'column' && e.relation === null && e.name === name ? quoteName(name) : `${expression(e, d)} AS ${quoteName(name)}`))
    .join(',\n  ')

const from = (input: Relation, alias: string, d: Dialect): string =>
  input.node.kind === 'table' ? `${quoteName(input.node.name)} AS ${alias}` : `(\n${relation(input, d).replace(/^/gm, '  ')}\n) AS ${alias}`

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
      const keyword = { inner: 'INNER JOIN', left: 'LEFT JOIN', full: 'FULL JOIN' }[n.join]
      const on = [...n.on.map(([a, b]) => `${expression(a, d)} = ${expression(b, d)}`), ...(n.residual === null ? [] : [expression(n.residual, d)])].join(
        ' AND ',
      )
      return `SELECT ${list(n.columns, d)}\nFROM ${from(n.left, 'l', d)}\n${keyword} ${from(n.right, 'r', d)} ON ${on === '' ? 'TRUE' : on}`
    }
    case 'exists': {
      const on = n.on.map(([a, b]) => `${expression(a, d)} = ${expression(b, d)}`).join(' AND ')
      return `SELECT ${Object.keys(r.schema)
        .map(c => `l.${quoteName(c)}`)
        .join(', ')}\nFROM ${from(n.left, 'l', d)}\n${n.negated ? 'ANTI' : 'SEMI'} JOIN ${from(n.right, 'r', d)} ON ${on}`
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

export const stepSql = (step: Step, d: Dialect): string => `-- ${step.why}\nCREATE TABLE ${quoteName(step.name)} AS\n${relation(step.relation, d)}`
export const outputSql = (o: Output, d: Dialect): string => `${relation(o.relation, d)}\nORDER BY ${orderBy(o.order, d)}`
