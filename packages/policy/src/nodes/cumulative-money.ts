import { add, bigint, type Expr, larger, smaller, subtract } from '@yingjin/sql'
import type { MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNumber, expectType, valueWord } from './words.ts'

/**
 * A limit on money over a longer time (每学年累计不超过……): of this sum only what the limit leaves after what was paid
 * before and after the sums of this term that go first. `limit` and `paid` are of the longer period, the rest of this one.
 */
export type CumulativeMoneyNode = NodeOf<'cumulative-money', MoneyPer, { own: Node; limit: Node; paid: Node; before: readonly Node[] }>

export const withinMoneyLimit = (own: Sum, limit: Sum, paid: Sum, before: readonly Sum[], clause: string): Sum =>
  node('cumulative-money', own.type, { own, limit, paid, before }, clause) as unknown as Sum

const rest = (own: number, limit: number, taken: number): number => Math.max(0, Math.min(own, limit - taken))

export const cumulativeMoneyMeaning: Meaning<CumulativeMoneyNode> = {
  ...strictlyThroughOperands<CumulativeMoneyNode>(n => [n.own, n.limit, n.paid, ...n.before]),
  check: (n, s) => [
    ...expectNumber(s, n.own),
    ...expectType(s, n.type, n.own, ...n.before),
    ...expectNumber(s, n.limit),
    ...expectType(s, n.limit.type, n.paid),
  ],
  range: (n, s) => ({ min: 0, max: Math.max(0, Math.min(s.range(n.own).max, s.range(n.limit).max)) }),
  evaluate: (n, s) => {
    const [own, limit, paid] = [s.value(n.own), s.value(n.limit), s.value(n.paid)]
    if (own === null || limit === null || paid === null) return null
    let taken = Number(paid)
    for (const before of n.before) {
      const sum = s.value(before)
      if (sum === null) return null
      taken += Number(sum)
    }
    return rest(Number(own), Number(limit), taken)
  },
  explain: (n, s) => {
    const [value, own, limit, paid] = [s.value(n), s.value(n.own), s.value(n.limit), s.value(n.paid)]
    if (value === null) return s.phrase(n.own)
    const before = n.before.reduce((sum, b) => sum + Number(s.value(b)), 0)
    const used = `累计上限 ${valueWord(limit, n.limit.type)}，此前已发 ${valueWord(paid, n.paid.type)}${before > 0 ? `，本学期排在前面的项目 ${valueWord(before, n.type)}` : ''}`
    return value === own ? `${s.phrase(n.own)}（${used}，没有超过）` : `${s.phrase(n.own)}；${used}，本项减为 ${valueWord(value, n.type)}`
  },
  compile: (n, s) => {
    const [own, limit, paid] = [asNumber(s.value(n.own)), asNumber(s.value(n.limit)), asNumber(s.value(n.paid))]
    const taken: Expr<'bigint'> = n.before.length === 0 ? paid : add(paid, ...n.before.map(b => asNumber(s.value(b))))
    return larger(smaller(own, subtract(limit, taken)), bigint(0))
  },
}
