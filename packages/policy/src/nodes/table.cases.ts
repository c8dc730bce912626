import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { choiceFact, feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { table } from './table.ts'

const byStage = table(choiceFact('stage', 'stage'), { primary: sum(yuan(1000).perSchoolYear()), junior: feeFact('care_fee') }, [
  'preschool',
  'senior',
  'vocational',
  'higher',
])

export const tableCases: readonly NodeCase[] = [
  { that: 'the cell of the code', node: byStage, facts: { stage: 'primary' }, gives: 100000 },
  { that: 'a cell of another code is not asked for', node: byStage, facts: { stage: 'primary', care_fee: null }, gives: 100000, missing: [] },
  { that: 'the cell waits for its own', node: byStage, facts: { stage: 'junior' }, gives: null, missing: ['care_fee'] },
  { that: 'an unknown key leaves it unknown', node: byStage, gives: null, missing: ['stage', 'care_fee'], says: '取决于学段：未知' },
  { that: 'a code without a cell has no value and asks for nothing', node: byStage, facts: { stage: 'senior' }, gives: null, missing: [] },
]
