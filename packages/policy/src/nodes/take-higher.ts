import { not, or } from '@yingjin/sql'
import type { Condition, Node, YesNo } from './tree.ts'
import { all } from './and.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, yesNo } from './node.ts'
import { asCondition, expectNumber, expectType, valueWord } from './words.ts'

/**
 * 就高: of several standards for the same persons only the highest is carried out. Holds for the line whose amount is
 * `own` while no rival that applies here beats it. Each rival's `beats` is made of core nodes, so that a rival that does
 * not apply asks for no facts about its amount.
 */
export type TakeHigherNode = NodeOf<'take-higher', YesNo, { own: Node; rivals: readonly Rival[] }>
export type Rival = Readonly<{ line: string; amount: Node; beats: Condition }>

/** `winsTies`: the rival was declared before, so that of two equal standards one and only one is carried out. */
export const isHighest = (
  own: Node,
  rivals: readonly Readonly<{ line: string; applies: Condition; amount: Node; winsTies: boolean }>[],
  clause: string,
): TakeHigherNode =>
  node(
    'take-higher',
    yesNo,
    {
      own,
      rivals: rivals.map(({ line, applies, amount, winsTies }) => ({
        line,
        amount,
        beats: all(applies, node('compare', yesNo, { op: winsTies ? ('at-least' as const) : ('more' as const), left: amount, right: own })),
      })),
    },
    clause,
  )

export const takeHigherMeaning: Meaning<TakeHigherNode> = {
  ...throughOperands<TakeHigherNode>(n => n.rivals.map(r => r.beats)),
  check: (n, s) => [
    ...expectNumber(s, n.own),
    ...expectType(s, n.own.type, ...n.rivals.map(r => r.amount)),
    ...expectType(s, yesNo, ...n.rivals.map(r => r.beats)),
  ],
  range: () => noRange,
  evaluate: (n, s) => {
    const beaten = n.rivals.map(r => s.value(r.beats))
    return beaten.includes(true) ? false : beaten.includes(null) ? null : true
  },
  explain: (n, s) =>
    n.rivals
      .map(r => {
        const both = `本项 ${valueWord(s.value(n.own), n.own.type)}，“${s.lineTitle(r.line)}” ${valueWord(s.value(r.amount), r.amount.type)}`
        const beats = s.value(r.beats)
        return beats === true ? `${both}，就高执行后者` : beats === false ? `没有更高的标准同时适用` : `${both}，后者是否适用尚未确定`
      })
      .join('；'),
  compile: (n, s) => not(or(...n.rivals.map(r => asCondition(s.value(r.beats))))),
}
