import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { choose } from './choose.ts'
import { fact, feeFact } from './fact.ts'
import { sum } from './literal.ts'

const [small, large] = [sum(yuan(200).perSchoolYear()), sum(yuan(1200).perSchoolYear())]
const topUp = choose([[fact('school_nutrition_plan'), small]], large)
const chain = choose(
  [
    [fact('lifted_out'), large],
    [fact('orphan'), feeFact('care_fee')],
  ],
  small,
)

export const chooseCases: readonly NodeCase[] = [
  { that: 'the guard holds', node: topUp, facts: { school_nutrition_plan: true }, gives: 20000 },
  { that: 'the guard fails', node: topUp, facts: { school_nutrition_plan: false }, gives: 120000 },
  { that: 'an unknown guard leaves it unknown', node: topUp, gives: null, missing: ['school_nutrition_plan'] },
  { that: 'an unknown guard does not matter where both branches give the same', node: choose([[fact('boards'), small]], small), gives: 20000, missing: [] },
  { that: 'the first guard that holds decides', node: chain, facts: { lifted_out: true }, gives: 120000, missing: [] },
  { that: 'a branch not taken asks for nothing', node: chain, facts: { lifted_out: false, orphan: false }, gives: 20000 },
  { that: 'the branch taken asks for its own', node: chain, facts: { lifted_out: false, orphan: true }, gives: null, missing: ['care_fee'] },
  { that: 'all that may still be taken is asked for', node: chain, facts: { lifted_out: false }, gives: null, missing: ['orphan', 'care_fee'] },
  { that: 'branches equal by their values, not by their form', node: chain, facts: { lifted_out: false, care_fee: 20000 }, gives: 20000, missing: [] },
]
