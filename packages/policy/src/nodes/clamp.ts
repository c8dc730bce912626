import type { Period } from '@yingjin/kernel'
import { larger, smaller } from '@yingjin/sql'
import type { Count, Node, Sum, ValueType } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNumber, expectType, valueWord } from './words.ts'

/** Not below `floor`, not above `ceiling`; the ceiling wins where they cross. Strict. */
export type ClampNode = NodeOf<'clamp', ValueType, { of: Node; floor: Node; ceiling: Node }>

type Clamp = {
  <P extends Period>(of: Sum<P>, floor: Sum<NoInfer<P>>, ceiling: Sum<NoInfer<P>>): Sum<P>
  (of: Count, floor: Count, ceiling: Count): Count
}
export const clamp = ((of: Node, floor: Node, ceiling: Node) => node('clamp', of.type, { of, floor, ceiling })) as Clamp

export const clampMeaning: Meaning<ClampNode> = {
  ...strictlyThroughOperands<ClampNode>(n => [n.of, n.floor, n.ceiling]),
  check: (n, s) => [...expectNumber(s, n), ...expectType(s, n.type, n.of, n.floor, n.ceiling)],
  range: (n, s) => {
    const [of, floor, ceiling] = [s.range(n.of), s.range(n.floor), s.range(n.ceiling)]
    return { min: Math.min(Math.max(of.min, floor.min), ceiling.min), max: Math.min(Math.max(of.max, floor.max), ceiling.max) }
  },
  evaluate: (n, s) => {
    const [of, floor, ceiling] = [s.value(n.of), s.value(n.floor), s.value(n.ceiling)]
    return of === null || floor === null || ceiling === null ? null : Math.min(Math.max(Number(of), Number(floor)), Number(ceiling))
  },
  explain: (n, s) =>
    `${s.phrase(n.of)}，不低于 ${valueWord(s.value(n.floor), n.type)}、不高于 ${valueWord(s.value(n.ceiling), n.type)}，为 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => smaller(larger(asNumber(s.value(n.of)), asNumber(s.value(n.floor))), asNumber(s.value(n.ceiling))),
}
