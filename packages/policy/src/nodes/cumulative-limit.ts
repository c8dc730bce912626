import { lt } from '@yingjin/sql'
import type { Count, Node, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { countOf, node, type NodeOf, yesNo } from './node.ts'
import { asNumber, expectType } from './words.ts'

/** A benefit for so many terms at most, counted across schools (O-09). Holds while terms are left; without the count it is unknown. */
export type CumulativeLimitNode = NodeOf<'cumulative-limit', YesNo, { paid: Node; limit: Node }>

export const termsLeft = (paid: Count, limit: Count): CumulativeLimitNode => node('cumulative-limit', yesNo, { paid, limit })

export const cumulativeLimitMeaning: Meaning<CumulativeLimitNode> = {
  ...throughOperands<CumulativeLimitNode>(n => [n.paid, n.limit]),
  check: (n, s) => expectType(s, countOf('学期'), n.paid, n.limit),
  range: () => noRange,
  evaluate: (n, s) => {
    const [paid, limit] = [s.value(n.paid), s.value(n.limit)]
    return paid === null || limit === null ? null : Number(paid) < Number(limit)
  },
  explain: (n, s) => {
    const [paid, limit] = [s.value(n.paid), s.value(n.limit)]
    if (paid === null) return `最多 ${limit} 学期，已享受学期数未知`
    return Number(paid) < Number(limit)
      ? `最多 ${limit} 学期，已享受 ${paid} 学期，本学期是第 ${Number(paid) + 1} 学期`
      : `最多 ${limit} 学期，已享受 ${paid} 学期，已满`
  },
  compile: (n, s) => lt(asNumber(s.value(n.paid)), asNumber(s.value(n.limit))),
}
