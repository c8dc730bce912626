import { compare, feeFact, waiverOf } from '@yingjin/policy/author'
import { grade, inSeniorHigh, onRoll, payableThisTerm, thisTerm, withinLimit } from './conditions.ts'
import { line, parameter } from './draft.ts'
import { inHardship, only } from './groups.ts'

const stages = ['senior'] as const
const person = { form: 'to-person-cash', payee: '学生本人' } as const
const school = { form: 'waiver', payee: '就读学校' } as const
const fiveGroups = ['lifted_out', 'minimum_living', 'disabled', 'extreme_hardship', 'orphan'] as const
const period = '每学年，分两学期'

export const senior = [
  line({
    id: 'PS-A3.1',
    title: '普通高中免学费',
    item: 'senior-tuition',
    clause: 'PS-A3.1',
    stages,
    criteria: [inSeniorHigh('PS-A3.1'), onRoll('PS-A3.1'), payableThisTerm('PS-A3.1')],
    persons: only('PS-A3.1', ...fiveGroups),
    amount: thisTerm(waiverOf(feeFact('senior_tuition_fee'))),
    period,
    delivery: school,
  }),
  line({
    id: 'PS-A3.2',
    title: '普通高中免教科书费',
    item: 'senior-textbooks',
    clause: 'PS-A3.2',
    stages,
    criteria: [
      inSeniorHigh('PS-A3.2'),
      withinLimit(
        'PS-A3.2',
        '3年',
        'senior_textbook_terms_paid',
        parameter('seniorTextbookTerms'),
        compare(grade, 'at-most', parameter('seniorTextbookGrade')),
      ),
      payableThisTerm('PS-A3.2'),
    ],
    persons: only('PS-A3.2', 'lifted_out', 'minimum_living', 'extreme_hardship'),
    amount: thisTerm(waiverOf(feeFact('textbook_fee'))),
    period: '每学年，分两学期，最长3年',
    delivery: school,
  }),
  line({
    id: 'PS-A3.3a',
    title: '普通高中国家助学金（3000元档）',
    item: 'senior-grant',
    clause: 'PS-A3.3a',
    stages,
    criteria: [inSeniorHigh('PS-A3.3a'), onRoll('PS-A3.3a'), payableThisTerm('PS-A3.3a')],
    persons: only('PS-A3.3a', ...fiveGroups),
    amount: thisTerm(parameter('seniorGrantUpper')),
    period,
    delivery: person,
  }),
  line({
    id: 'PS-A3.3b',
    title: '普通高中国家助学金（1000元档）',
    item: 'senior-grant',
    clause: 'PS-A3.3b',
    stages,
    criteria: [inSeniorHigh('PS-A3.3b'), onRoll('PS-A3.3b'), payableThisTerm('PS-A3.3b')],
    // “Other” difficulties: whoever is in a group of the upper tier is told so by the tiers of the stack.
    persons: inHardship('PS-A3.3b', '其他特殊困难学生', fiveGroups),
    amount: thisTerm(parameter('seniorGrantLower')),
    period,
    delivery: person,
  }),
]
