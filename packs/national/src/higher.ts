import { yuan } from '@yingjin/kernel'
import {
  add,
  choiceFact,
  type Condition,
  type Criterion,
  fact,
  feeFact,
  inSeason,
  isOneOf,
  loanCeiling,
  onceInAutumn,
  personDecides,
  personSetsAmount,
  sum,
} from '@yingjin/policy/author'
import type { clauses } from './clauses.ts'
import { holds } from './document.ts'
import { line, parameter } from './draft.ts'
import { inHardship } from './groups.ts'
import { comparing, student, yearly } from './standards.ts'

type ClauseKey = keyof typeof clauses
type Cited = Criterion & { clause: ClauseKey }

const stages = ['higher'] as const
const loan = { form: 'loan', payee: '借款学生（经贷款经办机构）' } as const
const criterion =
  (name: string, failed: string, when: Condition) =>
  (clause: ClauseKey): Cited => ({ name, failed, when, clause })
const undergraduate = criterion('就读普通本科或专科（含高职）', '就读的不是普通本科或专科', fact('degree_or_diploma'))
const of = (degree: 'master' | 'doctor', name: string) => criterion(`就读${name}`, `就读的不是${name}`, isOneOf(choiceFact('degree_level', 'degree'), [degree]))
const graduate = criterion('就读研究生', '就读的不是研究生', isOneOf(choiceFact('degree_level', 'degree'), ['master', 'doctor']))
const fullTime = criterion('就读全日制学历教育', '就读的不是全日制学历教育', fact('full_time_degree'))
const hukou = criterion('有本县户籍（生源地）', '没有本县户籍（生源地）', fact('hukou_in_county'))
const inAutumn = criterion('秋季学期（每学年计一次）', '每学年在秋季学期计一次，春季学期不再列', inSeason('autumn'))
const byMerit = (id: ClauseKey, what: string): Cited => ({
  name: `评为${what}`,
  failed: `没有评为${what}`,
  when: personDecides(id, `是否评为${what}`),
  clause: id,
})

const fees = add(feeFact('tuition_fee'), feeFact('accommodation_fee'))
const nothing = sum(yuan(0).perSchoolYear())

export const higher = [
  line({
    ...comparing('N-14', holds('onFileForColleges', 'autumn2024')),
    title: '本专科生国家助学金（国家平均标准）',
    item: 'college-grant',
    stages,
    criteria: [undergraduate('N-14'), fullTime('N-14'), inAutumn('N-14')],
    persons: inHardship('N-14'),
    amount: onceInAutumn(parameter('nationCollegeGrant')),
    period: yearly,
    delivery: { form: 'to-person-from-college', payee: '学生本人（就读高校发放）' },
  }),
  line({
    ...comparing('N-15', holds('autumn2024')),
    title: '本专科生国家助学金（国家标准）',
    item: 'college-grant',
    stages,
    criteria: [undergraduate('N-15'), fullTime('N-15'), inAutumn('N-15')],
    persons: inHardship('N-15'),
    amount: personSetsAmount('N-15', '按评定的档次确定每学年多少元', parameter('nationCollegeLeast'), parameter('nationCollegeMost')),
    period: yearly,
    delivery: { form: 'to-person-from-college', payee: '学生本人（就读高校发放）' },
  }),
  line({
    ...comparing('N-16', holds('onFileForColleges')),
    title: '本专科生国家奖学金（国家标准）',
    item: 'national-scholarship',
    stages,
    criteria: [undergraduate('N-16'), fullTime('N-16'), byMerit('N-16', '国家奖学金获得者'), inAutumn('N-16')],
    persons: 'everyone',
    amount: onceInAutumn(parameter('nationScholarship')),
    period: yearly,
    delivery: student,
  }),
  line({
    ...comparing('N-17', holds('onFileForColleges')),
    title: '国家励志奖学金（国家标准）',
    item: 'encouragement-scholarship',
    stages,
    criteria: [undergraduate('N-17'), fullTime('N-17'), byMerit('N-17', '国家励志奖学金获得者'), inAutumn('N-17')],
    persons: inHardship('N-17'),
    amount: onceInAutumn(parameter('nationEncouragement')),
    period: yearly,
    delivery: student,
  }),
  line({
    ...comparing('N-18', holds('onFileForColleges')),
    title: '硕士研究生学业奖学金（国家标准）',
    item: 'graduate-scholarship',
    stages,
    criteria: [of('master', '硕士研究生')('N-18'), fullTime('N-18'), byMerit('N-18', '学业奖学金获得者'), inAutumn('N-18')],
    persons: 'everyone',
    amount: onceInAutumn(parameter('nationMasterScholarship')),
    amountMeans: 'ceiling',
    period: yearly,
    delivery: student,
  }),
  line({
    ...comparing('N-19', holds('onFileForColleges')),
    title: '博士研究生学业奖学金（国家标准）',
    item: 'graduate-scholarship',
    stages,
    criteria: [of('doctor', '博士研究生')('N-19'), fullTime('N-19'), byMerit('N-19', '学业奖学金获得者'), inAutumn('N-19')],
    persons: 'everyone',
    amount: onceInAutumn(parameter('nationDoctorScholarship')),
    amountMeans: 'ceiling',
    period: yearly,
    delivery: student,
  }),
  line({
    ...comparing('N-21', holds('first')),
    title: '国家助学贷款（本专科生，国家标准）',
    item: 'student-loan',
    stages,
    criteria: [hukou('N-21'), undergraduate('N-21'), fullTime('N-21'), inAutumn('N-21')],
    persons: 'everyone',
    amount: onceInAutumn(loanCeiling(fees, nothing, parameter('nationUndergraduateLoan'))),
    amountMeans: 'ceiling',
    period: yearly,
    delivery: loan,
  }),
  line({
    ...comparing('N-22', holds('first')),
    title: '国家助学贷款（研究生，国家标准）',
    item: 'student-loan',
    stages,
    criteria: [hukou('N-22'), graduate('N-22'), fullTime('N-22'), inAutumn('N-22')],
    persons: 'everyone',
    amount: onceInAutumn(loanCeiling(fees, nothing, parameter('nationGraduateLoan'))),
    amountMeans: 'ceiling',
    period: yearly,
    delivery: loan,
  }),
]
