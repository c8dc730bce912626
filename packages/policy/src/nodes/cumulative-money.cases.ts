import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { withinMoneyLimit } from './cumulative-money.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'

const limit = sum(yuan(3000).perSchoolYear())
const own = sum(yuan(1000).perTerm())
const within = (...before: readonly string[]) =>
  withinMoneyLimit(
    own,
    limit,
    feeFact('care_fee'),
    before.map(b => sum(yuan(b).perTerm())),
    'a1',
  )

export const cumulativeMoneyCases: readonly NodeCase[] = [
  {
    that: 'under the limit the sum stands whole',
    node: within(),
    facts: { care_fee: 0 },
    gives: 100000,
    says: '1,000.00 元（累计上限 3,000.00 元，此前已发 0.00 元，没有超过）',
  },
  { that: 'exactly at the limit it still stands whole', node: within(), facts: { care_fee: 200000 }, gives: 100000 },
  { that: 'one fen over, one fen less', node: within(), facts: { care_fee: 200001 }, gives: 99999 },
  {
    that: 'what goes first this term counts',
    node: within('1500', '0.50'),
    facts: { care_fee: 60000 },
    gives: 89950,
    says: '1,000.00 元；累计上限 3,000.00 元，此前已发 600.00 元，本学期排在前面的项目 1,500.50 元，本项减为 899.50 元',
  },
  { that: 'nothing is left, and never less than nothing', node: within('5000'), facts: { care_fee: 0 }, gives: 0 },
  { that: 'without knowing what was paid nothing can be said', node: within(), gives: null, missing: ['care_fee'] },
]
