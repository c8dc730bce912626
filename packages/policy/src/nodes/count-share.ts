import { problem } from '@yingjin/kernel'
import { multiply } from '@yingjin/sql'
import type { Count, CountOf, Node, Rate } from './tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { productRange } from './multiply.ts'
import { node, type NodeOf } from './node.ts'
import { isRounding, type Rounding, rounded, roundedSql } from './rounding.ts'
import { asNumber, expectNotNegative, typeWord, valueWord } from './words.ts'

/** A share of a count, in whole ones: as many places as ten in a hundred children, as many posts as pupils divided by nineteen. */
export type CountShareNode = NodeOf<'count-share', CountOf, { of: Node; rate: Rate; mode: Rounding }>

/** How the fraction is treated rests on a clause or a reading, as with money. */
export const countShare = (of: Count, rate: Rate, mode: Rounding, clause: string): Count => node('count-share', of.type, { of, rate, mode }, clause)

const modeWords: Readonly<Record<Rounding, string>> = { down: '只舍不入', up: '只入不舍', 'half-up': '四舍五入', 'half-even': '四舍六入五成双' }

export const countShareMeaning: Meaning<CountShareNode> = {
  ...throughOperands<CountShareNode>(n => [n.of, n.rate]),
  check: (n, s) => [
    ...(n.of.type.kind === 'count' && n.of.type.unit === n.type.unit
      ? []
      : [problem('policy/unit-mismatch', { place: s.place, expected: typeWord(n.type), found: typeWord(n.of.type) })]),
    ...expectNotNegative(s, n.of),
    ...expectNotNegative(s, n.rate),
    ...(Number.isSafeInteger(n.rate.type.den) && n.rate.type.den > 0 ? [] : [problem('policy/bad-divisor', { place: s.place, divisor: n.rate.type.den })]),
    ...(n.clause === null || !isRounding(n.mode, 1) ? [problem('policy/missing-rounding', { place: s.place })] : []),
  ],
  range: (n, s) => {
    const product = productRange(s.range(n.of), s.range(n.rate))
    return { min: rounded(product.min, n.rate.type.den, n.mode, 1), max: rounded(product.max, n.rate.type.den, n.mode, 1) }
  },
  evaluate: (n, s) => {
    const [of, rate] = [s.value(n.of), s.value(n.rate)]
    return of === null || rate === null ? null : rounded(Number(of) * Number(rate), n.rate.type.den, n.mode, 1)
  },
  explain: (n, s) => `${s.phrase(n.of)} × ${s.phrase(n.rate)}，${modeWords[n.mode]}取整数，得 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => roundedSql(multiply(asNumber(s.value(n.of)), asNumber(s.value(n.rate))), n.rate.type.den, n.mode, 1),
}
