import type { NodeCase } from './node-case.ts'
import { add } from './add.ts'
import { feeFact } from './fact.ts'

const fees = add(feeFact('tuition_fee'), feeFact('accommodation_fee'))

export const addCases: readonly NodeCase[] = [
  {
    that: 'two fees',
    node: fees,
    facts: { tuition_fee: 800000, accommodation_fee: 100000 },
    gives: 900000,
    says: '学费：8,000.00 元 ＋ 住宿费：1,000.00 元，合计 9,000.00 元',
  },
  {
    that: 'one unknown fee leaves the total unknown, and it alone is asked for',
    node: fees,
    facts: { tuition_fee: 1 },
    gives: null,
    missing: ['accommodation_fee'],
  },
]
