import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { subtract } from './subtract.ts'

const rest = subtract(feeFact('tuition_fee'), sum(yuan(12000).perSchoolYear()))

export const subtractCases: readonly NodeCase[] = [
  { that: 'what is left', node: rest, facts: { tuition_fee: 1500000 }, gives: 300000 },
  { that: 'may be below zero', node: rest, facts: { tuition_fee: 0 }, gives: -1200000 },
  { that: 'unknown stays unknown', node: rest, gives: null, missing: ['tuition_fee'] },
]
