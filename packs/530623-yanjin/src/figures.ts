import { all, any, compare, countFact, countShare, type Figure, moneyFact, yes } from '@yingjin/policy/author'
import { parameter } from './draft.ts'
import { isOfStage } from './schools.ts'

const [pupils, staff] = [countFact('school_pupils', '人'), countFact('school_staff', '人')]
const staffed = (share: ReturnType<typeof parameter<'primaryStaffing'>> | ReturnType<typeof parameter<'juniorStaffing'>>) =>
  compare(staff, 'at-least', countShare(pupils, share, 'up', 'YJ-3.6.R1'))

export const figures: readonly Figure[] = [
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
    target: { is: 'equal', numerator: 4, denominator: 100 },
    clause: 'YJ-3.4a.I2',
  },
]
