import type { NodeCase } from './node-case.ts'
import { withoutAmount } from './without-amount.ts'

export const withoutAmountCases: readonly NodeCase[] = [
  { that: 'is due and comes to no sum, whatever is known', node: withoutAmount, gives: null, missing: [], says: '文件没有写金额' },
]
