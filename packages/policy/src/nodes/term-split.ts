import { money, seasonOf, type Term, termOnPaper, termShare } from '@yingjin/kernel'
import { divideDown, subtract } from '@yingjin/sql'
import type { MoneyPer, Node, Sum } from './tree.ts'
import { type Meaning, strictlyThroughOperands } from './meaning.ts'
import { moneyPer, node, type NodeOf } from './node.ts'
import { asNumber, expectNotNegative, expectType, valueWord } from './words.ts'

/**
 * A school year's sum in its two terms, which add up to it exactly.
 * `halves`: half each, spring carries the odd fen (kernel `termShare`, O-07). `autumn`: the whole sum once, in autumn.
 */
export type TermSplitNode = NodeOf<'term-split', MoneyPer, { sum: Node; parts: TermParts }>
export type TermParts = 'halves' | 'autumn'

export const halfEachTerm = (sum: Sum<'school-year'>): Sum<'term'> => node('term-split', moneyPer('term'), { sum, parts: 'halves' as const })
export const onceInAutumn = (sum: Sum<'school-year'>): Sum<'term'> => node('term-split', moneyPer('term'), { sum, parts: 'autumn' as const })

const words: Readonly<Record<TermParts, string>> = { halves: '学年标准分两学期', autumn: '整学年在秋季学期一次计算' }

const share = (fen: number, parts: TermParts, term: Term): number =>
  parts === 'halves' ? termShare(money(fen, 'school-year'), term).fen : seasonOf(term) === 'autumn' ? fen : 0

export const termSplitMeaning: Meaning<TermSplitNode> = {
  ...strictlyThroughOperands<TermSplitNode>(n => [n.sum]),
  check: (n, s) => [...expectType(s, moneyPer('school-year'), n.sum), ...expectNotNegative(s, n.sum)],
  range: (n, s) => ({ min: 0, max: s.range(n.sum).max }),
  evaluate: (n, s) => {
    const sum = s.value(n.sum)
    return sum === null ? null : share(Number(sum), n.parts, s.term)
  },
  explain: (n, s) => {
    const value = s.value(n)
    if (value === null) return s.phrase(n.sum)
    return `${s.phrase(n.sum)}；${words[n.parts]}，${termOnPaper(s.term)} ${valueWord(value, n.type)}`
  },
  compile: (n, s) => {
    const sum = asNumber(s.value(n.sum))
    const autumn = seasonOf(s.term) === 'autumn'
    if (n.parts === 'autumn') return autumn ? sum : subtract(sum, sum)
    return autumn ? divideDown(sum, 2) : subtract(sum, divideDown(sum, 2))
  },
}
