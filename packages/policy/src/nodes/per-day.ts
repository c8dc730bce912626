import type { Period } from '@yingjin/kernel'
import { multiply } from '@yingjin/sql'
import type { Count, MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { productRange } from './multiply.ts'
import { countOf, moneyPer, node, type NodeOf } from './node.ts'
import { asNumber, expectType, valueWord } from './words.ts'

/** A rate per day times the counted days: a sum for the period in which the days are counted. */
export type PerDayNode = NodeOf<'per-day', MoneyPer, { rate: Node; days: Node }>

export const perDay = <P extends Exclude<Period, 'day'>>(rate: Sum<'day'>, days: Count, per: P): Sum<P> => node('per-day', moneyPer(per), { rate, days })

export const perDayMeaning: Meaning<PerDayNode> = {
  ...strictlyThroughOperands<PerDayNode>(n => [n.rate, n.days]),
  check: (n, s) => [...expectType(s, moneyPer('day'), n.rate), ...expectType(s, countOf('天'), n.days)],
  range: (n, s) => productRange(s.range(n.rate), s.range(n.days)),
  evaluate: (n, s) => {
    const [rate, days] = [s.value(n.rate), s.value(n.days)]
    return rate === null || days === null ? null : Number(rate) * Number(days)
  },
  explain: (n, s) => `${s.phrase(n.rate)}/天 × ${s.phrase(n.days)}，得 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => multiply(asNumber(s.value(n.rate)), asNumber(s.value(n.days))),
}
