import { type Period, problem } from '@yingjin/kernel'
import { and, ge, lt } from '@yingjin/sql'
import type { Count, Node, Sum, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asNumber, expectNumber, expectType, typeWord, valueWord } from './words.ts'

/** From `from` up to but not including `to`: neighbouring bands neither overlap nor leave a hole. What is outside on one side is outside, whatever the other bound. */
export type BetweenNode = NodeOf<'between', YesNo, { of: Node; from: Node; to: Node }>

type Between = {
  <P extends Period>(of: Sum<P>, from: Sum<NoInfer<P>>, to: Sum<NoInfer<P>>): BetweenNode
  (of: Count, from: Count, to: Count): BetweenNode
}
export const between: Between = (of: Node, from: Node, to: Node): BetweenNode => node('between', yesNo, { of, from, to })

/** Bounds are figures of the text. One that nobody has entered leaves open only what the other has not settled. */
const fixed = (n: Node): boolean => n.kind === 'literal' || n.kind === 'parameter'

export const betweenMeaning: Meaning<BetweenNode> = {
  ...throughOperands<BetweenNode>(n => [n.of, n.from, n.to]),
  check: (n, s) => {
    const open = [n.from, n.to].filter(bound => !fixed(bound))
    return [
      ...expectNumber(s, n.of),
      ...expectType(s, n.of.type, n.from, n.to),
      ...open.map(bound => problem('policy/unit-mismatch', { place: s.place, expected: '文件写定的上下限', found: typeWord(bound.type) })),
    ]
  },
  range: () => noRange,
  evaluate: (n, s) => {
    const [of, from, to] = [s.value(n.of), s.value(n.from), s.value(n.to)]
    if (of === null) return null
    const [reaches, below] = [from === null ? null : of >= from, to === null ? null : of < to]
    return reaches === false || below === false ? false : reaches === null || below === null ? null : true
  },
  explain: (n, s) => `${s.phrase(n.of)}，要求从 ${valueWord(s.value(n.from), n.of.type)} 起、不到 ${valueWord(s.value(n.to), n.of.type)}`,
  compile: (n, s) => and(ge(asNumber(s.value(n.of)), asNumber(s.value(n.from))), lt(asNumber(s.value(n.of)), asNumber(s.value(n.to)))),
}
