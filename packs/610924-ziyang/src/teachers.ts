import { fact, type Figure, all, moneyFact } from '@yingjin/policy/author'
import { transition } from './document.ts'
import { lineAbout, parameter } from './draft.ts'

const inService = { name: '在职在岗', failed: '不在职在岗', when: fact('in_service') }

export const ruralAllowance = lineAbout('teacher', {
  id: 'ZY-T4.R1',
  title: '乡村教师生活补助',
  clause: 'ZY-T4.R1',
  item: 'rural-teacher-allowance',
  inForce: transition,
  criteria: [
    { name: '在乡村学校任教', failed: '不在乡村学校任教', when: fact('teaches_in_rural_school'), clause: 'ZY-T4.R1' },
    { ...inService, clause: 'ZY-T4.R1' },
  ],
  persons: 'everyone',
  amount: parameter('ruralTeacherAllowance'),
  period: '每月',
  delivery: { form: 'to-person-cash', payee: '教师本人' },
})

const ruralCompulsory = all(fact('teaches_in_rural_school'), fact('teaches_compulsory'), fact('in_service'))

/** The mean of the one against the mean of the other, as two sums over the same teachers. */
export const payRatio: Figure = {
  id: 'ZY-T4.R2',
  title: '乡村义务教育教师平均工资收入与当地公务员平均工资收入之比',
  subject: 'teacher',
  among: ruralCompulsory,
  meets: ruralCompulsory,
  apart: [],
  sums: { numerator: moneyFact('teacher_yearly_pay', 'budget-year'), denominator: parameter('civilServantMeanPay') },
  target: { is: 'at-least', numerator: 1, denominator: 1 },
  clause: 'ZY-T4.R2',
}

export const training: Figure = {
  id: 'ZY-T4.I2',
  title: '教师校长培训覆盖率',
  subject: 'teacher',
  among: fact('in_service'),
  meets: all(fact('in_service'), fact('trained_this_year')),
  apart: [],
  sums: null,
  target: { is: 'at-least', numerator: 1, denominator: 1 },
  clause: 'ZY-T4.I2',
}
