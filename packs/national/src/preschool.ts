import { capped, fact, feeFact, halfEachTerm, isNot, waiverOf } from '@yingjin/policy/author'
import { holds } from './document.ts'
import { line } from './draft.ts'
import { halves, paying } from './standards.ts'

const kindergarten = { form: 'waiver', payee: '就读幼儿园' } as const
const lastYear = <C extends string>(clause: C) => ({ name: '在学前一年（大班）', failed: '不在学前一年（大班）', when: fact('last_kindergarten_year'), clause })

export const preschool = [
  line({
    ...paying('N-01', holds('autumn2025')),
    title: '免学前一年保育教育费（公办园）',
    item: 'care-fee',
    stages: ['preschool'],
    criteria: [lastYear('N-01'), { name: '就读公办幼儿园', failed: '就读的不是公办幼儿园', when: fact('public_kindergarten'), clause: 'N-01' }],
    persons: 'everyone',
    amount: halfEachTerm(waiverOf(feeFact('care_fee'))),
    period: halves,
    delivery: kindergarten,
  }),
  line({
    ...paying('N-02', holds('autumn2025')),
    title: '免学前一年保育教育费（民办园）',
    item: 'care-fee',
    stages: ['preschool'],
    criteria: [lastYear('N-02'), { name: '就读民办幼儿园', failed: '就读的是公办幼儿园', when: isNot(fact('public_kindergarten')), clause: 'N-02' }],
    persons: 'everyone',
    amount: halfEachTerm(capped(feeFact('care_fee'), feeFact('similar_public_care_fee'))),
    period: halves,
    delivery: kindergarten,
  }),
]
