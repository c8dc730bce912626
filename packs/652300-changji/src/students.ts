import type { FactKey } from '@yingjin/facts'
import { any, choiceFact, fact, type Ground, halfEachTerm, perDay, personDecides, table, waiverNotStated, withoutAmount } from '@yingjin/policy/author'
import { inCounty, payableThisTerm, ruralFamily, thisTerm } from './conditions.ts'
import { fromIssue } from './document.ts'
import { line, parameter } from './draft.ts'

/** “Economically difficult”, without a list: every designation there is. */
const designations = {
  lifted_out: '脱贫户',
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden_hardship: '突发严重困难户',
  minimum_living: '城乡低保户',
  extreme_hardship: '特困供养人员',
  orphan: '孤儿',
  de_facto_unsupported: '事实无人抚养儿童',
  disabled: '残疾学生',
  martyr_child: '烈士子女',
  low_income: '其他低收入人口',
  other_hardship: '学校认定的其他困难学生',
} as const satisfies Partial<Record<FactKey, string>>
type Cited = Ground & { clause: 'CJ-T6.R1' }
const grounds: readonly Cited[] = Object.entries(designations).map(([key, name]) => ({ name, when: fact(key as FactKey), clause: 'CJ-T6.R1' }))

export const aid = line({
  id: 'CJ-T6.R1',
  title: '农村家庭经济困难学生资助',
  clause: 'CJ-T6.R1',
  inForce: fromIssue,
  stages: ['preschool', 'primary', 'junior', 'senior', 'vocational', 'higher'],
  criteria: [ruralFamily('CJ-T6.R1'), payableThisTerm('CJ-T6.R1')],
  persons: { name: '属于家庭经济困难学生', failed: '不属于家庭经济困难学生', grounds, etcetera: [], decision: null, clause: 'CJ-T6.R1' },
  amount: thisTerm(
    table(choiceFact('stage', 'stage'), {
      preschool: parameter('changjiAidPreschool'),
      primary: parameter('changjiAidPrimary'),
      junior: parameter('changjiAidJunior'),
      senior: parameter('changjiAidSenior'),
      vocational: parameter('changjiAidVocational'),
      higher: parameter('changjiAidHigher'),
    }),
  ),
  period: '每学期（标准文件未写）',
  delivery: { form: 'to-person-cash', payee: '受助学生（监护人）' },
})

export const meals = line({
  id: 'CJ-T7.R1',
  title: '试点县市和内初班学生营养改善计划',
  clause: 'CJ-T7.R1',
  item: 'nutrition',
  stages: ['primary', 'junior'],
  criteria: [
    inCounty('CJ-T7.R1'),
    {
      name: '所在县市是自治区试点，或就读内初班',
      failed: '所在县市不是自治区试点，也不是内初班学生',
      when: any(fact('school_in_nutrition_pilot'), fact('inner_junior_class')),
      clause: 'CJ-T7.R1',
    },
  ],
  persons: 'everyone',
  amount: halfEachTerm(perDay(parameter('changjiMeal'), parameter('changjiMealDays'), 'school-year')),
  period: '按自治区时间安排，按供餐天数',
  delivery: { form: 'to-school', payee: '就读学校食堂' },
})

/** A place before others, and no money. Who has “special difficulty”, and who comes first, the text leaves to a person. */
export const boardingPlace = line({
  id: 'CJ-T8.R1',
  title: '优先安排在校住宿',
  clause: 'CJ-T8.R1',
  stages: ['primary', 'junior'],
  criteria: [
    inCounty('CJ-T8.R1'),
    ruralFamily('CJ-T8.R1'),
    {
      name: '是留守儿童或困境儿童',
      failed: '不是留守儿童，也不是困境儿童',
      when: any(fact('left_behind'), fact('child_in_difficulty')),
      clause: 'CJ-T8.R1',
    },
    {
      name: '经人认定有特殊困难并排定先后',
      failed: '经人认定没有特殊困难',
      when: personDecides('CJ-T8.R1', '该生是否有特殊困难，床位先后怎样排'),
      clause: 'CJ-T8.R1',
    },
  ],
  persons: 'everyone',
  amount: halfEachTerm(withoutAmount),
  period: '每学期开学前',
  delivery: { form: 'without-amount', payee: '学生（在校床位）' },
})

export const freeKindergarten = line({
  id: 'CJ-T11.R1',
  title: '农村学前三年免费入园',
  clause: 'CJ-T11.R1',
  item: 'care-fee',
  stages: ['preschool'],
  criteria: [inCounty('CJ-T11.R1'), ruralFamily('CJ-T11.R1')],
  persons: 'everyone',
  amount: halfEachTerm(waiverNotStated),
  period: '学前三年，分两学期',
  delivery: { form: 'waiver', payee: '就读幼儿园' },
})
