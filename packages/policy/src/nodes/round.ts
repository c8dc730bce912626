import type { Period } from '@yingjin/kernel'
import { problem } from '@yingjin/kernel'
import { add, bigint, divideDown, type Expr, multiply } from '@yingjin/sql'
import type { MoneyPer, Node, Sum } from '../tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNotNegative, expectType, valueWord } from './words.ts'

export type Rounding = 'down' | 'half-up' | 'up'

/** Division by a whole number, which exists only together with its rounding and the clause (or register reading) it rests on. */
export type RoundNode = NodeOf<'round', MoneyPer, { of: Node; by: number; mode: Rounding }>

export const divide = <P extends Period>(of: Sum<P>, by: number, mode: Rounding, clause: string): Sum<P> =>
  node('round', of.type, { of, by, mode }, clause) as unknown as Sum<P>

const modes: Readonly<
  Record<Rounding, Readonly<{ word: string; at: (a: number, by: number) => number; sql: (a: Expr<'bigint'>, by: number) => Expr<'bigint'> }>>
> = {
  down: { word: '去尾到分', at: (a, by) => Math.floor(a / by), sql: (a, by) => divideDown(a, by) },
  up: { word: '进一到分', at: (a, by) => Math.floor((a + by - 1) / by), sql: (a, by) => divideDown(add(a, bigint(by - 1)), by) },
  'half-up': {
    word: '四舍五入到分',
    at: (a, by) => Math.floor((2 * a + by) / (2 * by)),
    sql: (a, by) => divideDown(add(multiply(a, bigint(2)), bigint(by)), 2 * by),
  },
}

export const roundMeaning: Meaning<RoundNode> = {
  ...throughOperands<RoundNode>(n => [n.of]),
  check: (n, s) => [
    ...expectType(s, n.type, n.of),
    ...expectNotNegative(s, n.of),
    ...(n.clause === null ? [problem('policy/missing-rounding', { place: s.place })] : []),
    ...(Number.isSafeInteger(n.by) && n.by > 0 ? [] : [problem('policy/bad-divisor', { place: s.place, divisor: n.by })]),
  ],
  range: (n, s) => {
    const of = s.range(n.of)
    return { min: modes[n.mode].at(of.min, n.by), max: modes[n.mode].at(of.max, n.by) }
  },
  evaluate: (n, s) => {
    const of = s.value(n.of)
    return of === null ? null : modes[n.mode].at(Number(of), n.by)
  },
  explain: (n, s) => `${s.phrase(n.of)} ÷ ${n.by}，${modes[n.mode].word}，得 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => modes[n.mode].sql(asNumber(s.value(n.of)), n.by),
}
