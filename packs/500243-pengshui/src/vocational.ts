import { compare, type Condition, fact, feeFact, no, waiverOf } from '@yingjin/policy/author'
import { boards, grade, inVocationalCentre, onRoll, payableThisTerm, present, thisTerm, withinLimit, withinTwoAndAHalfYears } from './conditions.ts'
import { line, parameter, reading } from './draft.ts'
import { ground, inHardship, only } from './groups.ts'

const stages = ['vocational'] as const
const person = { form: 'to-person-cash', payee: '学生本人' } as const
const school = { form: 'waiver', payee: '县职教中心' } as const
const period = '每学年，分两学期'

const farming = fact('farming_specialty')
const liftedOut = fact('lifted_out')
/** Whether farming specialties and lifted-out households stand in the upper or the lower tier (O-04). */
const upperFarming: Condition = reading('O-04', { 'tp-3000': no, 'tp-and-farming-3000': farming, 'farming-3000': farming })
const upperLiftedOut: Condition = reading('O-04', { 'tp-3000': liftedOut, 'tp-and-farming-3000': liftedOut, 'farming-3000': no })
const lowerFarming: Condition = reading('O-04', { 'tp-3000': farming, 'tp-and-farming-3000': no, 'farming-3000': no })
const lowerLiftedOut: Condition = reading('O-04', { 'tp-3000': no, 'tp-and-farming-3000': no, 'farming-3000': liftedOut })

const firstTwoGrades = (clause: 'PS-A4.3a' | 'PS-A4.3b') => ({
  name: '在一、二年级',
  failed: '不在一、二年级',
  when: compare(grade, 'at-most', parameter('vocationalGrantGrade')),
  clause,
})

export const vocational = [
  line({
    id: 'PS-A4.1',
    title: '中职免学费',
    item: 'vocational-tuition',
    clause: 'PS-A4.1',
    stages,
    criteria: [inVocationalCentre('PS-A4.1'), onRoll('PS-A4.1'), payableThisTerm('PS-A4.1')],
    persons: 'everyone',
    amount: thisTerm(waiverOf(feeFact('vocational_tuition_fee'))),
    period,
    delivery: school,
  }),
  line({
    id: 'PS-A4.2',
    title: '中职免住宿费',
    item: 'vocational-dormitory',
    clause: 'PS-A4.2',
    stages,
    // Who does not board pays no dormitory fee: there is nothing to waive.
    criteria: [
      inVocationalCentre('PS-A4.2'),
      boards('PS-A4.2'),
      withinLimit('PS-A4.2', '2.5年', 'vocational_dormitory_terms_paid', parameter('vocationalDormitoryTerms'), withinTwoAndAHalfYears),
      payableThisTerm('PS-A4.2'),
    ],
    persons: only('PS-A4.2', 'lifted_out', 'minimum_living', 'extreme_hardship', 'disabled', 'orphan'),
    amount: thisTerm(waiverOf(feeFact('dormitory_fee'))),
    period: '每学年，分两学期，累计不超过2.5年',
    delivery: school,
  }),
  line({
    id: 'PS-A4.3a',
    title: '中职国家助学金（3000元档）',
    item: 'vocational-grant',
    clause: 'PS-A4.3a',
    stages,
    criteria: [inVocationalCentre('PS-A4.3a'), present('PS-A4.3a'), firstTwoGrades('PS-A4.3a'), payableThisTerm('PS-A4.3a')],
    persons: {
      name: '属于3000元档的对象',
      failed: '不属于3000元档的对象',
      grounds: [ground('PS-A4.3a', '脱贫户', upperLiftedOut), ground('PS-A4.3a', '涉农专业学生', upperFarming)],
      etcetera: [],
      decision: null,
      clause: 'PS-A4.3a',
    },
    amount: thisTerm(parameter('vocationalGrantUpper')),
    period,
    delivery: person,
  }),
  line({
    id: 'PS-A4.3b',
    title: '中职国家助学金（2000元档）',
    item: 'vocational-grant',
    clause: 'PS-A4.3b',
    stages,
    criteria: [inVocationalCentre('PS-A4.3b'), present('PS-A4.3b'), firstTwoGrades('PS-A4.3b'), payableThisTerm('PS-A4.3b')],
    persons: inHardship(
      'PS-A4.3b',
      '2000元档的对象',
      ['lifted_out'],
      [ground('PS-A4.3b', '涉农专业学生', lowerFarming), ground('PS-A4.3b', '脱贫户', lowerLiftedOut)],
    ),
    amount: thisTerm(parameter('vocationalGrantLower')),
    period,
    delivery: person,
  }),
  line({
    id: 'PS-A4.4',
    title: '中职免教科书费',
    item: 'vocational-textbooks',
    clause: 'PS-A4.4',
    stages,
    criteria: [
      inVocationalCentre('PS-A4.4'),
      withinLimit('PS-A4.4', '2.5年', 'vocational_textbook_terms_paid', parameter('vocationalTextbookTerms'), withinTwoAndAHalfYears),
      payableThisTerm('PS-A4.4'),
    ],
    persons: only('PS-A4.4', 'lifted_out', 'minimum_living', 'extreme_hardship'),
    amount: thisTerm(waiverOf(feeFact('textbook_fee'))),
    period: '每学年，分两学期，最长2.5年',
    delivery: school,
  }),
]
