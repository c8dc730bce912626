import { choiceCodes, factOf, type FactKey, type FactValues, nothingKnown } from '@yingjin/facts'
import { addDays, dayOf, divisionCode, epochDay, firstDayOf, fromEpochDay, parentOf, type PlainDate, yearOf } from '@yingjin/kernel'
import type { Policy } from '../settled/policy.ts'
import { everyNode } from '../pack/walk.ts'
import type { Node, Value } from '../nodes/tree.ts'

/** Whole numbers from a seed (mulberry32): the same seed gives the same students everywhere. */
export const randomFrom = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** Where rules turn, by the type of the fact: whole numbers (days by their number), and codes. */
type Edges = Readonly<{ numbers: ReadonlyMap<string, readonly number[]>; codes: ReadonlyMap<string, readonly string[]> }>

const edgeKey = (type: Readonly<{ kind: Node['type']['kind'] }> & Partial<Readonly<{ unit: string }>>): string =>
  type.kind === 'count' ? `count ${type.unit}` : type.kind

/** The days on which calendars trip, around a day: the end of February and the first of March of its year and the next. */
const leapDays = (of: PlainDate): readonly PlainDate[] =>
  [yearOf(of) - 1, yearOf(of), yearOf(of) + 1].flatMap(year => {
    const march = dayOf(year, 3, 1)
    return [addDays(march, -2), addDays(march, -1), march]
  })

/** Terms begin on the first of a month, so that the day exists in every year. */
const yearsBefore = (today: PlainDate, years: number): PlainDate => dayOf(yearOf(today) - years, Number(today.slice(5, 7)), 1)

/** A place within, one beside, and the one above, of which nobody can say whether it lies within. */
const around = (division: string): readonly string[] => {
  const above = parentOf(divisionCode(division))
  const beside = `${division.slice(0, -1)}${(Number(division.at(-1)) + 1) % 10}`
  return [division, division.length === 6 ? `${division}001001` : `${division}0101`.slice(0, 12), beside, ...(above === null ? [] : [above])]
}

/** Codes of the same length, one of them another by its last digit. */
const besideSchool = (code: string): readonly string[] => [code, `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`]

/** All figures of the policy that a fact of this type may be compared with, and one more and one less of each. */
const edgesOf = (policy: Policy, roots: readonly Node[]): Edges => {
  const numbers = new Map<string, Set<number>>()
  const put = (key: string, ...values: readonly number[]): void => {
    const set = numbers.get(key) ?? new Set()
    for (const value of values) for (const near of [value - 1, value, value + 1]) set.add(near)
    numbers.set(key, set)
  }
  const putDay = (on: PlainDate): void => put('date', ...[on, ...leapDays(on)].map(epochDay))
  const figure = (n: Node, value: Value): void => {
    if (typeof value === 'number') put(edgeKey(n.type), value)
    if (typeof value === 'string' && n.type.kind === 'date') putDay(value as PlainDate)
  }
  const [divisions, schools] = [new Set<string>(), new Set<string>()]
  const nodes = everyNode(roots)
  const today = firstDayOf(policy.term)
  const figures = nodes.flatMap(n => {
    const value = n.kind === 'literal' ? n.value : n.kind === 'parameter' ? policy.settings.parameter(n.key).value : null
    figure(n, value)
    return typeof value === 'number' ? [{ type: n.type, value }] : []
  })
  for (const n of nodes) {
    if (n.type.kind === 'date') putDay(today)
    if (n.kind === 'within-division') for (const d of n.divisions) for (const code of around(d.code)) divisions.add(code)
    if (n.kind === 'named-school') for (const k of n.schools) for (const code of besideSchool(k.code)) schools.add(code)
    // The days on which an age or a number of days that the policy asks about is reached.
    for (const { type, value } of figures) {
      if (type.kind !== 'count') continue
      if (n.kind === 'age-at' && type.unit === '岁') put('date', epochDay(yearsBefore(today, value)))
      if (n.kind === 'days-between' && type.unit === '天') put('date', epochDay(today) - value, epochDay(today) + value)
    }
  }
  return {
    numbers: new Map([...numbers].map(([key, set]) => [key, [...set].sort((a, b) => a - b)])),
    codes: new Map([
      ['division', [...divisions].sort()],
      ['school', [...schools].sort()],
    ]),
  }
}

/** What a fact may be, in lots: a lot is drawn, so that edges come far more often than chance would bring them. */
const lotsOf = (key: FactKey, near: Edges): ((random: (below: number) => number) => Value) => {
  const t = factOf(key).type
  switch (t.kind) {
    case 'yes-no':
      return random => random(2) === 0
    case 'choice': {
      const codes: readonly string[] = choiceCodes(t.of)
      return random => codes[random(codes.length)] ?? null
    }
    case 'count':
    case 'money': {
      const [min, max] = t.kind === 'count' ? [t.min, t.max] : [t.minFen, t.maxFen]
      const edges = [min, max, ...(near.numbers.get(edgeKey(t)) ?? [])].filter(v => v >= min && v <= max)
      return random => (random(4) === 0 ? min + random(max - min + 1) : (edges[random(edges.length)] ?? min))
    }
    case 'date': {
      const [min, max] = [epochDay(t.min), epochDay(t.max)]
      const edges = [min, max, ...(near.numbers.get('date') ?? [])].filter(v => v >= min && v <= max)
      return random => fromEpochDay(random(4) === 0 ? min + random(max - min + 1) : (edges[random(edges.length)] ?? min))
    }
    case 'code': {
      const codes = [...(t.of === 'division' ? ['99', '990101', '990101001001'] : ['9901010001']), ...(near.codes.get(t.of) ?? [])]
      return random => codes[random(codes.length)] ?? null
    }
  }
}

/** Of a hundred facts, how many are unknown: some children are known through and through, some hardly at all. */
const unknownShares = [0, 0, 2, 10, 30, 70] as const
/** Of a hundred yes-no facts, how many are yes; with few, a single ground decides. */
const yesShares = [8, 25, 50, 85] as const

/**
 * Students for the twins, biased to where rules turn: one below, at and above every figure of the policy, facts missing
 * one by one and in heaps, designations alone and together.
 */
export const generateStudents = (policy: Policy, seed: number, count: number): readonly FactValues[] => {
  const random = randomFrom(seed)
  const near = edgesOf(
    policy,
    policy.bundle.flatMap(a => [a.due, a.amount]),
  )
  const lots = policy.facts.map(key => ({ key, yesNo: factOf(key).type.kind === 'yes-no', draw: lotsOf(key, near) }))
  return Array.from({ length: count }, () => {
    const unknownShare = unknownShares[random(unknownShares.length)] ?? 0
    const yesShare = yesShares[random(yesShares.length)] ?? 50
    const values: Record<string, Value> = {}
    for (const { key, yesNo, draw } of lots) {
      values[key] = random(100) < unknownShare ? null : yesNo ? random(100) < yesShare : draw(random)
    }
    return { ...nothingKnown, ...values } as FactValues
  })
}
