import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { rate, sum } from './literal.ts'
import { marginalBrackets } from './marginal-brackets.ts'
import { moneyPer } from './node.ts'
import { parameterNode } from './parameter.ts'
import { round } from './round.ts'

const year = (n: number) => sum(yuan(n).perSchoolYear())
const share = marginalBrackets(
  feeFact('care_fee'),
  { from: year(0), to: year(1000), rate: rate(80, 100) },
  { from: year(1000), to: parameterNode('ceiling', moneyPer('school-year')), rate: rate(50, 100) },
  { from: parameterNode('ceiling', moneyPer('school-year')), to: null, rate: rate(0, 100) },
)

export const marginalBracketsCases: readonly NodeCase[] = [
  { that: 'of nothing nothing', node: share, facts: { care_fee: 0 }, gives: 0, says: '保教费收费标准：0.00 元，分段计算：没有达到最低一段，合计 0.00 元' },
  { that: 'within the first band its ratio', node: share, facts: { care_fee: 99_999 }, gives: 7_999_920 },
  { that: 'exactly at a bound', node: share, facts: { care_fee: 100_000 }, gives: 8_000_000 },
  { that: 'a fen above, that fen at the next ratio', node: share, facts: { care_fee: 100_001 }, gives: 8_000_050 },
  {
    that: 'each part at the ratio of its band',
    node: share,
    facts: { care_fee: 130_000 },
    gives: 9_500_000,
    says: '保教费收费标准：1,300.00 元，分段计算：0.00 元 起、不到 1,000.00 元 的部分 1,000.00 元 × 80% ＋ 1,000.00 元 起、不到 1,500.00 元 的部分 300.00 元 × 50%，合计 950.00 元',
  },
  { that: 'above the last bound nothing more', node: share, facts: { care_fee: 5_000_000 }, gives: 10_500_000 },
  { that: 'rounded it is money', node: round(share, 'half-up', 'a1'), facts: { care_fee: 100_001 }, gives: 80_001 },
  { that: 'unknown stays unknown', node: share, gives: null, missing: ['care_fee'] },
]
