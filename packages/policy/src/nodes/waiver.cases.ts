import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { halfEachTerm } from './term-split.ts'
import { waiverNotStated, waiverOf } from './waiver.ts'

export const waiverCases: readonly NodeCase[] = [
  {
    that: 'the fee that is not collected',
    node: waiverOf(feeFact('senior_tuition_fee')),
    facts: { senior_tuition_fee: 160000 },
    gives: 160000,
    says: '免收 1,600.00 元',
  },
  { that: 'an unknown fee holds nothing up', node: waiverOf(feeFact('senior_tuition_fee')), gives: null, missing: [] },
  { that: 'nor does its half', node: halfEachTerm(waiverOf(feeFact('senior_tuition_fee'))), gives: null, missing: [] },
  { that: 'a waiver without a stated sum', node: waiverNotStated, gives: null, missing: [] },
]
