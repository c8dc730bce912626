import { from, worked } from './edges.ts'

const primary = { stage: 'primary', lifted_out: true } as const
const junior = { stage: 'junior', lifted_out: true } as const
const boards = { boards: true } as const
const rural = { residence: 'rural' } as const
const fed = { stage: 'primary', school_nutrition_plan: true } as const

export const compulsory = [
  worked('2016-autumn', '义务教育免学杂费，2017年以前没有可比的文件', 'N-04', { stage: 'primary' }, from('2017年春季学期'), '从 2017 年起比对'),
  worked('2017-spring', '义务教育学生免学杂费，没有写金额', 'N-04', { stage: 'primary' }, { due: null }, '没有金额'),
  worked('2017-spring', '高中生不在义务教育免学杂费之内', 'N-04', { stage: 'senior' }, { not: '不在本学段' }, '不是义务教育'),
  worked('2017-spring', '不知道读哪个学段，免学杂费先不定', 'N-04', { stage: null }, { missing: ['stage'] }, '学段不知道'),
  worked('2017-spring', '义务教育学生免费教科书，没有写金额', 'N-05', { stage: 'junior' }, { due: null }, '没有金额'),
  worked('2017-spring', '中职生不在义务教育免费教科书之内', 'N-05', { stage: 'vocational' }, { not: '不在本学段' }, '不是义务教育'),
  worked('2017-spring', '不知道读哪个学段，免费教科书先不定', 'N-05', { stage: null, boards: true }, { missing: ['stage'] }, '学段不知道'),
  worked('2023-autumn', '小学寄宿生，2023年秋季学期最后一次按 1000 元', 'N-06', { ...primary, ...boards }, { due: '500.00' }, '1000 ÷ 2 = 500 元'),
  worked('2024-spring', '小学寄宿生，2024年春季学期第一次按 1250 元', 'N-06', { ...primary, ...boards }, { due: '625.00' }, '1250 ÷ 2 = 625 元'),
  worked('2023-autumn', '初中寄宿生，2023年秋季学期最后一次按 1250 元', 'N-06', { ...junior, ...boards }, { due: '625.00' }, '1250 ÷ 2 = 625 元'),
  worked('2024-spring', '初中寄宿生，2024年春季学期第一次按 1500 元', 'N-06', { ...junior, ...boards }, { due: '750.00' }, '1500 ÷ 2 = 750 元'),
  worked('2024-spring', '家庭不困难的寄宿生没有生活补助', 'N-06', { stage: 'junior', boards: true }, { not: '不属于家庭经济困难学生' }, '没有困难类别'),
  worked('2024-spring', '不知道是否寄宿，寄宿生生活补助先不定', 'N-06', { ...junior, boards: null }, { missing: ['boards'] }, '寄宿与否不知道'),
  worked('2019-spring', '非寄宿生，2019年春季学期还没有国家标准', 'N-07', primary, from('2019年秋季学期'), '2019-09-01 起'),
  worked('2019-autumn', '小学走读的脱贫户学生，2019年秋季学期起 250 元', 'N-07', primary, { due: '250.00' }, '500 ÷ 2 = 250 元'),
  worked('2023-autumn', '初中走读，2023年秋季学期最后一次按 625 元，有角分', 'N-07', junior, { due: '312.50' }, '625 ÷ 2 = 312.50 元'),
  worked('2024-spring', '小学走读，2024年春季学期第一次按 625 元，有角分', 'N-07', primary, { due: '312.50' }, '625 ÷ 2 = 312.50 元'),
  worked('2024-spring', '初中走读，2024年春季学期第一次按 750 元', 'N-07', junior, { due: '375.00' }, '750 ÷ 2 = 375 元'),
  worked('2024-spring', '农村低保的走读生在四类之内', 'N-07', { stage: 'junior', minimum_living: true, ...rural }, { due: '375.00' }, '750 ÷ 2 = 375 元'),
  worked(
    '2024-spring',
    '城镇低保的走读生不在四类之内',
    'N-07',
    { stage: 'junior', minimum_living: true, residence: 'town' },
    { not: '不属于四类学生' },
    '是城镇低保',
  ),
  worked('2024-spring', '家庭不困难的残疾走读生不在四类之内', 'N-07', { stage: 'junior', disabled: true }, { not: '不属于四类学生' }, '残疾，家庭不困难'),
  worked(
    '2024-spring',
    '学校认定家庭困难的残疾走读生在四类之内',
    'N-07',
    { stage: 'junior', disabled: true, other_hardship: true },
    { due: '375.00' },
    '750 ÷ 2 = 375 元',
  ),
  worked(
    '2024-spring',
    '残疾走读生不知道家庭是否困难，先查明',
    'N-07',
    { stage: 'junior', disabled: true, other_hardship: null },
    { missing: ['other_hardship'] },
    '家庭困难与否不知道',
  ),
  worked('2024-spring', '低保走读生不知道在城镇还是农村，先查明', 'N-07', { stage: 'junior', minimum_living: true }, { missing: ['residence'] }, '城乡不知道'),
  worked('2014-autumn', '营养膳食补助，2014年秋季学期开学时每天 3 元', 'N-08', fed, { due: '300.00' }, '3 × 200 = 600 元/学年，÷ 2 = 300 元；11 月才提高'),
  worked('2015-spring', '营养膳食补助，2015年春季学期第一次按每天 4 元', 'N-08', fed, { due: '400.00' }, '4 × 200 = 800 元/学年，÷ 2 = 400 元'),
  worked('2021-spring', '营养膳食补助，2021年春季学期最后一次按每天 4 元', 'N-08', fed, { due: '400.00' }, '4 × 200 = 800 元/学年，÷ 2 = 400 元'),
  worked('2021-autumn', '营养膳食补助，2021年秋季学期起每天 5 元', 'N-08', fed, { due: '500.00' }, '5 × 200 = 1000 元/学年，÷ 2 = 500 元'),
  worked('2021-autumn', '学校不在营养改善计划的没有', 'N-08', { stage: 'primary' }, { not: '学校未实施营养改善计划' }, '不在计划内'),
  worked(
    '2021-autumn',
    '不知道学校是否实施营养改善计划，先查明',
    'N-08',
    { ...fed, school_nutrition_plan: null },
    { missing: ['school_nutrition_plan'] },
    '学校情况不知道',
  ),
]
