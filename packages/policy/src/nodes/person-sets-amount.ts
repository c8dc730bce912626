import { type Period, problem } from '@yingjin/kernel'
import { and, cases, ge, le, unknown } from '@yingjin/sql'
import type { MoneyPer, Node, Sum } from './tree.ts'
import { expectFigures, together } from './figures.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { node, type NodeOf } from './node.ts'
import { asNumber, expectNotNegative, expectType, valueWord } from './words.ts'

/**
 * A sum that the text leaves to a person between two bounds (500–1000). Unknown until somebody has filled one in, and no
 * fact settles it; a sum outside the bounds counts as not filled in.
 */
export type PersonSetsAmountNode = NodeOf<'person-sets-amount', MoneyPer, { line: string; question: string; least: Node; greatest: Node }>

export const personSetsAmount = <P extends Period>(line: string, question: string, least: Sum<P>, greatest: Sum<NoInfer<P>>): Sum<P> =>
  node('person-sets-amount', least.type, { line, question, least, greatest }) as unknown as Sum<P>

/** Under which name the sum a person filled in travels, here and as a column. */
export const amountDecisionKey = (line: string): string => `amount-decision:${line}`

export const personSetsAmountMeaning: Meaning<PersonSetsAmountNode> = {
  ...throughOperands<PersonSetsAmountNode>(n => [n.least, n.greatest]),
  check: (n, s) => [
    ...expectType(s, n.type, n.least, n.greatest),
    ...expectFigures(s, n.least, n.greatest),
    ...expectNotNegative(s, n.least),
    ...together(s, [n.least, n.greatest]).flatMap(([least, greatest]) =>
      typeof least === 'number' && typeof greatest === 'number' && least > greatest
        ? [problem('policy/bounds-reversed', { place: s.place, from: valueWord(least, n.type), to: valueWord(greatest, n.type) })]
        : [],
    ),
  ],
  range: (n, s) => ({ min: s.range(n.least).min, max: s.range(n.greatest).max }),
  evaluate: (n, s) => {
    const [sum, least, greatest] = [s.amountDecision(n.line), s.value(n.least), s.value(n.greatest)]
    return sum === null || least === null || greatest === null || sum < Number(least) || sum > Number(greatest) ? null : sum
  },
  explain: (n, s) => {
    const bounds = `${valueWord(s.value(n.least), n.type)} 至 ${valueWord(s.value(n.greatest), n.type)}`
    const sum = s.value(n)
    if (sum !== null) return `由人在 ${bounds}之间确定：${valueWord(sum, n.type)}`
    const outside = s.amountDecision(n.line)
    return `须由人在 ${bounds}之间确定：${n.question}${outside === null ? '' : `（所填 ${valueWord(outside, n.type)} 不在此范围，不算填写）`}`
  },
  compile: (n, s) => {
    const sum = s.amountDecision(n.line)
    return cases([[and(ge(sum, asNumber(s.value(n.least))), le(sum, asNumber(s.value(n.greatest)))), sum]], unknown('bigint'))
  },
}
