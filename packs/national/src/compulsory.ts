import { choiceFact, fact, halfEachTerm, inKindNotStated, isNot, perDay, type Sum, table, waiverNotStated } from '@yingjin/policy/author'
import { holds } from './document.ts'
import { line, parameter } from './draft.ts'
import { fourGroupsOfDayPupils, inHardship } from './groups.ts'
import { comparing, halves, student, waived } from './standards.ts'

const stages = ['primary', 'junior'] as const
const byStage = (primary: Sum<'school-year'>, junior: Sum<'school-year'>): Sum<'school-year'> =>
  table(choiceFact('stage', 'stage'), { primary, junior }, ['preschool', 'senior', 'vocational', 'higher'])

export const compulsory = [
  line({
    ...comparing('N-04', holds('onFile')),
    title: '义务教育免学杂费（国家标准）',
    item: 'tuition-misc-waiver',
    stages,
    criteria: [],
    persons: 'everyone',
    amount: halfEachTerm(waiverNotStated),
    period: halves,
    delivery: waived,
  }),
  line({
    ...comparing('N-05', holds('onFile')),
    title: '义务教育免费教科书（国家标准）',
    item: 'textbooks',
    stages,
    criteria: [],
    persons: 'everyone',
    amount: halfEachTerm(inKindNotStated),
    period: halves,
    delivery: { form: 'in-kind', payee: '学生' },
  }),
  line({
    ...comparing('N-06', holds('onFile')),
    title: '寄宿生生活补助（国家标准）',
    item: 'boarder-living',
    stages,
    criteria: [{ name: '在校寄宿', failed: '未在校寄宿', when: fact('boards'), clause: 'N-06' }],
    persons: inHardship('N-06'),
    amount: halfEachTerm(byStage(parameter('nationPrimaryBoarding'), parameter('nationJuniorBoarding'))),
    period: halves,
    delivery: student,
  }),
  line({
    ...comparing('N-07', holds('autumn2019')),
    title: '非寄宿生生活补助（国家标准）',
    item: 'day-living',
    stages,
    criteria: [{ name: '不寄宿（走读）', failed: '在校寄宿', when: isNot(fact('boards')), clause: 'N-07' }],
    persons: fourGroupsOfDayPupils('N-07'),
    amount: halfEachTerm(byStage(parameter('nationPrimaryDay'), parameter('nationJuniorDay'))),
    period: halves,
    delivery: student,
  }),
  line({
    ...comparing('N-08', holds('first')),
    title: '营养膳食补助（国家标准）',
    item: 'nutrition',
    stages,
    criteria: [{ name: '学校实施营养改善计划', failed: '学校未实施营养改善计划', when: fact('school_nutrition_plan'), clause: 'N-08' }],
    persons: 'everyone',
    amount: halfEachTerm(perDay(parameter('nationMeal'), parameter('nationMealDays'), 'school-year')),
    period: '每学年按200天，分两学期',
    delivery: { form: 'to-school', payee: '就读学校食堂' },
    forbidden: ['to-person-cash'],
  }),
]
