import type { FactKey, RelationName } from '@yingjin/facts'
import type { PlainDate, Term } from '@yingjin/kernel'
import { bigint, bitOr, type Bool, type Expr } from '@yingjin/sql'
import type { PackProblem } from '../problems.ts'
import type { Known, Node, Value } from './tree.ts'

/**
 * A parameter as it stands in one term.
 * @property value   `null`: nobody has entered it yet
 * @property printed how the document prints it
 * @property asRead  how we read what is printed, with the reason, where the print cannot be taken as it stands
 */
export type ParameterInForce = Readonly<{ value: Known | null; label: string; printed: string; clause: string; asRead?: AsRead }>
export type AsRead = Readonly<{ text: string; because: string }>

/** What a value may wait for: a fact about the subject, a figure of the document that nobody has entered yet … */
export type UnenteredKey = `parameter:${string}`
/** … or the list of others that the rule counts over, which is known whole or not at all. */
export type RelatedKey = `related:${RelationName}`
export type MissingKey = FactKey | UnenteredKey | RelatedKey
export const relatedKey = (relation: RelationName): RelatedKey => `related:${relation}`
export const unenteredKey = (parameter: string): UnenteredKey => `parameter:${parameter}`
export const isUnentered = (key: MissingKey): key is UnenteredKey => key.startsWith('parameter:')

/** What is settled before any child is looked at: the term, the parameters in force and the reading of each open point. */
export type Settings = Readonly<{
  term: Term
  parameter: (key: string) => ParameterInForce
  reading: (id: string) => string
}>

/** Where a node stands, for messages: `PS-A2.3 标准`. */
export type Place = string
export type Dated = Readonly<{ from: PlainDate; to: PlainDate; value: Known }>
export type CheckScope = Readonly<{
  place: Place
  /** Only a notice may ask whether a fact is known at all. */
  inNotice: boolean
  /** The values of a parameter by their dates. */
  dated: (key: string) => readonly Dated[]
  knowsFact: (key: string) => boolean
  parameterType: (key: string) => Node['type'] | null
  readingOptions: (id: string) => readonly string[] | null
  range: (node: Node) => Range
}>

/** Least and greatest value a number can take over the declared ranges of the facts, a day by its number since 1970-01-01; conditions, choices and codes have none. */
export type Range = Readonly<{ min: number; max: number }>
export const noRange: Range = Object.freeze({ min: 0, max: 0 })
export type RangeScope = Readonly<{
  parameter: (key: string) => Range
  range: (node: Node) => Range
}>

export type EvaluationScope = Settings &
  Readonly<{
    fact: (key: FactKey) => Value
    /** How many of those related meet a condition over their own facts; `null` where the list or one of them is not known. */
    countRelated: (relation: RelationName, where: Node) => number | null
    decision: (line: string) => boolean | null
    /** The sum a person filled in for a line, in fen. */
    amountDecision: (line: string) => number | null
    value: (node: Node) => Value
    /** What would have to be known; empty when the value is known. */
    missing: (node: Node) => ReadonlySet<MissingKey>
    phrase: (node: Node) => string
    lineTitle: (line: string) => string
  }>

export type SqlScope = Settings &
  Readonly<{
    fact: (key: FactKey) => Expr
    /** The same as a column that `compileRelated` has counted beforehand. */
    countRelated: (node: Node) => Expr<'bigint'>
    /** The bit of the list where the count is unknown, otherwise 0. */
    relatedBit: (relation: RelationName) => Expr<'bigint'>
    /** The fact's bit where the fact is unknown, otherwise 0. */
    factBit: (key: FactKey) => Expr<'bigint'>
    /** A figure of the document; unknown where nobody has entered it. */
    figure: (key: string, type: Node['type']) => Expr
    /** Its bit where nobody has entered it, otherwise 0. */
    figureBit: (key: string) => Expr<'bigint'>
    decision: (line: string) => Bool
    amountDecision: (line: string) => Expr<'bigint'>
    value: (node: Node) => Expr
    /** One word of the mask: the bits of a scope are those of its word, all others are 0. */
    missing: (node: Node) => Expr<'bigint'>
  }>

/**
 * The meanings of one construct. A kind that lacks one of them does not compile (`nodes/index.ts`).
 *
 * The missing facts of a node are the support of what is left of it after partial evaluation: nothing when its value
 * is known, otherwise the union over the operands that still matter. An operand decided by absorption has a known
 * value and so contributes nothing. `missing.*` is asked only where the value is unknown.
 */
export type Meaning<N extends Node> = Readonly<{
  operands: (n: N) => readonly Node[]
  check: (n: N, scope: CheckScope) => readonly PackProblem[]
  range: (n: N, scope: RangeScope) => Range
  evaluate: (n: N, scope: EvaluationScope) => Value
  explain: (n: N, scope: EvaluationScope) => string
  compile: (n: N, scope: SqlScope) => Expr
  /** Known only where every operand is: what it waits for is then simply what they wait for. */
  strict?: true
  missing: Readonly<{
    evaluate: (n: N, scope: EvaluationScope) => ReadonlySet<MissingKey>
    compile: (n: N, scope: SqlScope) => Expr<'bigint'>
  }>
}>

export const nothing: ReadonlySet<MissingKey> = new Set()

export const union = (sets: readonly ReadonlySet<MissingKey>[]): ReadonlySet<MissingKey> => {
  const filled = sets.filter(s => s.size > 0)
  return filled.length === 0 ? nothing : filled.length === 1 ? (filled[0] as ReadonlySet<MissingKey>) : new Set(filled.flatMap(s => [...s]))
}

/** A mask that can only be empty. */
export const isNothing = (e: Expr): boolean => e.kind === 'literal' && e.value === 0
/** A choice between masks that can only be empty is one itself. */
export const withoutEmptyChoice = (e: Expr<'bigint'>): Expr<'bigint'> =>
  e.kind === 'case' && isNothing(e.otherwise) && e.branches.every(([, then]) => isNothing(then)) ? bigint(0) : e
/** The union of masks; masks that can only be empty leave no trace in the SQL. */
export const unionOfMasks = (masks: readonly Expr<'bigint'>[]): Expr<'bigint'> => bitOr(...masks.filter(m => !isNothing(m)))

/** For every construct whose unknown operands all still matter: strict operators, and Kleene's, where an absorbing operand makes the value known. */
export const throughOperands = <N extends Node>(operands: (n: N) => readonly Node[]): Pick<Meaning<N>, 'operands' | 'missing'> => ({
  operands,
  missing: {
    evaluate: (n, s) => union(operands(n).map(s.missing)),
    compile: (n, s) => unionOfMasks(operands(n).map(s.missing)),
  },
})

/** For operators that are unknown as soon as one operand is. */
export const strictlyThroughOperands = <N extends Node>(operands: (n: N) => readonly Node[]): Pick<Meaning<N>, 'operands' | 'missing' | 'strict'> => ({
  ...throughOperands(operands),
  strict: true,
})

/** For constructs whose unknown value no fact can settle. */
export const noFactSettles: Meaning<Node>['missing'] = { evaluate: () => nothing, compile: () => unionOfMasks([]) }
