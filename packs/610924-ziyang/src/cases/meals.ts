import type { WorkedCase } from '@yingjin/policy/testing'

const pupil = { stage: 'primary', in_county_school: true, school_rural: true, school_four_plus_x: true } as const
const line = 'ZY-T6.R1'
const clause = 'ZY-T6.R1，四（一）第6条；O-31'

export const meals: readonly WorkedCase[] = [
  {
    title: '农村小学已实行“4+X”，X和天数文件没有写',
    term: '2021-autumn',
    facts: pupil,
    rest: 'no',
    expect: { [line]: { notEntered: ['供餐标准中的X（每天）', '全年供餐天数'] } },
    arithmetic: '(4 + X) × 天数，待录入',
    clause,
  },
  {
    title: '录入X为1.50元、200天，秋季标准550元',
    term: '2021-autumn',
    entered: { mealX: 1_50, mealDays: 200 },
    facts: pupil,
    rest: 'no',
    expect: { [line]: { due: '550.00' } },
    arithmetic: '(4 + 1.50) × 200 = 1100；1100 ÷ 2 = 550 元',
    clause,
  },
  {
    title: '录入X为0.33元、187天，秋季404.85元',
    term: '2021-autumn',
    entered: { mealX: 33, mealDays: 187 },
    facts: { ...pupil, stage: 'junior' },
    rest: 'no',
    expect: { [line]: { due: '404.85' } },
    arithmetic: '4.33 × 187 = 809.71；秋季 404.85 元',
    clause,
  },
  {
    title: '录入X为0.33元、187天，春季多一分',
    term: '2022-spring',
    entered: { mealX: 33, mealDays: 187 },
    facts: { ...pupil, stage: 'junior' },
    rest: 'no',
    expect: { [line]: { due: '404.86' } },
    arithmetic: '809.71 − 404.85 = 404.86 元',
    clause,
  },
  {
    title: '学校还没有实行“4+X”，稳妥推进中',
    term: '2021-autumn',
    facts: { ...pupil, school_four_plus_x: false },
    rest: 'no',
    expect: { [line]: { not: '还没有实行' } },
    arithmetic: '尚未实行',
    clause,
  },
  {
    title: '县城学校不在这一项',
    term: '2021-autumn',
    facts: { ...pupil, school_rural: false },
    rest: 'no',
    expect: { [line]: { not: '不是农村学校' } },
    arithmetic: '不是农村学校',
    clause,
  },
  {
    title: '不知道学校是否已实行，先问学校',
    term: '2021-autumn',
    entered: { mealX: 1_50, mealDays: 200 },
    facts: { ...pupil, school_four_plus_x: null },
    rest: 'no',
    expect: { [line]: { missing: ['school_four_plus_x'] } },
    arithmetic: '待查学校供餐方式',
    clause,
  },
]
