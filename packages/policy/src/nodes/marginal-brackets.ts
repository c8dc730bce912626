import type { Period } from '@yingjin/kernel'
import { add, bigint, larger, multiply, smaller, subtract } from '@yingjin/sql'
import type { Node, Rate, Sum, Unrounded, UnroundedPer } from './tree.ts'
import { problem } from '@yingjin/kernel'
import { type Band, bandOperands, bandProblems, bandWord } from './bands.ts'
import { type EvaluationScope, type Meaning, throughOperands } from './meaning.ts'
import { node, type NodeOf, unroundedPer } from './node.ts'
import { asNumber, expectNotNegative, expectType, typeWord, valueWord } from './words.ts'

/** A ratio per band of a sum, each for the part of the sum that lies in its band (超额累进). Exact, and not yet whole money. */
export type MarginalBracketsNode = NodeOf<'marginal-brackets', UnroundedPer, { by: Node; bands: readonly RatedBand[] }>
type RatedBand = Band & Readonly<{ rate: Node }>
type RatedOver<P extends Period> = Readonly<{ from: Sum<P>; to: Sum<P> | null; rate: Rate }>

export const marginalBrackets = <P extends Period>(by: Sum<P>, first: RatedOver<NoInfer<P>>, ...rest: readonly RatedOver<NoInfer<P>>[]): Unrounded<P> =>
  node('marginal-brackets', unroundedPer(by.type.per, first.rate.type.den), { by, bands: [first, ...rest] })

/** The part of the sum that lies in the band. */
const partIn = (band: RatedBand, sum: number, s: EvaluationScope): number => {
  const [from, to] = [Number(s.value(band.from)), band.to === null ? Infinity : Number(s.value(band.to))]
  return Math.max(Math.min(sum, to) - from, 0)
}

const operands = (n: MarginalBracketsNode): readonly Node[] => [n.by, ...bandOperands(n.bands), ...n.bands.map(b => b.rate)]

export const marginalBracketsMeaning: Meaning<MarginalBracketsNode> = {
  ...throughOperands<MarginalBracketsNode>(operands),
  check: (n, s) => [
    ...(n.by.type.kind === 'money' && n.by.type.per === n.type.per
      ? []
      : [problem('policy/unit-mismatch', { place: s.place, expected: typeWord({ kind: 'money', per: n.type.per }), found: typeWord(n.by.type) })]),
    ...bandProblems(s, n.by, n.bands),
    ...expectType(s, { kind: 'rate', den: n.type.den }, ...n.bands.map(b => b.rate)),
    ...n.bands.flatMap(b => expectNotNegative(s, b.rate)),
  ],
  range: (n, s) => {
    const [most, lowest] = [Math.max(...n.bands.map(b => s.range(b.rate).max)), Math.min(...n.bands.map(b => s.range(b.from).min))]
    return { min: 0, max: Math.max(most, 0) * Math.max(s.range(n.by).max - lowest, 0) }
  },
  evaluate: (n, s) => {
    const sum = s.value(n.by)
    if (operands(n).some(o => s.value(o) === null)) return null
    return n.bands.reduce((total, b) => total + partIn(b, Number(sum), s) * Number(s.value(b.rate)), 0)
  },
  explain: (n, s) => {
    if (s.value(n) === null) return `${s.phrase(n.by)}，分段按比例计算`
    const reached = n.bands.filter(b => partIn(b, Number(s.value(n.by)), s) > 0)
    const each = reached.map(
      b => `${bandWord(b, s)} 的部分 ${valueWord(partIn(b, Number(s.value(n.by)), s), n.by.type)} × ${valueWord(s.value(b.rate), b.rate.type)}`,
    )
    return `${s.phrase(n.by)}，分段计算：${each.length === 0 ? '没有达到最低一段' : each.join(' ＋ ')}，合计 ${valueWord(s.value(n), n.type)}`
  },
  compile: (n, s) => {
    const by = asNumber(s.value(n.by))
    const parts = n.bands.map(b => {
      const upTo = b.to === null ? by : smaller(by, asNumber(s.value(b.to)))
      return multiply(asNumber(s.value(b.rate)), larger(subtract(upTo, asNumber(s.value(b.from))), bigint(0)))
    })
    return parts.length === 1 ? (parts[0] ?? bigint(0)) : add(...parts)
  },
}
