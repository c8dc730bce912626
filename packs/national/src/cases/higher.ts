import type { WorkedCase } from '@yingjin/policy/testing'
import { from, until, worked } from './edges.ts'

const undergraduate = { stage: 'higher', degree_or_diploma: true, full_time_degree: true, hukou_in_county: true, degree_level: 'bachelor' } as const
const poor = { ...undergraduate, lifted_out: true } as const
const master = { stage: 'higher', full_time_degree: true, hukou_in_county: true, degree_level: 'master' } as const
const doctor = { ...master, degree_level: 'doctor' } as const
const fees = { tuition_fee: 24_000_00, accommodation_fee: 2_000_00 } as const
const decided = (c: WorkedCase, decisions: NonNullable<WorkedCase['decisions']>): WorkedCase => ({ ...c, decisions })

export const higher: readonly WorkedCase[] = [
  worked('2023-autumn', '本科生助学金平均标准，2023年秋季学期最后一次 3300 元', 'N-14', poor, { due: '3300.00' }, '3300 元，秋季计一次'),
  worked('2024-autumn', '本科生助学金平均 3300 元，到2024年夏天为止', 'N-14', poor, until('2024年8月31日'), '2024-09-01 起按新标准'),
  worked('2023-spring', '本科生助学金每学年秋季计一次，春季不列', 'N-14', poor, { not: '春季学期不再列' }, '春季'),
  worked(
    '2023-autumn',
    '不知道是不是普通本专科，平均标准先不定',
    'N-14',
    { ...poor, degree_or_diploma: null },
    { missing: ['degree_or_diploma'] },
    '层次不知道',
  ),
  worked('2023-autumn', '2024年以前没有 2500 至 5000 元的档次', 'N-15', { ...undergraduate, orphan: true }, from('2024年秋季学期'), '2024-09-01 起'),
  decided(worked('2024-autumn', '2024年秋季学期起最低档 2500 元', 'N-15', poor, { due: '2500.00' }, '2500 ≤ 2500 ≤ 5000，发 2500 元'), {
    'amount-decision:N-15': 2500_00,
  }),
  decided(worked('2024-autumn', '2024年秋季学期起填 5000.01 元，超出最高档', 'N-15', poor, { decide: '超出限额' }, '5000.01 > 5000'), {
    'amount-decision:N-15': 5000_01,
  }),
  worked('2024-autumn', '家庭不困难的本科生没有助学金', 'N-15', undergraduate, { not: '不属于家庭经济困难学生' }, '没有困难类别'),
  worked('2024-autumn', '不知道是否全日制，助学金先不定', 'N-15', { ...poor, full_time_degree: null }, { missing: ['full_time_degree'] }, '是否全日制不知道'),
  decided(worked('2023-autumn', '国家奖学金，2023年秋季学期最后一次 8000 元', 'N-16', undergraduate, { due: '8000.00' }, '8000 元'), { 'N-16': true }),
  decided(worked('2024-autumn', '国家奖学金，2024年秋季学期起 10000 元', 'N-16', undergraduate, { due: '10000.00' }, '10000 元'), { 'N-16': true }),
  worked('2024-autumn', '没有评之前，国家奖学金由人定', 'N-16', { ...undergraduate, degree_level: 'diploma' }, { decide: '是否获奖' }, '没有评'),
  decided(worked('2024-autumn', '没有评上国家奖学金的没有', 'N-16', undergraduate, { not: '没有评为国家奖学金获得者' }, '没有评上'), { 'N-16': false }),
  decided(worked('2023-autumn', '励志奖学金，2023年秋季学期最后一次 5000 元', 'N-17', poor, { due: '5000.00' }, '5000 元'), { 'N-17': true }),
  decided(worked('2024-autumn', '励志奖学金，2024年秋季学期起 6000 元', 'N-17', poor, { due: '6000.00' }, '6000 元'), { 'N-17': true }),
  worked('2024-autumn', '没有评之前，励志奖学金由人定', 'N-17', { ...undergraduate, minimum_living: true }, { decide: '是否获奖' }, '没有评'),
  decided(worked('2024-autumn', '成绩好但家庭不困难的没有励志奖学金', 'N-17', undergraduate, { not: '不属于家庭经济困难学生' }, '不困难'), { 'N-17': true }),
  decided(worked('2024-autumn', '硕士学业奖学金，2024年秋季学期最后一次 8000 元', 'N-18', master, { due: '8000.00' }, '8000 元'), { 'N-18': true }),
  decided(worked('2025-autumn', '硕士学业奖学金，2025年起 10000 元', 'N-18', master, { due: '10000.00' }, '10000 元'), { 'N-18': true }),
  worked('2025-autumn', '没有评之前，硕士学业奖学金由人定', 'N-18', master, { decide: '是否获奖' }, '没有评'),
  decided(worked('2025-autumn', '本科生没有硕士学业奖学金', 'N-18', undergraduate, { not: '就读的不是硕士研究生' }, '是本科'), { 'N-18': true }),
  decided(worked('2024-autumn', '博士学业奖学金，2024年秋季学期最后一次 10000 元', 'N-19', doctor, { due: '10000.00' }, '10000 元'), { 'N-19': true }),
  decided(worked('2025-autumn', '博士学业奖学金，2025年起 12000 元', 'N-19', doctor, { due: '12000.00' }, '12000 元'), { 'N-19': true }),
  worked('2025-autumn', '没有评之前，博士学业奖学金由人定', 'N-19', doctor, { decide: '是否获奖' }, '没有评'),
  decided(worked('2025-autumn', '硕士生没有博士学业奖学金', 'N-19', master, { not: '就读的不是博士研究生' }, '是硕士'), { 'N-19': true }),
  worked('2020-autumn', '本科生贷款，2020年秋季学期最高 8000 元', 'N-21', { ...undergraduate, ...fees }, { due: '8000.00' }, 'min(26000, 8000) = 8000 元'),
  worked(
    '2021-autumn',
    '本科生贷款，2021年秋季学期起最高 12000 元',
    'N-21',
    { ...undergraduate, ...fees },
    { due: '12000.00' },
    'min(26000, 12000) = 12000 元',
  ),
  worked('2022-autumn', '本科生贷款，2022年秋季学期仍是 12000 元', 'N-21', { ...undergraduate, ...fees }, { due: '12000.00' }, 'min(26000, 12000) = 12000 元'),
  worked(
    '2023-autumn',
    '本科生贷款，2023年秋季学期起最高 16000 元',
    'N-21',
    { ...undergraduate, ...fees },
    { due: '16000.00' },
    'min(26000, 16000) = 16000 元',
  ),
  worked(
    '2024-autumn',
    '本科生贷款，2024年秋季学期起最高 20000 元',
    'N-21',
    { ...undergraduate, ...fees },
    { due: '20000.00' },
    'min(26000, 20000) = 20000 元',
  ),
  worked(
    '2024-autumn',
    '学费住宿费合计 7000 元的，只能贷 7000 元',
    'N-21',
    { ...undergraduate, tuition_fee: 6000_00, accommodation_fee: 1000_00 },
    { due: '7000.00' },
    'min(6000 + 1000, 20000) = 7000 元',
  ),
  worked('2024-autumn', '不知道学费多少，贷款额度先不定', 'N-21', { ...undergraduate, accommodation_fee: 1000_00 }, { missing: ['tuition_fee'] }, '学费不知道'),
  worked('2024-autumn', '外县户籍的在户籍地贷款', 'N-21', { ...undergraduate, ...fees, hukou_in_county: false }, { not: '没有本县户籍' }, '生源地不在本县'),
  worked('2020-autumn', '研究生贷款，2020年秋季学期最高 12000 元', 'N-22', { ...master, ...fees }, { due: '12000.00' }, 'min(26000, 12000) = 12000 元'),
  worked('2021-autumn', '研究生贷款，2021年秋季学期起最高 16000 元', 'N-22', { ...master, ...fees }, { due: '16000.00' }, 'min(26000, 16000) = 16000 元'),
  worked('2023-autumn', '研究生贷款，2023年秋季学期起最高 20000 元', 'N-22', { ...doctor, ...fees }, { due: '20000.00' }, 'min(26000, 20000) = 20000 元'),
  worked('2024-autumn', '研究生贷款，2024年秋季学期起最高 25000 元', 'N-22', { ...doctor, ...fees }, { due: '25000.00' }, 'min(26000, 25000) = 25000 元'),
  worked('2024-autumn', '专科生不按研究生额度贷款', 'N-22', { ...undergraduate, ...fees, degree_level: 'diploma' }, { not: '就读的不是研究生' }, '是专科'),
  worked('2024-autumn', '研究生不知道住宿费多少，额度先不定', 'N-22', { ...master, tuition_fee: 8000_00 }, { missing: ['accommodation_fee'] }, '住宿费不知道'),
]
