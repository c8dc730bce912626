import type { Period } from '@yingjin/kernel'
import { multiply } from '@yingjin/sql'
import type { Count, MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { productRange } from './multiply.ts'
import { countOf, moneyPer, node, type NodeOf } from './node.ts'
import { asNumber, expectType, valueWord } from './words.ts'

/** A rate per month times the counted months: a sum for the period in which the months are counted. */
export type PerMonthNode = NodeOf<'per-month', MoneyPer, { rate: Node; months: Node }>

export const perMonth = <P extends Exclude<Period, 'day' | 'month'>>(rate: Sum<'month'>, months: Count, per: P): Sum<P> =>
  node('per-month', moneyPer(per), { rate, months })

export const perMonthMeaning: Meaning<PerMonthNode> = {
  ...throughOperands<PerMonthNode>(n => [n.rate, n.months]),
  check: (n, s) => [...expectType(s, moneyPer('month'), n.rate), ...expectType(s, countOf('个月'), n.months)],
  range: (n, s) => productRange(s.range(n.rate), s.range(n.months)),
  evaluate: (n, s) => {
    const [rate, months] = [s.value(n.rate), s.value(n.months)]
    return rate === null || months === null ? null : Number(rate) * Number(months)
  },
  explain: (n, s) => `${s.phrase(n.rate)}/月 × ${s.phrase(n.months)}，得 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => multiply(asNumber(s.value(n.rate)), asNumber(s.value(n.months))),
}
