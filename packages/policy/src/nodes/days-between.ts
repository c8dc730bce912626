import { daysBetween as daysFrom, type PlainDate } from '@yingjin/kernel'
import { daysBetween as sqlDaysBetween } from '@yingjin/sql'
import type { CountOf, Day } from './tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { countOf, node, type NodeOf, onDay } from './node.ts'
import { asDay, expectType, valueWord } from './words.ts'

/** Days from one day to the other, the first counted and the last not; negative when it lies before. */
export type DaysBetweenNode = NodeOf<'days-between', CountOf, { from: Day; to: Day }>

export const daysBetween = (from: Day, to: Day): DaysBetweenNode => node('days-between', countOf('天'), { from, to })

export const daysBetweenMeaning: Meaning<DaysBetweenNode> = {
  ...throughOperands<DaysBetweenNode>(n => [n.from, n.to]),
  check: (n, s) => expectType(s, onDay, n.from, n.to),
  range: (n, s) => ({ min: s.range(n.to).min - s.range(n.from).max, max: s.range(n.to).max - s.range(n.from).min }),
  evaluate: (n, s) => {
    const [from, to] = [s.value(n.from), s.value(n.to)]
    return from === null || to === null ? null : daysFrom(from as PlainDate, to as PlainDate)
  },
  explain: (n, s) => `从${s.phrase(n.from)} 起、到${s.phrase(n.to)} 前，共 ${valueWord(s.value(n), n.type)}`,
  compile: (n, s) => sqlDaysBetween(asDay(s.value(n.from)), asDay(s.value(n.to))),
}
