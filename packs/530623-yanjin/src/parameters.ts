import { type Money, type Period, yuan } from '@yingjin/kernel'
import { countParameter, countToEnter, rateParameter, sumParameter, sumToEnter } from '@yingjin/policy/author'
import { printedFor } from './document.ts'

type AsRead = Readonly<{ text: string; because: string }>
const sum = <P extends Period>(label: string, clause: string, value: Money<P>, printed: string, asRead?: AsRead) =>
  sumParameter(label, clause, [{ ...printedFor, value, printed, ...(asRead === undefined ? {} : { asRead }) }])
const count = (label: string, unit: string, clause: string, value: number, printed: string) =>
  countParameter(label, unit, clause, [{ ...printedFor, value, printed }])

const slip = '“省”显系“年”之误'
const newOnce = '印作每年，而新生在一个学段只当一次'

/** Every figure of the plan, as it is printed; those it obliges and does not state stand open. */
export const parameters = {
  excellentStudentGrant: sum('优秀贫困学子助学金', 'YJ-3.4a.1a', yuan(5000).perSchoolYear(), '5000元/生/年'),
  travelLeastHigher: sum('新生路费补助下限', 'YJ-3.4a.1b', yuan(500).once(), '500—1000元/人/年', { text: '500元，每个学段只发一次', because: newOnce }),
  travelMostHigher: sum('新生路费补助上限', 'YJ-3.4a.1b', yuan(1000).once(), '500—1000元/人/年', { text: '1000元，每个学段只发一次', because: newOnce }),
  seniorGrantFirst: sum('普通高中国家助学金一等', 'YJ-3.4a.2a', yuan(2500).perSchoolYear(), '一等助学金2500元生/年', {
    text: '2500元/生/年',
    because: '“元”后漏印一斜线',
  }),
  seniorGrantSecond: sum('普通高中国家助学金二等', 'YJ-3.4a.2a', yuan(1500).perSchoolYear(), '二等助学金1500元生/年', {
    text: '1500元/生/年',
    because: '“元”后漏印一斜线',
  }),
  seniorLiving: sum('普通高中生活补助', 'YJ-3.4a.2b', yuan(2500).perSchoolYear(), '2500元生/年', { text: '2500元/生/年', because: '“元”后漏印一斜线' }),
  seniorTuition: sum('普通高中免除学费', 'YJ-3.4a.2c', yuan(800).perSchoolYear(), '800元生/年', { text: '800元/生/年', because: '“元”后漏印一斜线' }),
  vocationalTuition: sum('职业教育免学费', 'YJ-3.4a.3a', yuan(1000).perSchoolYear(), '每人1000元/人/年', {
    text: '1000元/人/年',
    because: '“每人”与“/人”重复',
  }),
  vocationalLiving: sum('职业教育生活补助', 'YJ-3.4a.3b', yuan(2000).perSchoolYear(), '2000元/人/年补助'),
  travelLeastVocational: sum('新生路费补助下限', 'YJ-3.4a.3c', yuan(500).once(), '500—1000元/人/年', { text: '500元，每个学段只发一次', because: newOnce }),
  travelMostVocational: sum('新生路费补助上限', 'YJ-3.4a.3c', yuan(1000).once(), '500—1000元/人/年', { text: '1000元，每个学段只发一次', because: newOnce }),
  partnerWest: sum('西部财政扶贫资金部分', 'YJ-3.4a.3d', yuan(3000).perSchoolYear(), '每生每年3000元补助'),
  partnerEast: sum('东部财政配套部分', 'YJ-3.4a.3d', yuan(1200).perSchoolYear(), '每生每年1200元补助'),
  partnerDormitory: sum('协作市就读免住宿费', 'YJ-3.4a.3e', yuan(800).perSchoolYear(), '800元/省/生', { text: '800元/年/生', because: slip }),
  partnerBooks: sum('协作市就读免书本费', 'YJ-3.4a.3e', yuan(450).perSchoolYear(), '450元/省/生', { text: '450元/年/生', because: slip }),
  primaryBoarding: sum('小学寄宿生生活补助', 'YJ-3.4a.4b', yuan(1000).perSchoolYear(), '小学生1000元/人/年'),
  specialBoarding: sum('特殊教育学校寄宿生生活补助', 'YJ-3.4a.4b', yuan(1250).perSchoolYear(), '特殊教育学生1250元/人/年'),
  juniorBoarding: sum('初中寄宿生生活补助', 'YJ-3.4a.4b', yuan(1250).perSchoolYear(), '初中生1250元/人/年'),
  mealRate: sumToEnter('营养餐补助每天标准', 'YJ-3.4a.4c', 'day'),
  mealSchoolDays: countToEnter('营养餐全年供餐天数', '天', 'YJ-3.4a.4c'),
  preschoolGrant: sum('学前教育资助', 'YJ-3.4a.5a', yuan(300).perSchoolYear(), '300元/生/年'),
  preschoolShare: rateParameter('学前教育资助名额比例', 100, 'YJ-3.4a.5a', [{ ...printedFor, value: 10, printed: '目前按在校生总数的10%资助' }]),
  setAsideRate: rateParameter('事业收入提取比例', 100, 'YJ-3.4a.5b', [{ ...printedFor, value: 4, printed: '提取4%的经费' }]),
  kindergartenGrant: sum('新建幼儿园补助', 'YJ-3.5.R1', yuan(3_000_000).once(), '每所给予300万元补助'),
  kindergartenClasses: count('新建幼儿园标准班数', '个班', 'YJ-3.5.R1', 12, '12个班360人'),
  kindergartenChildren: count('新建幼儿园标准人数', '人', 'YJ-3.5.R1', 360, '12个班360人'),
  kindergartenLeastClasses: count('新建幼儿园班数下限', '个班', 'YJ-3.5.R5', 9, '低于9个班270人'),
  kindergartenLeastChildren: count('新建幼儿园人数下限', '人', 'YJ-3.5.R5', 270, '低于9个班270人'),
  primaryGrant: sum('新建小学补助', 'YJ-3.5.R2', yuan(10_000_000).once(), '每所给予1000万元补助'),
  primaryClasses: count('新建小学标准班数', '个班', 'YJ-3.5.R2', 24, '24个班1200人'),
  primaryPupils: count('新建小学标准人数', '人', 'YJ-3.5.R2', 1200, '24个班1200人'),
  primaryLeastClasses: count('新建小学班数下限', '个班', 'YJ-3.5.R5', 12, '小学低于12个班600人'),
  primaryLeastPupils: count('新建小学人数下限', '人', 'YJ-3.5.R5', 600, '小学低于12个班600人'),
  juniorGrant: sum('新建初中补助', 'YJ-3.5.R3', yuan(15_000_000).once(), '每所给予1500万元补助'),
  juniorClasses: count('新建初中标准班数', '个班', 'YJ-3.5.R3', 30, '30个班1500人'),
  juniorPupils: count('新建初中标准人数', '人', 'YJ-3.5.R3', 1500, '30个班1500人'),
  juniorLeastClasses: count('新建初中班数下限', '个班', 'YJ-3.5.R5', 16, '初中低于16个班800人'),
  juniorLeastPupils: count('新建初中人数下限', '人', 'YJ-3.5.R5', 800, '初中低于16个班800人'),
  seniorGrant: sum('新建普通高中补助', 'YJ-3.5.R4', yuan(15_000_000).once(), '每所给予1500万元补助'),
  seniorClasses: count('新建普通高中标准班数', '个班', 'YJ-3.5.R4', 36, '36个班1800人'),
  seniorPupils: count('新建普通高中标准人数', '人', 'YJ-3.5.R4', 1800, '36个班1800人'),
  seniorLeastClasses: count('新建普通高中班数下限', '个班', 'YJ-3.5.R5', 18, '高中低于18个班900人'),
  seniorLeastPupils: count('新建普通高中人数下限', '人', 'YJ-3.5.R5', 900, '高中低于18个班900人'),
  primaryStaffing: rateParameter('小学教师与学生之比', 19, 'YJ-3.6.R1', [{ ...printedFor, value: 1, printed: '小学1:19' }]),
  juniorStaffing: rateParameter('初中教师与学生之比', 27, 'YJ-3.6.R1', [
    { ...printedFor, value: 2, printed: '初中1:13.5', asRead: { text: '2:27', because: '化成整数比，大小不变' } },
  ]),
  villageAllowance: sum('乡村教师生活补贴基数', 'YJ-3.6.R2', yuan(500).perMonth(), '500+X', {
    text: '每月500元，另加X',
    because: '没有写周期，教师生活补贴按月发放',
  }),
  villageExtraFirst: sumToEnter('乡村教师生活补贴X（一类地区）', 'YJ-3.6.R2', 'month'),
  villageExtraSecond: sumToEnter('乡村教师生活补贴X（二类地区）', 'YJ-3.6.R2', 'month'),
  villageExtraThird: sumToEnter('乡村教师生活补贴X（三类地区）', 'YJ-3.6.R2', 'month'),
  commendedYears: count('表彰所需任教年数', '年', 'YJ-3.6.R3', 10, '任教达10年以上'),
  remoteYears: count('子女就学照顾所需连续从教年数', '年', 'YJ-3.6.R4', 10, '连续从教10年以上'),
  illnessAid: sumToEnter('教师重大疾病救助标准', 'YJ-3.6.R5', 'once'),
  rotationAllowance: sumToEnter('交流轮岗校（园）长津补贴标准', 'YJ-3.6.R5', 'month'),
} as const
