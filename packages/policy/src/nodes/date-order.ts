import { type Bool, type Expr, ge, gt, le, lt } from '@yingjin/sql'
import type { Day, YesNo } from './tree.ts'
import { type Meaning, noRange, throughOperands } from './meaning.ts'
import { node, type NodeOf, onDay, yesNo } from './node.ts'
import { asDay, expectType, valueWord } from './words.ts'

/** Two days, one before or after the other. Whether the day itself counts stands in the word. */
export type DateOrderNode = NodeOf<'date-order', YesNo, { op: DayComparison; left: Day; right: Day }>
export type DayComparison = 'before' | 'on-or-before' | 'after' | 'on-or-after'

export const isDay = (left: Day, op: DayComparison, right: Day): DateOrderNode => node('date-order', yesNo, { op, left, right })

const comparisons: Readonly<
  Record<DayComparison, Readonly<{ word: string; holds: (a: string, b: string) => boolean; sql: (a: Expr<'date'>, b: Expr<'date'>) => Bool }>>
> = {
  before: { word: '早于', holds: (a, b) => a < b, sql: lt },
  'on-or-before': { word: '不晚于', holds: (a, b) => a <= b, sql: le },
  after: { word: '晚于', holds: (a, b) => a > b, sql: gt },
  'on-or-after': { word: '不早于', holds: (a, b) => a >= b, sql: ge },
}

export const dateOrderMeaning: Meaning<DateOrderNode> = {
  ...throughOperands<DateOrderNode>(n => [n.left, n.right]),
  check: (n, s) => expectType(s, onDay, n.left, n.right),
  range: () => noRange,
  evaluate: (n, s) => {
    const [a, b] = [s.value(n.left), s.value(n.right)]
    return a === null || b === null ? null : comparisons[n.op].holds(String(a), String(b))
  },
  explain: (n, s) => `${s.phrase(n.left)}，要求${comparisons[n.op].word} ${valueWord(s.value(n.right), n.right.type)}`,
  compile: (n, s) => comparisons[n.op].sql(asDay(s.value(n.left)), asDay(s.value(n.right))),
}
