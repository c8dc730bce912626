import type { Period } from '@yingjin/kernel'
import { problem } from '@yingjin/kernel'
import type { MoneyPer, Node, Sum, Unrounded } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { moneyPer, node, type NodeOf } from './node.ts'
import { isRounding, type Quantum, type Rounding, rounded, roundedRange, roundedSql, roundingWord } from './rounding.ts'
import { asNumber, expectNotNegative, expectType, typeWord, valueWord } from './words.ts'

export type { Quantum, Rounding } from './rounding.ts'

/**
 * Back to whole money. Division by a whole number, and leaving what is not yet rounded, exist only together with the
 * way of rounding and the clause (or register reading) it rests on. `to` is what is left whole, in fen.
 */
export type RoundNode = NodeOf<'round', MoneyPer, { of: Node; by: number; mode: Rounding; to: Quantum }>

export const divide = <P extends Period>(of: Sum<P>, by: number, mode: Rounding, clause: string, to: Quantum = 1): Sum<P> =>
  node('round', of.type, { of, by, mode, to }, clause) as unknown as Sum<P>
export const round = <P extends Period>(of: Unrounded<P>, mode: Rounding, clause: string, to: Quantum = 1): Sum<P> =>
  node('round', moneyPer(of.type.per), { of, by: of.type.den, mode, to }, clause) as unknown as Sum<P>

export const roundMeaning: Meaning<RoundNode> = {
  ...strictlyThroughOperands<RoundNode>(n => [n.of]),
  check: (n, s) => {
    const t = n.of.type
    const unrounded = t.kind === 'unrounded'
    return [
      ...(unrounded && t.per === n.type.per ? [] : expectType(s, n.type, n.of)),
      ...(unrounded && t.den !== n.by ? [problem('policy/unit-mismatch', { place: s.place, expected: `分母 ${n.by}`, found: typeWord(t) })] : []),
      ...expectNotNegative(s, n.of),
      ...(n.clause === null || !isRounding(n.mode, n.to) ? [problem('policy/missing-rounding', { place: s.place })] : []),
      ...(Number.isSafeInteger(n.by) && n.by > 0 ? [] : [problem('policy/bad-divisor', { place: s.place, divisor: n.by })]),
    ]
  },
  range: (n, s) => roundedRange(s.range(n.of), n.by, n.mode, n.to),
  evaluate: (n, s) => {
    const of = s.value(n.of)
    return of === null ? null : rounded(Number(of), n.by, n.mode, n.to)
  },
  explain: (n, s) => {
    const divided = n.of.type.kind === 'unrounded' ? s.phrase(n.of) : `${s.phrase(n.of)} ÷ ${n.by}`
    return `${divided}，${roundingWord(n.mode, n.to)}，得 ${valueWord(s.value(n), n.type)}`
  },
  compile: (n, s) => roundedSql(asNumber(s.value(n.of)), n.by, n.mode, n.to),
}
