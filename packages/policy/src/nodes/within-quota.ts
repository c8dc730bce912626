import { le } from '@yingjin/sql'
import type { Count, Node, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asNumber, expectNumber, expectType } from './words.ts'

/**
 * As many as there are places (按名额): holds for whoever stands within them. A single child's place depends on all who
 * stand in its pool, so that it comes as a fact; for many children the batch plane ranks them first.
 */
export type WithinQuotaNode = NodeOf<'within-quota', YesNo, { rank: Node; places: Node }>

export const withinQuota = (rank: Count, places: Count, clause: string): WithinQuotaNode => node('within-quota', yesNo, { rank, places }, clause)

export const withinQuotaMeaning: Meaning<WithinQuotaNode> = {
  ...throughOperands<WithinQuotaNode>(n => [n.rank, n.places]),
  check: (n, s) => [...expectNumber(s, n.places), ...expectType(s, n.places.type, n.rank)],
  range: () => noRange,
  evaluate: (n, s) => {
    const [rank, places] = [s.value(n.rank), s.value(n.places)]
    return rank === null || places === null ? null : Number(rank) <= Number(places)
  },
  explain: (n, s) => {
    const [rank, places] = [s.value(n.rank), s.value(n.places)]
    const of = places === null ? '名额数未知' : `名额 ${places} 个`
    return rank === null ? `${of}，排第几名尚未确定` : `${of}，排第 ${rank} 名`
  },
  compile: (n, s) => le(asNumber(s.value(n.rank)), asNumber(s.value(n.places))),
}
