import { add, fact, halfEachTerm, perDay } from '@yingjin/policy/author'
import { inCounty } from './conditions.ts'
import { transition } from './document.ts'
import { line, parameter } from './draft.ts'

/** The plan is brought in “steadily”: a pupil has a claim once the own school feeds by it. */
export const meals = line({
  id: 'ZY-T6.R1',
  title: '农村学校“4+X”供餐',
  clause: 'ZY-T6.R1',
  item: 'nutrition',
  inForce: transition,
  stages: ['primary', 'junior'],
  criteria: [
    inCounty('ZY-T6.R1'),
    { name: '就读农村学校', failed: '就读的不是农村学校', when: fact('school_rural'), clause: 'ZY-T6.R1' },
    { name: '学校已实行“4+X”供餐', failed: '学校还没有实行“4+X”供餐', when: fact('school_four_plus_x'), clause: 'ZY-T6.R1' },
  ],
  persons: 'everyone',
  amount: halfEachTerm(perDay(add(parameter('mealBase'), parameter('mealX')), parameter('mealDays'), 'school-year')),
  period: '按供餐天数，分两学期',
  delivery: { form: 'to-school', payee: '就读学校食堂' },
})
