import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { highest } from './max.ts'

const atLeast = highest(feeFact('tuition_fee'), sum(yuan(8000).perSchoolYear()))

export const maxCases: readonly NodeCase[] = [
  { that: 'the higher of two', node: atLeast, facts: { tuition_fee: 800001 }, gives: 800001 },
  { that: 'the other where it is higher', node: atLeast, facts: { tuition_fee: 0 }, gives: 800000 },
  { that: 'unknown is not skipped', node: atLeast, gives: null, missing: ['tuition_fee'] },
]
