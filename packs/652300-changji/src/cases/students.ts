import type { WorkedCase } from '@yingjin/policy/testing'

const rural = { in_county_school: true, residence: 'rural' } as const
const aid = 'CJ-T6.R1'
const aidClause = 'CJ-T6.R1，三（二）第6条'
const halves = `${aidClause}；O-07`
const open = (stage: string) => ({ notEntered: [`${stage}农村家庭经济困难学生资助标准（每学年）`] }) as const

const meals = 'CJ-T7.R1'
const mealsClause = 'CJ-T7.R1，三（二）第7条'
const pilot = { ...rural, stage: 'primary', school_in_nutrition_pilot: true } as const

const place = 'CJ-T8.R1'
const placeClause = 'CJ-T8.R1，三（二）第8条'
const leftBehind = { ...rural, stage: 'primary', left_behind: true } as const

const kindergarten = 'CJ-T11.R1'
const kindergartenClause = 'CJ-T11.R1，三（三）第11条'

export const students: readonly WorkedCase[] = [
  // aid of every stage
  {
    title: '农村低保家庭的大学生应资助，标准文件没有写',
    term: '2022-spring',
    facts: { ...rural, stage: 'higher', minimum_living: true },
    rest: 'no',
    expect: { [aid]: open('高等教育') },
    arithmetic: '标准待录入',
    clause: aidClause,
  },
  {
    title: '农村孤儿幼儿应资助，标准文件没有写',
    term: '2022-spring',
    facts: { ...rural, stage: 'preschool', orphan: true },
    rest: 'no',
    expect: { [aid]: open('学前'), [kindergarten]: { due: null } },
    arithmetic: '标准待录入；另免费入园',
    clause: `${aidClause}；CJ-T11.R1`,
  },
  {
    title: '录入初中标准1250元后，农村脱贫户初中生每学期625元',
    term: '2022-autumn',
    entered: { changjiAidJunior: 1250_00 },
    facts: { ...rural, stage: 'junior', lifted_out: true },
    rest: 'no',
    expect: { [aid]: { due: '625.00' } },
    arithmetic: '1250 ÷ 2 = 625 元',
    clause: halves,
  },
  {
    title: '标准有单数的一分，春季多一分',
    term: '2023-spring',
    entered: { changjiAidJunior: 1250_01 },
    facts: { ...rural, stage: 'junior', lifted_out: true },
    rest: 'no',
    expect: { [aid]: { due: '625.01' } },
    arithmetic: '1250.01 − 625 = 625.01 元',
    clause: halves,
  },
  {
    title: '若整学年在秋季一次计发，秋季发满',
    term: '2022-autumn',
    readings: { 'O-07': 'whole-in-autumn' },
    entered: { changjiAidJunior: 1250_00 },
    facts: { ...rural, stage: 'junior', lifted_out: true },
    rest: 'no',
    expect: { [aid]: { due: '1250.00' } },
    arithmetic: '1250 元，秋季一次',
    clause: halves,
  },
  {
    title: '家庭在城镇的困难学生不在这一项',
    term: '2022-autumn',
    facts: { ...rural, residence: 'town', stage: 'junior', minimum_living: true },
    rest: 'no',
    expect: { [aid]: { not: '家庭不在农村' } },
    arithmetic: '家庭不在农村',
    clause: aidClause,
  },
  {
    title: '家庭不困难的农村学生不在这一项',
    term: '2022-autumn',
    facts: { ...rural, stage: 'junior' },
    rest: 'no',
    expect: { [aid]: { not: '不属于家庭经济困难学生' } },
    arithmetic: '不属于对象',
    clause: aidClause,
  },
  {
    title: '不知道家庭在城镇还是农村，先查明',
    term: '2022-autumn',
    entered: { changjiAidJunior: 1250_00 },
    facts: { ...rural, residence: null, stage: 'junior', minimum_living: true },
    rest: 'no',
    expect: { [aid]: { missing: ['residence'] } },
    arithmetic: '待查家庭所在',
    clause: aidClause,
  },

  {
    title: '计划印发以前开始的学期，还不按它资助',
    term: '2021-autumn',
    facts: { ...rural, stage: 'junior', lifted_out: true },
    rest: 'no',
    expect: { [aid]: { notInForce: '2021年11月11日印发' } },
    arithmetic: '2021-09-01 早于 2021-11-11',
    clause: aidClause,
  },

  // nutrition plan
  {
    title: '试点县市的小学生应供餐，标准和天数文件没有写',
    term: '2021-autumn',
    facts: pilot,
    rest: 'no',
    expect: { [meals]: { notEntered: ['营养改善计划膳食标准（每天）', '全年供餐天数'] } },
    arithmetic: '标准 × 天数，待录入',
    clause: mealsClause,
  },
  {
    title: '录入每天5元、200天，每学期500元',
    term: '2022-autumn',
    entered: { changjiMeal: 5_00, changjiMealDays: 200 },
    facts: pilot,
    rest: 'no',
    expect: { [meals]: { due: '500.00' } },
    arithmetic: '5 × 200 = 1000；1000 ÷ 2 = 500 元',
    clause: mealsClause,
  },
  {
    title: '不在试点县市的内初班学生也享受',
    term: '2022-autumn',
    entered: { changjiMeal: 5_00, changjiMealDays: 185 },
    facts: { ...rural, stage: 'junior', inner_junior_class: true },
    rest: 'no',
    expect: { [meals]: { due: '462.50' } },
    arithmetic: '5 × 185 = 925；925 ÷ 2 = 462.50 元',
    clause: mealsClause,
  },
  {
    title: '不在试点县市、也不是内初班的，自治区没有安排',
    term: '2022-autumn',
    facts: { ...rural, stage: 'primary' },
    rest: 'no',
    expect: { [meals]: { not: '不是试点，也不是内初班' }, [place]: { not: '不是留守或困境儿童' } },
    arithmetic: '不在范围',
    clause: `${mealsClause}；CJ-T8.R1`,
  },
  {
    title: '试点县市名单没有，不能说不享受',
    term: '2022-autumn',
    entered: { changjiMeal: 5_00, changjiMealDays: 200 },
    facts: { ...pilot, school_in_nutrition_pilot: null },
    rest: 'no',
    expect: { [meals]: { missing: ['school_in_nutrition_pilot'] } },
    arithmetic: '待查试点县市名单',
    clause: mealsClause,
  },

  // a boarding place first
  {
    title: '留守儿童要床位，是否有特殊困难、排第几由人定',
    term: '2022-autumn',
    facts: leftBehind,
    rest: 'no',
    expect: { [place]: { decide: '特殊困难与先后' } },
    arithmetic: '不涉及金额，先后由人排',
    clause: placeClause,
  },
  {
    title: '经人认定有特殊困难的留守儿童，优先安排床位',
    term: '2022-autumn',
    facts: leftBehind,
    rest: 'no',
    decisions: { [place]: true },
    expect: { [place]: { due: null } },
    arithmetic: '床位一个，不涉及金额',
    clause: placeClause,
  },
  {
    title: '经人认定没有特殊困难的困境儿童，不在优先之列',
    term: '2022-autumn',
    facts: { ...rural, stage: 'junior', child_in_difficulty: true },
    rest: 'no',
    decisions: { [place]: false },
    expect: { [place]: { not: '没有特殊困难' } },
    arithmetic: '不优先',
    clause: placeClause,
  },
  {
    title: '城镇的留守儿童不在农村儿童关爱之列',
    term: '2022-autumn',
    facts: { ...leftBehind, residence: 'town' },
    rest: 'no',
    decisions: { [place]: true },
    expect: { [place]: { not: '家庭不在农村' } },
    arithmetic: '不在范围',
    clause: placeClause,
  },
  {
    title: '在县外就读的留守儿童，县里排不了床位',
    term: '2022-autumn',
    facts: { ...leftBehind, in_county_school: false },
    rest: 'no',
    decisions: { [place]: true },
    expect: { [place]: { not: '不在县内学校就读' } },
    arithmetic: '不在范围',
    clause: placeClause,
  },
  {
    title: '初中的困境儿童经人认定有特殊困难，优先安排床位',
    term: '2023-spring',
    facts: { ...rural, stage: 'junior', child_in_difficulty: true },
    rest: 'no',
    decisions: { [place]: true },
    expect: { [place]: { due: null } },
    delivered: { [place]: '不涉及金额' },
    arithmetic: '床位一个，不涉及金额',
    clause: placeClause,
  },
  {
    title: '还不知道是不是留守儿童，先查明再排',
    term: '2022-autumn',
    facts: { ...leftBehind, left_behind: null },
    rest: 'no',
    expect: { [place]: { missing: ['left_behind'] } },
    arithmetic: '待查明',
    clause: placeClause,
  },

  // kindergarten free of charge
  {
    title: '农村幼儿免费入园，免哪几项以核定收费为准',
    term: '2025-autumn',
    facts: { ...rural, stage: 'preschool' },
    rest: 'no',
    expect: { [kindergarten]: { due: null } },
    arithmetic: '免收，金额文件未写',
    clause: kindergartenClause,
  },
  {
    title: '城镇幼儿不在农村免费入园之列',
    term: '2022-autumn',
    facts: { ...rural, residence: 'town', stage: 'preschool' },
    rest: 'no',
    expect: { [kindergarten]: { not: '家庭不在农村' } },
    arithmetic: '不在范围',
    clause: kindergartenClause,
  },
  {
    title: '不知道幼儿家庭所在，也不知道是否在县内入园，两样都要查',
    term: '2022-autumn',
    facts: { stage: 'preschool', residence: null, in_county_school: null },
    rest: 'no',
    expect: { [kindergarten]: { missing: ['in_county_school', 'residence'] } },
    arithmetic: '待查明',
    clause: kindergartenClause,
  },
]
