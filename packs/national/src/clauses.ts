import type { Clause } from '@yingjin/policy/author'

/** The source has a number: it decides. Which of its articles, is not on file. */
const numbered = (register: string, number: string, text: string): Clause => ({ register, article: `${number}（条款号待核）`, text })
/** The source was not seen, or has no number on file: it is compared with and never pays. */
const unverified = (register: string, text: string): Clause => ({ register, article: `出处待核（${register}）`, text })
const beside = (register: string, text: string, waived: string): Clause => ({ register, article: `出处待核（${register}）`, text, waived })

export const clauses = {
  'N-01': numbered('N-01', '国办发〔2025〕27号', '学前一年（大班）在公办幼儿园就读的，免保育教育费；伙食费、住宿费和代收费不免'),
  'N-02': numbered('N-02', '国办发〔2025〕27号', '学前一年（大班）在民办幼儿园就读的，参照当地同类型公办园减免，高出部分可以收取'),
  'N-03': beside('N-03', '学前教育资助由地方定标准', '国家没有统一标准，各地每年约800元至3600元不等'),
  'N-04': unverified('N-04', '义务教育免学杂费，民办学校学生同样享受'),
  'N-05': unverified('N-05', '义务教育免费提供教科书，民办学校学生同样享受'),
  'N-06': unverified('N-06', '家庭经济困难寄宿生生活补助每年小学1000元、初中1250元，2024年春季学期起1250元、1500元'),
  'N-07': unverified(
    'N-07',
    '原建档立卡、非建档立卡的家庭经济困难残疾、农村低保、农村特困四类非寄宿生，按寄宿生标准的一半：每年小学500元、初中625元，2024年春季学期起625元、750元',
  ),
  'N-08': unverified('N-08', '农村义务教育学生营养膳食补助每天3元，2014年11月起4元，2021年秋季学期起5元，全年按200天，不得发现金'),
  'N-09': unverified('N-09', '普通高中国家助学金平均每年2000元、各档在1000元至3000元之间，2025年春季学期起平均2300元、1200元至3500元'),
  'N-10': unverified('N-10', '普通高中原建档立卡（脱贫户）、残疾、农村低保、农村特困学生免学杂费，金额按当地收费标准'),
  'N-11': unverified('N-11', '中职国家助学金每年2000元，一、二年级享受；2025年春季学期起2300元，三年级也享受；涉农专业不看家庭困难，其他困难学生按各地比例'),
  'N-12': unverified('N-12', '中职免学费，标准每年2000元'),
  'N-13': unverified('N-13', '雨露计划：脱贫户和风险未消除的监测对象子女接受全日制中职、高职教育，每年3000元；本科除外，休学暂停'),
  'N-14': unverified('N-14', '本专科生国家助学金平均每年3300元'),
  'N-15': unverified('N-15', '本专科生国家助学金2024年秋季学期起平均每年3700元，各档在2500元至5000元之间'),
  'N-16': unverified('N-16', '本专科生国家奖学金每年8000元，2024年秋季学期起10000元'),
  'N-17': unverified('N-17', '国家励志奖学金每年5000元，2024年秋季学期起6000元'),
  'N-18': unverified('N-18', '研究生学业奖学金硕士每年8000元，2025年起10000元'),
  'N-19': unverified('N-19', '研究生学业奖学金博士每年10000元，2025年起12000元'),
  'N-20': beside('N-20', '研究生国家奖学金名额4.5万增至9万', '金额没有查到'),
  'N-21': unverified('N-21', '国家助学贷款本专科生每年最高8000元，2021年秋季学期起12000元，2023年秋季学期起16000元，2024年秋季学期起20000元'),
  'N-22': unverified('N-22', '国家助学贷款研究生每年最高12000元，2021年秋季学期起16000元，2023年秋季学期起20000元，2024年秋季学期起25000元'),
  'N-23': beside('N-23', '国家助学贷款利率：五年期LPR减30个基点，2023年秋季学期起减60个，2024年秋季学期起减70个', '是利率，由经办机构结算，不向学生发放'),
  'N-24': {
    ...numbered('N-24', '教财〔2018〕16号', '家庭经济困难学生每学年认定一次、每学期动态调整，公示一般5个工作日'),
    waived: '是认定办法，不是资助标准；天数在设置里',
  },
  'N-25': beside('N-25', '生均公用经费基准定额', '是学校经费，不是对学生的资助'),
  'N-26': unverified('N-26', '按学年定的标准分春秋两学期，各一半'),
  'N-27': beside('N-27', '过渡期到2025年12月31日', '是期限，写在雨露计划的有效期和身份词的终止日期里'),
} as const satisfies Readonly<Record<string, Clause>>
