import { day, epochDay, firstDayOf } from '@yingjin/kernel'
import { date } from '@yingjin/sql'
import type { OnDay } from './tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { node, type NodeOf, onDay } from './node.ts'
import { valueWord } from './words.ts'

/** The reference day: the first day of the term (1 September, 1 March). Settled before any child is looked at; never the clock. */
export type FirstDayOfTermNode = NodeOf<'first-day-of-term', OnDay, object>

export const firstDayOfTerm: FirstDayOfTermNode = node('first-day-of-term', onDay, {})

/** A pack is checked before its term is known; no document of this house is older or will last longer. */
const terms = { min: epochDay(day('2000-01-01')), max: epochDay(day('2099-12-31')) }

export const firstDayOfTermMeaning: Meaning<FirstDayOfTermNode> = {
  ...throughOperands<FirstDayOfTermNode>(() => []),
  check: () => [],
  range: () => terms,
  evaluate: (_, s) => firstDayOf(s.term),
  explain: (n, s) => `本学期第一天 ${valueWord(firstDayOf(s.term), n.type)}`,
  compile: (_, s) => date(firstDayOf(s.term)),
}
