import { unknown } from '@yingjin/sql'
import type { MoneyPer, Sum } from './tree.ts'
import { type Meaning, noFactSettles, noRange } from './meaning.ts'
import { moneyPer, node, type NodeOf } from './node.ts'

/** For a claim that is neither money nor a thing (a preference, a place in the order, a loan whose ceiling the text does not state). */
export type WithoutAmountNode = NodeOf<'without-amount', MoneyPer, object>

export const withoutAmount: Sum<'school-year'> = node('without-amount', moneyPer('school-year'), {})

export const withoutAmountMeaning: Meaning<WithoutAmountNode> = {
  operands: () => [],
  check: () => [],
  range: () => noRange,
  evaluate: () => null,
  explain: () => '文件没有写金额',
  compile: () => unknown('bigint'),
  missing: noFactSettles,
}
