import type { Period } from '@yingjin/kernel'
import { subtract as sqlSubtract } from '@yingjin/sql'
import type { Count, Node, Sum, ValueType } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNumber, expectType, valueWord } from './words.ts'

/** One sum less another of the same period. May be below zero; where that must not be, `highest` with zero says so. */
export type SubtractNode = NodeOf<'subtract', ValueType, { from: Node; take: Node }>

type Subtract = {
  <P extends Period>(from: Sum<P>, take: Sum<NoInfer<P>>): Sum<P>
  (from: Count, take: Count): Count
}
export const subtract = ((from: Node, take: Node) => node('subtract', from.type, { from, take })) as Subtract

export const subtractMeaning: Meaning<SubtractNode> = {
  ...strictlyThroughOperands<SubtractNode>(n => [n.from, n.take]),
  check: (n, s) => [...expectNumber(s, n), ...expectType(s, n.type, n.from, n.take)],
  range: (n, s) => {
    const [from, take] = [s.range(n.from), s.range(n.take)]
    return { min: from.min - take.max, max: from.max - take.min }
  },
  evaluate: (n, s) => {
    const [from, take] = [s.value(n.from), s.value(n.take)]
    return from === null || take === null ? null : Number(from) - Number(take)
  },
  explain: (n, s) => `${s.phrase(n.from)}；减去${s.phrase(n.take)}；余 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => sqlSubtract(asNumber(s.value(n.from)), asNumber(s.value(n.take))),
}
