import { not, or } from '@yingjin/sql'
import type { Condition, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asCondition, expectType } from './words.ts'

/** Mutual exclusion by priority (不重复享受): holds while none of the lines that go before this one is due. */
export type ExcludeNode = NodeOf<'exclude', YesNo, { first: readonly Held[] }>
/** A line by its id, and whether it is due. */
export type Held = Readonly<{ line: string; due: Condition }>

export const notHeldWith = (first: readonly Held[], clause: string): ExcludeNode => node('exclude', yesNo, { first }, clause)

export const excludeMeaning: Meaning<ExcludeNode> = {
  ...throughOperands<ExcludeNode>(n => n.first.map(h => h.due)),
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
        return `${s.lineTitle(h.line)}（${h.line}）${due === true ? '已享受，不重复享受' : due === false ? '未享受' : '是否享受尚未确定'}`
      })
      .join('；'),
  compile: (n, s) => not(or(...n.first.map(h => asCondition(s.value(h.due))))),
}
