import type { WorkedCase } from '@yingjin/policy/testing'
import { worked } from './edges.ts'

const poor = { stage: 'senior', minimum_living: true, residence: 'rural' } as const
const filledIn = (c: WorkedCase, fen: number): WorkedCase => ({ ...c, decisions: { 'amount-decision:N-09': fen } })

export const senior: readonly WorkedCase[] = [
  worked('2024-autumn', '普通高中助学金的档次由人定', 'N-09', poor, { decide: '500 至 1500 元之间' }, '1000 至 3000 元/学年，每学期 500 至 1500 元'),
  filledIn(worked('2024-autumn', '2024年秋季学期最高档每学期 1500 元', 'N-09', poor, { due: '1500.00' }, '3000 ÷ 2 = 1500 元，在限额内'), 1500_00),
  filledIn(worked('2024-autumn', '2024年秋季学期填 1750 元，超过 3000 元的一半', 'N-09', poor, { decide: '超出限额' }, '1750 > 1500，不算填写'), 1750_00),
  filledIn(worked('2025-spring', '2025年春季学期起最高档每学期 1750 元', 'N-09', poor, { due: '1750.00' }, '3500 ÷ 2 = 1750 元，在限额内'), 1750_00),
  filledIn(worked('2025-spring', '2025年春季学期起填 500 元，低于 1200 元的一半', 'N-09', poor, { decide: '低于限额' }, '500 < 600，不算填写'), 500_00),
  filledIn(worked('2024-autumn', '2024年秋季学期最低档每学期 500 元', 'N-09', poor, { due: '500.00' }, '1000 ÷ 2 = 500 元，在限额内'), 500_00),
  worked('2025-spring', '家庭不困难的高中生没有助学金', 'N-09', { stage: 'senior' }, { not: '不属于家庭经济困难学生' }, '没有困难类别'),
  worked('2025-spring', '不知道是不是脱贫户，助学金先不定', 'N-09', { stage: 'senior', lifted_out: null }, { missing: ['lifted_out'] }, '脱贫户与否不知道'),
  worked('2018-spring', '农村低保的高中生免学杂费，按当地收费', 'N-10', { ...poor, senior_tuition_fee: 800_00 }, { due: '400.00' }, '800 元/学年 ÷ 2 = 400 元'),
  worked('2018-spring', '孤儿不在免学杂费的四类之内', 'N-10', { stage: 'senior', orphan: true }, { not: '不属于四类学生' }, '不在四类'),
  worked(
    '2018-spring',
    '高中特困学生不知道在城镇还是农村，先查明',
    'N-10',
    { stage: 'senior', extreme_hardship: true },
    { missing: ['residence'] },
    '城乡不知道',
  ),
]
