import { feeFact, halfEachTerm, personSetsAmount, waiverOf } from '@yingjin/policy/author'
import { holds } from './document.ts'
import { line, parameter } from './draft.ts'
import { fourGroupsOfSeniors, inHardship } from './groups.ts'
import { comparing, halves, student, waived } from './standards.ts'

export const senior = [
  line({
    ...comparing('N-09', holds('onFile')),
    title: '普通高中国家助学金（国家标准）',
    item: 'senior-grant',
    stages: ['senior'],
    criteria: [],
    persons: inHardship('N-09'),
    amount: personSetsAmount('N-09', '按评定的档次确定每学期多少元', parameter('nationSeniorLeast'), parameter('nationSeniorMost')),
    period: halves,
    delivery: student,
  }),
  line({
    ...comparing('N-10', holds('onFile')),
    title: '普通高中免学杂费（国家标准）',
    item: 'senior-tuition',
    stages: ['senior'],
    criteria: [],
    persons: fourGroupsOfSeniors('N-10'),
    amount: halfEachTerm(waiverOf(feeFact('senior_tuition_fee'))),
    period: halves,
    delivery: waived,
  }),
]
