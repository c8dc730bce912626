import type { WorkedCase } from '@yingjin/policy/testing'
import { paid, worked } from './edges.ts'

const undergraduate = { stage: 'higher', degree_or_diploma: true, full_time_degree: true, hukou_in_county: true, degree_level: 'bachelor' } as const
const poor = { ...undergraduate, orphan: true } as const
const master = { stage: 'higher', full_time_degree: true, hukou_in_county: true, degree_level: 'master' } as const
const doctor = { ...master, degree_level: 'doctor' } as const
const fees = { tuition_fee: 6000_00, accommodation_fee: 1200_00 } as const
const lastYear = { stage: 'preschool', last_kindergarten_year: true } as const
const liftedOut = { stage: 'vocational', lifted_out: true, full_time_degree: true, on_roll: true } as const
const chosen = (c: WorkedCase, decisions: NonNullable<WorkedCase['decisions']>): WorkedCase => ({ ...c, decisions })
const notAgain = { not: '每学年在秋季学期计一次' } as const
const notFullTime = { not: '就读的不是全日制学历教育' } as const
const notUndergraduate = { not: '就读的不是普通本科或专科' } as const
const inSpring = '春季，秋季已计'

/** Every condition by itself: all others hold, this one does not. */
const eachAlone: readonly WorkedCase[] = [
  worked(
    '2025-autumn',
    '民办园大班不走公办园的免费',
    'N-01',
    { ...lastYear, public_kindergarten: false, care_fee: 3600_00 },
    { not: '就读的不是公办幼儿园' },
    '是民办园',
  ),
  worked(
    '2025-autumn',
    '民办园中班不在学前一年',
    'N-02',
    { stage: 'preschool', care_fee: 9000_00, similar_public_care_fee: 3600_00 },
    { not: '不在学前一年（大班）' },
    '不是大班',
  ),
  worked('2025-autumn', '寄宿的脱贫户学生不领走读生的补助', 'N-07', { stage: 'junior', boards: true, lifted_out: true }, { not: '在校寄宿' }, '寄宿'),
  worked('2025-autumn', '涉农专业四年级，超出三年', 'N-11', { stage: 'vocational', farming_specialty: true, grade: 4 }, { not: '不在享受的年级' }, '4 > 3'),
  worked('2025-autumn', '脱贫户的业余中职生没有雨露计划', 'N-13', { ...liftedOut, full_time_degree: false }, notFullTime, '不是全日制'),
  worked('2025-autumn', '脱贫户中职生没有学籍，不享受雨露计划', 'N-13', { ...liftedOut, on_roll: false }, { not: '没有正式学籍' }, '没有学籍'),
  worked(
    '2025-autumn',
    '低保户中职生不是脱贫户，没有雨露计划',
    'N-13',
    { ...liftedOut, lifted_out: false, minimum_living: true },
    { not: '不属于脱贫户或监测对象' },
    '不是脱贫户，也没有监测',
  ),
  worked('2023-autumn', '家庭不困难的本科生没有平均标准的助学金', 'N-14', undergraduate, { not: '不属于家庭经济困难学生' }, '没有困难类别'),
  worked('2023-autumn', '困难的研究生没有本专科生助学金', 'N-14', { ...poor, degree_or_diploma: false, degree_level: 'master' }, notUndergraduate, '是研究生'),
  worked('2023-autumn', '函授的困难学生没有本专科生助学金', 'N-14', { ...poor, full_time_degree: false }, notFullTime, '不是全日制'),
  chosen(
    worked(
      '2024-autumn',
      '困难的硕士生没有本专科生的档次',
      'N-15',
      { ...poor, degree_or_diploma: false, degree_level: 'master' },
      notUndergraduate,
      '是研究生',
    ),
    {
      'amount-decision:N-15': 3000_00,
    },
  ),
  chosen(worked('2024-autumn', '函授的困难学生没有本专科生的档次', 'N-15', { ...poor, full_time_degree: false }, notFullTime, '不是全日制'), {
    'amount-decision:N-15': 3000_00,
  }),
  chosen(worked('2025-spring', '本专科生的档次春季不再定', 'N-15', poor, notAgain, inSpring), { 'amount-decision:N-15': 3000_00 }),
  chosen(worked('2024-autumn', '研究生没有本专科生国家奖学金', 'N-16', { ...undergraduate, degree_or_diploma: false }, notUndergraduate, '是研究生'), {
    'N-16': true,
  }),
  chosen(worked('2024-autumn', '函授生没有国家奖学金', 'N-16', { ...undergraduate, full_time_degree: false }, notFullTime, '不是全日制'), { 'N-16': true }),
  chosen(worked('2025-spring', '国家奖学金春季不再列', 'N-16', undergraduate, notAgain, inSpring), { 'N-16': true }),
  chosen(worked('2024-autumn', '困难的研究生没有励志奖学金', 'N-17', { ...poor, degree_or_diploma: false }, notUndergraduate, '是研究生'), { 'N-17': true }),
  chosen(worked('2024-autumn', '困难的函授生没有励志奖学金', 'N-17', { ...poor, full_time_degree: false }, notFullTime, '不是全日制'), { 'N-17': true }),
  chosen(worked('2025-spring', '励志奖学金春季不再列', 'N-17', poor, notAgain, inSpring), { 'N-17': true }),
  chosen(worked('2025-autumn', '没有评上励志奖学金的困难学生没有', 'N-17', poor, { not: '没有评为国家励志奖学金获得者' }, '没有评上'), { 'N-17': false }),
  chosen(worked('2025-autumn', '在职硕士生没有学业奖学金', 'N-18', { ...master, full_time_degree: false }, notFullTime, '不是全日制'), { 'N-18': true }),
  chosen(worked('2026-spring', '硕士学业奖学金春季不再列', 'N-18', master, notAgain, inSpring), { 'N-18': true }),
  chosen(worked('2025-autumn', '没有评上的硕士生没有学业奖学金', 'N-18', master, { not: '没有评为学业奖学金获得者' }, '没有评上'), { 'N-18': false }),
  chosen(worked('2025-autumn', '在职博士生没有学业奖学金', 'N-19', { ...doctor, full_time_degree: false }, notFullTime, '不是全日制'), { 'N-19': true }),
  chosen(worked('2026-spring', '博士学业奖学金春季不再列', 'N-19', doctor, notAgain, inSpring), { 'N-19': true }),
  chosen(worked('2025-autumn', '没有评上的博士生没有学业奖学金', 'N-19', doctor, { not: '没有评为学业奖学金获得者' }, '没有评上'), { 'N-19': false }),
  worked('2024-autumn', '研究生不按本专科生的额度贷款', 'N-21', { ...master, ...fees }, notUndergraduate, '是研究生'),
  worked('2024-autumn', '函授生没有国家助学贷款', 'N-21', { ...undergraduate, ...fees, full_time_degree: false }, notFullTime, '不是全日制'),
  worked('2025-spring', '本专科生贷款春季不再办', 'N-21', { ...undergraduate, ...fees }, notAgain, inSpring),
  worked('2024-autumn', '外县户籍的研究生在户籍地贷款', 'N-22', { ...master, ...fees, hukou_in_county: false }, { not: '没有本县户籍' }, '生源地不在本县'),
  worked('2024-autumn', '在职研究生没有国家助学贷款', 'N-22', { ...master, ...fees, full_time_degree: false }, notFullTime, '不是全日制'),
  worked('2025-spring', '研究生贷款春季不再办', 'N-22', { ...master, ...fees }, notAgain, inSpring),
]

/** How each is paid; with the stage that the other cases leave out. */
const eachPaid: readonly WorkedCase[] = [
  paid(
    '免收',
    worked(
      '2026-autumn',
      '公办园大班，2026年秋季学期仍免',
      'N-01',
      { ...lastYear, public_kindergarten: true, care_fee: 3600_00 },
      { due: '1800.00' },
      '3600 ÷ 2 = 1800 元',
    ),
  ),
  paid(
    '免收',
    worked(
      '2026-autumn',
      '民办园收费等于同类公办园，全免',
      'N-02',
      { ...lastYear, care_fee: 3600_00, similar_public_care_fee: 3600_00 },
      { due: '1800.00' },
      'min(3600, 3600) ÷ 2 = 1800 元',
    ),
  ),
  paid('免收', worked('2025-autumn', '初中生免学杂费', 'N-04', { stage: 'junior' }, { due: null }, '没有金额')),
  paid('发放实物', worked('2025-autumn', '小学生免费教科书', 'N-05', { stage: 'primary' }, { due: null }, '没有金额')),
  paid(
    '补助到人',
    worked(
      '2026-spring',
      '寄宿的初中孤儿领到手 750 元',
      'N-06',
      { stage: 'junior', boards: true, orphan: true },
      { due: '750.00' },
      '1500 − 秋季 750 = 750 元',
    ),
  ),
  paid(
    '补助到人',
    worked('2026-spring', '走读的初中脱贫户学生领到手 375 元', 'N-07', { stage: 'junior', lifted_out: true }, { due: '375.00' }, '750 − 秋季 375 = 375 元'),
  ),
  paid(
    '补助到校',
    worked(
      '2025-autumn',
      '初中的营养膳食补助给食堂',
      'N-08',
      { stage: 'junior', school_nutrition_plan: true },
      { due: '500.00' },
      '5 × 200 = 1000，÷ 2 = 500 元',
    ),
  ),
  chosen(
    paid(
      '补助到人',
      worked('2026-spring', '高中孤儿定为 1150 元一档', 'N-09', { stage: 'senior', orphan: true }, { due: '1150.00' }, '600 ≤ 1150 ≤ 1750，发 1150 元'),
    ),
    {
      'amount-decision:N-09': 1150_00,
    },
  ),
  paid(
    '免收',
    worked(
      '2026-spring',
      '高中残疾学生免学杂费',
      'N-10',
      { stage: 'senior', disabled: true, senior_tuition_fee: 1200_00 },
      { due: '600.00' },
      '1200 − 秋季 600 = 600 元',
    ),
  ),
  paid(
    '补助到人',
    worked(
      '2026-spring',
      '涉农专业一年级领到手 1150 元',
      'N-11',
      { stage: 'vocational', farming_specialty: true, grade: 1 },
      { due: '1150.00' },
      '2300 − 秋季 1150 = 1150 元',
    ),
  ),
  paid('免收', worked('2026-spring', '中职生免学费 1000 元', 'N-12', { stage: 'vocational' }, { due: '1000.00' }, '2000 − 秋季 1000 = 1000 元')),
  paid('补助到人', worked('2024-spring', '脱贫户中职生，2024年春季学期的雨露计划', 'N-13', liftedOut, { due: '1500.00' }, '3000 − 秋季 1500 = 1500 元')),
  paid('由就读高校发放到人', worked('2022-autumn', '本科孤儿的助学金由高校发', 'N-14', poor, { due: '3300.00' }, '3300 元，秋季计一次')),
  chosen(paid('补助到人', worked('2025-autumn', '国家奖学金 10000 元给本人', 'N-16', undergraduate, { due: '10000.00' }, '10000 元')), { 'N-16': true }),
  chosen(paid('补助到人', worked('2025-autumn', '励志奖学金 6000 元给本人', 'N-17', poor, { due: '6000.00' }, '6000 元')), { 'N-17': true }),
  chosen(paid('补助到人', worked('2026-autumn', '硕士学业奖学金给本人', 'N-18', master, { due: '10000.00' }, '10000 元')), { 'N-18': true }),
  chosen(paid('补助到人', worked('2026-autumn', '博士学业奖学金给本人', 'N-19', doctor, { due: '12000.00' }, '12000 元')), { 'N-19': true }),
  paid('贷款', worked('2025-autumn', '本科生贷款是要还的', 'N-21', { ...undergraduate, ...fees }, { due: '7200.00' }, 'min(6000 + 1200, 20000) = 7200 元')),
  paid('贷款', worked('2025-autumn', '研究生贷款是要还的', 'N-22', { ...master, ...fees }, { due: '7200.00' }, 'min(6000 + 1200, 25000) = 7200 元')),
]

export const eachCondition: readonly WorkedCase[] = [...eachAlone, ...eachPaid]
