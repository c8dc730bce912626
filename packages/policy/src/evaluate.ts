import type { FactKey, FactValues } from '@yingjin/facts'
import { type Tri, tri } from '@yingjin/kernel'
import { meaningOf } from './nodes/index.ts'
import { readAs } from './nodes/reading.ts'
import { type EvaluationScope, nothing, union } from './nodes/meaning.ts'
import type { AssembledCriterion, AssembledLine } from './pack/assemble.ts'
import type { Delivery, Ground } from './pack/pack.ts'
import { bitOf, type LineInfo, ofOtherStage, type Policy } from './policy.ts'
import { asConstruct, type Construct, type Known, type Node, type NodeKind, type Value } from './tree.ts'

export type State = 'due' | 'not-due' | 'undetermined' | 'decide'

/** What people have decided about this child, by line: granted or refused. */
export type HumanDecisions = Readonly<Record<string, boolean>>

/**
 * What becomes of one line for one child; the batch plane gives exactly this.
 * @property amountFen this term's sum; null unless due, and null for a waiver or a thing in kind without a stated sum
 * @property grounds   bits of the groups that made it due (or that a person must decide on)
 * @property failed    bits of the criteria that are known to fail; only the first when the line is for another stage
 * @property missing   bits of the facts that would have to be known
 */
export type Outcome = Readonly<{ line: string; state: State; amountFen: number | null; form: string | null; grounds: number; failed: number; missing: number }>

/** Supposing a condition to be so, by node id: for “what would have to be so”. */
export type Suppositions = ReadonlyMap<string, Known>

type Missing = ReadonlySet<FactKey>

export const scopeFor = (policy: Policy, facts: FactValues, decisions: HumanDecisions = {}, suppose: Suppositions = new Map()): EvaluationScope => {
  const values = new Map<string, Value>()
  const missing = new Map<string, Missing>()
  const titles = new Map(policy.lines.map(l => [l.id, l.title]))
  const scope: EvaluationScope = {
    ...policy.settings,
    fact: key => facts[key] ?? null,
    decision: line => decisions[line] ?? null,
    value: n => {
      const before = values.get(n.id)
      if (before !== undefined) return before
      const value = suppose.get(n.id) ?? meaningOf(n).evaluate(n, scope)
      values.set(n.id, value)
      return value
    },
    missing: n => {
      if (scope.value(n) !== null) return nothing
      const before = missing.get(n.id)
      if (before !== undefined) return before
      const set = meaningOf(n).missing.evaluate(n, scope)
      missing.set(n.id, set)
      return set
    },
    phrase: n => meaningOf(n).explain(n, scope),
    lineTitle: line => titles.get(line) ?? line,
  }
  return scope
}

const maskOf = (bits: readonly boolean[]): number => bits.reduce((mask, set, bit) => (set ? mask + bitOf(bit) : mask), 0)

/** Named groups first; those of “等” are told only where no named group carries the line. */
const groundsMask = (line: AssembledLine['line'], s: EvaluationScope): number => {
  if (line.persons === 'everyone') return 0
  const { grounds, etcetera } = line.persons
  const holds = (g: Ground): boolean => s.value(g.when) === true
  const named = maskOf(grounds.map(holds))
  return named > 0 ? named : maskOf([...grounds.map(() => false), ...etcetera.map(holds)])
}

const failedMask = (criteria: readonly AssembledCriterion[], s: EvaluationScope): number => {
  const [stage] = criteria
  if (stage !== undefined && s.value(stage.when) === false) return ofOtherStage
  return maskOf(criteria.map(c => s.value(c.when) === false))
}

/** All facts the line still waits for: for its being due, its sum, and the way it is paid. */
const missingOf = ({ line, due }: AssembledLine, s: EvaluationScope): Missing =>
  union([s.missing(due), s.missing(line.amount), 'when' in line.delivery ? s.missing(line.delivery.when) : nothing])

const deliveryOf = ({ line }: AssembledLine, s: EvaluationScope): Delivery =>
  'when' in line.delivery ? (s.value(line.delivery.when) === true ? line.delivery.then : line.delivery.otherwise) : line.delivery

/**
 * The four states. Known not to be due: not due. Something missing: undetermined. Nothing missing and still unknown: only
 * a person can settle it. Otherwise due.
 */
export const outcomeOf = (policy: Policy, assembled: AssembledLine, s: EvaluationScope): Outcome => {
  const { line, criteria, due } = assembled
  const none = { line: line.id, amountFen: null, form: null, grounds: 0, failed: 0, missing: 0 }
  const value = s.value(due)
  if (value === false) return { ...none, state: 'not-due', failed: failedMask(criteria, s) }
  const missing = missingOf(assembled, s)
  if (missing.size > 0) return { ...none, state: 'undetermined', missing: maskOf(policy.pack.facts.map(k => missing.has(k))) }
  const grounds = groundsMask(line, s)
  if (value === null) return { ...none, state: 'decide', grounds }
  const amount = s.value(line.amount)
  return { ...none, state: 'due', grounds, amountFen: amount === null ? null : Number(amount), form: deliveryOf(assembled, s).form }
}

/** One child, every line: states, sums and masks. The reference meaning of a policy. */
export const decide = (policy: Policy, facts: FactValues, decisions: HumanDecisions = {}): readonly Outcome[] => {
  const scope = scopeFor(policy, facts, decisions)
  return policy.pack.bundle.map(a => outcomeOf(policy, a, scope))
}

/** One criterion or group as it stands for this child. */
export type Finding = Readonly<{
  name: string
  failed: string
  clause: string
  value: Tri
  /** The figures behind it; null where the name already says all. */
  because: string | null
  missing: readonly FactKey[]
  quiet: boolean
  origin: AssembledCriterion['origin'] | 'ground'
}>

/** An open point of the text the line rests on: how it is read, and what the line would come to under each other reading. */
export type ReadingTold = Readonly<{ id: string; taken: string; others: readonly Readonly<{ text: string; outcome: Outcome }>[] }>

/** What would make it due: these conditions all so, and then this outcome. */
export type WouldNeed = Readonly<{ conditions: readonly string[]; then: Outcome }>

/** An outcome with how it came about. */
export type Decision = Outcome &
  Readonly<{
    info: LineInfo
    policy: Policy
    delivery: Delivery | null
    findings: readonly Finding[]
    groups: readonly Finding[]
    arithmetic: string | null
    missingFacts: readonly FactKey[]
    would: WouldNeed | null
    readings: readonly ReadingTold[]
  }>

const inOrder = (policy: Policy, set: Missing): readonly FactKey[] => policy.pack.facts.filter(k => set.has(k))

const finding = (policy: Policy, s: EvaluationScope, name: string, failed: string, clause: string, when: Node, origin: Finding['origin'], quiet: boolean): Finding => {
  const value = s.value(when)
  return { name, failed, clause, value: tri(value === null ? null : value === true), because: hasFigures(policy, when) ? s.phrase(when) : null, missing: inOrder(policy, s.missing(when)), quiet, origin }
}

/** Conditions whose phrase tells more than their name: a figure, or another line. */
const withFigures: ReadonlySet<NodeKind> = new Set(['compare', 'between', 'cumulative-limit', 'take-higher', 'exclude', 'tiers'])
const asRead = (policy: Policy, n: Node): Construct => {
  const construct = asConstruct(n)
  return construct.kind === 'reading' ? asRead(policy, readAs(construct, policy.settings)) : construct
}
const hasFigures = (policy: Policy, n: Node): boolean => withFigures.has(asRead(policy, n).kind)
/** Not in play as the text is read here. */
const isOff = (policy: Policy, n: Node): boolean => {
  const construct = asRead(policy, n)
  return construct.kind === 'literal' && construct.value === false
}

const open = (f: Finding): boolean => f.value !== 'yes'

/** For whom the line is: the groups that are still open where some are, otherwise the criterion as it is named. */
const conditionText = ({ line }: AssembledLine, c: AssembledCriterion, s: EvaluationScope): string => {
  if (c.origin !== 'persons' || line.persons === 'everyone') return c.name
  const unknown = line.persons.grounds.filter(g => s.value(g.when) === null)
  return unknown.length === 0 ? c.name : `属于${unknown.map(g => g.name).join('或')}`
}

const readingsTold = (policy: Policy, assembled: AssembledLine, info: LineInfo, facts: FactValues, decisions: HumanDecisions): readonly ReadingTold[] =>
  info.readings.map(({ id, taken, others }) => ({
    id,
    taken,
    others: others.map(({ option, text }) => {
      const settings = { ...policy.settings, reading: (of: string) => (of === id ? option : policy.settings.reading(of)) }
      const other = { ...policy, settings }
      return { text, outcome: outcomeOf(other, assembled, scopeFor(other, facts, decisions)) }
    }),
  }))

/** Supposes every criterion that does not hold (or is not known to) and decides again. Told only where that is due and few enough to say. */
const wouldNeed = (policy: Policy, assembled: AssembledLine, facts: FactValues, decisions: HumanDecisions, outcome: Outcome, findings: readonly Finding[]): WouldNeed | null => {
  if (outcome.state === 'due' || outcome.failed === ofOtherStage) return null
  const unmet = assembled.criteria.filter((_, i) => open(findings[i] as Finding))
  const fixed = unmet.some(c => c.origin === 'stacking' || c.quiet === true || c.when.kind === 'season')
  if (fixed || unmet.length === 0 || unmet.length > 2) return null
  const suppose = new Map(unmet.map(c => [c.when.id, true] as const))
  const then = outcomeOf(policy, assembled, scopeFor(policy, facts, decisions, suppose))
  return then.state === 'due' ? { conditions: unmet.map(c => conditionText(assembled, c, scopeFor(policy, facts, decisions))), then } : null
}

/** One child, every line, each with its trace: what `explain` speaks from. */
export const evaluate = (policy: Policy, facts: FactValues, decisions: HumanDecisions = {}): readonly Decision[] => {
  const s = scopeFor(policy, facts, decisions)
  return policy.pack.bundle.map((assembled, i) => {
    const { line, criteria } = assembled
    const outcome = outcomeOf(policy, assembled, s)
    const info = policy.lines[i] as LineInfo
    const findings = criteria.map(c => finding(policy, s, c.name, c.failed, c.clause, c.when, c.origin, c.quiet === true))
    const designated = line.persons === 'everyone' ? [] : [...line.persons.grounds, ...line.persons.etcetera].filter(g => !isOff(policy, g.when))
    return {
      ...outcome,
      info,
      policy,
      delivery: outcome.state === 'due' ? deliveryOf(assembled, s) : null,
      findings,
      groups: designated.map(g => finding(policy, s, g.name, `不是${g.name}`, g.clause, g.when, 'ground', false)),
      arithmetic: outcome.state === 'due' ? s.phrase(line.amount) : null,
      missingFacts: outcome.state === 'undetermined' ? inOrder(policy, missingOf(assembled, s)) : [],
      would: wouldNeed(policy, assembled, facts, decisions, outcome, findings),
      readings: outcome.failed === ofOtherStage ? [] : readingsTold(policy, assembled, info, facts, decisions),
    }
  })
}

/** Notices that are known to hold for this child. */
export const noticesFor = (policy: Policy, facts: FactValues, decisions: HumanDecisions = {}): readonly Readonly<{ id: string; text: string }>[] => {
  const s = scopeFor(policy, facts, decisions)
  return policy.pack.notices.filter(n => s.value(n.when) === true).map(({ id, text }) => ({ id, text }))
}
