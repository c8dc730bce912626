import type { WorkedCase } from '@yingjin/policy/testing'
import { worked } from './edges.ts'

const primary = { stage: 'primary', lifted_out: true } as const
const junior = { stage: 'junior', lifted_out: true } as const
const poor = { stage: 'senior', minimum_living: true, residence: 'rural' } as const
const farming = { stage: 'vocational', farming_specialty: true, grade: 1 } as const
const liftedOut = { stage: 'vocational', lifted_out: true, full_time_degree: true, on_roll: true } as const
const undergraduate = { stage: 'higher', degree_or_diploma: true, full_time_degree: true, degree_level: 'bachelor', lifted_out: true } as const
const filledIn = (c: WorkedCase, fen: number): WorkedCase => ({ ...c, decisions: { [`amount-decision:${Object.keys(c.expect)[0]}`]: fen } })
const tooLittle = { decide: '低于限额' } as const
const tooMuch = { decide: '超出限额' } as const

/** Each sum in the term that the other cases leave out: spring carries the odd fen of a year's sum, and bounds have two sides. */
export const otherHalf: readonly WorkedCase[] = [
  worked('2018-spring', '小学寄宿生，2018年春季学期 500 元', 'N-06', { ...primary, boards: true }, { due: '500.00' }, '1000 − 秋季 500 = 500 元'),
  worked('2018-spring', '初中寄宿生，2018年春季学期 625 元', 'N-06', { ...junior, boards: true }, { due: '625.00' }, '1250 − 秋季 625 = 625 元'),
  worked('2024-autumn', '小学寄宿生，2024年秋季学期 625 元', 'N-06', { ...primary, boards: true }, { due: '625.00' }, '1250 ÷ 2 = 625 元'),
  worked('2024-autumn', '初中寄宿生，2024年秋季学期 750 元', 'N-06', { ...junior, boards: true }, { due: '750.00' }, '1500 ÷ 2 = 750 元'),
  worked('2020-spring', '小学走读生，2020年春季学期 250 元', 'N-07', { ...primary, boards: false }, { due: '250.00' }, '500 − 秋季 250 = 250 元'),
  worked('2020-spring', '初中走读生，2020年春季学期 312.50 元', 'N-07', { ...junior, boards: false }, { due: '312.50' }, '625 − 秋季 312.50 = 312.50 元'),
  worked('2024-autumn', '小学走读生，2024年秋季学期 312.50 元', 'N-07', { ...primary, boards: false }, { due: '312.50' }, '625 ÷ 2 = 312.50 元'),
  worked('2024-autumn', '初中走读生，2024年秋季学期 375 元', 'N-07', { ...junior, boards: false }, { due: '375.00' }, '750 ÷ 2 = 375 元'),
  filledIn(worked('2024-autumn', '2024年秋季学期填 499.99 元，差一分到最低档', 'N-09', poor, tooLittle, '499.99 < 500'), 499_99),
  filledIn(worked('2024-autumn', '2024年秋季学期填 1500.01 元，超出最高档一分', 'N-09', poor, tooMuch, '1500.01 > 1500'), 1500_01),
  filledIn(worked('2025-spring', '2025年春季学期起最低档每学期 600 元', 'N-09', poor, { due: '600.00' }, '1200 ÷ 2 = 600 元，在限额内'), 600_00),
  filledIn(worked('2025-spring', '2025年春季学期填 599.99 元，差一分到最低档', 'N-09', poor, tooLittle, '599.99 < 600'), 599_99),
  filledIn(worked('2025-spring', '2025年春季学期填 1750.01 元，超出最高档一分', 'N-09', poor, tooMuch, '1750.01 > 1750'), 1750_01),
  worked('2018-spring', '涉农专业一年级，2018年春季学期 1000 元', 'N-11', farming, { due: '1000.00' }, '2000 − 秋季 1000 = 1000 元'),
  worked('2025-autumn', '涉农专业一年级，2025年秋季学期 1150 元', 'N-11', farming, { due: '1150.00' }, '2300 ÷ 2 = 1150 元'),
  worked('2018-autumn', '中职免学费，秋季学期也是 1000 元', 'N-12', { stage: 'vocational' }, { due: '1000.00' }, '2000 ÷ 2 = 1000 元'),
  worked('2025-spring', '脱贫户中职生，2025年春季学期的雨露计划 1500 元', 'N-13', liftedOut, { due: '1500.00' }, '3000 − 秋季 1500 = 1500 元'),
  filledIn(worked('2024-autumn', '2024年秋季学期填 2499.99 元，差一分到最低档', 'N-15', undergraduate, tooLittle, '2499.99 < 2500'), 2499_99),
  filledIn(worked('2024-autumn', '2024年秋季学期起最高档 5000 元', 'N-15', undergraduate, { due: '5000.00' }, '5000 ≤ 5000，发 5000 元'), 5000_00),
]
