import type { FactValues, RelationName } from '@yingjin/facts'
import { meaningOf } from '../nodes/index.ts'
import { slotOf } from '../nodes/node.ts'
import { type EvaluationScope, isUnentered, type MissingKey, nothing, union } from '../nodes/meaning.ts'
import { amountDecisionKey } from '../nodes/person-sets-amount.ts'
import type { AssembledCriterion, AssembledLine } from '../pack/assembled-line.ts'
import { asksForSum } from '../pack/assemble.ts'
import type { Delivery, Ground } from '../pack/line.ts'
import { bitOf, type Mask, maskOfBits } from '../pack/mask.ts'
import { missingKeys, missingWords, ofOtherStage, type Policy } from '../settled/policy.ts'
import type { Known, Node, Value } from '../nodes/tree.ts'

/**
 * due · not-due · undetermined: a fact about the child is missing · not-entered: the document leaves a figure to be
 * entered and nobody has · decide: a person must say.
 */
export type State = 'due' | 'not-due' | 'undetermined' | 'not-entered' | 'decide'

/**
 * What people have decided about this child: granted or refused, by line; and the sums they filled in, in fen, under
 * `amountDecisionKey(line)`, because one line may need both.
 */
export type HumanDecisions = Readonly<Record<string, boolean | number>>

/**
 * What becomes of one line for one child; the batch plane gives exactly this.
 * @property amountFen this term's sum; null unless due, and null for a waiver or a thing in kind without a stated sum
 * @property grounds   bits of the groups that made it due (or that a person must decide on)
 * @property failed    bits of the criteria that are known to fail; only the first when the line is for another stage
 * @property missing   bits of what would have to be known: the facts of the pack, then the figures not entered (`missingKeys`); there may be
 *   more than a number holds
 */
export type Outcome = Readonly<{ line: string; state: State; amountFen: number | null; form: string | null; grounds: number; failed: number; missing: Mask }>

/** Supposing a condition to be so, by node id: for “what would have to be so”. */
export type Suppositions = ReadonlyMap<string, Known>

export type Missing = ReadonlySet<MissingKey>

/** Those who stand to a subject, list by list; a list that is not there, or not whole, is left out. */
export type RelatedSubjects = Readonly<Partial<Record<RelationName, readonly FactValues[]>>>

/** What is known so far of each node, by its slot; in pages, because the nodes of one policy stand close together. */
class ByNode<T> {
  readonly #pages: (T | undefined)[][] = []
  get(n: Node): T | undefined {
    const slot = slotOf(n)
    return this.#pages[slot >> pageBits]?.[slot & (pageSize - 1)]
  }
  set(n: Node, value: T): void {
    const slot = slotOf(n)
    const at = slot >> pageBits
    const page = (this.#pages[at] ??= [...emptyPage])
    page[slot & (pageSize - 1)] = value
  }
}
const pageBits = 6
const pageSize = 2 ** pageBits
const emptyPage: readonly undefined[] = Array.from({ length: pageSize })

export const scopeFor = (
  policy: Policy,
  facts: FactValues,
  decisions: HumanDecisions = {},
  suppose: Suppositions = new Map(),
  related: RelatedSubjects = {},
): EvaluationScope => {
  const values = new ByNode<Value>()
  const missing = new ByNode<Missing>()
  const scope: EvaluationScope = {
    ...policy.settings,
    fact: key => facts[key] ?? null,
    countRelated: (relation, where) => {
      const holds = related[relation]?.map(other => scopeFor(policy, other).value(where))
      return holds === undefined || holds.includes(null) ? null : holds.filter(h => h === true).length
    },
    decision: line => {
      const decided = decisions[line]
      return typeof decided === 'boolean' ? decided : null
    },
    amountDecision: line => {
      const filledIn = decisions[amountDecisionKey(line)]
      return typeof filledIn === 'number' ? filledIn : null
    },
    value: n => {
      const before = values.get(n)
      if (before !== undefined) return before
      const value = (suppose.size === 0 ? undefined : suppose.get(n.id)) ?? meaningOf(n).evaluate(n, scope)
      values.set(n, value)
      return value
    },
    missing: n => {
      if (scope.value(n) !== null) return nothing
      const before = missing.get(n)
      if (before !== undefined) return before
      const set = meaningOf(n).missing.evaluate(n, scope)
      missing.set(n, set)
      return set
    },
    phrase: n => meaningOf(n).explain(n, scope),
    lineTitle: line => policy.lines.find(l => l.id === line)?.title ?? line,
  }
  return scope
}

const maskOf = <T>(of: readonly T[], set: (one: T) => boolean, first = 0): number =>
  of.reduce((mask, one, bit) => (set(one) ? mask + bitOf(first + bit) : mask), 0)

/** A policy of more keys than a number has bits takes the other way. */
const missingMask = (policy: Policy, missing: Missing): Mask => {
  const keys = missingKeys(policy)
  return missingWords(policy) === 1 ? maskOf(keys, k => missing.has(k)) : maskOfBits(keys.flatMap((k, bit) => (missing.has(k) ? [bit] : [])))
}

/** Named groups first; those of “等” are told only where no named group carries the line. */
const groundsMask = (line: AssembledLine['line'], s: EvaluationScope): number => {
  if (line.persons === 'everyone') return 0
  const { grounds, etcetera } = line.persons
  const holds = (g: Ground): boolean => s.value(g.when) === true
  const named = maskOf(grounds, holds)
  return named > 0 ? named : maskOf(etcetera, holds, grounds.length)
}

const failedMask = (criteria: readonly AssembledCriterion[], s: EvaluationScope): number => {
  const [stage] = criteria
  if (stage?.origin === 'stage' && s.value(stage.when) === false) return ofOtherStage
  return maskOf(criteria, c => s.value(c.when) === false)
}

/** All facts the line still waits for: for its being due, its sum, and the way it is paid. */
export const missingOf = ({ line, due, amount }: AssembledLine, s: EvaluationScope): Missing =>
  union([s.missing(due), s.missing(amount), 'when' in line.delivery ? s.missing(line.delivery.when) : nothing])

export const deliveryOf = ({ line }: AssembledLine, s: EvaluationScope): Delivery =>
  'when' in line.delivery ? (s.value(line.delivery.when) === true ? line.delivery.then : line.delivery.otherwise) : line.delivery

/**
 * The states. Known not to be due: not due. A fact missing: undetermined. Only figures of the document missing: not
 * entered. Nothing missing and still unknown: only a person can settle it. Otherwise due.
 */
export const outcomeOf = (policy: Policy, assembled: AssembledLine, s: EvaluationScope): Outcome => {
  const { line, criteria, due } = assembled
  const none = { line: line.id, amountFen: null, form: null, grounds: 0, failed: 0, missing: 0 }
  const value = s.value(due)
  if (value === false) return { ...none, state: 'not-due', failed: failedMask(criteria, s) }
  const missing = missingOf(assembled, s)
  if (missing.size > 0) {
    const state = [...missing].every(isUnentered) ? 'not-entered' : 'undetermined'
    return { ...none, state, missing: missingMask(policy, missing) }
  }
  const grounds = groundsMask(line, s)
  if (value === null) return { ...none, state: 'decide', grounds }
  const amount = s.value(assembled.amount)
  if (amount === null && asksForSum(assembled)) return { ...none, state: 'decide', grounds }
  return { ...none, state: 'due', grounds, amountFen: amount === null ? null : Number(amount), form: deliveryOf(assembled, s).form }
}

/** One child, every line: states, sums and masks. The reference meaning of a policy. */
export const decide = (policy: Policy, facts: FactValues, decisions: HumanDecisions = {}, related: RelatedSubjects = {}): readonly Outcome[] => {
  const scope = scopeFor(policy, facts, decisions, new Map(), related)
  return policy.bundle.map(a => outcomeOf(policy, a, scope))
}
