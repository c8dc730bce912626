import { from, worked } from './edges.ts'

const lastYear = { stage: 'preschool', last_kindergarten_year: true } as const
const inPublic = { ...lastYear, public_kindergarten: true, care_fee: 3600_00 } as const
const inPrivate = { ...lastYear, public_kindergarten: false, care_fee: 9000_00, similar_public_care_fee: 3600_00 } as const

export const preschool = [
  worked('2025-spring', '公办园大班，2025年春季学期还没有免费', 'N-01', inPublic, from('2025年秋季学期'), '2025-09-01 起'),
  worked('2025-autumn', '公办园大班，2025年秋季学期起免保育教育费', 'N-01', inPublic, { due: '1800.00' }, '3600 元/学年 ÷ 2 = 1800.00 元'),
  worked('2026-spring', '公办园收费标准没有登记，照样免，金额不写', 'N-01', { ...inPublic, care_fee: null }, { due: null }, '免收不等收费标准'),
  worked('2025-autumn', '公办园中班不在学前一年', 'N-01', { ...inPublic, last_kindergarten_year: false }, { not: '不在学前一年' }, '不是大班'),
  worked(
    '2025-autumn',
    '不知道是不是大班，先查明',
    'N-01',
    { ...inPublic, last_kindergarten_year: null },
    { missing: ['last_kindergarten_year'] },
    '班级不知道',
  ),
  worked('2025-spring', '民办园大班，2025年春季学期还没有减免', 'N-02', inPrivate, from('2025年秋季学期'), '2025-09-01 起'),
  worked(
    '2025-autumn',
    '民办园大班，按当地同类公办园标准减免 1800 元',
    'N-02',
    inPrivate,
    { due: '1800.00' },
    'min(9000, 3600) = 3600 元/学年，÷ 2 = 1800.00 元；高出的 5400 元可以收取',
  ),
  worked(
    '2026-spring',
    '民办园收费比同类公办园低一分钱，按实际收费减免',
    'N-02',
    { ...inPrivate, care_fee: 3599_99 },
    { due: '1800.00' },
    'min(3599.99, 3600) = 3599.99 元/学年；秋季 1799.99 元，春季 1800.00 元',
  ),
  worked(
    '2025-autumn',
    '不知道同类公办园收多少，民办园减免多少先不定',
    'N-02',
    { ...inPrivate, similar_public_care_fee: null },
    { missing: ['similar_public_care_fee'] },
    '参照标准不知道',
  ),
  worked('2025-autumn', '公办园大班不走民办园的减免', 'N-02', { ...inPublic, similar_public_care_fee: 3600_00 }, { not: '就读的是公办幼儿园' }, '是公办园'),
]
