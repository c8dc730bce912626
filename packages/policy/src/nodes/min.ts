import type { Period } from '@yingjin/kernel'
import { smaller } from '@yingjin/sql'
import type { Count, Node, Sum, ValueType } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNumber, expectType, valueWord } from './words.ts'

/** The least of them (取低). Strict: one unknown operand makes it unknown. */
export type MinNode = NodeOf<'min', ValueType, { of: readonly [Node, ...Node[]] }>

type Lowest = {
  <P extends Period>(first: Sum<P>, ...rest: readonly Sum<NoInfer<P>>[]): Sum<P>
  (first: Count, ...rest: readonly Count[]): Count
}
export const lowest = ((first: Node, ...rest: readonly Node[]) => node('min', first.type, { of: [first, ...rest] as const })) as Lowest

export const minMeaning: Meaning<MinNode> = {
  ...strictlyThroughOperands<MinNode>(n => n.of),
  check: (n, s) => [...expectNumber(s, n), ...expectType(s, n.type, ...n.of)],
  range: (n, s) => {
    const all = n.of.map(s.range)
    return { min: Math.min(...all.map(r => r.min)), max: Math.min(...all.map(r => r.max)) }
  },
  evaluate: (n, s) => {
    const all = n.of.map(s.value)
    return all.includes(null) ? null : Math.min(...all.map(Number))
  },
  explain: (n, s) => `${n.of.map(s.phrase).join('与')}，取低者 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => n.of.map(part => asNumber(s.value(part))).reduce((a, b) => smaller(a, b)),
}
