import type { NodeCase } from './node-case.ts'
import { add } from './add.ts'
import { countFact, feeFact } from './fact.ts'
import { negate } from './negate.ts'

const back = negate(feeFact('care_fee'))

export const negateCases: readonly NodeCase[] = [
  { that: 'a sum the other way round', node: back, facts: { care_fee: 12_550 }, gives: -12_550, says: '冲减（保教费收费标准：125.50 元），即 -125.50 元' },
  { that: 'nothing stays nothing', node: back, facts: { care_fee: 0 }, gives: 0 },
  { that: 'a count', node: negate(countFact('absent_days', '天')), facts: { absent_days: 3 }, gives: -3 },
  { that: 'twice is once', node: negate(back), facts: { care_fee: 7 }, gives: 7 },
  { that: 'with what it takes back it is nothing', node: add(feeFact('care_fee'), back), facts: { care_fee: 7 }, gives: 0 },
  { that: 'of the unknown unknown', node: back, gives: null, missing: ['care_fee'] },
]
