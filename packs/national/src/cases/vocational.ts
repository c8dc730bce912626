import { until, worked } from './edges.ts'

const farming = { stage: 'vocational', farming_specialty: true } as const
const liftedOut = { stage: 'vocational', lifted_out: true, full_time_degree: true, on_roll: true } as const
const diploma = { ...liftedOut, stage: 'higher', degree_level: 'diploma' } as const

export const vocational = [
  worked('2024-autumn', '涉农专业二年级，2024年秋季学期 1000 元', 'N-11', { ...farming, grade: 2 }, { due: '1000.00' }, '2000 ÷ 2 = 1000 元'),
  worked('2024-autumn', '涉农专业三年级，2024年秋季学期还不享受', 'N-11', { ...farming, grade: 3 }, { not: '不在享受的年级' }, '3 > 2'),
  worked('2025-spring', '涉农专业三年级，2025年春季学期起也享受', 'N-11', { ...farming, grade: 3 }, { due: '1150.00' }, '2300 ÷ 2 = 1150 元；3 ≤ 3'),
  worked('2025-spring', '涉农专业二年级，2025年春季学期起 1150 元', 'N-11', { ...farming, grade: 2 }, { due: '1150.00' }, '2300 ÷ 2 = 1150 元'),
  worked(
    '2025-spring',
    '南疆的农村中职生不看家庭困难，每学期 1150 元',
    'N-11',
    { stage: 'vocational', grade: 1, residence: 'rural', school_in_poor_region: true },
    { due: '1150.00' },
    '2300 ÷ 2 = 1150 元',
  ),
  worked(
    '2025-spring',
    '南疆的城镇中职生还要看家庭困难',
    'N-11',
    { stage: 'vocational', grade: 1, residence: 'town', school_in_poor_region: true },
    { not: '不属于家庭经济困难学生' },
    '是城镇学生，没有困难类别',
  ),
  worked(
    '2025-spring',
    '别处的农村中职生也要看家庭困难',
    'N-11',
    { stage: 'vocational', grade: 1, residence: 'rural' },
    { not: '不属于家庭经济困难学生' },
    '不在这些地区，没有困难类别',
  ),
  worked('2025-spring', '不知道几年级，中职助学金先不定', 'N-11', farming, { missing: ['grade'] }, '年级不知道'),
  worked('2018-spring', '中职免学费，标准每学期 1000 元', 'N-12', { stage: 'vocational' }, { due: '1000.00' }, '2000 ÷ 2 = 1000 元'),
  worked('2018-spring', '普通高中生没有中职免学费', 'N-12', { stage: 'senior' }, { not: '不在本学段' }, '不是中职'),
  worked('2018-spring', '不知道读哪个学段，中职免学费先不定', 'N-12', { stage: null }, { missing: ['stage'] }, '学段不知道'),
  worked('2025-autumn', '脱贫户中职生，过渡期内最后一个学期的雨露计划', 'N-13', liftedOut, { due: '1500.00' }, '3000 ÷ 2 = 1500 元'),
  worked('2026-spring', '过渡期已过，2026年春季学期雨露计划不再比对', 'N-13', liftedOut, until('2025年12月31日'), '2026-01-01 起没有查到新的规定'),
  worked('2025-autumn', '脱贫户高职生同样享受雨露计划', 'N-13', diploma, { due: '1500.00' }, '3000 ÷ 2 = 1500 元'),
  worked('2025-autumn', '脱贫户本科生不在雨露计划之内', 'N-13', { ...diploma, degree_level: 'bachelor' }, { not: '就读的是本科及以上' }, '本科除外'),
  worked('2025-autumn', '休学期间雨露计划暂停', 'N-13', { ...liftedOut, suspended: true }, { not: '休学期间暂停' }, '休学'),
  worked('2025-autumn', '不知道高职还是本科，雨露计划先不定', 'N-13', { ...diploma, degree_level: null }, { missing: ['degree_level'] }, '层次不知道'),
]
