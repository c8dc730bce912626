import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { add } from './add.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { personSetsAmount } from './person-sets-amount.ts'

const [least, greatest] = [sum(yuan(500).perSchoolYear()), sum(yuan(1000).perSchoolYear())]
const travel = personSetsAmount('PS-A2.3', '补助多少路费', least, greatest)

export const personSetsAmountCases: readonly NodeCase[] = [
  {
    that: 'open until somebody has filled it in, and no fact settles it',
    node: travel,
    gives: null,
    missing: [],
    says: '须由人在 500.00 元 至 1,000.00 元之间确定：补助多少路费',
  },
  { that: 'a sum within the bounds', node: travel, filledIn: 80000, gives: 80000, says: '由人在 500.00 元 至 1,000.00 元之间确定：800.00 元' },
  { that: 'the least itself is within', node: travel, filledIn: 50000, gives: 50000 },
  { that: 'the greatest itself is within', node: travel, filledIn: 100000, gives: 100000 },
  { that: 'a fen too little counts as not filled in', node: travel, filledIn: 49999, gives: null, missing: [] },
  {
    that: 'a fen too much counts as not filled in, and that is said',
    node: travel,
    filledIn: 100001,
    gives: null,
    missing: [],
    says: '须由人在 500.00 元 至 1,000.00 元之间确定：补助多少路费（所填 1,000.01 元 不在此范围，不算填写）',
  },
  { that: 'facts are asked for before the person is', node: add(travel, feeFact('care_fee')), gives: null, missing: ['care_fee'] },
  { that: 'what a person filled in is reckoned with', node: add(travel, feeFact('care_fee')), filledIn: 60000, facts: { care_fee: 1 }, gives: 60001 },
]
