import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { moneyPer } from './node.ts'
import { readingNode } from './reading.ts'

const read = readingNode('O-99', moneyPer('school-year'), { taken: sum(yuan(1).perSchoolYear()), other: feeFact('care_fee') })

export const readingCases: readonly NodeCase[] = [
  { that: 'only the reading taken counts', node: read, gives: 100 },
  { that: 'a fact of the other reading is not asked for', node: read, facts: { care_fee: null }, gives: 100, missing: [] },
]
