import { capped, fact, feeFact, inKindWorth } from '@yingjin/policy/author'
import { approvedKindergarten, inKindergarten, inNutritionPlan, payableThisTerm, thisTerm } from './conditions.ts'
import { line, parameter, reading } from './draft.ts'
import { andOthers } from './groups.ts'

const kindergarten = { form: 'to-school', payee: '就读幼儿园' } as const
const named = ['lifted_out', 'minimum_living', 'orphan', 'disabled', 'extreme_hardship'] as const
const period = '每学年，分两学期'

export const careFee = line({
  id: 'PS-A1.1a',
  title: '学前保教费补助',
  item: 'care-fee',
  clause: 'PS-A1.1a',
  stages: ['preschool'],
  criteria: [inKindergarten('PS-A1.1a'), approvedKindergarten('PS-A1.1a'), payableThisTerm('PS-A1.1a')],
  persons: andOthers('PS-A1.1a', ...named),
  amount: thisTerm(reading('O-08', { capped: capped(feeFact('care_fee'), parameter('careFeeCeiling')), 'whole-fee': feeFact('care_fee') })),
  period,
  delivery: kindergarten,
})

/** Not for kindergartens in the nutrition plan: there take-higher (see the stack) carries out the 800 instead. */
export const living = line({
  id: 'PS-A1.1b',
  title: '学前生活费补助',
  item: 'preschool-living',
  clause: 'PS-A1.1b',
  stages: ['preschool'],
  criteria: [inKindergarten('PS-A1.1b'), approvedKindergarten('PS-A1.1b'), payableThisTerm('PS-A1.1b')],
  persons: andOthers('PS-A1.1b', ...named),
  amount: thisTerm(parameter('preschoolLiving')),
  period,
  delivery: { when: fact('school_supplies_meals'), then: kindergarten, otherwise: { form: 'to-person-cash', payee: '儿童家庭' } },
})

/** For difficult children where the plan runs and PS-A1.2 does not reach: the stack counts nobody twice. */
export const nutritionInstead = line({
  id: 'PS-A1.1c',
  title: '学前营养改善计划（代替生活费补助）',
  item: 'preschool-nutrition',
  clause: 'PS-A1.1c',
  stages: ['preschool'],
  criteria: [inKindergarten('PS-A1.1c'), approvedKindergarten('PS-A1.1c'), inNutritionPlan('PS-A1.1c'), payableThisTerm('PS-A1.1c')],
  persons: andOthers('PS-A1.1c', ...named),
  amount: thisTerm(parameter('preschoolNutritionInstead')),
  period,
  delivery: kindergarten,
})

export const nutrition = line({
  id: 'PS-A1.2',
  title: '农村普惠幼儿园营养改善计划',
  item: 'preschool-nutrition',
  clause: 'PS-A1.2',
  stages: ['preschool'],
  criteria: [
    inKindergarten('PS-A1.2'),
    { name: '所在园是农村幼儿园', failed: '所在园不是农村幼儿园', when: fact('school_rural'), clause: 'PS-A1.2' },
    { name: '所在园是普惠性幼儿园', failed: '所在园不是普惠性幼儿园', when: fact('school_inclusive'), clause: 'PS-A1.2' },
    inNutritionPlan('PS-A1.2'),
    payableThisTerm('PS-A1.2'),
  ],
  persons: 'everyone',
  amount: thisTerm(inKindWorth(parameter('preschoolNutrition'))),
  period,
  delivery: kindergarten,
})
