import { and as sqlAnd } from '@yingjin/sql'
import type { Condition, Value, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asCondition, expectType } from './words.ts'

/** All hold. One that is known not to hold decides, whatever is unknown. */
export type AndNode = NodeOf<'and', YesNo, { of: readonly Condition[] }>

export const all = (...of: readonly Condition[]): AndNode => node('and', yesNo, { of })

export const andMeaning: Meaning<AndNode> = {
  ...throughOperands<AndNode>(n => n.of),
  check: (n, s) => expectType(s, yesNo, ...n.of),
  range: () => noRange,
  evaluate: (n, s) => {
    let result: Value = true
    for (const part of n.of) {
      const value = s.value(part)
      if (value === false) return false
      if (value === null) result = null
    }
    return result
  },
  explain: (n, s) => n.of.map(s.phrase).join('，并且'),
  compile: (n, s) => sqlAnd(...n.of.map(part => asCondition(s.value(part)))),
}
