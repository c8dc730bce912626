import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { clamp } from './clamp.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'

const held = clamp(feeFact('tuition_fee'), sum(yuan(500).perSchoolYear()), sum(yuan(1000).perSchoolYear()))

export const clampCases: readonly NodeCase[] = [
  { that: 'inside it stays', node: held, facts: { tuition_fee: 70000 }, gives: 70000 },
  { that: 'below it is raised', node: held, facts: { tuition_fee: 49999 }, gives: 50000 },
  { that: 'above it is cut', node: held, facts: { tuition_fee: 100001 }, gives: 100000 },
  {
    that: 'where the bounds cross, the ceiling wins',
    node: clamp(feeFact('tuition_fee'), sum(yuan(2000).perSchoolYear()), sum(yuan(1000).perSchoolYear())),
    facts: { tuition_fee: 0 },
    gives: 100000,
  },
  { that: 'unknown stays unknown', node: held, gives: null, missing: ['tuition_fee'] },
]
