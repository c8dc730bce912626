import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { lowest } from './min.ts'

const atMost = lowest(feeFact('tuition_fee'), sum(yuan(8000).perSchoolYear()))

export const minCases: readonly NodeCase[] = [
  { that: 'the lower of two', node: atMost, facts: { tuition_fee: 500000 }, gives: 500000 },
  { that: 'one fen over is cut', node: atMost, facts: { tuition_fee: 800001 }, gives: 800000 },
  { that: 'unknown is not skipped', node: atMost, gives: null, missing: ['tuition_fee'] },
]
