import { type Bool, column, type Expr, type Order } from './expression.ts'
import type { Schema, SqlType } from './types.ts'

/**
 * A relation is frozen plain data with a schema. Joins are equi-joins: the condition is a list of column pairs,
 * with an optional residual evaluated after them, because engines plan mixed ON clauses badly.
 */
export type RelationNode =
  | Readonly<{ kind: 'table'; name: string }>
  | Readonly<{ kind: 'values'; rows: readonly (readonly Expr[])[] }>
  | Readonly<{ kind: 'project'; input: Relation; columns: Readonly<Record<string, Expr>>; distinct: boolean }>
  | Readonly<{ kind: 'filter'; input: Relation; where: Bool }>
  | Readonly<{
      kind: 'join'
      join: JoinKind
      left: Relation
      right: Relation
      on: readonly (readonly [Expr, Expr])[]
      residual: Bool | null
      columns: Readonly<Record<string, Expr>>
    }>
  | Readonly<{ kind: 'exists'; negated: boolean; left: Relation; right: Relation; on: readonly (readonly [Expr, Expr])[] }>
  | Readonly<{ kind: 'aggregate'; input: Relation; by: Readonly<Record<string, Expr>>; columns: Readonly<Record<string, Expr>> }>
  | Readonly<{ kind: 'union-all'; inputs: readonly Relation[] }>

export type JoinKind = 'inner' | 'left' | 'full'

export type Columns<S extends Schema> = { readonly [K in keyof S]: Expr<S[K]> }
type SchemaOf<C extends Readonly<Record<string, Expr>>> = { readonly [K in keyof C]: C[K] extends Expr<infer T> ? T : SqlType }

const columnsOf = <S extends Schema>(schema: S, relation: string | null): Columns<S> =>
  Object.fromEntries(Object.entries(schema).map(([name, type]) => [name, column(name, type, relation)])) as Columns<S>

const schemaOf = <C extends Readonly<Record<string, Expr>>>(columns: C): SchemaOf<C> =>
  Object.fromEntries(Object.entries(columns).map(([name, e]) => [name, e.type])) as SchemaOf<C>

export class Relation<S extends Schema = Schema> {
  readonly node: RelationNode
  readonly schema: S
  constructor(node: RelationNode, schema: S) {
    this.node = Object.freeze(node)
    this.schema = Object.freeze(schema)
  }

  /** Columns by name, unqualified. */
  get c(): Columns<S> {
    return columnsOf(this.schema, null)
  }

  select<C extends Readonly<Record<string, Expr>>>(columns: (c: Columns<S>) => C): Relation<SchemaOf<C>> {
    const chosen = columns(this.c)
    return new Relation({ kind: 'project', input: this as unknown as Relation, columns: chosen, distinct: false }, schemaOf(chosen))
  }

  distinct<C extends Readonly<Record<string, Expr>>>(columns: (c: Columns<S>) => C): Relation<SchemaOf<C>> {
    const chosen = columns(this.c)
    return new Relation({ kind: 'project', input: this as unknown as Relation, columns: chosen, distinct: true }, schemaOf(chosen))
  }

  /** All present columns and these besides. */
  with<C extends Readonly<Record<string, Expr>>>(columns: (c: Columns<S>) => C): Relation<S & SchemaOf<C>> {
    return this.select(c => ({ ...c, ...columns(c) })) as unknown as Relation<S & SchemaOf<C>>
  }

  pick<K extends keyof S & string>(...names: readonly K[]): Relation<Pick<S, K>> {
    return this.select(c => Object.fromEntries(names.map(n => [n, c[n]])) as Columns<Pick<S, K>>) as unknown as Relation<Pick<S, K>>
  }

  where(condition: (c: Columns<S>) => Bool): Relation<S> {
    return new Relation({ kind: 'filter', input: this as unknown as Relation, where: condition(this.c) }, this.schema)
  }

  join<R extends Schema, C extends Readonly<Record<string, Expr>>>(
    kind: JoinKind,
    right: Relation<R>,
    on: (l: Columns<S>, r: Columns<R>) => readonly (readonly [Expr, Expr])[],
    columns: (l: Columns<S>, r: Columns<R>) => C,
    residual: ((l: Columns<S>, r: Columns<R>) => Bool) | null = null,
  ): Relation<SchemaOf<C>> {
    const [l, r] = [columnsOf(this.schema, 'l'), columnsOf(right.schema, 'r')]
    const chosen = columns(l, r)
    return new Relation(
      {
        kind: 'join',
        join: kind,
        left: this as unknown as Relation,
        right: right as unknown as Relation,
        on: on(l, r),
        residual: residual === null ? null : residual(l, r),
        columns: chosen,
      },
      schemaOf(chosen),
    )
  }

  /** Rows with at least one partner. Never multiplies rows. */
  having<R extends Schema>(right: Relation<R>, on: (l: Columns<S>, r: Columns<R>) => readonly (readonly [Expr, Expr])[]): Relation<S> {
    return this.#exists(right, on, false)
  }

  /** Rows without any partner (anti-join). */
  lacking<R extends Schema>(right: Relation<R>, on: (l: Columns<S>, r: Columns<R>) => readonly (readonly [Expr, Expr])[]): Relation<S> {
    return this.#exists(right, on, true)
  }

  #exists<R extends Schema>(right: Relation<R>, on: (l: Columns<S>, r: Columns<R>) => readonly (readonly [Expr, Expr])[], negated: boolean): Relation<S> {
    const [l, r] = [columnsOf(this.schema, 'l'), columnsOf(right.schema, 'r')]
    return new Relation({ kind: 'exists', negated, left: this as unknown as Relation, right: right as unknown as Relation, on: on(l, r) }, this.schema)
  }

  groupBy<B extends Readonly<Record<string, Expr>>, C extends Readonly<Record<string, Expr>>>(
    by: (c: Columns<S>) => B,
    columns: (c: Columns<S>) => C,
  ): Relation<SchemaOf<B> & SchemaOf<C>> {
    const [keys, values] = [by(this.c), columns(this.c)]
    return new Relation(
      { kind: 'aggregate', input: this as unknown as Relation, by: keys, columns: values },
      { ...schemaOf(keys), ...schemaOf(values) },
    ) as unknown as Relation<SchemaOf<B> & SchemaOf<C>>
  }
}

export const table = <S extends Schema>(name: string, schema: S): Relation<S> => new Relation({ kind: 'table', name }, schema)

/** A small literal table; columns by position. Rows must not be empty. */
export const values = <S extends Schema>(schema: S, rows: readonly (readonly Expr[])[]): Relation<S> => {
  const width = Object.keys(schema).length
  for (const row of rows) if (row.length !== width) throw new Error(`values: ${row.length} cells for ${width} columns`)
  return new Relation({ kind: 'values', rows }, schema)
}

/** Same schema, same column order; rows of all. */
export const unionAll = <S extends Schema>(first: Relation<S>, ...rest: readonly Relation<S>[]): Relation<S> => {
  const shape = Object.entries(first.schema).join()
  for (const other of rest)
    if (Object.entries(other.schema).join() !== shape) throw new Error(`union of different schemas: ${shape} | ${Object.entries(other.schema).join()}`)
  return rest.length === 0 ? first : new Relation({ kind: 'union-all', inputs: [first, ...rest] as unknown as readonly Relation[] }, first.schema)
}

export type { Order }
