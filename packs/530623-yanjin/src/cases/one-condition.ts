import type { WorkedCase } from '@yingjin/policy/testing'
import { boarder, collegeStudent, inDongguan, kindergartenChild, pupil, seniorStudent } from './people.ts'

type Expected = WorkedCase['expect']
const aid = '三（四）精准资助'
const rows = (lines: readonly string[]): string => [...new Set(lines.map(line => line.replace(/-\d$/, '')))].join('、')

const paidAtOnce = { 'O-07': 'whole-in-autumn' } as const
const spent = { not: '已在秋季学期一次计发' } as const

const poorCollegeNew = { ...collegeStudent, new_student: true, lifted_out: true } as const
const collegeDecided = { 'YJ-3.4a.1a': true, 'amount-decision:YJ-3.4a.1b': 600_00 } as const
const poorInDongguan = { ...inDongguan, new_student: true, lifted_out: true } as const
const travelDecided = { 'amount-decision:YJ-3.4a.3c': 600_00 } as const
const poorSenior = { ...seniorStudent, minimum_living: true } as const
const allInHardship = { 'O-50': 'in-hardship' } as const
const second = { 'YJ-3.4a.2a-1': false } as const
const graduate = { stage: 'senior', hukou_in_county: true, in_county_school: true, senior_graduate: true, wishes_vocational: true, lifted_out: true } as const

const student = (
  title: string,
  term: string,
  facts: WorkedCase['facts'],
  expect: Expected,
  arithmetic: string,
  place: string,
  more: Pick<WorkedCase, 'readings' | 'decisions' | 'entered' | 'delivered' | 'funds'> = {},
): WorkedCase => ({
  title,
  term,
  facts,
  rest: 'no',
  ...more,
  expect,
  arithmetic,
  clause: `${[rows(Object.keys(expect)), ...Object.keys(more.readings ?? {})].join('、')}，${place}`,
})

const noHukou = { not: '没有本县户籍' } as const

/** Whoever has everything but one thing, and what the year's standards become where a year is paid at once. */
const students: readonly WorkedCase[] = [
  student(
    '建档立卡优秀大学新生，户籍不在本县，一项也没有',
    '2018-autumn',
    { ...poorCollegeNew, hukou_in_county: false },
    { 'YJ-3.4a.1a': noHukou, 'YJ-3.4a.1b': noHukou, 'YJ-3.4a.1c': noHukou },
    '不是本县户籍，不计',
    `${aid}第1条`,
    { decisions: collegeDecided },
  ),
  student(
    '建档立卡优秀大学新生，春季学期有助学金和贷款优先，没有路费',
    '2019-spring',
    poorCollegeNew,
    { 'YJ-3.4a.1a': { due: '2500.00' }, 'YJ-3.4a.1b': { not: '春季学期不再列' }, 'YJ-3.4a.1c': { due: null } },
    '5000 − 秋季 2500 = 2500 元',
    `${aid}第1条`,
    { decisions: collegeDecided, delivered: { 'YJ-3.4a.1a': '补助到人', 'YJ-3.4a.1c': '不涉及金额' } },
  ),
  student(
    '建档立卡优秀大学新生，秋季学期两样都有，都发给本人',
    '2018-autumn',
    poorCollegeNew,
    { 'YJ-3.4a.1a': { due: '2500.00' }, 'YJ-3.4a.1b': { due: '600.00' } },
    '5000 ÷ 2 = 2500 元；路费填 600 元',
    `${aid}第1条`,
    { decisions: collegeDecided, delivered: { 'YJ-3.4a.1a': '补助到人', 'YJ-3.4a.1b': '补助到人' } },
  ),
  student(
    '整学年一次计发时，优秀大学生秋季 5000 元',
    '2018-autumn',
    poorCollegeNew,
    { 'YJ-3.4a.1a': { due: '5000.00' }, 'YJ-3.4a.1b': { due: '600.00' } },
    '5000 元/学年，秋季一次 5000 元；路费不分学期，600 元',
    `${aid}第1条`,
    { readings: paidAtOnce, decisions: collegeDecided },
  ),
  student('整学年一次计发时，优秀大学生春季没有', '2019-spring', poorCollegeNew, { 'YJ-3.4a.1a': spent }, '秋季已发 5000 元', `${aid}第1条`, {
    readings: paidAtOnce,
    decisions: collegeDecided,
  }),
  student(
    '建档立卡中职新生在东莞，户籍不在本县，一项也没有',
    '2018-autumn',
    { ...poorInDongguan, hukou_in_county: false },
    { 'YJ-3.4a.3a': noHukou, 'YJ-3.4a.3b': noHukou, 'YJ-3.4a.3c': noHukou, 'YJ-3.4a.3d': noHukou, 'YJ-3.4a.3e': noHukou },
    '不是本县户籍，不计',
    `${aid}第3条`,
    { decisions: travelDecided },
  ),
  student(
    '建档立卡中职新生在东莞，五项都有：免的免给学校，补的补给本人，生活补助由西部、东部两方出',
    '2018-autumn',
    poorInDongguan,
    {
      'YJ-3.4a.3a': { due: '500.00' },
      'YJ-3.4a.3b': { due: '1000.00' },
      'YJ-3.4a.3c': { due: '600.00' },
      'YJ-3.4a.3d': { due: '2100.00' },
      'YJ-3.4a.3e': { due: '625.00' },
    },
    '1000 ÷ 2 = 500 元；2000 ÷ 2 = 1000 元；路费填 600 元；3000 ÷ 2 = 1500 元，1200 ÷ 2 = 600 元，合 2100 元；(800 + 450) ÷ 2 = 625 元',
    `${aid}第3条`,
    {
      decisions: travelDecided,
      delivered: { 'YJ-3.4a.3a': '免收', 'YJ-3.4a.3b': '补助到人', 'YJ-3.4a.3c': '补助到人', 'YJ-3.4a.3d': '补助到人', 'YJ-3.4a.3e': '免收' },
      funds: { 'YJ-3.4a.3d': { 西部省市财政扶贫资金: '1500.00', 东部省市财政配套资金: '600.00' } },
    },
  ),
  student(
    '中职在读的老生没有新生路费',
    '2018-autumn',
    { ...poorInDongguan, new_student: false },
    { 'YJ-3.4a.3c': { not: '不是本学年新生' } },
    '不是新生',
    `${aid}第3条`,
    { decisions: travelDecided },
  ),
  student(
    '家庭不困难的中职新生没有路费',
    '2018-autumn',
    { ...poorInDongguan, lifted_out: false },
    { 'YJ-3.4a.3c': { not: '不属于贫困新生' } },
    '没有困难类别，不计',
    `${aid}第3条`,
    { decisions: travelDecided },
  ),
  student(
    '不知道是不是新生的中职生，路费先不定',
    '2018-autumn',
    { ...poorInDongguan, new_student: null },
    { 'YJ-3.4a.3c': { missing: ['new_student'] } },
    '是不是新生还不知道',
    `${aid}第3条`,
    { decisions: travelDecided },
  ),
  student(
    '整学年一次计发时，东莞中职生秋季各项发满，西部 3000 元、东部 1200 元',
    '2018-autumn',
    { ...poorInDongguan, new_student: false },
    { 'YJ-3.4a.3a': { due: '1000.00' }, 'YJ-3.4a.3b': { due: '2000.00' }, 'YJ-3.4a.3d': { due: '4200.00' }, 'YJ-3.4a.3e': { due: '1250.00' } },
    '1000 元；2000 元；3000 + 1200 = 4200 元；800 + 450 = 1250 元',
    `${aid}第3条`,
    { readings: paidAtOnce, funds: { 'YJ-3.4a.3d': { 西部省市财政扶贫资金: '3000.00', 东部省市财政配套资金: '1200.00' } } },
  ),
  student(
    '整学年一次计发时，东莞中职生春季各项都没有',
    '2019-spring',
    { ...poorInDongguan, new_student: false },
    { 'YJ-3.4a.3a': spent, 'YJ-3.4a.3b': spent, 'YJ-3.4a.3d': spent, 'YJ-3.4a.3e': spent },
    '秋季已发',
    `${aid}第3条`,
    { readings: paidAtOnce },
  ),
  student(
    '低保家庭的学生在外县读高中，二等、生活补助、免学费都由就读地办理',
    '2018-autumn',
    { ...poorSenior, in_county_school: false },
    { 'YJ-3.4a.2a-2': { not: '不在县内' }, 'YJ-3.4a.2b': { not: '不在县内' }, 'YJ-3.4a.2c': { not: '不在县内' } },
    '不在县内，不计',
    `${aid}第2条`,
    { readings: allInHardship, decisions: second },
  ),
  student(
    '建档立卡高中生三项怎样发：助学金、生活补助发给本人，学费免收',
    '2019-spring',
    { ...seniorStudent, lifted_out: true },
    { 'YJ-3.4a.2a-1': { due: '1250.00' }, 'YJ-3.4a.2b': { due: '1250.00' }, 'YJ-3.4a.2c': { due: '400.00' } },
    '2500 − 1250 = 1250 元；2500 − 1250 = 1250 元；800 − 400 = 400 元',
    `${aid}第2条`,
    { delivered: { 'YJ-3.4a.2a-1': '补助到人', 'YJ-3.4a.2b': '补助到人', 'YJ-3.4a.2c': '免收' } },
  ),
  student('二等助学金也发给本人', '2019-spring', poorSenior, { 'YJ-3.4a.2a-2': { due: '750.00' } }, '1500 − 秋季 750 = 750 元', `${aid}第2条`, {
    decisions: second,
    delivered: { 'YJ-3.4a.2a-2': '补助到人' },
  }),
  student(
    '整学年一次计发时，建档立卡高中生秋季发满 5800 元',
    '2018-autumn',
    { ...seniorStudent, lifted_out: true },
    { 'YJ-3.4a.2a-1': { due: '2500.00' }, 'YJ-3.4a.2b': { due: '2500.00' }, 'YJ-3.4a.2c': { due: '800.00' } },
    '2500 + 2500 + 800 = 5800 元',
    `${aid}第2条`,
    { readings: paidAtOnce },
  ),
  student(
    '整学年一次计发时，建档立卡高中生春季都没有',
    '2019-spring',
    { ...seniorStudent, lifted_out: true },
    { 'YJ-3.4a.2a-1': spent, 'YJ-3.4a.2b': spent, 'YJ-3.4a.2c': spent },
    '秋季已发 5800 元',
    `${aid}第2条`,
    { readings: paidAtOnce },
  ),
  student('整学年一次计发时，二等秋季发 1500 元', '2018-autumn', poorSenior, { 'YJ-3.4a.2a-2': { due: '1500.00' } }, '1500 元/学年', `${aid}第2条`, {
    readings: paidAtOnce,
    decisions: second,
  }),
  student('整学年一次计发时，二等春季没有', '2019-spring', poorSenior, { 'YJ-3.4a.2a-2': spent }, '秋季已发 1500 元', `${aid}第2条`, {
    readings: paidAtOnce,
    decisions: second,
  }),
  student(
    '困难的走读生没有寄宿补助',
    '2018-autumn',
    { ...pupil, stage: 'junior', orphan: true },
    { 'YJ-3.4a.4b': { not: '未在校寄宿' } },
    '不寄宿，不计',
    `${aid}第4条`,
  ),
  student(
    '困难学生在外县寄宿，由就读地补助',
    '2018-autumn',
    { ...boarder, stage: 'junior', lifted_out: true, in_county_school: false },
    { 'YJ-3.4a.4b': { not: '不在县内学校就读' } },
    '不在县内，不计',
    `${aid}第4条`,
  ),
  student(
    '初中寄宿生四项怎样得：学杂费免收，教科书发书，寄宿补助发给本人，营养餐补到学校',
    '2018-autumn',
    { ...boarder, stage: 'junior', lifted_out: true },
    { 'YJ-3.4a.4a-1': { due: null }, 'YJ-3.4a.4a-2': { due: null }, 'YJ-3.4a.4b': { due: '625.00' }, 'YJ-3.4a.4c': { due: '400.00' } },
    '1250 ÷ 2 = 625 元；4 × 200 ÷ 2 = 400 元；免费项目没有写金额',
    `${aid}第4条`,
    {
      entered: { mealRate: 4_00, mealSchoolDays: 200 },
      delivered: { 'YJ-3.4a.4a-1': '免收', 'YJ-3.4a.4a-2': '发放实物', 'YJ-3.4a.4b': '补助到人', 'YJ-3.4a.4c': '补助到校' },
    },
  ),
  student(
    '高中生没有义务教育的各项',
    '2018-autumn',
    { ...boarder, stage: 'senior', lifted_out: true },
    {
      'YJ-3.4a.4a-1': { not: '不在本学段' },
      'YJ-3.4a.4a-2': { not: '不在本学段' },
      'YJ-3.4a.4b': { not: '不在本学段' },
      'YJ-3.4a.4c': { not: '不在本学段' },
    },
    '学段不符',
    `${aid}第4条`,
  ),
  student(
    '不知道在不在县内学校，营养餐先不定',
    '2018-autumn',
    { ...pupil, stage: 'primary', in_county_school: null },
    { 'YJ-3.4a.4c': { missing: ['in_county_school'] } },
    '就读学校在哪里还不知道',
    `${aid}第4条`,
    { entered: { mealRate: 4_00, mealSchoolDays: 200 } },
  ),
  student(
    '整学年一次计发时，幼儿春季没有',
    '2018-spring',
    { ...kindergartenChild, lifted_out: true, preschool_grant_rank: 2 },
    { 'YJ-3.4a.5a': spent },
    '秋季已发 300 元',
    `${aid}第5条`,
    { readings: paidAtOnce },
  ),
  student(
    '学前教育资助发给幼儿家庭，文件没有写，按补助到人',
    '2018-autumn',
    { ...kindergartenChild, lifted_out: true, preschool_grant_rank: 2 },
    { 'YJ-3.4a.5a': { due: '150.00' } },
    '300 ÷ 2 = 150 元',
    `${aid}第5条`,
    { delivered: { 'YJ-3.4a.5a': '补助到人' } },
  ),
  student(
    '建档立卡高中毕业生没有升学、愿意读职业学校，应帮扶就读，不发钱',
    '2018-autumn',
    graduate,
    { 'YJ-3.2.R1': { due: null } },
    '没有写金额',
    '三（二）精准指导',
    { delivered: { 'YJ-3.2.R1': '不涉及金额' } },
  ),
  student('户籍不在本县的毕业生不由本县帮扶', '2018-autumn', { ...graduate, hukou_in_county: false }, { 'YJ-3.2.R1': noHukou }, '“辖区内”', '三（二）精准指导'),
  student(
    '还没有毕业的高中生谈不上两后生',
    '2018-autumn',
    { ...graduate, senior_graduate: false },
    { 'YJ-3.2.R1': { not: '还没有初中或高中毕业' } },
    '没有毕业',
    '三（二）精准指导',
  ),
  student(
    '不是建档立卡的毕业生，这一条没有写',
    '2018-autumn',
    { ...graduate, lifted_out: false, minimum_living: true },
    { 'YJ-3.2.R1': { not: '不是建档立卡' } },
    '只写建档立卡户子女',
    '三（二）精准指导',
  ),
  ...(['primary', 'junior', 'senior'] as const).map(stage =>
    student(
      `建档立卡随迁子女${{ primary: '在小学', junior: '在初中', senior: '在高中' }[stage]}同等待遇，不发钱`,
      '2018-autumn',
      { ...pupil, stage, migrant_child: true, lifted_out: true },
      { 'YJ-3.4b.R1': { due: null } },
      '没有写金额',
      '三（四）精准关爱第3条',
      { delivered: { 'YJ-3.4b.R1': '不涉及金额' } },
    ),
  ),
  student(
    '在外县就读的随迁子女，由流入地管',
    '2018-autumn',
    { ...pupil, stage: 'junior', migrant_child: true, lifted_out: true, in_county_school: false },
    { 'YJ-3.4b.R1': { not: '不在县内学校就读' } },
    '“以流入地为主”',
    '三（四）精准关爱第3条',
  ),
  student(
    '不是建档立卡的随迁子女，这一条没有写',
    '2018-autumn',
    { ...pupil, stage: 'junior', migrant_child: true, other_hardship: true },
    { 'YJ-3.4b.R1': { not: '不是建档立卡' } },
    '只写建档立卡家庭',
    '三（四）精准关爱第3条',
  ),
  ...(['preschool', 'primary', 'junior', 'senior', 'vocational'] as const).map(stage =>
    student(
      `偏远地区教师的孩子上${{ preschool: '幼儿园', primary: '小学', junior: '初中', senior: '高中', vocational: '中职' }[stage]}，县内就学予以照顾，不发钱`,
      '2019-spring',
      { stage, parent_remote_teaching_years: 12, parent_teaches_remote: true },
      { 'YJ-3.6.R4': { due: null } },
      '12 ≥ 10，没有写金额',
      '三、教师措施第5条',
      { delivered: { 'YJ-3.6.R4': '不涉及金额' } },
    ),
  ),
  student(
    '偏远地区教师的孩子上了大学，不在县内就学照顾之内',
    '2018-autumn',
    { stage: 'higher', parent_remote_teaching_years: 12, parent_teaches_remote: true },
    { 'YJ-3.6.R4': { not: '不在本学段' } },
    '“县内就学”',
    '三、教师措施第5条',
  ),
]

const standing = { in_service: true, teaches_in_rural_school: true } as const
const honoured = { teaches_in_poor_village: true, village_teaching_years: 15 } as const
const extra = { villageExtraFirst: 100_00, villageExtraSecond: 200_00, villageExtraThird: 300_00 } as const

const teacher = (
  title: string,
  facts: WorkedCase['facts'],
  expect: Expected,
  arithmetic: string,
  more: Pick<WorkedCase, 'decisions' | 'entered' | 'delivered'> = {},
): WorkedCase => ({
  title,
  subject: 'teacher',
  term: '2018-autumn',
  facts,
  rest: 'no',
  ...more,
  expect,
  arithmetic,
  clause: `${rows(Object.keys(expect))}，三、教师措施第3、4、5条`,
})

const teachers: readonly WorkedCase[] = [
  teacher(
    '录入 X 之后，一类地区每月 500 加 100 元，发给教师本人',
    { ...standing, teaching_area_class: 1 },
    { 'YJ-3.6.R2': { due: '600.00' } },
    '500 + 100 = 600 元/月',
    {
      entered: extra,
      delivered: { 'YJ-3.6.R2': '补助到人' },
    },
  ),
  teacher(
    '已退休的乡村教师没有生活补贴，也不安排安居工程',
    { ...standing, in_service: false, teaching_area_class: 1 },
    { 'YJ-3.6.R2': { not: '不在职在岗' }, 'YJ-3.6.R5-3': { not: '不在职在岗' } },
    '不在职在岗',
    { entered: extra },
  ),
  teacher(
    '不在贫困村学校的教师，这一条表彰没有写',
    { ...honoured, teaches_in_poor_village: false },
    { 'YJ-3.6.R3': { not: '不在贫困村所在地学校任教' } },
    '不在贫困村',
    {
      decisions: { 'YJ-3.6.R3': true },
    },
  ),
  teacher('任教 15 年而没有认定突出贡献的，不表彰', honoured, { 'YJ-3.6.R3': { not: '没有认定突出贡献' } }, '15 ≥ 10，贡献没有认定', {
    decisions: { 'YJ-3.6.R3': false },
  }),
  teacher(
    '表彰、体检、安居工程都不涉及金额',
    { ...standing, ...honoured },
    { 'YJ-3.6.R3': { due: null }, 'YJ-3.6.R5-1': { due: null }, 'YJ-3.6.R5-3': { due: null } },
    '没有写金额',
    {
      decisions: { 'YJ-3.6.R3': true },
      delivered: { 'YJ-3.6.R3': '不涉及金额', 'YJ-3.6.R5-1': '不涉及金额', 'YJ-3.6.R5-3': '不涉及金额' },
    },
  ),
  teacher(
    '救助和轮岗津补贴录入以后都发给本人',
    { in_service: true, teacher_seriously_ill: true, head_on_rotation: true },
    { 'YJ-3.6.R5-2': { due: '20000.00' }, 'YJ-3.6.R5-4': { due: '300.00' } },
    '录入的标准 20000 元；录入的标准每月 300 元',
    { entered: { illnessAid: 20_000_00, rotationAllowance: 300_00 }, delivered: { 'YJ-3.6.R5-2': '补助到人', 'YJ-3.6.R5-4': '补助到人' } },
  ),
]

/** One thing wrong at a time, and how each aid reaches those it is for. */
export const oneCondition: readonly WorkedCase[] = [...students, ...teachers]
