import { choiceFact, choose, fact, halfEachTerm, inKindNotStated, perDay, table, waiverNotStated } from '@yingjin/policy/author'
import { boards, inCounty, payableThisTerm, thisTerm } from './conditions.ts'
import { line, parameter } from './draft.ts'
import { inHardship } from './groups.ts'

const stages = ['primary', 'junior'] as const
const notCompulsory = ['preschool', 'senior', 'vocational', 'higher'] as const
const period = '每学年，分两学期'

export const compulsory = [
  line({
    id: 'YJ-3.4a.4a-1',
    title: '义务教育免学杂费',
    item: 'tuition-misc-waiver',
    clause: 'YJ-3.4a.4a',
    stages,
    criteria: [inCounty('YJ-3.4a.4a')],
    persons: 'everyone',
    amount: halfEachTerm(waiverNotStated),
    period: '文件未写',
    delivery: { form: 'waiver', payee: '就读学校' },
  }),
  line({
    id: 'YJ-3.4a.4a-2',
    title: '义务教育免费教科书',
    item: 'textbooks',
    clause: 'YJ-3.4a.4a',
    stages,
    criteria: [inCounty('YJ-3.4a.4a')],
    persons: 'everyone',
    amount: halfEachTerm(inKindNotStated),
    period: '文件未写',
    delivery: { form: 'in-kind', payee: '学生' },
  }),
  line({
    id: 'YJ-3.4a.4b',
    title: '寄宿生生活补助',
    item: 'boarder-living',
    clause: 'YJ-3.4a.4b',
    stages,
    criteria: [inCounty('YJ-3.4a.4b'), boards('YJ-3.4a.4b'), payableThisTerm('YJ-3.4a.4b')],
    persons: inHardship('YJ-3.4a.4b', '家庭经济困难寄宿生'),
    amount: thisTerm(
      choose(
        [[fact('special_school'), parameter('specialBoarding')]],
        table(choiceFact('stage', 'stage'), { primary: parameter('primaryBoarding'), junior: parameter('juniorBoarding') }, notCompulsory),
      ),
    ),
    period,
    delivery: { form: 'to-person-cash', payee: '学生（监护人）' },
  }),
  line({
    id: 'YJ-3.4a.4c',
    title: '营养餐生活补助',
    item: 'nutrition',
    clause: 'YJ-3.4a.4c',
    stages,
    criteria: [inCounty('YJ-3.4a.4c')],
    persons: 'everyone',
    // Fed by the day: no yearly standard that another reading of O-07 could pay at once.
    amount: halfEachTerm(perDay(parameter('mealRate'), parameter('mealSchoolDays'), 'school-year')),
    period: '按供餐天数，分两学期',
    delivery: { form: 'to-school', payee: '就读学校' },
  }),
]
