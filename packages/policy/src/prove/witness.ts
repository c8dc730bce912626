import { factOf, type FactKey, factKeys, type FactValues, nothingKnown } from '@yingjin/facts'
import { epochDay, fromEpochDay } from '@yingjin/kernel'
import { factLabel, isFactKey, valueWord } from '../nodes/words.ts'
import { typeOfFact } from '../nodes/fact.ts'
import type { HumanDecisions } from '../engines/outcome.ts'
import { everyNode, factsIn } from '../pack/walk.ts'
import type { Known, Node } from '../nodes/tree.ts'
import type { Box, Domain } from './box.ts'
import { type Guards, TooManyBoxes } from './guard.ts'

/**
 * An invented subject of whom a finding is true: only what it takes, everything else about it may be anything.
 * @property told the same in the words of the dictionary: `学段：初中`
 */
export type Witness = Readonly<{ facts: Readonly<Partial<FactValues>>; decisions: HumanDecisions; told: readonly string[] }>

/** What must be true of a witness, by the reference evaluator. */
export type Claim = (facts: FactValues, decisions: HumanDecisions) => boolean

const boxesTried = 60
const pointsTried = 160

/** Whole numbers that are the same every time: a finding must not come and go. */
const numbersFrom = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
}

const valueOf = (key: FactKey, x: number): Known => (factOf(key).type.kind === 'date' ? fromEpochDay(x) : x)
const least = (key: FactKey, d: Domain): Known => {
  if (d.kind === 'span') return valueOf(key, d.min)
  return d.of.includes(false) ? false : (d.of[0] as Known)
}

/** Where a number may turn: the ends of what it can be, and one below, at and above every figure beside which it stands. */
const turns = (d: Domain, figures: readonly number[]): readonly number[] =>
  d.kind === 'set' ? [] : [d.min, d.max, ...figures.flatMap(f => [f - 1, f, f + 1])].filter(x => x >= d.min && x <= d.max)

const figuresIn = (guards: Guards, roots: readonly Node[]): readonly number[] =>
  everyNode(roots).flatMap(n => {
    const value = n.kind === 'literal' ? n.value : n.kind === 'parameter' ? guards.policy.settings.parameter(n.key).value : null
    if (typeof value === 'number') return [value]
    return typeof value === 'string' && n.type.kind === 'date' ? [epochDay(value as never)] : []
  })

function* points(guards: Guards, box: Box, facts: readonly FactKey[]): Generator<readonly [FactValues, HumanDecisions]> {
  const decisions: Record<string, boolean> = {}
  const hidden: Node[] = []
  for (const [dimension, d] of box) {
    if (dimension.startsWith('decision:')) decisions[dimension.slice('decision:'.length)] = d.kind === 'set' && d.of[0] === true
    const behind = guards.opaque(dimension)
    if (behind !== undefined) hidden.push(behind)
  }
  const domains = facts.map(key => [key, box.get(key) ?? guards.whole(key)] as const)
  const corner = Object.fromEntries(domains.map(([key, d]) => [key, least(key, d)]))
  yield [{ ...nothingKnown, ...corner } as FactValues, decisions]
  if (hidden.length === 0) return
  const figures = figuresIn(guards, hidden)
  const moving = domains.filter(([key]) => factsIn(hidden).has(key))
  const random = numbersFrom(20220901)
  const lots = moving.map(([key, d]) => [key, d, turns(d, figures)] as const)
  for (let i = 0; i < pointsTried; i += 1) {
    const drawn = lots.map(([key, d, at]) => {
      if (d.kind === 'set') return [key, d.of[random(d.of.length)]] as const
      const x = i % 4 === 3 ? d.min + random(d.max - d.min + 1) : (at[random(at.length)] ?? d.min)
      return [key, valueOf(key, x)] as const
    })
    yield [{ ...nothingKnown, ...corner, ...Object.fromEntries(drawn) } as FactValues, decisions]
  }
}

/** Leaves out, one after the other, whatever the claim does not need. */
const shrunk = (facts: FactValues, decisions: HumanDecisions, keys: readonly FactKey[], claim: Claim): Witness => {
  let left = facts
  for (const key of keys) {
    const without = { ...left, [key]: null }
    if (left[key] !== null && claim(without, decisions)) left = without
  }
  let decided = decisions
  for (const line of Object.keys(decisions)) {
    const { [line]: _, ...without } = decided
    if (claim(left, without)) decided = without
  }
  const known = keys.filter(key => left[key] !== null)
  return {
    facts: Object.fromEntries(known.map(key => [key, left[key]])),
    decisions: decided,
    told: [
      ...known.map(key => `${factLabel(key)}：${valueWord(left[key], typeOfFact(key))}`),
      ...Object.entries(decided).map(([line, is]) => `${line} 由人判定：${is === true ? '认定' : '不认定'}`),
    ],
  }
}

/** `some`: a subject of whom the claim is true. `none`: proven that there is none. `unseen`: neither was shown. */
export type Search = Readonly<{ found: 'some'; witness: Witness } | { found: 'none' } | { found: 'unseen' }>

/** Looks for a subject in these boxes of whom the claim is true; what is found has been run through the evaluator. */
export const search = (guards: Guards, boxes: Iterable<Box>, claim: Claim, roots: readonly Node[]): Search => {
  try {
    return searchThrough(guards, boxes, claim, roots)
  } catch (error) {
    if (error instanceof TooManyBoxes) return { found: 'unseen' }
    throw error
  }
}

const searchThrough = (guards: Guards, boxes: Iterable<Box>, claim: Claim, roots: readonly Node[]): Search => {
  let tried = 0
  const asked = factsIn(roots)
  for (const box of boxes) {
    if (tried === boxesTried) break
    tried += 1
    const inBox = [...box.keys()].filter(isFactKey)
    const wanted = new Set([...inBox, ...asked])
    const keys = factKeys.filter(key => wanted.has(key))
    for (const [facts, decisions] of points(guards, box, keys)) {
      if (claim(facts, decisions)) return { found: 'some', witness: shrunk(facts, decisions, keys, claim) }
    }
  }
  return { found: tried === 0 ? 'none' : 'unseen' }
}
