import { choiceCodes, factOf, type FactKey, type FactValues, nothingKnown } from '@yingjin/facts'
import type { Policy } from '../policy.ts'
import { everyNode } from '../pack/walk.ts'
import type { Node, Value } from '../tree.ts'

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

/** All figures of the policy that a fact of this type may be compared with, and one more and one less of each. */
const thresholds = (policy: Policy, roots: readonly Node[]): ReadonlyMap<string, readonly number[]> => {
  const byType = new Map<string, Set<number>>()
  const put = (type: Node['type'], value: number): void => {
    const key = type.kind === 'count' ? `count ${type.unit}` : type.kind
    const set = byType.get(key) ?? new Set()
    for (const near of [value - 1, value, value + 1]) set.add(near)
    byType.set(key, set)
  }
  for (const n of everyNode(roots)) {
    if (n.kind === 'literal' && typeof n.value === 'number') put(n.type, n.value)
    if (n.kind === 'parameter') {
      const { value } = policy.settings.parameter(n.key)
      if (typeof value === 'number') put(n.type, value)
    }
  }
  return new Map([...byType].map(([key, set]) => [key, [...set].sort((a, b) => a - b)]))
}

/** What a fact may be, in lots: a lot is drawn, so that edges come far more often than chance would bring them. */
const lotsOf = (key: FactKey, near: ReadonlyMap<string, readonly number[]>): ((random: (below: number) => number) => Value) => {
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
      const edges = [min, max, ...(near.get(t.kind === 'count' ? `count ${t.unit}` : 'money') ?? [])].filter(v => v >= min && v <= max)
      return random => (random(4) === 0 ? min + random(max - min + 1) : (edges[random(edges.length)] ?? min))
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
  const near = thresholds(
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
