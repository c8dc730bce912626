import { type Money, type Period, yuan } from '@yingjin/kernel'
import { countParameter, sumParameter } from '@yingjin/policy/author'
import { from } from './document.ts'

type Since<T> = Readonly<{ since: keyof typeof from; value: T; printed: string; asRead?: Readonly<{ text: string; because: string }> }>

/** Each version up to the first day of the next, the last to the end of the collection. */
const inOrder = <T>(versions: readonly Since<T>[]) =>
  versions.map(({ since, ...rest }, i) => ({ ...rest, from: from[since], to: from[versions[i + 1]?.since ?? 'end'] }))
const sum = <P extends Period>(label: string, clause: string, ...versions: readonly Since<Money<P>>[]) => sumParameter(label, clause, inOrder(versions))

const inHalves = (text: string) => ({ text, because: '按学年定，两学期各一半（N-26）' })
const inAutumn = (text: string) => ({ text, because: '每学年一次，秋季学期计' })

/** Every figure, dated by the term from which it holds. */
export const parameters = {
  nationPrimaryBoarding: sum(
    '小学寄宿生生活补助（国家）',
    'N-06',
    { since: 'onFile', value: yuan(1000).perSchoolYear(), printed: '小学1000元' },
    { since: 'spring2024', value: yuan(1250).perSchoolYear(), printed: '小学1250元' },
  ),
  nationJuniorBoarding: sum(
    '初中寄宿生生活补助（国家）',
    'N-06',
    { since: 'onFile', value: yuan(1250).perSchoolYear(), printed: '初中1250元' },
    { since: 'spring2024', value: yuan(1500).perSchoolYear(), printed: '初中1500元' },
  ),
  nationPrimaryDay: sum(
    '小学非寄宿生生活补助（国家）',
    'N-07',
    { since: 'autumn2019', value: yuan(500).perSchoolYear(), printed: '小学500元' },
    { since: 'spring2024', value: yuan(625).perSchoolYear(), printed: '小学625元' },
  ),
  nationJuniorDay: sum(
    '初中非寄宿生生活补助（国家）',
    'N-07',
    { since: 'autumn2019', value: yuan(625).perSchoolYear(), printed: '初中625元' },
    { since: 'spring2024', value: yuan(750).perSchoolYear(), printed: '初中750元' },
  ),
  nationMeal: sumParameter('营养膳食补助（国家）', 'N-08', [
    { from: from.first, to: '2014-11-01', value: yuan(3).perDay(), printed: '每天3元' },
    { from: '2014-11-01', to: from.autumn2021, value: yuan(4).perDay(), printed: '每天4元' },
    { from: from.autumn2021, to: from.end, value: yuan(5).perDay(), printed: '每天5元' },
  ]),
  nationMealDays: countParameter('全年供餐天数（国家）', '天', 'N-08', [{ from: from.first, to: from.end, value: 200, printed: '200天' }]),
  nationSeniorLeast: sum(
    '普通高中国家助学金最低档（国家）',
    'N-09',
    { since: 'onFile', value: yuan(500).perTerm(), printed: '每年1000元', asRead: inHalves('每学期500元') },
    { since: 'spring2025', value: yuan(600).perTerm(), printed: '每年1200元', asRead: inHalves('每学期600元') },
  ),
  nationSeniorMost: sum(
    '普通高中国家助学金最高档（国家）',
    'N-09',
    { since: 'onFile', value: yuan(1500).perTerm(), printed: '每年3000元', asRead: inHalves('每学期1500元') },
    { since: 'spring2025', value: yuan(1750).perTerm(), printed: '每年3500元', asRead: inHalves('每学期1750元') },
  ),
  nationVocationalGrant: sum(
    '中职国家助学金（国家）',
    'N-11',
    { since: 'onFile', value: yuan(2000).perSchoolYear(), printed: '每年2000元' },
    { since: 'spring2025', value: yuan(2300).perSchoolYear(), printed: '每年2300元' },
  ),
  nationVocationalGrades: countParameter(
    '中职国家助学金最高年级（国家）',
    '年级',
    'N-11',
    inOrder([
      { since: 'onFile', value: 2, printed: '一、二年级' },
      { since: 'spring2025', value: 3, printed: '三年级也享受' },
    ]),
  ),
  nationVocationalTuition: sum('中职免学费标准（国家）', 'N-12', { since: 'onFile', value: yuan(2000).perSchoolYear(), printed: '每年2000元' }),
  nationRainDew: sum('雨露计划补助（国家）', 'N-13', { since: 'onFile', value: yuan(3000).perSchoolYear(), printed: '每年3000元' }),
  nationCollegeGrant: sum('本专科生国家助学金平均标准（国家）', 'N-14', {
    since: 'onFileForColleges',
    value: yuan(3300).perSchoolYear(),
    printed: '平均每年3300元',
  }),
  nationCollegeLeast: sum('本专科生国家助学金最低档（国家）', 'N-15', {
    since: 'autumn2024',
    value: yuan(2500).perTerm(),
    printed: '每年2500元',
    asRead: inAutumn('秋季学期2500元'),
  }),
  nationCollegeMost: sum('本专科生国家助学金最高档（国家）', 'N-15', {
    since: 'autumn2024',
    value: yuan(5000).perTerm(),
    printed: '每年5000元',
    asRead: inAutumn('秋季学期5000元'),
  }),
  nationScholarship: sum(
    '本专科生国家奖学金（国家）',
    'N-16',
    { since: 'onFileForColleges', value: yuan(8000).perSchoolYear(), printed: '8000元' },
    { since: 'autumn2024', value: yuan(10000).perSchoolYear(), printed: '10000元' },
  ),
  nationEncouragement: sum(
    '国家励志奖学金（国家）',
    'N-17',
    { since: 'onFileForColleges', value: yuan(5000).perSchoolYear(), printed: '5000元' },
    { since: 'autumn2024', value: yuan(6000).perSchoolYear(), printed: '6000元' },
  ),
  nationMasterScholarship: sum(
    '硕士学业奖学金（国家）',
    'N-18',
    { since: 'onFileForColleges', value: yuan(8000).perSchoolYear(), printed: '8000元' },
    { since: 'year2025', value: yuan(10000).perSchoolYear(), printed: '10000元' },
  ),
  nationDoctorScholarship: sum(
    '博士学业奖学金（国家）',
    'N-19',
    { since: 'onFileForColleges', value: yuan(10000).perSchoolYear(), printed: '10000元' },
    { since: 'year2025', value: yuan(12000).perSchoolYear(), printed: '12000元' },
  ),
  nationUndergraduateLoan: sum(
    '国家助学贷款本专科生上限（国家）',
    'N-21',
    { since: 'first', value: yuan(8000).perSchoolYear(), printed: '8000元' },
    { since: 'autumn2021', value: yuan(12000).perSchoolYear(), printed: '12000元' },
    { since: 'autumn2023', value: yuan(16000).perSchoolYear(), printed: '16000元' },
    { since: 'autumn2024', value: yuan(20000).perSchoolYear(), printed: '20000元' },
  ),
  nationGraduateLoan: sum(
    '国家助学贷款研究生上限（国家）',
    'N-22',
    { since: 'first', value: yuan(12000).perSchoolYear(), printed: '12000元' },
    { since: 'autumn2021', value: yuan(16000).perSchoolYear(), printed: '16000元' },
    { since: 'autumn2023', value: yuan(20000).perSchoolYear(), printed: '20000元' },
    { since: 'autumn2024', value: yuan(25000).perSchoolYear(), printed: '25000元' },
  ),
} as const
