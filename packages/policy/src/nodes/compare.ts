import { eq, ge, gt, le, lt, ne, type Bool, type Expr } from '@yingjin/sql'
import type { Count, Node, Sum, YesNo } from './tree.ts'
import type { Period } from '@yingjin/kernel'
import { type Meaning, noRange, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asNumber, expectNumber, expectType, valueWord } from './words.ts'

/** Two sums of the same period, or two counts of the same thing, compared. */
export type CompareNode = NodeOf<'compare', YesNo, { op: Comparison; left: Node; right: Node }>
export type Comparison = 'less' | 'at-most' | 'more' | 'at-least' | 'equal' | 'not-equal'

type Compare = {
  <P extends Period>(left: Sum<P>, op: Comparison, right: Sum<NoInfer<P>>): CompareNode
  (left: Count, op: Comparison, right: Count): CompareNode
}
export const compare: Compare = (left: Node, op: Comparison, right: Node): CompareNode => node('compare', yesNo, { op, left, right })

const comparisons: Readonly<
  Record<Comparison, Readonly<{ sign: string; holds: (a: number, b: number) => boolean; sql: (a: Expr<'bigint'>, b: Expr<'bigint'>) => Bool }>>
> = {
  less: { sign: '低于', holds: (a, b) => a < b, sql: lt },
  'at-most': { sign: '不高于', holds: (a, b) => a <= b, sql: le },
  more: { sign: '高于', holds: (a, b) => a > b, sql: gt },
  'at-least': { sign: '不低于', holds: (a, b) => a >= b, sql: ge },
  equal: { sign: '等于', holds: (a, b) => a === b, sql: eq },
  'not-equal': { sign: '不等于', holds: (a, b) => a !== b, sql: ne },
}

export const compareMeaning: Meaning<CompareNode> = {
  ...strictlyThroughOperands<CompareNode>(n => [n.left, n.right]),
  check: (n, s) => [...expectNumber(s, n.left), ...expectType(s, n.left.type, n.right)],
  range: () => noRange,
  evaluate: (n, s) => {
    const [a, b] = [s.value(n.left), s.value(n.right)]
    return a === null || b === null ? null : comparisons[n.op].holds(Number(a), Number(b))
  },
  explain: (n, s) => `${s.phrase(n.left)}，要求${comparisons[n.op].sign} ${valueWord(s.value(n.right), n.right.type)}`,
  compile: (n, s) => comparisons[n.op].sql(asNumber(s.value(n.left)), asNumber(s.value(n.right))),
}
