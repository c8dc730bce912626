import { not, or } from '@yingjin/sql'
import type { YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import type { Held } from './exclude.ts'
import { asCondition, expectType } from './words.ts'

/** One tier only (只享受一档): holds while no upper tier of the same grant is due. */
export type TiersNode = NodeOf<'tiers', YesNo, { first: readonly Held[] }>

export const noUpperTier = (first: readonly Held[], clause: string): TiersNode => node('tiers', yesNo, { first }, clause)

export const tiersMeaning: Meaning<TiersNode> = {
  ...throughOperands<TiersNode>(n => n.first.map(h => h.due)),
  check: (n, s) => expectType(s, yesNo, ...n.first.map(h => h.due)),
  range: () => noRange,
  evaluate: (n, s) => {
    const due = n.first.map(h => s.value(h.due))
    return due.includes(true) ? false : due.includes(null) ? null : true
  },
  explain: (n, s) =>
    n.first
      .map(h => {
        const due = s.value(h.due)
        return `${s.lineTitle(h.line)}（${h.line}）${due === true ? '已按上一档享受，只享受一档' : due === false ? '不符合上一档' : '是否享受尚未确定'}`
      })
      .join('；'),
  compile: (n, s) => not(or(...n.first.map(h => asCondition(s.value(h.due))))),
}
