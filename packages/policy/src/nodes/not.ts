import { not as sqlNot } from '@yingjin/sql'
import type { Condition, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asCondition, expectType } from './words.ts'

/** Does not hold. Of the unknown, unknown. */
export type NotNode = NodeOf<'not', YesNo, { of: Condition }>

export const isNot = (of: Condition): NotNode => node('not', yesNo, { of })

export const notMeaning: Meaning<NotNode> = {
  ...throughOperands<NotNode>(n => [n.of]),
  check: (n, s) => expectType(s, yesNo, n.of),
  range: () => noRange,
  evaluate: (n, s) => {
    const of = s.value(n.of)
    return of === null ? null : of !== true
  },
  explain: (n, s) => `不应是（${s.phrase(n.of)}）`,
  compile: (n, s) => sqlNot(asCondition(s.value(n.of))),
}
