import type { Expr } from './expression.ts'
import type { Plan, Step } from './plan.ts'
import { Relation } from './relation.ts'
import type { Schema } from './types.ts'

/** Columns by the table they are read from. */
export type TableColumns = ReadonlyMap<string, ReadonlySet<string>>

/** Column names an expression asks for, by side of a join; outside of joins everything stands under `plain`. */
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

/** The entries whose name is needed, in their order; a row must have a column, so the first stays when none is. */
const keptOf = <T>(entries: Readonly<Record<string, T>>, needed: ReadonlySet<string>): Readonly<Record<string, T>> => {
  const all = Object.entries(entries)
  const kept = all.filter(([name]) => needed.has(name))
  return Object.fromEntries(kept.length > 0 ? kept : all.slice(0, 1))
}

const schemaOf = (columns: Readonly<Record<string, Expr>>): Schema => Object.fromEntries(Object.entries(columns).map(([name, e]) => [name, e.type]))

/** The same rows with at least the needed columns, and down to its tables as few others as its meaning allows. */
const atLeast = (relation: Relation, needed: ReadonlySet<string>): Relation => {
  const n = relation.node
  switch (n.kind) {
    case 'table':
      return new Relation(n, keptOf(relation.schema, needed))
    case 'values':
      return relation
    case 'project': {
      // DISTINCT looks at every column, whoever needs it.
      const columns = n.distinct ? n.columns : keptOf(n.columns, needed)
      return new Relation({ ...n, columns, input: atLeast(n.input, askedBy(Object.values(columns)).plain) }, schemaOf(columns))
    }
    case 'filter': {
      const input = atLeast(n.input, new Set([...needed, ...askedBy([n.where]).plain]))
      return new Relation({ ...n, input }, input.schema)
    }
    case 'join': {
      const columns = keptOf(n.columns, needed)
      const asked = askedBy([...Object.values(columns), ...n.on.flat(), ...(n.residual === null ? [] : [n.residual])])
      return new Relation({ ...n, columns, left: atLeast(n.left, asked.l), right: atLeast(n.right, asked.r) }, schemaOf(columns))
    }
    case 'exists': {
      const asked = askedBy(n.on.flat())
      const left = atLeast(n.left, new Set([...needed, ...asked.l]))
      return new Relation({ ...n, left, right: atLeast(n.right, asked.r) }, left.schema)
    }
    case 'aggregate': {
      const columns = Object.fromEntries(Object.entries(n.columns).filter(([name]) => needed.has(name)))
      const all = Object.keys(n.by).length === 0 ? keptOf(n.columns, needed) : columns
      return new Relation(
        { ...n, columns: all, input: atLeast(n.input, askedBy([...Object.values(n.by), ...Object.values(all)]).plain) },
        { ...schemaOf(n.by), ...schemaOf(all) },
      )
    }
    case 'union-all': {
      const kept = keptOf(relation.schema, needed)
      return new Relation({ ...n, inputs: n.inputs.map(input => exactly(input, new Set(Object.keys(kept)))) }, kept)
    }
  }
}

/** The same rows with the needed columns and no other, in the order of the schema. */
const exactly = (relation: Relation, needed: ReadonlySet<string>): Relation => {
  const narrow = atLeast(relation, needed)
  const wanted = Object.keys(keptOf(relation.schema, needed))
  return Object.keys(narrow.schema).join() === wanted.join() ? narrow : narrow.pick(...wanted)
}

/** Narrows a relation to columns somebody needs; rows and their number never change. Empty `needed` keeps the first. */
export const narrowed = (relation: Relation, needed: Iterable<string>): Relation => exactly(relation, new Set(needed))

const tablesOf = (relation: Relation, note: (table: string, columns: readonly string[]) => void): void => {
  const n = relation.node
  switch (n.kind) {
    case 'table':
      note(n.name, Object.keys(relation.schema))
      return
    case 'values':
      return
    case 'project':
    case 'filter':
    case 'aggregate':
      tablesOf(n.input, note)
      return
    case 'join':
    case 'exists':
      tablesOf(n.left, note)
      tablesOf(n.right, note)
      return
    case 'union-all':
      for (const input of n.inputs) tablesOf(input, note)
  }
}

export type CarriedOut = Readonly<{
  /** The steps somebody reads, in their order, each with the columns somebody reads. */
  steps: readonly Step[]
  /** What must be there before the first step: tables no step makes, with the columns that are read of them. */
  sources: TableColumns
  /** After which step which tables are read no more: step name → table names. */
  readNoMore: ReadonlyMap<string, readonly string[]>
}>

/**
 * How a plan is carried out when `kept` is all that is read of it afterwards: nothing is loaded, copied or computed
 * that nobody reads, and a table goes as soon as its last reader has been. What `kept` reads is unchanged.
 */
export const carryOut = (plan: Plan, kept: Iterable<Relation>): CarriedOut => {
  const wanted = new Map<string, Set<string>>()
  const note = (table: string, columns: readonly string[]): void => {
    wanted.set(table, new Set([...(wanted.get(table) ?? []), ...columns]))
  }
  for (const relation of kept) tablesOf(narrowed(relation, Object.keys(relation.schema)), note)
  const staying = new Set(wanted.keys())

  const steps: Step[] = []
  const lastReader = new Map<string, string>()
  for (const step of plan.steps.toReversed()) {
    const needed = wanted.get(step.name)
    if (needed === undefined) continue
    const relation = narrowed(step.relation, needed)
    tablesOf(relation, (table, columns) => {
      note(table, columns)
      if (!lastReader.has(table)) lastReader.set(table, step.name)
    })
    steps.unshift({ ...step, relation })
  }

  const made = new Set(plan.steps.map(s => s.name))
  const readNoMore = new Map<string, string[]>()
  for (const [table, step] of lastReader) if (!staying.has(table)) readNoMore.set(step, [...(readNoMore.get(step) ?? []), table])
  return { steps, sources: new Map([...wanted].filter(([table]) => !made.has(table))), readNoMore }
}
