import type { Period } from '@yingjin/kernel'
import { problem } from '@yingjin/kernel'
import { multiply } from '@yingjin/sql'
import type { Node, Rate, Sum, Unrounded, UnroundedPer } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { productRange } from './multiply.ts'
import { node, type NodeOf, unroundedPer } from './node.ts'
import { asNumber, expectType, typeWord, valueWord } from './words.ts'

/** A sum times a ratio: exact, and not yet whole money. */
export type TimesRateNode = NodeOf<'times-rate', UnroundedPer, { of: Node; rate: Node }>

export const timesRate = <P extends Period>(of: Sum<P>, rate: Rate): Unrounded<P> => node('times-rate', unroundedPer(of.type.per, rate.type.den), { of, rate })

export const timesRateMeaning: Meaning<TimesRateNode> = {
  ...strictlyThroughOperands<TimesRateNode>(n => [n.of, n.rate]),
  check: (n, s) => [
    ...(n.of.type.kind === 'money' && n.of.type.per === n.type.per
      ? []
      : [problem('policy/unit-mismatch', { place: s.place, expected: typeWord({ kind: 'money', per: n.type.per }), found: typeWord(n.of.type) })]),
    ...expectType(s, { kind: 'rate', den: n.type.den }, n.rate),
    ...(Number.isSafeInteger(n.type.den) && n.type.den > 0 ? [] : [problem('policy/bad-divisor', { place: s.place, divisor: n.type.den })]),
  ],
  range: (n, s) => productRange(s.range(n.of), s.range(n.rate)),
  evaluate: (n, s) => {
    const [of, rate] = [s.value(n.of), s.value(n.rate)]
    return of === null || rate === null ? null : Number(of) * Number(rate)
  },
  explain: (n, s) => `${s.phrase(n.of)} × ${s.phrase(n.rate)}，为 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => multiply(asNumber(s.value(n.of)), asNumber(s.value(n.rate))),
}
