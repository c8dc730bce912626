import { type Money, type Period, yuan } from '@yingjin/kernel'
import { countParameter, sumParameter } from '@yingjin/policy/author'
import { printedFor } from './document.ts'

const sum = <P extends Period>(label: string, clause: string, value: Money<P>, printed: string) =>
  sumParameter(label, clause, [{ ...printedFor, value, printed }])
const count = (label: string, unit: string, clause: string, value: number, printed: string) =>
  countParameter(label, unit, clause, [{ ...printedFor, value, printed }])

/** Every figure of the appendix, as it is printed. */
export const parameters = {
  careFeeCeiling: sum('保教费补助上限', 'PS-A1.1a', yuan(1500).perSchoolYear(), '每年最高1500元'),
  preschoolLiving: sum('学前生活费补助', 'PS-A1.1b', yuan(660).perSchoolYear(), '每年660元'),
  preschoolNutritionInstead: sum('学前营养改善计划（就高执行）', 'PS-A1.1c', yuan(800).perSchoolYear(), '每年800元'),
  preschoolNutrition: sum('学前营养改善计划', 'PS-A1.2', yuan(800).perSchoolYear(), '每生每年800元'),
  primaryBoarder: sum('小学寄宿生生活补贴', 'PS-A2.3', yuan(1000).perSchoolYear(), '小学1000元'),
  juniorBoarder: sum('初中寄宿生生活补贴', 'PS-A2.3', yuan(1250).perSchoolYear(), '初中1250元'),
  primaryDayPupil: sum('小学非寄宿生生活补贴', 'PS-A2.4', yuan(500).perSchoolYear(), '小学500元'),
  juniorDayPupil: sum('初中非寄宿生生活补贴', 'PS-A2.4', yuan(625).perSchoolYear(), '初中625元'),
  primaryLunch: sum('小学免费午餐', 'PS-A2.5', yuan(6).perDay(), '每生每天小学6元'),
  juniorLunch: sum('初中免费午餐', 'PS-A2.5', yuan(7).perDay(), '初中7元'),
  nutritionMeal: sum('营养膳食补助', 'PS-A2.6', yuan(5).perDay(), '每生每天5元'),
  mealDays: count('全年供餐天数', '天', 'PS-A2.6', 200, '全年按200天计算'),
  seniorGrantUpper: sum('普通高中国家助学金（高档）', 'PS-A3.3a', yuan(3000).perSchoolYear(), '3000元'),
  seniorGrantLower: sum('普通高中国家助学金（低档）', 'PS-A3.3b', yuan(1000).perSchoolYear(), '1000元'),
  seniorTextbookTerms: count('普通高中免教科书费期限', '学期', 'PS-A3.2', 6, '资助期限为3年'),
  seniorTextbookGrade: count('普通高中免教科书费年级', '年级', 'PS-A3.2', 3, '资助期限为3年'),
  vocationalDormitoryTerms: count('中职免住宿费期限', '学期', 'PS-A4.2', 5, '累计年限不超过2.5年'),
  vocationalGrantUpper: sum('中职国家助学金（高档）', 'PS-A4.3a', yuan(3000).perSchoolYear(), '3000元'),
  vocationalGrantLower: sum('中职国家助学金（低档）', 'PS-A4.3b', yuan(2000).perSchoolYear(), '2000元'),
  vocationalGrantGrade: count('中职国家助学金最高年级', '年级', 'PS-A4.3a', 2, '一、二年级'),
  vocationalTextbookTerms: count('中职免教科书费期限', '学期', 'PS-A4.4', 5, '最长不超过2.5年'),
  vocationalWholeGrades: count('2.5年内读满的年级', '年级', 'PS-A4.2', 2, '2.5年'),
  vocationalHalfGrade: count('2.5年内只读秋季的年级', '年级', 'PS-A4.2', 3, '2.5年'),
  nationalLoan: sum('国家生源地助学贷款上限', 'PS-A5.1a', yuan(12000).perSchoolYear(), '最高可申请国家生源地助学贷款12000元'),
  supplementaryLoan: sum('补充生源地助学贷款上限', 'PS-A5.1b', yuan(8000).perSchoolYear(), '最高可达到8000元'),
  tuitionAidCeiling: sum('学费资助上限', 'PS-A5.2', yuan(8000).perSchoolYear(), '超过8000元的按8000元'),
  tuitionAidLastEntry: count('学费资助最晚入学年', '年', 'PS-A5.2', 2020, '2020年及以前入学'),
  collegeGrantFloor: sum('高校国家助学金下限', 'PS-A5.3', yuan(3000).perSchoolYear(), '每年不低于3000元'),
} as const
