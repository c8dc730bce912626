import type { Period } from '@yingjin/kernel'
import { problem } from '@yingjin/kernel'
import { multiply as sqlMultiply } from '@yingjin/sql'
import type { Count, MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectType, typeWord, valueWord } from './words.ts'

/** A sum times a count; the period stays. A rate per day times days changes the period and is `per-day`. */
export type MultiplyNode = NodeOf<'multiply', MoneyPer, { sum: Node; times: Node }>

export const multiply = <P extends Period>(sum: Sum<P>, times: Count): Sum<P> => node('multiply', sum.type, { sum, times }) as unknown as Sum<P>

/** The four corner products bound the product. */
export const productRange = (a: Readonly<{ min: number; max: number }>, b: Readonly<{ min: number; max: number }>) => {
  const corners = [a.min * b.min, a.min * b.max, a.max * b.min, a.max * b.max]
  return { min: Math.min(...corners), max: Math.max(...corners) }
}

export const multiplyMeaning: Meaning<MultiplyNode> = {
  ...strictlyThroughOperands<MultiplyNode>(n => [n.sum, n.times]),
  check: (n, s) => [
    ...expectType(s, n.type, n.sum),
    ...(n.times.type.kind === 'count' ? [] : [problem('policy/unit-mismatch', { place: s.place, expected: '数量', found: typeWord(n.times.type) })]),
  ],
  range: (n, s) => productRange(s.range(n.sum), s.range(n.times)),
  evaluate: (n, s) => {
    const [sum, times] = [s.value(n.sum), s.value(n.times)]
    return sum === null || times === null ? null : Number(sum) * Number(times)
  },
  explain: (n, s) => `${s.phrase(n.sum)} × ${s.phrase(n.times)}，得 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => sqlMultiply(asNumber(s.value(n.sum)), asNumber(s.value(n.times))),
}
