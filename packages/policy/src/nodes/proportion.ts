import { type Period, problem } from '@yingjin/kernel'
import { bigint, cases, isKnown, le, lt, multiply, smaller, unknown } from '@yingjin/sql'
import type { PackProblem } from '../problems.ts'
import type { Count, MoneyPer, Node, Sum } from './tree.ts'
import { type CheckScope, type Meaning, type Range, type RangeScope, throughOperands } from './meaning.ts'
import { productRange } from './multiply.ts'
import { node, type NodeOf } from './node.ts'
import { isRounding, type Quantum, type Rounding, rounded, roundedRange, roundedSql, roundingWord } from './rounding.ts'
import { asNumber, expectNotNegative, expectNumber, expectType, valueWord } from './words.ts'

/**
 * 按比例: a sum times `kept` of `whole`, never more than the sum itself, rounded once by a clause. Below the floor there is
 * nothing; whether exactly at the floor counts as below is never left to chance (O-13).
 */
export type ProportionNode = NodeOf<
  'proportion',
  MoneyPer,
  { of: Node; kept: Node; whole: Node; floor: Node | null; atFloor: AtFloor; mode: Rounding; to: Quantum }
>
export type AtFloor = 'below' | 'not-below'
type Rest = Readonly<{ mode: Rounding; clause: string; to?: Quantum }>
type Part<N extends Node> = Readonly<{ kept: N; whole: N }> & (Readonly<{ floor: N; atFloor: AtFloor }> | Readonly<{ floor?: undefined }>)

type Proportion = {
  <P extends Period>(of: Sum<P>, part: Part<Count> & Rest): Sum<P>
  <P extends Period, Q extends Period>(of: Sum<P>, part: Part<Sum<Q>> & Rest): Sum<P>
}
export const proportion = ((of: Sum, part: Part<Node> & Rest) =>
  node(
    'proportion',
    of.type,
    {
      of,
      kept: part.kept,
      whole: part.whole,
      floor: part.floor ?? null,
      atFloor: part.floor === undefined ? ('not-below' as const) : part.atFloor,
      mode: part.mode,
      to: part.to ?? 1,
    },
    part.clause,
  )) as unknown as Proportion

const operands = (n: ProportionNode): readonly Node[] => [n.of, n.kept, n.whole, ...(n.floor === null ? [] : [n.floor])]
const isBelow = (kept: number, floor: number, atFloor: AtFloor): boolean => (atFloor === 'below' ? kept <= floor : kept < floor)

/** What is divided: the greatest product that can come about. */
const dividend = (n: ProportionNode, s: Pick<RangeScope, 'range'>): Range => productRange(s.range(n.of), s.range(n.kept))

const sizeProblems = (n: ProportionNode, s: CheckScope): readonly PackProblem[] => {
  const whole = s.range(n.whole)
  const most = Math.max(dividend(n, s).max * 2 + whole.max, whole.max * 2 * n.to)
  return [
    ...(whole.min < 1 ? [problem('policy/bad-divisor', { place: s.place, divisor: whole.min })] : []),
    ...(Number.isSafeInteger(most) ? [] : [problem('policy/overflow', { place: s.place, least: 0, greatest: most })]),
  ]
}

export const proportionMeaning: Meaning<ProportionNode> = {
  ...throughOperands<ProportionNode>(operands),
  check: (n, s) => [
    ...expectType(s, n.type, n.of),
    ...expectNumber(s, n.kept),
    ...expectType(s, n.kept.type, n.whole, ...(n.floor === null ? [] : [n.floor])),
    ...expectNotNegative(s, n.of),
    ...expectNotNegative(s, n.kept),
    ...sizeProblems(n, s),
    ...(n.clause === null || !isRounding(n.mode, n.to) ? [problem('policy/missing-rounding', { place: s.place })] : []),
  ],
  range: (n, s) => roundedRange({ min: 0, max: Math.max(s.range(n.of).max, 0) }, 1, 'up', n.to),
  evaluate: (n, s) => {
    const [of, kept, whole, floor] = [s.value(n.of), s.value(n.kept), s.value(n.whole), n.floor === null ? 0 : s.value(n.floor)]
    if (n.floor !== null && kept !== null && floor !== null && isBelow(Number(kept), Number(floor), n.atFloor)) return 0
    if (of === null || kept === null || whole === null || floor === null || Number(whole) < 1) return null
    return rounded(Number(of) * Math.min(Number(kept), Number(whole)), Number(whole), n.mode, n.to)
  },
  explain: (n, s) => {
    const [kept, whole, floor] = [s.value(n.kept), s.value(n.whole), n.floor === null ? null : s.value(n.floor)]
    if (kept !== null && floor !== null && isBelow(Number(kept), Number(floor), n.atFloor)) {
      return `${s.phrase(n.kept)}，${kept === floor ? '正好是' : '低于'}下限 ${valueWord(floor, n.kept.type)}，不计`
    }
    const limit = n.floor === null ? '' : `（下限 ${valueWord(floor, n.kept.type)}）`
    const share = `${s.phrase(n.kept)}${limit}，以 ${valueWord(whole, n.whole.type)} 为全额`
    if (kept !== null && whole !== null && kept >= whole) return `${s.phrase(n.of)}；${share}，已达到，按全额 ${valueWord(s.value(n), n.type)}`
    return `${s.phrase(n.of)} × ${kept ?? '未知'}/${whole ?? '未知'}（${share}），${roundingWord(n.mode, n.to)}，得 ${valueWord(s.value(n), n.type)}`
  },
  compile: (n, s) => {
    const [of, kept, whole] = [asNumber(s.value(n.of)), asNumber(s.value(n.kept)), asNumber(s.value(n.whole))]
    const share = roundedSql(multiply(of, smaller(kept, whole)), whole, n.mode, n.to)
    if (n.floor === null) return share
    const floor = asNumber(s.value(n.floor))
    const below = n.atFloor === 'below' ? le(kept, floor) : lt(kept, floor)
    return cases(
      [
        [below, bigint(0)],
        [isKnown(below), share],
      ],
      unknown('bigint'),
    )
  },
}
