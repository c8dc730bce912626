import { all, any, compare, countFact, countShare, fact, type Figure, moneyFact, yes } from '@yingjin/policy/author'
import { parameter } from './draft.ts'
import { isOfStage } from './schools.ts'

const [pupils, staff] = [countFact('school_pupils', '人'), countFact('school_staff', '人')]
const staffed = (share: ReturnType<typeof parameter<'primaryStaffing'>> | ReturnType<typeof parameter<'juniorStaffing'>>) =>
  compare(staff, 'at-least', countShare(pupils, share, 'up', 'YJ-3.6.R1'))

const registeredPoorOfAge = all(fact('lifted_out'), fact('compulsory_age'))

export const figures: readonly Figure[] = [
  // Who is certified as unable to attend stands apart (O-19); the tolerances of YJ-2.2.I5 and I6 are for all children, not for these.
  {
    id: 'YJ-3.1.I2',
    title: '建档立卡适龄儿童少年一个都不辍学',
    subject: 'student',
    among: registeredPoorOfAge,
    meets: all(registeredPoorOfAge, any(all(fact('on_roll'), fact('present')), fact('taught_at_home'))),
    apart: [{ name: '身体原因不具备学习条件（有证明）', when: fact('unable_to_attend'), clause: 'YJ-3.1.I2' }],
    sums: null,
    target: { is: 'at-least', numerator: 1, denominator: 1 },
    clause: 'YJ-3.1.I2',
  },
  {
    id: 'YJ-3.6.R1',
    title: '教师编制达到师生比的学校',
    subject: 'school',
    among: isOfStage('primary', 'junior'),
    meets: any(all(isOfStage('primary'), staffed(parameter('primaryStaffing'))), all(isOfStage('junior'), staffed(parameter('juniorStaffing')))),
    apart: [],
    sums: null,
    target: { is: 'equal', numerator: 1, denominator: 1 },
    clause: 'YJ-3.6.R1',
  },
  {
    id: 'YJ-3.4a.I2',
    title: '幼儿园资助经费提取比例',
    subject: 'school',
    among: isOfStage('preschool'),
    meets: yes,
    apart: [],
    sums: { numerator: moneyFact('aid_set_aside', 'budget-year'), denominator: moneyFact('business_income', 'budget-year') },
    target: { is: 'at-least', numerator: 4, denominator: 100 },
    clause: 'YJ-3.4a.I2',
  },
]
