import type { Expr, Plan, Relation } from '@yingjin/sql'

/** Columns by the table they are read from. */
export type TableColumns = ReadonlyMap<string, ReadonlySet<string>>

type Wanted = Map<string, Set<string>>
/** Column names an expression asks for, by side of a join; outside of joins everything stands under the empty side. */
type Asked = Readonly<{ l: Set<string>; r: Set<string>; plain: Set<string> }>

const collect = (e: Expr, into: Asked): void => {
  switch (e.kind) {
    case 'column':
      ;(e.relation === 'l' ? into.l : e.relation === 'r' ? into.r : into.plain).add(e.name)
      return
    case 'literal':
      return
    case 'call':
      for (const arg of e.args) collect(arg, into)
      return
    case 'case':
      for (const [when, then] of e.branches) {
        collect(when, into)
        collect(then, into)
      }
      collect(e.otherwise, into)
      return
    case 'aggregate':
      for (const part of [e.arg, e.where, ...e.order.map(o => o.by)]) if (part !== null) collect(part, into)
      return
    case 'window':
      for (const part of [e.arg, ...e.partition, ...e.order.map(o => o.by)]) if (part !== null) collect(part, into)
  }
}

const askedBy = (expressions: readonly Expr[]): Asked => {
  const into = { l: new Set<string>(), r: new Set<string>(), plain: new Set<string>() }
  for (const e of expressions) collect(e, into)
  return into
}

const note = (wanted: Wanted, table: string, columns: Iterable<string>): void => {
  const known = wanted.get(table) ?? new Set<string>()
  for (const column of columns) known.add(column)
  wanted.set(table, known)
}

/** Follows the columns that are needed of a relation down to its tables. */
const follow = (relation: Relation, needed: ReadonlySet<string>, wanted: Wanted): void => {
  const n = relation.node
  switch (n.kind) {
    case 'table':
      note(wanted, n.name, needed)
      return
    case 'values':
      return
    case 'project': {
      // DISTINCT looks at every column, whoever needs it.
      const kept = Object.entries(n.columns).filter(([name]) => n.distinct || needed.has(name))
      follow(n.input, askedBy(kept.map(([, e]) => e)).plain, wanted)
      return
    }
    case 'filter':
      follow(n.input, new Set([...needed, ...askedBy([n.where]).plain]), wanted)
      return
    case 'join': {
      const kept = Object.entries(n.columns).filter(([name]) => needed.has(name))
      const asked = askedBy([...kept.map(([, e]) => e), ...n.on.flat(), ...(n.residual === null ? [] : [n.residual])])
      follow(n.left, asked.l, wanted)
      follow(n.right, asked.r, wanted)
      return
    }
    case 'exists': {
      const asked = askedBy(n.on.flat())
      follow(n.left, new Set([...needed, ...asked.l]), wanted)
      follow(n.right, asked.r, wanted)
      return
    }
    case 'aggregate':
      follow(n.input, askedBy([...Object.values(n.by), ...Object.entries(n.columns).flatMap(([name, e]) => (needed.has(name) ? [e] : []))]).plain, wanted)
      return
    case 'union-all': {
      for (const input of n.inputs) follow(input, needed, wanted)
    }
  }
}

/** Every column that these relations read from a table; what nobody reads need not be loaded. */
export const columnsRead = (relations: Iterable<Relation>): TableColumns => {
  const wanted: Wanted = new Map()
  for (const relation of relations) follow(relation, new Set(Object.keys(relation.schema)), wanted)
  return wanted
}

/**
 * After which step a table is read no more: step name → tables to be dropped behind it. `kept` are relations read
 * after the plan has run; their tables stay.
 */
export const readNoMore = (plan: Plan, kept: Iterable<Relation>): ReadonlyMap<string, readonly string[]> => {
  const staying = new Set(columnsRead(kept).keys())
  const lastRead = new Map<string, string>()
  for (const step of plan.steps) {
    lastRead.set(step.name, step.name)
    for (const table of columnsRead([step.relation]).keys()) lastRead.set(table, step.name)
  }
  const after = new Map<string, string[]>()
  for (const [table, step] of lastRead) if (!staying.has(table)) after.set(step, [...(after.get(step) ?? []), table])
  return after
}
