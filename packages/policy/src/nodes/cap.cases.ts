import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { capped } from './cap.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'

const careFee = capped(feeFact('care_fee'), sum(yuan(1500).perSchoolYear()))

export const capCases: readonly NodeCase[] = [
  {
    that: 'below the ceiling: what is charged',
    node: careFee,
    facts: { care_fee: 120000 },
    gives: 120000,
    says: '保教费收费标准：1,200.00 元，未超过最高 1,500.00 元，据实补助',
  },
  {
    that: 'above the ceiling: the ceiling, and the family part is shown',
    node: careFee,
    facts: { care_fee: 240000 },
    gives: 150000,
    says: '保教费收费标准：2,400.00 元，最高 1,500.00 元，按最高标准补助，超出的 900.00 元由家庭负担',
  },
  { that: 'at the ceiling nothing is left to the family', node: careFee, facts: { care_fee: 150000 }, gives: 150000 },
  { that: 'an unknown fee leaves it unknown', node: careFee, gives: null, missing: ['care_fee'] },
]
