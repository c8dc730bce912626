import type { FactKey, Stage } from '@yingjin/facts'
import { done, firstDayOf, problem, refused, type Result, type Term } from '@yingjin/kernel'
import type { Settings } from './nodes/meaning.ts'
import type { AssembledLine } from './pack/assemble.ts'
import { type AmountMeaning, type Clause, type Delivery, forms, type Pack } from './pack/pack.ts'
import type { PackProblem } from './pack/problems.ts'
import { readingsIn } from './pack/walk.ts'

/** Which reading of an open point is taken here: `{ 'O-04': 'farming-3000' }`. Others keep the pack's own. */
export type ChosenReadings = Readonly<Record<string, string>>

/** A named bit of a mask. Bit `i` has the weight 2 to the power `i`. */
export type NamedBit = Readonly<{ bit: number; name: string; clause: string }>
export type CriterionBit = NamedBit & Readonly<{ failed: string }>
/** `named`: the clause names the group; `etcetera`: it is reached only through 等. */
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
  stages: readonly Stage[]
  period: string
  amountMeans: AmountMeaning
  deliveries: readonly Delivery[]
  criteria: readonly CriterionBit[]
  grounds: readonly GroundBit[]
  readings: readonly ReadingTaken[]
}>
export type ReadingTaken = Readonly<{ id: string; question: string; taken: string; others: readonly Readonly<{ option: string; text: string }>[] }>

/** A pack settled for one term and one choice of readings. What evaluate and compile work on. */
export type Policy = Readonly<{ pack: Pack; term: Term; settings: Settings; lines: readonly LineInfo[] }>

const groundsOf = ({ line }: AssembledLine): readonly GroundBit[] =>
  line.persons === 'everyone'
    ? []
    : [...line.persons.grounds.map(g => ({ ...g, by: 'named' as const })), ...line.persons.etcetera.map(g => ({ ...g, by: 'etcetera' as const }))].map(
        ({ name, clause, by }, bit) => ({ bit, name, clause, by }),
      )

export const deliveriesOf = (d: AssembledLine['line']['delivery']): readonly Delivery[] => ('when' in d ? [d.then, d.otherwise] : [d])

const either = (words: readonly string[]): string => [...new Set(words)].join('或')

const lineInfo = (pack: Pack, settings: Settings, assembled: AssembledLine): LineInfo => {
  const { line, criteria } = assembled
  const taken = readingsIn([assembled.due, line.amount]).map(id => {
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
    stages: line.stages,
    period: line.period,
    amountMeans: line.amountMeans,
    deliveries: deliveriesOf(line.delivery),
    criteria: criteria.map(({ name, failed, clause: cited }, bit) => ({ bit, name, failed, clause: cited })),
    grounds: groundsOf(assembled),
    readings: taken,
  }
}

/**
 * Settles a pack for a term. A term follows the document in force on its first day; a figure that is not printed for
 * that day, a document not in force or a reading that does not exist is refused, never filled in.
 */
export const policyFor = (pack: Pack, term: Term, options: Readonly<{ readings?: ChosenReadings }> = {}): Result<Policy, PackProblem> => {
  const on = firstDayOf(term)
  const [from, to] = pack.document.inForce
  if (on < from || on >= to) return refused(problem('policy/not-in-force', { pack: pack.id, term, from, to }))

  for (const [id, option] of Object.entries(options.readings ?? {})) {
    const reading = pack.readings[id]
    if (reading === undefined) return refused(problem('policy/unknown-reading', { place: '所选读法', reading: id }))
    if (!Object.hasOwn(reading.options, option)) {
      return refused(problem('policy/no-such-option', { reading: id, option, options: Object.keys(reading.options) }))
    }
  }

  const inForce = new Map<string, ReturnType<Settings['parameter']>>()
  for (const [key, p] of Object.entries(pack.parameters)) {
    const value = p.values.find(v => v.from <= on && on < v.to)
    if (value === undefined) return refused(problem('policy/parameter-missing', { parameter: key, term }))
    inForce.set(key, { value: value.value, label: p.label, printed: value.printed, clause: p.clause })
  }

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
  return done({ pack, term, settings, lines: pack.bundle.map(a => lineInfo(pack, settings, a)) })
}

export const bitOf = (bit: number): number => 2 ** bit
/** Is the bit set? Masks reach past 32 bits, so JavaScript's own bit operators would lose the upper ones. */
export const hasBit = (mask: number | bigint, bit: number): boolean => (BigInt(mask) >> BigInt(bit)) % 2n === 1n

/** `脱贫户、城乡低保` */
export const groundText = (line: LineInfo, mask: number | bigint): string =>
  line.grounds
    .filter(g => hasBit(mask, g.bit))
    .map(g => g.name)
    .join('、')

/** Why a person must decide: the groups the child is in and the clause does not name. */
export const decideText = (line: LineInfo, mask: number | bigint): string => {
  const groups = groundText(line, mask)
  return groups === '' ? '文件没有写明，须由人判定' : `该生是${groups}，条款没有点名，只以“等”字概括，须由人判定`
}

/** `未在校寄宿；不属于本条所列困难类别` */
export const failedText = (line: LineInfo, mask: number | bigint): string =>
  line.criteria
    .filter(c => hasBit(mask, c.bit))
    .map(c => c.failed)
    .join('；')

/** The facts of a missing mask, in the order of the dictionary. */
export const missingFacts = (policy: Pick<Policy, 'pack'>, mask: number | bigint): readonly FactKey[] => policy.pack.facts.filter((_, bit) => hasBit(mask, bit))

/** The failed mask of a line that is simply for another stage; its only set bit. */
export const ofOtherStage = 1
