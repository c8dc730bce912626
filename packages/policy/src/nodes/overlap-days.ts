import { daysBetween, type PlainDate } from '@yingjin/kernel'
import { bigint, daysBetween as sqlDaysBetween, larger, smaller } from '@yingjin/sql'
import type { CountOf, Day } from './tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { countOf, node, type NodeOf, onDay } from './node.ts'
import { asDay, expectType, valueWord } from './words.ts'

/** From `from` up to but not including `to`. */
export type Stretch = Readonly<{ from: Day; to: Day }>
/** How many days two stretches have in common; none when they do not meet or one of them is reversed. */
export type OverlapDaysNode = NodeOf<'overlap-days', CountOf, { of: Stretch; and: Stretch }>

export const overlapDays = (of: Stretch, and: Stretch): OverlapDaysNode => node('overlap-days', countOf('天'), { of, and })

const operands = (n: OverlapDaysNode): readonly [Day, Day, Day, Day] => [n.of.from, n.and.from, n.of.to, n.and.to]

export const overlapDaysMeaning: Meaning<OverlapDaysNode> = {
  ...throughOperands<OverlapDaysNode>(operands),
  check: (n, s) => expectType(s, onDay, ...operands(n)),
  range: (n, s) => {
    const [a, b, c, d] = operands(n).map(s.range)
    if (a === undefined || b === undefined || c === undefined || d === undefined) return { min: 0, max: 0 }
    return { min: 0, max: Math.max(Math.min(c.max, d.max) - Math.max(a.min, b.min), 0) }
  },
  evaluate: (n, s) => {
    if (operands(n).some(day => s.value(day) === null)) return null
    const at = (day: Day): PlainDate => s.value(day) as PlainDate
    const from = at(n.of.from) > at(n.and.from) ? at(n.of.from) : at(n.and.from)
    const to = at(n.of.to) < at(n.and.to) ? at(n.of.to) : at(n.and.to)
    return Math.max(daysBetween(from, to), 0)
  },
  explain: (n, s) => {
    const said = (of: Stretch): string => `${valueWord(s.value(of.from), onDay)} 起、${valueWord(s.value(of.to), onDay)} 前`
    return `${said(n.of)}，与 ${said(n.and)}，重合 ${valueWord(s.value(n), n.type)}`
  },
  compile: (n, s) => {
    const [a, b, c, d] = operands(n)
    const at = (of: Day) => asDay(s.value(of))
    return larger(sqlDaysBetween(larger(at(a), at(b)), smaller(at(c), at(d))), bigint(0))
  },
}
