import type { Period } from '@yingjin/kernel'
import { bigint, larger, smaller, subtract } from '@yingjin/sql'
import type { MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectType, valueWord } from './words.ts'

/**
 * How much may be borrowed: the fees not covered by the loan beneath (`below`), up to the ceiling, never under zero.
 * A ceiling the family may use, not a payment.
 */
export type LoanCeilingNode = NodeOf<'loan-ceiling', MoneyPer, { fees: Node; below: Node; ceiling: Node }>

export const loanCeiling = <P extends Period>(fees: Sum<P>, below: Sum<NoInfer<P>>, ceiling: Sum<NoInfer<P>>): Sum<P> =>
  node('loan-ceiling', fees.type, { fees, below, ceiling }) as unknown as Sum<P>

const reach = (fees: number, below: number, ceiling: number): number => Math.min(Math.max(fees - below, 0), ceiling)

export const loanCeilingMeaning: Meaning<LoanCeilingNode> = {
  ...throughOperands<LoanCeilingNode>(n => [n.fees, n.below, n.ceiling]),
  check: (n, s) => expectType(s, n.type, n.fees, n.below, n.ceiling),
  range: (n, s) => {
    const [fees, below, ceiling] = [s.range(n.fees), s.range(n.below), s.range(n.ceiling)]
    return { min: reach(fees.min, below.max, ceiling.min), max: reach(fees.max, below.min, ceiling.max) }
  },
  evaluate: (n, s) => {
    const [fees, below, ceiling] = [s.value(n.fees), s.value(n.below), s.value(n.ceiling)]
    return fees === null || below === null || ceiling === null ? null : reach(Number(fees), Number(below), Number(ceiling))
  },
  explain: (n, s) => {
    const below = s.value(n.below)
    const rest = below === 0 ? '' : `，减去基础贷款部分 ${valueWord(below, n.type)}`
    return `${s.phrase(n.fees)}${rest}，最高 ${valueWord(s.value(n.ceiling), n.type)}，可贷额度 ${valueWord(s.value(n), n.type)}`
  },
  compile: (n, s) => smaller(larger(subtract(asNumber(s.value(n.fees)), asNumber(s.value(n.below))), bigint(0)), asNumber(s.value(n.ceiling))),
}
