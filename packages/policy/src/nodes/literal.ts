import type { ChoiceName, ChoiceOf } from '@yingjin/facts'
import { epochDay, type Money, type Period, type PlainDate, problem } from '@yingjin/kernel'
import { bigint, boolean, date as sqlDate, type Expr, text } from '@yingjin/sql'
import type { Count, Day, Known, Rate, Sum, Typed, ChoiceFrom, ValueType } from './tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { choiceFrom, countOf, moneyPer, node, type NodeOf, onDay, rateOver, yesNo } from './node.ts'
import { valueWord } from './words.ts'

/** A value that the text itself fixes: 是, 0, 一年级. Figures of the year are parameters, not literals. */
export type LiteralNode = NodeOf<'literal', ValueType, { value: Known }>

export const yes = node('literal', yesNo, { value: true })
export const no = node('literal', yesNo, { value: false })
export const sum = <P extends Period>(of: Money<P>): Sum<P> => node('literal', moneyPer(of.per), { value: of.fen })
export const count = (value: number, unit: string): Count => node('literal', countOf(unit), { value })
/** `rate(2, 37)`, `rate(80, 100)`: as the text prints it. */
export const rate = (numerator: number, den: number): Rate => node('literal', rateOver(den), { value: numerator })
export const date = (of: PlainDate): Day => node('literal', onDay, { value: of })
export const choice = <N extends ChoiceName>(of: N, code: ChoiceOf<N>): Typed<ChoiceFrom> => node('literal', choiceFrom(of), { value: code })

/** A known value as SQL says it. */
export const inSql = (value: Known, type: ValueType): Expr => {
  if (typeof value === 'number') return bigint(value)
  if (typeof value === 'boolean') return boolean(value)
  return type.kind === 'date' ? sqlDate(value as PlainDate) : text(value)
}
/** A value as ranges measure it: numbers as they are, days by their number, all else 0. */
export const measured = (value: Known, type: ValueType): number => (typeof value === 'number' ? value : type.kind === 'date' ? epochDay(value as PlainDate) : 0)

export const literalMeaning: Meaning<LiteralNode> = {
  ...throughOperands<LiteralNode>(() => []),
  check: (n, s) => {
    const t = n.type
    return t.kind === 'rate' && !(Number.isSafeInteger(t.den) && t.den > 0) ? [problem('policy/bad-divisor', { place: s.place, divisor: t.den })] : []
  },
  range: n => ({ min: measured(n.value, n.type), max: measured(n.value, n.type) }),
  evaluate: n => n.value,
  explain: n => valueWord(n.value, n.type),
  compile: n => inSql(n.value, n.type),
}
