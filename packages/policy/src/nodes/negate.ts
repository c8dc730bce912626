import type { Period } from '@yingjin/kernel'
import { bigint, subtract } from '@yingjin/sql'
import type { Count, Node, Sum, ValueType } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNumber, expectType, valueWord } from './words.ts'

/** The same sum (or count) the other way round: what is to be taken back. Negative amounts are never paid; `highest` with zero says what then. */
export type NegateNode = NodeOf<'negate', ValueType, { of: Node }>

type Negate = {
  <P extends Period>(of: Sum<P>): Sum<P>
  (of: Count): Count
}
export const negate = ((of: Node) => node('negate', of.type, { of })) as Negate

/** Never −0, which is another value to a comparison of results. */
const opposite = (n: number): number => (n === 0 ? 0 : -n)

export const negateMeaning: Meaning<NegateNode> = {
  ...strictlyThroughOperands<NegateNode>(n => [n.of]),
  check: (n, s) => [...expectNumber(s, n), ...expectType(s, n.type, n.of)],
  range: (n, s) => ({ min: opposite(s.range(n.of).max), max: opposite(s.range(n.of).min) }),
  evaluate: (n, s) => {
    const of = s.value(n.of)
    return of === null ? null : opposite(Number(of))
  },
  explain: (n, s) => `冲减（${s.phrase(n.of)}），即 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => subtract(bigint(0), asNumber(s.value(n.of))),
}
