import type { ChoiceName, ChoiceOf } from '@yingjin/facts'
import type { Money, Period } from '@yingjin/kernel'
import { bigint, boolean, text } from '@yingjin/sql'
import type { Count, Known, Sum, Typed, ChoiceFrom, ValueType } from '../tree.ts'
import { type Meaning, throughOperands } from './meaning.ts'
import { choiceFrom, countOf, moneyPer, node, type NodeOf, yesNo } from './node.ts'
import { valueWord } from './words.ts'

/** A value that the text itself fixes: 是, 0, 一年级. Figures of the year are parameters, not literals. */
export type LiteralNode = NodeOf<'literal', ValueType, { value: Known }>

export const yes = node('literal', yesNo, { value: true })
export const no = node('literal', yesNo, { value: false })
export const sum = <P extends Period>(of: Money<P>): Sum<P> => node('literal', moneyPer(of.per), { value: of.fen })
export const count = (value: number, unit: string): Count => node('literal', countOf(unit), { value })
export const choice = <N extends ChoiceName>(of: N, code: ChoiceOf<N>): Typed<ChoiceFrom> => node('literal', choiceFrom(of), { value: code })

export const literalMeaning: Meaning<LiteralNode> = {
  ...throughOperands<LiteralNode>(() => []),
  check: () => [],
  range: n => (typeof n.value === 'number' ? { min: n.value, max: n.value } : { min: 0, max: 0 }),
  evaluate: n => n.value,
  explain: n => valueWord(n.value, n.type),
  compile: n => (typeof n.value === 'number' ? bigint(n.value) : typeof n.value === 'boolean' ? boolean(n.value) : text(n.value)),
}
