import {
  any,
  choiceFact,
  choose,
  fact,
  halfEachTerm,
  inKindNotStated,
  isNot,
  perDay,
  subtract,
  type Sum,
  table,
  waiverNotStated,
  yes,
} from '@yingjin/policy/author'
import { boards, daily, inCounty, liftedOut, onRoll, payableThisTerm, present, thisTerm } from './conditions.ts'
import { line, parameter, reading } from './draft.ts'
import { andOthers, inHardship } from './groups.ts'

const stages = ['primary', 'junior'] as const
const notCompulsory = ['preschool', 'senior', 'vocational', 'higher'] as const
const person = { form: 'to-person-cash', payee: '学生（监护人）' } as const
const canteen = { form: 'to-school', payee: '就读学校食堂' } as const
const inKind = { form: 'in-kind', payee: '学生' } as const
const period = '每学年，分两学期'

const byStage = (primary: Sum<'school-year'>, junior: Sum<'school-year'>): Sum<'school-year'> =>
  table(choiceFact('stage', 'stage'), { primary, junior }, notCompulsory)

const wholeYear = (rate: Sum<'day'>): Sum<'school-year'> => perDay(rate, parameter('mealDays'), 'school-year')
const meal = wholeYear(parameter('nutritionMeal'))
const lunch = byStage(wholeYear(parameter('primaryLunch')), wholeYear(parameter('juniorLunch')))
/** The plan covers every rural school (PS-A2.6); a town school is in it where its list says so. */
const mealCounted = any(fact('school_rural'), fact('school_nutrition_plan'))
const topUp = byStage(subtract(wholeYear(parameter('primaryLunch')), meal), subtract(wholeYear(parameter('juniorLunch')), meal))

export const compulsory = [
  line({
    id: 'PS-A2.1a',
    title: '义务教育免学杂费',
    item: 'tuition-misc-waiver',
    clause: 'PS-A2.1a',
    stages,
    criteria: [inCounty('PS-A2.1a')],
    persons: 'everyone',
    amount: halfEachTerm(waiverNotStated),
    period: '文件未写',
    delivery: { form: 'waiver', payee: '就读学校' },
  }),
  line({
    id: 'PS-A2.1b',
    title: '义务教育免教科书费',
    item: 'textbooks',
    clause: 'PS-A2.1b',
    stages,
    criteria: [inCounty('PS-A2.1b')],
    persons: 'everyone',
    amount: halfEachTerm(inKindNotStated),
    period: '文件未写',
    delivery: inKind,
  }),
  line({
    id: 'PS-A2.1c',
    title: '初中免主科教辅资料费',
    item: 'study-aids',
    clause: 'PS-A2.1c',
    stages: ['junior'],
    criteria: [inCounty('PS-A2.1c')],
    persons: 'everyone',
    amount: halfEachTerm(inKindNotStated),
    period: '文件未写',
    delivery: inKind,
  }),
  line({
    id: 'PS-A2.2',
    title: '免费作业本',
    item: 'exercise-books',
    clause: 'PS-A2.2',
    stages,
    criteria: [inCounty('PS-A2.2')],
    persons: inHardship('PS-A2.2', '家庭经济困难学生', []),
    amount: halfEachTerm(inKindNotStated),
    period: '文件未写',
    delivery: inKind,
  }),
  line({
    id: 'PS-A2.3',
    title: '寄宿生生活补贴',
    item: 'boarder-living',
    clause: 'PS-A2.3',
    stages,
    criteria: [inCounty('PS-A2.3'), onRoll('PS-A2.3'), present('PS-A2.3'), boards('PS-A2.3'), payableThisTerm('PS-A2.3')],
    persons: andOthers('PS-A2.3', 'lifted_out', 'minimum_living', 'disabled', 'orphan', 'extreme_hardship', 'martyr_child'),
    amount: thisTerm(byStage(parameter('primaryBoarder'), parameter('juniorBoarder'))),
    period,
    delivery: person,
  }),
  line({
    id: 'PS-A2.4',
    title: '非寄宿生生活补贴',
    item: 'day-living',
    clause: 'PS-A2.4',
    stages,
    criteria: [
      inCounty('PS-A2.4'),
      daily('PS-A2.4'),
      {
        name: '不是本项除外的脱贫户',
        failed: '是脱贫户（另享免费午餐）',
        when: reading('O-06', { excludes: isNot(fact('lifted_out')), 'second-counts': yes }),
        clause: 'PS-A2.4',
      },
      payableThisTerm('PS-A2.4'),
    ],
    persons: inHardship('PS-A2.4', '脱贫户以外的家庭经济困难学生', ['lifted_out']),
    amount: thisTerm(byStage(parameter('primaryDayPupil'), parameter('juniorDayPupil'))),
    period,
    delivery: person,
  }),
  line({
    id: 'PS-A2.5',
    title: '脱贫户走读生免费午餐',
    item: 'lunch',
    clause: 'PS-A2.5',
    stages,
    criteria: [inCounty('PS-A2.5'), daily('PS-A2.5'), liftedOut('PS-A2.5'), payableThisTerm('PS-A2.5')],
    persons: 'everyone',
    amount: thisTerm(reading('O-05', { inclusive: choose([[mealCounted, topUp]], lunch), additive: lunch })),
    period: '每学年按200天，分两学期',
    delivery: canteen,
    forbidden: ['to-person-cash'],
  }),
  line({
    id: 'PS-A2.6',
    title: '农村学校营养改善计划',
    item: 'nutrition',
    clause: 'PS-A2.6',
    stages,
    criteria: [
      inCounty('PS-A2.6'),
      { name: '就读农村学校', failed: '就读学校不是农村学校', when: fact('school_rural'), clause: 'PS-A2.6' },
      payableThisTerm('PS-A2.6'),
    ],
    persons: 'everyone',
    amount: thisTerm(meal),
    period: '每学年按200天，分两学期',
    delivery: { form: 'to-school', payee: '就读学校' },
  }),
]
