import { add, brackets, compare, count, countFact, type Criterion, fact, personDecides, withoutAmount } from '@yingjin/policy/author'
import { lineAbout, parameter } from './draft.ts'

const person = { form: 'to-person-cash', payee: '教师本人' } as const
type Clause = 'YJ-3.6.R2' | 'YJ-3.6.R5'
const inService = (clause: Clause): Criterion & { clause: Clause } => ({ name: '在职在岗', failed: '不在职在岗', when: fact('in_service'), clause })

/** X has bands and no figures (O-16): by the class of the area, each to be entered. */
const area = countFact('teaching_area_class', '类')
const extra = brackets(
  area,
  { from: count(1, '类'), to: count(2, '类'), gives: parameter('villageExtraFirst') },
  { from: count(2, '类'), to: count(3, '类'), gives: parameter('villageExtraSecond') },
  { from: count(3, '类'), to: null, gives: parameter('villageExtraThird') },
)

export const teachers = [
  lineAbout('teacher', {
    id: 'YJ-3.6.R2',
    title: '乡村教师生活补贴（500+X）',
    item: 'rural-teacher-allowance',
    clause: 'YJ-3.6.R2',
    criteria: [inService('YJ-3.6.R2'), { name: '在乡村学校任教', failed: '不在乡村学校任教', when: fact('teaches_in_rural_school'), clause: 'YJ-3.6.R2' }],
    persons: 'everyone',
    amount: add(parameter('villageAllowance'), extra),
    period: '每月，重点贫困村学校优先实施',
    delivery: person,
  }),
  lineAbout('teacher', {
    id: 'YJ-3.6.R3',
    title: '村小、教学点教师表彰',
    clause: 'YJ-3.6.R3',
    criteria: [
      { name: '在贫困村所在地学校任教', failed: '不在贫困村所在地学校任教', when: fact('teaches_in_poor_village'), clause: 'YJ-3.6.R3' },
      {
        name: '在村小、教学点任教达10年',
        failed: '在村小、教学点任教不满10年',
        when: compare(countFact('village_teaching_years', '年'), 'at-least', parameter('commendedYears')),
        clause: 'YJ-3.6.R3',
      },
      { name: '作出突出贡献', failed: '没有认定突出贡献', when: personDecides('YJ-3.6.R3', '是否作出突出贡献'), clause: 'YJ-3.6.R3' },
    ],
    persons: 'everyone',
    amount: withoutAmount,
    period: '文件未写',
    delivery: { form: 'without-amount', payee: '县教育局表彰' },
  }),
  lineAbout('teacher', {
    id: 'YJ-3.6.R5-1',
    title: '教师免费体检',
    clause: 'YJ-3.6.R5',
    criteria: [inService('YJ-3.6.R5')],
    persons: 'everyone',
    amount: withoutAmount,
    period: '文件未写',
    delivery: { form: 'without-amount', payee: '县教育局安排体检' },
  }),
  lineAbout('teacher', {
    id: 'YJ-3.6.R5-2',
    title: '教师重大疾病救助',
    clause: 'YJ-3.6.R5',
    criteria: [inService('YJ-3.6.R5'), { name: '患重大疾病', failed: '没有患重大疾病', when: fact('teacher_seriously_ill'), clause: 'YJ-3.6.R5' }],
    persons: 'everyone',
    amount: parameter('illnessAid'),
    period: '文件未写',
    delivery: person,
  }),
  lineAbout('teacher', {
    id: 'YJ-3.6.R5-3',
    title: '农村中小学教师安居工程',
    clause: 'YJ-3.6.R5',
    criteria: [inService('YJ-3.6.R5'), { name: '在乡村学校任教', failed: '不在乡村学校任教', when: fact('teaches_in_rural_school'), clause: 'YJ-3.6.R5' }],
    persons: 'everyone',
    amount: withoutAmount,
    period: '文件未写',
    delivery: { form: 'without-amount', payee: '县教育局统筹安排住房' },
  }),
  lineAbout('teacher', {
    id: 'YJ-3.6.R5-4',
    title: '交流轮岗校（园）长津补贴',
    clause: 'YJ-3.6.R5',
    criteria: [{ name: '是交流轮岗的校（园）长', failed: '不是交流轮岗的校（园）长', when: fact('head_on_rotation'), clause: 'YJ-3.6.R5' }],
    persons: 'everyone',
    amount: parameter('rotationAllowance'),
    period: '每月（文件未写）',
    delivery: person,
  }),
]
