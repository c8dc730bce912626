import type { FactKey, FactValues } from '@yingjin/facts'
import { type Tri, tri } from '@yingjin/kernel'
import { type FundPart, fundParts } from './funds.ts'
import { type EvaluationScope, nothing, unenteredKey } from '../nodes/meaning.ts'
import { readAs } from '../nodes/reading.ts'
import {
  deliveryOf,
  type HumanDecisions,
  type Missing,
  missingOf,
  type Outcome,
  outcomeOf,
  scopeFor,
  type RelatedSubjects,
  type Suppositions,
} from './outcome.ts'
import type { AssembledCriterion, AssembledLine } from '../pack/assembled-line.ts'
import type { Delivery, Ground } from '../pack/line.ts'
import type { Mask } from '../pack/mask.ts'
import { isOfOtherStage, type LineInfo, type Policy, missingLists } from '../settled/policy.ts'
import { everyNode } from '../pack/walk.ts'
import { asConstruct, type Construct, type Node, type NodeKind } from '../nodes/tree.ts'

/** One criterion or group as it stands for this child. */
export type Finding = Readonly<{
  name: string
  failed: string
  clause: string
  value: Tri
  /** The figures behind it; null where the name already says all. */
  because: string | null
  missing: readonly FactKey[]
  notEntered: readonly string[]
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
    /** Who bears it, where the text says so; the parts add up to the sum. */
    funds: readonly FundPart[]
    missingFacts: readonly FactKey[]
    /** Lists of others that the answer counts over and that are not known whole. */
    missingLists: readonly string[]
    /** Figures of the document that nobody has entered and this answer waits for. */
    notEntered: readonly string[]
    would: WouldNeed | null
    readings: readonly ReadingTold[]
  }>

const none: readonly never[] = Object.freeze([])
const inOrder = (policy: Policy, set: Missing): readonly FactKey[] => (set.size === 0 ? none : policy.facts.filter(k => set.has(k)))
const notEntered = (policy: Policy, set: Missing): readonly string[] =>
  set.size === 0 ? none : policy.unentered.filter(key => set.has(unenteredKey(key))).map(key => policy.settings.parameter(key).label)

/** Decides at once; tells in words when it is asked, because most who decide a case read none. */
class Found implements Finding {
  readonly #policy: Policy
  readonly #scope: EvaluationScope
  readonly #of: Ground
  readonly failed: string
  readonly origin: Finding['origin']
  readonly quiet: boolean
  readonly value: Tri
  readonly missing: readonly FactKey[]
  constructor(policy: Policy, scope: EvaluationScope, of: Ground, failed: string, origin: Finding['origin'], quiet: boolean) {
    this.#policy = policy
    this.#scope = scope
    this.#of = of
    this.failed = failed
    this.origin = origin
    this.quiet = quiet
    const value = scope.value(of.when)
    this.value = tri(value === null ? null : value === true)
    this.missing = value === null ? inOrder(policy, scope.missing(of.when)) : none
  }
  get name(): string {
    return this.#of.name
  }
  get clause(): string {
    return this.#of.clause
  }
  get because(): string | null {
    return hasFigures(this.#policy, this.#of.when) ? this.#scope.phrase(this.#of.when) : null
  }
  get notEntered(): readonly string[] {
    return notEntered(this.#policy, this.#scope.missing(this.#of.when))
  }
}

/** Conditions whose phrase tells more than their name: a figure. */
const withFigures: ReadonlySet<NodeKind> = new Set([
  'compare',
  'between',
  'cumulative-limit',
  'take-higher',
  'within-quota',
  'date-order',
  'within-division',
  'named-school',
])
const asRead = (policy: Policy, n: Node): Construct => {
  const construct = asConstruct(n)
  return construct.kind === 'reading' ? asRead(policy, readAs(construct, policy.settings)) : construct
}
const hasFigures = (policy: Policy, n: Node): boolean => withFigures.has(asRead(policy, n).kind)
/** Not in play as the text is read here. */
export const isOff = (policy: Policy, n: Node): boolean => {
  const construct = asRead(policy, n)
  return construct.kind === 'literal' && construct.value === false
}

const open = (f: Finding): boolean => f.value !== 'yes'

/**
 * For whom the line is: the named groups still open where some are; else those that only “等” reaches, with the yes of a
 * person that they need; else the criterion as it is named.
 */
const conditionText = ({ line }: AssembledLine, c: AssembledCriterion, s: EvaluationScope): string => {
  if (c.origin !== 'persons' || line.persons === 'everyone') return c.name
  if (s.value(c.when) !== null) return c.name
  const { grounds, etcetera, decision } = line.persons
  const stillOpen = (groups: readonly Ground[]): string =>
    groups
      .filter(g => s.value(g.when) === null)
      .map(g => g.name)
      .join('或')
  const [named, others] = [stillOpen(grounds), stillOpen(etcetera)]
  if (named !== '') return `属于${named}`
  if (others === '') return '经人判定可以享受'
  return decision !== null && s.value(decision) === true ? `属于${others}` : `属于${others}并经人判定可以享受`
}

/** The scope of one subject under another policy or supposing conditions to be so. */
type Scoping = (policy: Policy, suppose?: Suppositions) => EvaluationScope

const readingsTold = (policy: Policy, assembled: AssembledLine, info: LineInfo, scoped: Scoping): readonly ReadingTold[] =>
  info.readings.map(({ id, taken, others }) => ({
    id,
    taken,
    others: others.map(({ option, text }) => {
      const settings = { ...policy.settings, reading: (of: string) => (of === id ? option : policy.settings.reading(of)) }
      const other = { ...policy, settings }
      return { text, outcome: outcomeOf(other, assembled, scoped(other)) }
    }),
  }))

/**
 * Supposes every criterion that does not hold (or is not known to) and decides again. Told only where that is due, few
 * enough to say, and worth something: a figure too low stays as low, and may then come to nothing; what was had is had.
 */
const wouldNeed = (policy: Policy, assembled: AssembledLine, scoped: Scoping, outcome: Outcome, findings: readonly Finding[]): WouldNeed | null => {
  if (outcome.state === 'due' || isOfOtherStage(policy, outcome.failed)) return null
  const unmet = assembled.criteria.filter((_, i) => open(findings[i] as Finding))
  const usedUp = (c: AssembledCriterion): boolean => asRead(policy, c.when).kind === 'cumulative-limit' && scoped(policy).value(c.when) === false
  const fixed = unmet.some(c => c.origin === 'stacking' || c.quiet === true || c.when.kind === 'season' || usedUp(c))
  if (fixed || unmet.length === 0 || unmet.length > 2) return null
  const suppose = new Map(unmet.map(c => [c.when.id, true] as const))
  const then = outcomeOf(policy, assembled, scoped(policy, suppose))
  return then.state === 'due' && then.amountFen !== 0 ? { conditions: unmet.map(c => conditionText(assembled, c, scoped(policy))), then } : null
}

/** What becomes of a line, with what it rests on; its words are made when they are asked for, once. */
class Decided implements Decision {
  readonly #assembled: AssembledLine
  readonly #scoped: Scoping
  readonly #scope: EvaluationScope
  #groups: Decision['groups'] | undefined
  #would: Decision['would'] | undefined
  #readings: Decision['readings'] | undefined
  readonly line: string
  readonly state: Outcome['state']
  readonly amountFen: number | null
  readonly form: string | null
  readonly grounds: number
  readonly failed: number
  readonly missing: Mask
  readonly policy: Policy
  readonly info: LineInfo
  readonly findings: readonly Finding[]
  constructor(policy: Policy, info: LineInfo, assembled: AssembledLine, scope: EvaluationScope, scoped: Scoping) {
    this.#assembled = assembled
    this.#scoped = scoped
    this.#scope = scope
    const { line, state, amountFen, form, grounds, failed, missing } = outcomeOf(policy, assembled, scope)
    this.line = line
    this.state = state
    this.amountFen = amountFen
    this.form = form
    this.grounds = grounds
    this.failed = failed
    this.missing = missing
    this.policy = policy
    this.info = info
    this.findings = assembled.criteria.map(c => new Found(policy, scope, c, c.failed, c.origin, c.quiet === true))
  }
  get #missingOf(): Missing {
    return this.missing > 0 ? missingOf(this.#assembled, this.#scope) : nothing
  }
  get delivery(): Delivery | null {
    return this.state === 'due' ? deliveryOf(this.#assembled, this.#scope) : null
  }
  get groups(): readonly Finding[] {
    const { persons } = this.#assembled.line
    this.#groups ??=
      persons === 'everyone'
        ? none
        : [...persons.grounds, ...persons.etcetera]
            .filter(g => !isOff(this.policy, g.when))
            .map(g => new Found(this.policy, this.#scope, g, `不是${g.name}`, 'ground', false))
    return this.#groups
  }
  get arithmetic(): string | null {
    if (this.state !== 'due') return null
    // Where the text states no sum there is nothing to work out, whatever the form.
    const unstated = this.amountFen === null && everyNode([this.#assembled.amount]).some(n => n.kind === 'without-amount')
    return unstated ? null : this.#scope.phrase(this.#assembled.amount)
  }
  get funds(): readonly FundPart[] {
    const { funding } = this.#assembled.line
    return this.amountFen === null || funding === null ? none : fundParts(funding, this.amountFen, this.#scope)
  }
  get missingFacts(): readonly FactKey[] {
    return this.state === 'undetermined' ? inOrder(this.policy, this.#missingOf) : none
  }
  get missingLists(): readonly string[] {
    return missingLists(this.policy, this.missing)
  }
  get notEntered(): readonly string[] {
    return notEntered(this.policy, this.#missingOf)
  }
  get would(): WouldNeed | null {
    if (this.#would === undefined) this.#would = wouldNeed(this.policy, this.#assembled, this.#scoped, this, this.findings)
    return this.#would
  }
  get readings(): readonly ReadingTold[] {
    this.#readings ??= isOfOtherStage(this.policy, this.failed) ? none : readingsTold(this.policy, this.#assembled, this.info, this.#scoped)
    return this.#readings
  }
}

/** One child, every line, each with its trace: what `explain` speaks from. */
export const evaluate = (policy: Policy, facts: FactValues, decisions: HumanDecisions = {}, related: RelatedSubjects = {}): readonly Decision[] => {
  const scoped: Scoping = (of, suppose) => scopeFor(of, facts, decisions, suppose, related)
  const scope = scoped(policy)
  return policy.bundle.map((assembled, i) => new Decided(policy, policy.lines[i] as LineInfo, assembled, scope, scoped))
}

/** Notices that are known to hold for this child. */
export const noticesFor = (policy: Policy, facts: FactValues, decisions: HumanDecisions = {}): readonly Readonly<{ id: string; text: string }>[] => {
  const s = scopeFor(policy, facts, decisions)
  return policy.pack.notices.filter(n => s.value(n.when) === true).map(({ id, text }) => ({ id, text }))
}
