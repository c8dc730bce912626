import type { FactKey } from '@yingjin/facts'
import type { WorkedCase } from '@yingjin/policy/testing'
import { paid, worked } from './edges.ts'

const boarder = { stage: 'primary', boards: true } as const
const dayPupil = { stage: 'primary', residence: 'rural' } as const
const senior = { stage: 'senior', residence: 'rural' } as const
const vocational = { stage: 'vocational', grade: 3 } as const
const undergraduate = { stage: 'higher', degree_or_diploma: true, full_time_degree: true, degree_level: 'diploma' } as const

/** Whoever has one category and no other, by the words of the lists. */
const difficult = {
  lifted_out: '脱贫户',
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden_hardship: '突发严重困难户',
  minimum_living: '低保户',
  extreme_hardship: '特困供养人员',
  orphan: '孤儿',
  de_facto_unsupported: '事实无人抚养儿童',
  disabled: '残疾学生',
  martyr_child: '烈士子女',
  low_income: '其他低收入人口',
  other_hardship: '学校认定的困难学生',
} as const satisfies Partial<Record<FactKey, string>>
const each = (names: Readonly<Partial<Record<FactKey, string>>>, of: (name: string, has: WorkedCase['facts']) => WorkedCase): readonly WorkedCase[] =>
  Object.entries(names).map(([key, name]) => of(name, { [key]: true }))
const fourGroups = { lifted_out: '脱贫户', minimum_living: '农村低保户', extreme_hardship: '农村特困供养人员' } as const
const ofTheTransition = { lifted_out: '脱贫户', unstable: '脱贫不稳定户', marginal: '边缘易致贫户', sudden_hardship: '突发严重困难户' } as const

export const eachDesignation: readonly WorkedCase[] = [
  ...each(difficult, (name, has) =>
    worked('2025-autumn', `寄宿的小学生，只有一类困难：${name}`, 'N-06', { ...boarder, ...has }, { due: '625.00' }, '1250 ÷ 2 = 625 元'),
  ),
  ...each(fourGroups, (name, has) =>
    worked('2025-autumn', `走读的小学生，只有一类困难：${name}`, 'N-07', { ...dayPupil, ...has }, { due: '312.50' }, '625 ÷ 2 = 312.50 元'),
  ),
  ...each(difficult, (name, has) =>
    worked(
      '2025-autumn',
      `高中生只有一类困难，助学金档次由人定：${name}`,
      'N-09',
      { ...senior, ...has },
      { decide: '600 至 1750 元之间' },
      '1200 至 3500 元/学年，每学期 600 至 1750 元',
    ),
  ),
  ...each({ ...fourGroups, disabled: '残疾学生' }, (name, has) =>
    worked(
      '2025-autumn',
      `高中生只有一类困难，免学杂费：${name}`,
      'N-10',
      { ...senior, senior_tuition_fee: 800_00, ...has },
      { due: '400.00' },
      '800 ÷ 2 = 400 元',
    ),
  ),
  ...each(difficult, (name, has) =>
    worked('2025-autumn', `中职三年级学生，只有一类困难：${name}`, 'N-11', { ...vocational, ...has }, { due: '1150.00' }, '2300 ÷ 2 = 1150 元'),
  ),
  ...each(ofTheTransition, (name, has) =>
    worked(
      '2024-autumn',
      `中职生的雨露计划，家庭是${name}`,
      'N-13',
      { stage: 'vocational', full_time_degree: true, on_roll: true, ...has },
      { due: '1500.00' },
      '3000 ÷ 2 = 1500 元',
    ),
  ),
  ...each(difficult, (name, has) =>
    worked('2022-autumn', `专科生的平均标准，只有一类困难：${name}`, 'N-14', { ...undergraduate, ...has }, { due: '3300.00' }, '3300 元，秋季计一次'),
  ),
  ...each(difficult, (name, has) => ({
    ...paid(
      '由就读高校发放到人',
      worked(
        '2025-autumn',
        `专科生定为3000元一档，只有一类困难：${name}`,
        'N-15',
        { ...undergraduate, ...has },
        { due: '3000.00' },
        '2500 ≤ 3000 ≤ 5000，发 3000 元',
      ),
    ),
    decisions: { 'amount-decision:N-15': 3000_00 },
  })),
  ...each(difficult, (name, has) => ({
    ...worked('2025-autumn', `专科生评上励志奖学金，只有一类困难：${name}`, 'N-17', { ...undergraduate, ...has }, { due: '6000.00' }, '6000 元'),
    decisions: { 'N-17': true },
  })),
]
