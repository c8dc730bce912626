import { type FactKey, factKeys, type RelationName, relationOf, type Stage, type SubjectKind } from '@yingjin/facts'
import { done, firstDayOf, inYuan, lastDayOf, type Period, type PlainDate, problem, refused, type Result, type Term } from '@yingjin/kernel'
import { isUnentered, type MissingKey, relatedKey, type Settings, unenteredKey } from '../nodes/meaning.ts'
import type { AidItem } from '../pack/aid-item.ts'
import type { AssembledLine, AssembledQuota } from '../pack/assembled-line.ts'
import { type AmountMeaning, type Delivery, forms, type Funding, type Line } from '../pack/line.ts'
import type { Clause, Pack, Parameter, PrintedValue } from '../pack/pack.ts'
import type { Interval, PolicyDocument } from '../pack/document.ts'
import { bitOf, hasBit, type Mask, widestMask, wordOfBit, wordsFor } from '../pack/mask.ts'
import type { PackProblem } from '../problems.ts'
import { everyNode, factsIn, parametersIn, readingsIn, relationsIn, treesOf } from '../pack/walk.ts'

import { asConstruct, type Node } from '../nodes/tree.ts'

/** Which reading of an open point is taken here: `{ 'O-04': 'farming-3000' }`. Others keep the pack's own. */
export type ChosenReadings = Readonly<Record<string, string>>

/** A named bit of a mask. Bit `i` has the weight 2 to the power `i`. */
export type NamedBit = Readonly<{ bit: number; name: string; clause: string }>
export type CriterionBit = NamedBit & Readonly<{ failed: string }>
/** `named`: the clause names the group; `etcetera`: it is reached only through 等, or through a description (`LineInfo.described`). */
export type GroundBit = NamedBit & Readonly<{ by: 'named' | 'etcetera' }>

/** All that a table of results needs to know about a line; plain data. */
export type LineInfo = Readonly<{
  id: string
  title: string
  clause: Clause
  clauseKey: string
  /** `附件第2条“三是”` with what it says, for the clause column of a list. */
  clauseText: string
  form: string
  payee: string
  item: AidItem | null
  stages: readonly Stage[]
  /** Per what the sum of a result is: a student's per term, or once. */
  per: Period
  period: string
  amountMeans: AmountMeaning
  forbidden: readonly string[]
  funding: Funding | null
  /** Where the text leaves the sum to a person: what is asked, and between which sums. */
  toSet: Readonly<{ question: string; leastFen: number; greatestFen: number }> | null
  /** What a condition of the text leaves to a person (an extension, a place in the order). */
  asks: readonly string[]
  /** The paper the line stands in. */
  document: PolicyDocument
  deliveries: readonly Delivery[]
  criteria: readonly CriterionBit[]
  grounds: readonly GroundBit[]
  /** The clause's own words, where it reaches its `etcetera` by a description and not by 等. */
  described: string | null
  readings: readonly ReadingTaken[]
}>
export type ReadingTaken = Readonly<{ id: string; question: string; taken: string; others: readonly Readonly<{ option: string; text: string }>[] }>

/**
 * A pack settled for one kind of subject, one term and one choice of readings. What evaluate and compile work on.
 * @property facts what the lines (and notices) of this subject ask for; the bit order of every missing mask
 */
export type Policy = Readonly<{
  pack: Pack
  subject: SubjectKind
  term: Term
  settings: Settings
  bundle: readonly AssembledLine[]
  standards: readonly AssembledLine[]
  quotas: readonly AssembledQuota[]
  facts: readonly FactKey[]
  lines: readonly LineInfo[]
  /** Parameters that nobody has entered for this term. */
  unentered: readonly string[]
  /** Lists of others that the rules count over. */
  related: readonly RelationName[]
}>

const groundsOf = ({ line }: AssembledLine): readonly GroundBit[] =>
  line.persons === 'everyone'
    ? []
    : [...line.persons.grounds.map(g => ({ ...g, by: 'named' as const })), ...line.persons.etcetera.map(g => ({ ...g, by: 'etcetera' as const }))].map(
        ({ name, clause, by }, bit) => ({ bit, name, clause, by }),
      )

export const deliveriesOf = (d: AssembledLine['line']['delivery']): readonly Delivery[] => ('when' in d ? [d.then, d.otherwise] : [d])

const either = (words: readonly string[]): string => [...new Set(words)].join('或')

/** Bounds are figures of the text: known as soon as the term is. */
const figureIn = (settings: Settings, n: Node): number | null => {
  const c = asConstruct(n)
  const value = c.kind === 'literal' ? c.value : c.kind === 'parameter' ? settings.parameter(c.key).value : null
  return typeof value === 'number' ? value : null
}
const sumToSet = (settings: Settings, { amount }: AssembledLine): LineInfo['toSet'] => {
  for (const n of everyNode([amount])) {
    if (n.kind !== 'person-sets-amount') continue
    const [leastFen, greatestFen] = [figureIn(settings, n.least), figureIn(settings, n.greatest)]
    if (leastFen !== null && greatestFen !== null) return { question: n.question, leastFen, greatestFen }
  }
  return null
}

/** Questions of the line's conditions, of the groups it names and of its sum; whom only 等 or a description reaches is told by the group itself. */
const questionsOf = ({ line, amount }: AssembledLine): readonly string[] => [
  ...new Set(
    everyNode([...line.criteria.map(c => c.when), ...(line.persons === 'everyone' ? [] : line.persons.grounds.map(g => g.when)), amount]).flatMap(n =>
      n.kind === 'human-decision' ? [n.question] : [],
    ),
  ),
]

/** A line of the policy (or a standard beside it), as a table of results needs it. */
export const lineInfoOf = ({ pack, settings }: Pick<Policy, 'pack' | 'settings'>, assembled: AssembledLine): LineInfo => {
  const { line, criteria } = assembled
  const taken = readingsIn([assembled.due, assembled.amount]).map(id => {
    const reading = pack.readings[id]
    if (reading === undefined) throw new Error(`reading ${id} was not checked`)
    const chosen = settings.reading(id)
    const others = Object.entries(reading.options).flatMap(([option, text]) => (option === chosen ? [] : [{ option, text }]))
    return { id, question: reading.question, taken: reading.options[chosen] ?? chosen, others }
  })
  const clause = pack.clauses[line.clause]
  if (clause === undefined) throw new Error(`clause ${line.clause} was not checked`)
  return {
    id: line.id,
    title: line.title,
    clause,
    clauseKey: line.clause,
    clauseText: `${clause.article}：${clause.text}`,
    form: either(deliveriesOf(line.delivery).map(d => forms[d.form])),
    payee: either(deliveriesOf(line.delivery).map(d => d.payee)),
    item: line.item,
    stages: line.stages,
    per: assembled.amount.type.per,
    period: line.period,
    amountMeans: line.amountMeans,
    forbidden: line.forbidden.map(f => forms[f]),
    funding: line.funding,
    toSet: sumToSet(settings, assembled),
    asks: questionsOf(assembled),
    document: pack.documentOf[line.id] ?? pack.document,
    deliveries: deliveriesOf(line.delivery),
    criteria: criteria.map(({ name, failed, clause: cited }, bit) => ({ bit, name, failed, clause: cited })),
    grounds: groundsOf(assembled),
    described: line.persons === 'everyone' ? null : (line.persons.described ?? null),
    readings: taken,
  }
}

/**
 * @property subject what is decided: students unless said otherwise
 * @property knownOn decide with what was known on this day: later papers and later corrections are left out
 */
export type PolicyOptions = Readonly<{ readings?: ChosenReadings; subject?: SubjectKind; knownOn?: PlainDate }>

/**
 * The value printed for a day, as far as it was known then: of several for the same day the one that became known last.
 * `undefined` where nothing was printed for the day.
 */
export const valueOn = (p: Parameter, promulgated: PlainDate, on: PlainDate, knownOn: PlainDate | undefined): PrintedValue | undefined =>
  p.values
    .filter(v => v.from <= on && on < v.to && (knownOn === undefined || (v.known ?? promulgated) <= knownOn))
    .reduce<PrintedValue | undefined>((last, v) => (last === undefined || (v.known ?? promulgated) > (last.known ?? promulgated) ? v : last), undefined)

/** From when to when a line is carried out: its own days, else those of its paper. */
export const intervalOf = (pack: Pack, line: Line): Interval => line.inForce ?? pack.documentOf[line.id]?.inForce ?? pack.document.inForce

/**
 * Settles a pack for a term. A term follows the document in force on its first day, and the figures of the day that the
 * pack's own clause says; a figure that is not printed for that day, a document not in force (or not yet known) or a
 * reading that does not exist is refused, never filled in.
 */
export const policyFor = (pack: Pack, term: Term, options: PolicyOptions = {}): Result<Policy, PackProblem> => {
  const first = firstDayOf(term)
  const [from, to] = pack.document.inForce
  const { knownOn, subject = 'student' } = options
  if (first < from || first >= to) return refused(problem('policy/not-in-force', { pack: pack.id, term, from, to }))
  if (knownOn !== undefined && knownOn < pack.document.promulgated) {
    return refused(problem('policy/not-yet-known', { pack: pack.id, promulgated: pack.document.promulgated, knownOn }))
  }
  const on = pack.midPeriodChange.takes === 'first-day' ? first : lastDayOf(term)

  for (const [id, option] of Object.entries(options.readings ?? {})) {
    const reading = pack.readings[id]
    if (reading === undefined) return refused(problem('policy/unknown-reading', { place: '所选读法', reading: id }))
    if (!Object.hasOwn(reading.options, option)) {
      return refused(problem('policy/no-such-option', { reading: id, option, options: Object.keys(reading.options) }))
    }
  }

  const active = (a: AssembledLine): boolean => {
    const [begins, ends] = intervalOf(pack, a.line)
    return a.line.subject === subject && begins <= first && first < ends
  }
  const [bundle, standards] = [pack.bundle.filter(active), pack.standards.filter(active)]
  const trees = treesOf([...bundle, ...standards], subject === 'student' ? pack.notices : [])
  const quotas = pack.quotas.filter(q => bundle.some(a => a.line.id === q.quota.of))
  const ranking = quotas.flatMap(q => [q.eligible, q.quota.places, ...q.quota.order])
  const used = parametersIn([...trees, ...ranking])

  const inForce = new Map<string, ReturnType<Settings['parameter']>>()
  for (const [key, p] of Object.entries(pack.parameters)) {
    if (p.values.length === 0) {
      inForce.set(key, { value: null, label: p.label, printed: '', clause: p.clause })
      continue
    }
    const value = valueOn(p, pack.document.promulgated, on, knownOn)
    if (value === undefined && used.has(key)) return refused(problem('policy/parameter-missing', { parameter: key, term }))
    if (value === undefined) continue
    inForce.set(key, { label: p.label, clause: p.clause, ...value })
  }
  const unentered = Object.keys(pack.parameters).filter(key => used.has(key) && inForce.get(key)?.value === null)

  const settings: Settings = {
    term,
    parameter: key => {
      const value = inForce.get(key)
      if (value === undefined) throw new Error(`parameter ${key} was not checked`)
      return value
    },
    reading: id => {
      const taken = options.readings?.[id] ?? pack.readings[id]?.default
      if (taken === undefined) throw new Error(`reading ${id} was not checked`)
      return taken
    },
  }
  const asked = new Set([...factsIn([...trees, ...ranking]), ...quotas.map(q => q.quota.pool)])
  const facts = factKeys.filter(k => asked.has(k))
  return done({
    pack,
    subject,
    term,
    settings,
    bundle,
    standards,
    quotas,
    facts,
    lines: bundle.map(a => lineInfoOf({ pack, settings }, a)),
    unentered,
    related: relationsIn([...trees, ...ranking]),
  })
}

/** `脱贫户、城乡低保` */
export const groundText = (line: LineInfo, mask: Mask): string =>
  line.grounds
    .filter(g => hasBit(mask, g.bit))
    .map(g => g.name)
    .join('、')

/** Why a person must decide: the groups the child is in and the clause does not name (a group it does name is no reason), what else is asked, and the sum. */
export const decideText = (line: LineInfo, mask: Mask): string => {
  const groups = groundText({ ...line, grounds: line.grounds.filter(g => g.by === 'etcetera') }, mask)
  const whether = groups === '' ? asksText(line) : `该生是${groups}，条款没有点名，${reachedBy(line.described)}，须由人判定`
  if (line.toSet === null) return whether ?? '文件没有写明，须由人判定'
  const sum = `金额由人在 ${inYuan(line.toSet.leastFen)} 元至 ${inYuan(line.toSet.greatestFen)} 元之间确定：${line.toSet.question}`
  return whether === null ? sum : `${whether}；同意的，${sum}`
}
/** How a clause speaks of those it does not name. */
const reachedBy = (described: string | null): string => (described === null ? '只以“等”字概括' : `只写“${described}”`)
const asksText = (line: LineInfo): string | null => (line.asks.length === 0 ? null : `须由人判定：${line.asks.join('；')}`)

/** `未在校寄宿；不属于本条所列困难类别` */
export const failedText = (line: LineInfo, mask: Mask): string =>
  line.criteria
    .filter(c => hasBit(mask, c.bit))
    .map(c => c.failed)
    .join('；')

/** What the bits of a missing mask stand for: the facts the pack asks for, in the order of the dictionary, then the lists not known whole, then the figures not entered. */
export const missingKeys = (policy: Pick<Policy, 'facts' | 'unentered' | 'related'>): readonly MissingKey[] => [
  ...policy.facts,
  ...policy.related.map(relatedKey),
  // Last: which of them lack differs between counties of one shape.
  ...policy.unentered.map(unenteredKey),
]

/** How many words of 52 bits a missing mask of this policy takes in a table. */
export const missingWords = (policy: Pick<Policy, 'facts' | 'unentered' | 'related'>): number =>
  wordsFor(policy.facts.length + policy.related.length + policy.unentered.length)

/** What a key weighs in one word of a missing mask; 0 where its bit stands in another word or the policy does not ask for it. */
export const weightIn = (policy: Pick<Policy, 'facts' | 'unentered' | 'related'>, key: MissingKey, word: number): number => {
  const bit = missingKeys(policy).indexOf(key)
  return bit >= 0 && wordOfBit(bit) === word ? bitOf(bit % widestMask) : 0
}

/** The facts of a missing mask, in the order of the dictionary. */
export const missingFacts = (policy: Pick<Policy, 'facts'>, mask: Mask): readonly FactKey[] => policy.facts.filter((_, bit) => hasBit(mask, bit))

/** The lists of a missing mask that are not known whole, as officials call them. */
export const missingLists = (policy: Pick<Policy, 'facts' | 'unentered' | 'related'>, mask: Mask): readonly string[] =>
  policy.related.filter(r => hasBit(mask, missingKeys(policy).indexOf(relatedKey(r)))).map(r => relationOf(r).label)

/** The figures of a missing mask that nobody has entered, as the document calls them. */
export const unenteredFigures = (policy: Pick<Policy, 'facts' | 'unentered' | 'related' | 'settings'>, mask: Mask): readonly string[] =>
  missingKeys(policy)
    .filter((key, bit) => isUnentered(key) && hasBit(mask, bit))
    .map(key => policy.settings.parameter(key.slice('parameter:'.length)).label)

/** The failed mask of a line that is simply for another stage; its only set bit. */
export const ofOtherStage = 1
/** Only lines about students have stages; for others the first bit is their first criterion. */
export const isOfOtherStage = (policy: Pick<Policy, 'subject'>, failed: number): boolean => policy.subject === 'student' && failed === ofOtherStage
