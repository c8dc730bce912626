import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { loanCeiling } from './loan-ceiling.ts'

const fees = feeFact('tuition_fee')
const [none, base, more] = [sum(yuan(0).perSchoolYear()), sum(yuan(12000).perSchoolYear()), sum(yuan(8000).perSchoolYear())]

export const loanCeilingCases: readonly NodeCase[] = [
  { that: 'the fees, where they are below the ceiling', node: loanCeiling(fees, none, base), facts: { tuition_fee: 900000 }, gives: 900000 },
  { that: 'the ceiling, where they are above', node: loanCeiling(fees, none, base), facts: { tuition_fee: 1500000 }, gives: 1200000 },
  { that: 'the second loan covers what the first leaves', node: loanCeiling(fees, base, more), facts: { tuition_fee: 1500000 }, gives: 300000 },
  { that: 'up to its own ceiling', node: loanCeiling(fees, base, more), facts: { tuition_fee: 2200000 }, gives: 800000 },
  { that: 'and never below zero', node: loanCeiling(fees, base, more), facts: { tuition_fee: 900000 }, gives: 0 },
  { that: 'unknown fees leave it unknown', node: loanCeiling(fees, base, more), gives: null, missing: ['tuition_fee'] },
]
