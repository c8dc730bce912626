import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { fact, feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { isHighest } from './take-higher.ts'

const own = sum(yuan(660).perSchoolYear())
const against = (amount: number, winsTies = false) =>
  isHighest(own, [{ line: 'B', applies: fact('school_nutrition_plan'), amount: sum(yuan(amount).perSchoolYear()), winsTies }], 'a1')
const againstFee = isHighest(own, [{ line: 'B', applies: fact('school_nutrition_plan'), amount: feeFact('care_fee'), winsTies: false }], 'a1')

export const takeHigherCases: readonly NodeCase[] = [
  { that: 'beaten by a higher one that applies', node: against(800), facts: { school_nutrition_plan: true }, gives: false },
  { that: 'not beaten by one that does not apply', node: against(800), facts: { school_nutrition_plan: false }, gives: true },
  { that: 'not beaten by a lower one', node: against(600), facts: { school_nutrition_plan: true }, gives: true },
  { that: 'a lower rival is not even asked about', node: against(600), gives: true, missing: [] },
  { that: 'a tie goes to the first declared', node: against(660, true), facts: { school_nutrition_plan: true }, gives: false },
  { that: 'and leaves the first declared standing', node: against(660), facts: { school_nutrition_plan: true }, gives: true },
  { that: 'whether the rival applies must be known', node: against(800), gives: null, missing: ['school_nutrition_plan'] },
  { that: 'a rival that does not apply asks for no amount', node: againstFee, facts: { school_nutrition_plan: false }, gives: true, missing: [] },
  { that: 'a rival that applies does', node: againstFee, facts: { school_nutrition_plan: true }, gives: null, missing: ['care_fee'] },
]
