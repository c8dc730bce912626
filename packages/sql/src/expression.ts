import type { PlainDate } from '@yingjin/kernel'
import type { FunctionName } from './functions.ts'
import type { SqlType } from './types.ts'

/**
 * Expressions are frozen plain data; `functions.ts` says what each function means per dialect.
 * NULL is *unknown*: `and`/`or`/`not` are Kleene's, every other function gives NULL when any argument is NULL
 * unless its entry says otherwise.
 */
export type Expr<T extends SqlType = SqlType> = Readonly<{ type: T }> &
  (
    | Readonly<{ kind: 'column'; relation: string | null; name: string }>
    | Readonly<{ kind: 'literal'; value: string | number | boolean | null }>
    | Readonly<{ kind: 'call'; fn: FunctionName; args: readonly Expr[] }>
    | Readonly<{ kind: 'case'; branches: readonly (readonly [Expr<'boolean'>, Expr])[]; otherwise: Expr }>
    | Readonly<{ kind: 'aggregate'; fn: AggregateName; arg: Expr | null; where: Expr<'boolean'> | null; order: readonly Order[] }>
    | Readonly<{ kind: 'window'; fn: WindowName; arg: Expr | null; partition: readonly Expr[]; order: readonly Order[] }>
  )

export type Bool = Expr<'boolean'>
export type Order = Readonly<{ by: Expr; direction: 'asc' | 'desc' }>
/** `any-first` is the value of the row that comes first in `order`; the order must be total. */
export type AggregateName = 'count' | 'count-distinct' | 'sum' | 'min' | 'max' | 'bit-or' | 'bool-or' | 'bool-and' | 'join-text' | 'first'
export type WindowName = 'count' | 'count-distinct' | 'row-number' | 'dense-rank' | 'min' | 'max' | 'sum'

const freeze = <T extends object>(value: T): Readonly<T> => Object.freeze(value)

export const text = (value: string): Expr<'text'> => freeze({ type: 'text', kind: 'literal', value })
export const bigint = (value: number): Expr<'bigint'> => {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number: ${value}`)
  return freeze({ type: 'bigint', kind: 'literal', value })
}
export const boolean = (value: boolean): Bool => freeze({ type: 'boolean', kind: 'literal', value })
export const date = (value: PlainDate): Expr<'date'> => freeze({ type: 'date', kind: 'literal', value })
export const unknown = <T extends SqlType>(type: T): Expr<T> => freeze({ type, kind: 'literal', value: null }) as Expr<T>

export const column = <T extends SqlType>(name: string, type: T, relation: string | null = null): Expr<T> =>
  freeze({ type, kind: 'column', relation, name }) as Expr<T>

const call = <T extends SqlType>(type: T, fn: FunctionName, ...args: readonly Expr[]): Expr<T> =>
  freeze({ type, kind: 'call', fn, args: Object.freeze([...args]) }) as Expr<T>

export const and = (...args: readonly Bool[]): Bool =>
  args.length === 0 ? boolean(true) : args.length === 1 ? (args[0] as Bool) : call('boolean', 'and', ...args)
export const or = (...args: readonly Bool[]): Bool =>
  args.length === 0 ? boolean(false) : args.length === 1 ? (args[0] as Bool) : call('boolean', 'or', ...args)
export const not = (a: Bool): Bool => call('boolean', 'not', a)
export const eq = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Bool => call('boolean', 'eq', a, b)
export const ne = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Bool => call('boolean', 'ne', a, b)
export const lt = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Bool => call('boolean', 'lt', a, b)
export const le = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Bool => call('boolean', 'le', a, b)
export const gt = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Bool => call('boolean', 'gt', a, b)
export const ge = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Bool => call('boolean', 'ge', a, b)
export const isNull = (a: Expr): Bool => call('boolean', 'is-null', a)
export const isKnown = (a: Expr): Bool => call('boolean', 'is-known', a)
/** Equal, where unknown equals unknown; never NULL itself. */
export const same = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Bool => call('boolean', 'same', a, b)
/** Is this condition known to be true? Never NULL. */
export const isTrue = (a: Bool): Bool => call('boolean', 'is-true', a)
export const isFalse = (a: Bool): Bool => call('boolean', 'is-false', a)
export const isIn = <T extends SqlType>(a: Expr<T>, values: readonly Expr<NoInfer<T>>[]): Bool =>
  values.length === 0 ? boolean(false) : call('boolean', 'in', a, ...values)
export const coalesce = <T extends SqlType>(first: Expr<T>, ...rest: readonly Expr<NoInfer<T>>[]): Expr<T> => call(first.type, 'coalesce', first, ...rest)
export const nullIf = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Expr<T> => call(a.type, 'null-if', a, b)

export const add = (...args: readonly Expr<'bigint'>[]): Expr<'bigint'> => call('bigint', 'add', ...args)
export const subtract = (a: Expr<'bigint'>, b: Expr<'bigint'>): Expr<'bigint'> => call('bigint', 'subtract', a, b)
export const multiply = (a: Expr<'bigint'>, b: Expr<'bigint'>): Expr<'bigint'> => call('bigint', 'multiply', a, b)
/** Whole-number division towards zero. The dividend is never negative and the divisor is a positive literal: check proves it. */
export const divideDown = (a: Expr<'bigint'>, by: number): Expr<'bigint'> => {
  if (!Number.isSafeInteger(by) || by <= 0) throw new Error(`divisor must be a positive whole number: ${by}`)
  return call('bigint', 'divide-down', a, bigint(by))
}
/** The same by a column: the divisor is never negative, and by nothing the result is unknown. */
export const divideDownBy = (a: Expr<'bigint'>, by: Expr<'bigint'>): Expr<'bigint'> => call('bigint', 'divide-down-by', a, by)
/** The smaller one; unknown when either is unknown (SQL's own `least` skips NULL). */
export const smaller = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Expr<T> => call(a.type, 'smaller', a, b)
export const larger = <T extends SqlType>(a: Expr<T>, b: Expr<NoInfer<T>>): Expr<T> => call(a.type, 'larger', a, b)
export const bitOr = (...args: readonly Expr<'bigint'>[]): Expr<'bigint'> =>
  args.length === 0 ? bigint(0) : args.length === 1 ? (args[0] as Expr<'bigint'>) : call('bigint', 'bit-or', ...args)
export const bitAnd = (a: Expr<'bigint'>, b: Expr<'bigint'>): Expr<'bigint'> => call('bigint', 'bit-and', a, b)

export const concat = (...args: readonly Expr<'text'>[]): Expr<'text'> => call('text', 'concat', ...args)
/** Characters `from` (1-based) for `length`. */
export const slice = (a: Expr<'text'>, from: number, length: number): Expr<'text'> => call('text', 'slice', a, bigint(from), bigint(length))
export const lengthOf = (a: Expr<'text'>): Expr<'bigint'> => call('bigint', 'length', a)
export const startsWith = (a: Expr<'text'>, prefix: Expr<'text'>): Bool => call('boolean', 'starts-with', a, prefix)
/** NULL when the text is not a whole number. */
export const toBigint = (a: Expr<'text'>): Expr<'bigint'> => call('bigint', 'to-bigint', a)
/** NULL when the text is not `YYYY-MM-DD`. */
export const toDate = (a: Expr<'text'>): Expr<'date'> => call('date', 'to-date', a)
export const toText = (a: Expr): Expr<'text'> => call('text', 'to-text', a)
export const yearOf = (a: Expr<'date'>): Expr<'bigint'> => call('bigint', 'year', a)
export const monthOf = (a: Expr<'date'>): Expr<'bigint'> => call('bigint', 'month', a)
export const dayOfMonth = (a: Expr<'date'>): Expr<'bigint'> => call('bigint', 'day', a)
/** Days from one day to the other; negative when it lies before. */
export const daysBetween = (from: Expr<'date'>, to: Expr<'date'>): Expr<'bigint'> => call('bigint', 'days-between', from, to)

/** First branch whose condition is true; conditions that are NULL are passed over, as in SQL. */
export const cases = <T extends SqlType>(branches: readonly (readonly [Bool, Expr<T>])[], otherwise: Expr<T>): Expr<T> =>
  branches.length === 0 ? otherwise : (freeze({ type: otherwise.type, kind: 'case', branches: Object.freeze([...branches]), otherwise }) as Expr<T>)

export const asc = (by: Expr): Order => freeze({ by, direction: 'asc' })
export const desc = (by: Expr): Order => freeze({ by, direction: 'desc' })

const aggregate = <T extends SqlType>(type: T, fn: AggregateName, arg: Expr | null, where: Bool | null = null, order: readonly Order[] = []): Expr<T> =>
  freeze({ type, kind: 'aggregate', fn, arg, where, order }) as Expr<T>
export const countRows = (where: Bool | null = null): Expr<'bigint'> => aggregate('bigint', 'count', null, where)
export const countDistinct = (a: Expr): Expr<'bigint'> => aggregate('bigint', 'count-distinct', a)
export const sumOf = (a: Expr<'bigint'>, where: Bool | null = null): Expr<'bigint'> => aggregate('bigint', 'sum', a, where)
export const minOf = <T extends SqlType>(a: Expr<T>, where: Bool | null = null): Expr<T> => aggregate(a.type, 'min', a, where)
export const maxOf = <T extends SqlType>(a: Expr<T>, where: Bool | null = null): Expr<T> => aggregate(a.type, 'max', a, where)
export const bitOrOf = (a: Expr<'bigint'>, where: Bool | null = null): Expr<'bigint'> => aggregate('bigint', 'bit-or', a, where)
export const anyTrue = (a: Bool): Bool => aggregate('boolean', 'bool-or', a)
export const allTrue = (a: Bool): Bool => aggregate('boolean', 'bool-and', a)
/** Texts joined with `；` in the given total order; NULLs left out. */
export const joinText = (a: Expr<'text'>, order: readonly Order[], where: Bool | null = null): Expr<'text'> => aggregate('text', 'join-text', a, where, order)
/** The value in the row that comes first in `order`, which must be total. */
export const firstBy = <T extends SqlType>(a: Expr<T>, order: readonly Order[], where: Bool | null = null): Expr<T> =>
  aggregate(a.type, 'first', a, where, order)

export const over = <T extends SqlType>(type: T, fn: WindowName, arg: Expr | null, partition: readonly Expr[], order: readonly Order[] = []): Expr<T> =>
  freeze({ type, kind: 'window', fn, arg, partition, order }) as Expr<T>
export const countOver = (partition: readonly Expr[]): Expr<'bigint'> => over('bigint', 'count', null, partition)
export const rowNumber = (partition: readonly Expr[], order: readonly Order[]): Expr<'bigint'> => over('bigint', 'row-number', null, partition, order)
