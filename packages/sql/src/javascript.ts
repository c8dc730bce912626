import { daysBetween, parsePlainDate, type PlainDate } from '@yingjin/kernel'
import type { Expr } from './expression.ts'
import type { FunctionName } from './functions.ts'
import type { SqlType } from './types.ts'

/**
 * The third form of an expression, beside the two dialects of SQL: straight-line JavaScript over one row. NULL is
 * `null`, a whole number a safe integer, a day its text. Whoever prints here has proved that sums stay below 2^53.
 */
type Printed = Readonly<{
  code: string
  /** A name or a literal: may be written as often as one likes. */
  short: boolean
  /** Never `null`. */
  known: boolean
}>

const half = 2 ** 26
/** A mask reaches past the 32 bits of JavaScript's own operators, so it is joined in two halves of 26. */
const masked =
  (join: (a: number, b: number) => number) =>
  (a: number, b: number): number =>
    join(Math.floor(a / half), Math.floor(b / half)) * half + join(a % half, b % half)
const manyBitsOr = masked((a, b) => a | b)
const manyBitsAnd = masked((a, b) => a & b)
const small = 2 ** 31

/** As engines order texts: by code points, where JavaScript's own comparison takes halves of them. */
const textBefore = (a: string, b: string): boolean => {
  const [x, y] = [[...a], [...b]]
  const at = x.findIndex((c, i) => c !== y[i])
  if (at === -1) return x.length < y.length
  const other = y[at]
  return other !== undefined && (x[at]?.codePointAt(0) ?? 0) < (other.codePointAt(0) ?? 0)
}

/** What the printed text calls; it is handed in under the name `$`. */
export const javascriptRuntime = Object.freeze({
  or: (a: number, b: number): number => (a === 0 ? b : b === 0 ? a : a < small && b < small ? a | b : manyBitsOr(a, b)),
  and: (a: number, b: number): number => (a < small && b < small ? a & b : manyBitsAnd(a, b)),
  before: textBefore,
  slice: (a: string, from: number, length: number): string => [...a].slice(from - 1, from - 1 + length).join(''),
  length: (a: string): number => [...a].length,
  toNumber: (a: string): number | null => {
    if (!/^-?[0-9]+$/.test(a)) return null
    const whole = BigInt(a)
    if (BigInt.asIntN(64, whole) !== whole) return null
    if (!Number.isSafeInteger(Number(a))) throw new Error(`a whole number past what is counted exactly: ${a}`)
    return Number(a)
  },
  toDate: (a: string): string | null => (parsePlainDate(a).ok ? a : null),
  daysBetween: (from: string, to: string): number => daysBetween(from as PlainDate, to as PlainDate),
})

type Meaning = (args: readonly Printed[], types: readonly SqlType[]) => Readonly<{ code: string; known: boolean }>

const never = (code: string): ReturnType<Meaning> => ({ code, known: true })
/** Unknown as soon as one argument is, otherwise this. */
const strict =
  (of: (codes: readonly string[], types: readonly SqlType[]) => string, always = true): Meaning =>
  (args, types) => {
    const code = of(
      args.map(a => a.code),
      types,
    )
    const open = args.filter(a => !a.known)
    return open.length === 0 ? { code, known: always } : { code: `(${open.map(a => `${a.code} === null`).join(' || ')} ? null : ${code})`, known: false }
  }
const infix = (operator: string): Meaning => strict(codes => `(${codes.join(` ${operator} `)})`)
/** Less than, in the order of the type. */
const before = (a: string | undefined, b: string | undefined, type: SqlType | undefined): string => (type === 'text' ? `$.before(${a}, ${b})` : `(${a} < ${b})`)
const folded = (name: 'or' | 'and'): Meaning => strict(codes => codes.reduce((a, b) => `$.${name}(${a}, ${b})`))
/** Kleene's: one argument that absorbs decides, otherwise one that is unknown. */
const absorbing =
  (decides: boolean): Meaning =>
  args => {
    const open = args.filter(a => !a.known)
    const operator = decides ? ' || ' : ' && '
    if (open.length === 0) return never(`(${args.map(a => a.code).join(operator)})`)
    const decided = args.map(a => (a.known ? (decides ? a.code : `!${a.code}`) : `${a.code} === ${decides}`)).join(' || ')
    return { code: `(${decided} ? ${decides} : ${open.map(a => `${a.code} === null`).join(' || ')} ? null : ${!decides})`, known: false }
  }

/** Each function as it stands over arguments that are short wherever they may be unknown. Complete by type. */
const meanings: Readonly<Record<FunctionName, Meaning>> = {
  and: absorbing(false),
  or: absorbing(true),
  not: strict(([a]) => `!${a}`),
  eq: infix('==='),
  ne: infix('!=='),
  lt: strict(([a, b], [type]) => before(a, b, type)),
  le: strict(([a, b], [type]) => `!${before(b, a, type)}`),
  gt: strict(([a, b], [type]) => before(b, a, type)),
  ge: strict(([a, b], [type]) => `!${before(a, b, type)}`),
  'is-null': ([a]) => never(a?.known === true ? 'false' : `(${a?.code} === null)`),
  'is-known': ([a]) => never(a?.known === true ? 'true' : `(${a?.code} !== null)`),
  same: ([a, b]) => never(`(${a?.code} === ${b?.code})`),
  'is-true': ([a]) => never(`(${a?.code} === true)`),
  'is-false': ([a]) => never(`(${a?.code} === false)`),
  in: ([a, ...values]) => {
    const found = `(${values.map(v => `${a?.code} === ${v.code}`).join(' || ')})`
    const open = values.filter(v => !v.known)
    const told = open.length === 0 ? found : `(${found} || (${open.map(v => `${v.code} === null`).join(' || ')} ? null : false))`
    return a?.known === true ? { code: told, known: open.length === 0 } : { code: `(${a?.code} === null ? null : ${told})`, known: false }
  },
  coalesce: args => ({ code: `(${args.map(a => a.code).join(' ?? ')})`, known: args.some(a => a.known) }),
  'null-if': ([a, b]) => ({ code: `(${a?.code} === ${b?.code} ? null : ${a?.code})`, known: false }),
  add: infix('+'),
  subtract: infix('-'),
  // Nothing added, so that no sum is ever minus zero.
  multiply: strict(codes => `(${codes.join(' * ')} + 0)`),
  'divide-down': strict(([a, b]) => `(Math.trunc(${a} / ${b}) + 0)`),
  'divide-down-by': strict(([a, b]) => `(${b} === 0 ? null : Math.trunc(${a} / ${b}) + 0)`, false),
  smaller: strict(([a, b], [type]) => (type === 'bigint' ? `Math.min(${a}, ${b})` : `(${before(b, a, type)} ? ${b} : ${a})`)),
  larger: strict(([a, b], [type]) => (type === 'bigint' ? `Math.max(${a}, ${b})` : `(${before(a, b, type)} ? ${b} : ${a})`)),
  'bit-or': folded('or'),
  'bit-and': folded('and'),
  concat: strict(codes => `(${codes.join(' + ')})`),
  slice: strict(codes => `$.slice(${codes.join(', ')})`),
  length: strict(([a]) => `$.length(${a})`),
  'starts-with': strict(([a, b]) => `${a}.startsWith(${b})`),
  'to-bigint': strict(([a]) => `$.toNumber(${a})`, false),
  'to-date': strict(([a]) => `$.toDate(${a})`, false),
  'to-text': strict(([a]) => `String(${a})`),
  year: strict(([a]) => `Number(${a}.slice(0, 4))`),
  month: strict(([a]) => `Number(${a}.slice(5, 7))`),
  day: strict(([a]) => `Number(${a}.slice(8, 10))`),
  'days-between': strict(([from, to]) => `$.daysBetween(${from}, ${to})`),
}

/** Their arguments are written more than once even where they are known. */
const repeats: ReadonlySet<FunctionName> = new Set(['smaller', 'larger', 'in', 'null-if', 'divide-down-by'])

/** How a column is read that was not written before; `known` where it is never `null`. */
export type Input = Readonly<{ code: string; known: boolean }>

/**
 * Writes expressions down one after the other. What is written has no branch that is not in the expression, allocates
 * nothing, and calls nothing but `$` (`javascriptRuntime`).
 */
export class JavaScriptWriter {
  readonly #input: (name: string) => Input
  readonly #named = new Map<string, Printed>()
  #count = 0

  constructor(input: (name: string) => Input) {
    this.#input = input
  }

  #fresh(): string {
    this.#count += 1
    return `v${this.#count}`
  }

  #short(p: Printed, into: string[]): Printed {
    if (p.short) return p
    const name = this.#fresh()
    into.push(`const ${name} = ${p.code};`)
    return { code: name, short: true, known: p.known }
  }

  #print(e: Expr, into: string[]): Printed {
    switch (e.kind) {
      case 'column': {
        const before = this.#named.get(e.name)
        if (before !== undefined) return before
        return this.#short({ ...this.#input(e.name), short: false }, into)
      }
      case 'literal':
        return { code: JSON.stringify(e.value), short: true, known: e.value !== null }
      case 'call': {
        const args = e.args.map(a => this.#print(a, into))
        const ready = args.map(a => (a.known && !repeats.has(e.fn) ? a : this.#short(a, into)))
        return {
          ...meanings[e.fn](
            ready,
            e.args.map(a => a.type),
          ),
          short: false,
        }
      }
      case 'case':
        return this.#case(e.branches, e.otherwise, into)
      case 'aggregate':
      case 'window':
        throw new Error('one row knows no other rows')
    }
  }

  #case(branches: readonly (readonly [Expr, Expr])[], otherwise: Expr, into: string[]): Printed {
    const [first, ...rest] = branches
    if (first === undefined) return this.#print(otherwise, into)
    const [when, then] = first
    const condition = this.#print(when, into)
    if (condition.code === 'true') return this.#print(then, into)
    if (condition.code === 'false' || condition.code === 'null') return this.#case(rest, otherwise, into)
    const test = condition.known ? condition.code : `${condition.code} === true`
    const [yes, no]: [string[], string[]] = [[], []]
    const [a, b] = [this.#print(then, yes), this.#case(rest, otherwise, no)]
    const known = a.known && b.known
    if (yes.length === 0 && no.length === 0) return { code: `(${test} ? ${a.code} : ${b.code})`, short: false, known }
    const name = this.#fresh()
    into.push(`let ${name};`, `if (${test}) {`, ...yes, `${name} = ${a.code};`, '} else {', ...no, `${name} = ${b.code};`, '}')
    return { code: name, short: true, known }
  }

  /** The statements that give an expression its name for all that follows. */
  name(name: string, e: Expr): readonly string[] {
    const into: string[] = []
    this.#named.set(name, this.#short(this.#print(e, into), into))
    return into
  }

  /** How something named before is written. */
  read(name: string): string {
    const p = this.#named.get(name)
    if (p === undefined) throw new Error(`nothing named ${name}`)
    return p.code
  }

  /** The statements that read a column once, for all that follows. */
  take(name: string): readonly string[] {
    const into: string[] = []
    this.#named.set(name, this.#short({ ...this.#input(name), short: false }, into))
    return into
  }
}
