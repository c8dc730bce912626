import type { Period } from '@yingjin/kernel'
import { add as sqlAdd } from '@yingjin/sql'
import type { Count, Node, Sum, ValueType } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNumber, expectType, valueWord } from './words.ts'

/** Sums of one period, or counts of one thing, added. */
export type AddNode = NodeOf<'add', ValueType, { of: readonly [Node, Node, ...Node[]] }>

type Add = {
  <P extends Period>(first: Sum<P>, second: Sum<NoInfer<P>>, ...rest: readonly Sum<NoInfer<P>>[]): Sum<P>
  (first: Count, second: Count, ...rest: readonly Count[]): Count
}
export const add = ((first: Node, second: Node, ...rest: readonly Node[]) => node('add', first.type, { of: [first, second, ...rest] as const })) as Add

export const addMeaning: Meaning<AddNode> = {
  ...strictlyThroughOperands<AddNode>(n => n.of),
  check: (n, s) => [...expectNumber(s, n), ...expectType(s, n.type, ...n.of)],
  range: (n, s) => n.of.map(s.range).reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max })),
  evaluate: (n, s) => {
    const all = n.of.map(s.value)
    return all.includes(null) ? null : all.reduce<number>((total, value) => total + Number(value), 0)
  },
  explain: (n, s) => `${n.of.map(s.phrase).join(' ＋ ')}，合计 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => sqlAdd(...n.of.map(part => asNumber(s.value(part)))),
}
