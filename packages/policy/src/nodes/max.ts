import type { Period } from '@yingjin/kernel'
import { larger } from '@yingjin/sql'
import type { Count, Node, Sum, ValueType } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNumber, expectType, valueWord } from './words.ts'

/** The greatest of them. Strict: one unknown operand makes it unknown. */
export type MaxNode = NodeOf<'max', ValueType, { of: readonly [Node, ...Node[]] }>

type Highest = {
  <P extends Period>(first: Sum<P>, ...rest: readonly Sum<NoInfer<P>>[]): Sum<P>
  (first: Count, ...rest: readonly Count[]): Count
}
export const highest = ((first: Node, ...rest: readonly Node[]) => node('max', first.type, { of: [first, ...rest] as const })) as Highest

export const maxMeaning: Meaning<MaxNode> = {
  ...strictlyThroughOperands<MaxNode>(n => n.of),
  check: (n, s) => [...expectNumber(s, n), ...expectType(s, n.type, ...n.of)],
  range: (n, s) => {
    const all = n.of.map(s.range)
    return { min: Math.max(...all.map(r => r.min)), max: Math.max(...all.map(r => r.max)) }
  },
  evaluate: (n, s) => {
    const all = n.of.map(s.value)
    return all.includes(null) ? null : Math.max(...all.map(Number))
  },
  explain: (n, s) => `${n.of.map(s.phrase).join('与')}，取高者 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => n.of.map(part => asNumber(s.value(part))).reduce((a, b) => larger(a, b)),
}
