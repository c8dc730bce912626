import { or as sqlOr } from '@yingjin/sql'
import type { Condition, Value, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asCondition, expectType } from './words.ts'

/** At least one holds. One that is known to hold decides, whatever is unknown. */
export type OrNode = NodeOf<'or', YesNo, { of: readonly Condition[] }>

export const any = (...of: readonly Condition[]): OrNode => node('or', yesNo, { of })

export const orMeaning: Meaning<OrNode> = {
  ...throughOperands<OrNode>(n => n.of),
  check: (n, s) => expectType(s, yesNo, ...n.of),
  range: () => noRange,
  evaluate: (n, s) => {
    let result: Value = false
    for (const part of n.of) {
      const value = s.value(part)
      if (value === true) return true
      if (value === null) result = null
    }
    return result
  },
  explain: (n, s) => n.of.map(s.phrase).join('，或者'),
  compile: (n, s) => sqlOr(...n.of.map(part => asCondition(s.value(part)))),
}
