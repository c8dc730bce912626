import type { WorkedCase } from './worked-case.ts'

const enrolled = { stage: 'senior', grade: 1, in_county_school: true, on_roll: true, present: true, senior_textbook_terms_paid: 0 } as const
/** A county senior high that charges 1600 yuan a school year. */
const pupil = { ...enrolled, senior_tuition_fee: 1600_00 } as const

const unstated = { due: null } as const
const upperTier = { due: '1500.00' } as const
const lowerTier = { due: '500.00' } as const
const notNamed = { not: '条款列举的类别中没有该类' } as const
const oneTierOnly = { not: '已按 3000 元档，不重复' } as const
const notInHardship = { not: '不属困难学生' } as const
const elsewhere = { not: '不在本县普通高中就读' } as const
const noRoll = { not: '没有正式学籍' } as const
const limitReached = { not: '免教科书费已满 3 年' } as const

const all = 'PS-A3.1、PS-A3.2、PS-A3.3a、PS-A3.3b，附件第3条'
const books = 'PS-A3.2，附件第3条“二是”；O-09'
const other = 'PS-A3.3b，附件第3条“三是”'

export const senior: readonly WorkedCase[] = [
  // one group at a time
  {
    title: '已脱贫户的高中生免学费、免教科书费，助学金按 3000 元档',
    term: '2022-autumn',
    facts: { ...pupil, lifted_out: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': unstated, 'PS-A3.3a': upperTier, 'PS-A3.3b': oneTierOnly },
    arithmetic: '学费 1600 ÷ 2 = 800 元；助学金 3000 元/学年 ÷ 2 = 1500 元',
    clause: all,
  },
  {
    title: '低保家庭的高中生免学费、免教科书费，助学金按 3000 元档',
    term: '2022-autumn',
    facts: { ...pupil, minimum_living: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': unstated, 'PS-A3.3a': upperTier, 'PS-A3.3b': oneTierOnly },
    arithmetic: '1600 ÷ 2 = 800 元；3000 ÷ 2 = 1500 元',
    clause: all,
  },
  {
    title: '特困供养的高中生免学费、免教科书费，助学金按 3000 元档',
    term: '2022-autumn',
    facts: { ...pupil, extreme_hardship: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': unstated, 'PS-A3.3a': upperTier, 'PS-A3.3b': oneTierOnly },
    arithmetic: '1600 ÷ 2 = 800 元；3000 ÷ 2 = 1500 元',
    clause: all,
  },
  {
    title: '孤儿读高中免学费、助学金按 3000 元档，但不免教科书费',
    term: '2022-autumn',
    facts: { ...pupil, orphan: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': notNamed, 'PS-A3.3a': upperTier, 'PS-A3.3b': oneTierOnly },
    arithmetic: '1600 ÷ 2 = 800 元；3000 ÷ 2 = 1500 元',
    clause: all,
  },
  {
    title: '残疾学生读高中免学费、助学金按 3000 元档，但不免教科书费',
    term: '2022-autumn',
    facts: { ...pupil, disabled: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': notNamed, 'PS-A3.3a': upperTier, 'PS-A3.3b': oneTierOnly },
    arithmetic: '1600 ÷ 2 = 800 元；3000 ÷ 2 = 1500 元',
    clause: all,
  },
  {
    title: '烈士子女读高中不在免学费之列，助学金按其他特殊困难 1000 元档',
    term: '2022-autumn',
    facts: { ...pupil, martyr_child: true },
    rest: 'no',
    expect: { 'PS-A3.1': notNamed, 'PS-A3.2': notNamed, 'PS-A3.3a': notNamed, 'PS-A3.3b': lowerTier },
    arithmetic: '1000 元/学年 ÷ 2 = 500 元',
    clause: other,
  },
  {
    title: '脱贫不稳定户但不在脱贫户名单上的高中生，助学金按 1000 元档',
    term: '2022-autumn',
    facts: { ...pupil, unstable: true },
    rest: 'no',
    expect: { 'PS-A3.1': notNamed, 'PS-A3.2': notNamed, 'PS-A3.3a': notNamed, 'PS-A3.3b': lowerTier },
    arithmetic: '1000 元/学年 ÷ 2 = 500 元',
    clause: `${other}；O-03`,
  },
  {
    title: '脱贫不稳定户同时在脱贫户名单上的高中生按已脱贫户享受',
    term: '2022-autumn',
    facts: { ...pupil, unstable: true, lifted_out: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': unstated, 'PS-A3.3a': upperTier, 'PS-A3.3b': oneTierOnly },
    arithmetic: '1600 ÷ 2 = 800 元；3000 ÷ 2 = 1500 元',
    clause: all,
  },
  {
    title: '边缘易致贫户的高中生助学金按 1000 元档',
    term: '2022-autumn',
    facts: { ...pupil, marginal: true },
    rest: 'no',
    expect: { 'PS-A3.1': notNamed, 'PS-A3.2': notNamed, 'PS-A3.3a': notNamed, 'PS-A3.3b': lowerTier },
    arithmetic: '1000 元/学年 ÷ 2 = 500 元',
    clause: `${other}；O-03`,
  },
  {
    title: '突发严重困难户的高中生助学金按 1000 元档',
    term: '2022-autumn',
    facts: { ...pupil, sudden_hardship: true },
    rest: 'no',
    expect: { 'PS-A3.1': notNamed, 'PS-A3.2': notNamed, 'PS-A3.3a': notNamed, 'PS-A3.3b': lowerTier },
    arithmetic: '1000 元/学年 ÷ 2 = 500 元',
    clause: `${other}；O-03`,
  },
  {
    title: '换用“由人判定”读法时，突发严重困难户高中生的 1000 元档须由人判定',
    term: '2022-autumn',
    readings: { 'O-03': 'decide' },
    facts: { ...pupil, sudden_hardship: true },
    rest: 'no',
    expect: { 'PS-A3.1': notNamed, 'PS-A3.3a': notNamed, 'PS-A3.3b': { decide: '突发严重困难户未被条款点名，按此读法由人判定' } },
    arithmetic: '判定前不计金额',
    clause: `${other}；O-03`,
  },
  {
    title: '仅由学校认定为困难的高中生助学金按 1000 元档',
    term: '2022-autumn',
    facts: { ...pupil, other_hardship: true },
    rest: 'no',
    expect: { 'PS-A3.1': notNamed, 'PS-A3.2': notNamed, 'PS-A3.3a': notNamed, 'PS-A3.3b': lowerTier },
    arithmetic: '1000 元/学年 ÷ 2 = 500 元',
    clause: other,
  },
  {
    title: '家庭不困难的高中生没有资助',
    term: '2022-autumn',
    facts: { ...pupil },
    rest: 'no',
    expect: { 'PS-A3.1': notInHardship, 'PS-A3.2': notInHardship, 'PS-A3.3a': notInHardship, 'PS-A3.3b': notInHardship },
    arithmetic: '不计金额',
    clause: all,
  },
  {
    title: '春季学期的低保高中生领助学金的另一半',
    term: '2023-spring',
    facts: { ...pupil, minimum_living: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': unstated, 'PS-A3.3a': upperTier, 'PS-A3.3b': oneTierOnly },
    arithmetic: '学费 1600 − 800 = 800 元；助学金 3000 − 1500 = 1500 元',
    clause: `${all}；O-07`,
  },
  {
    title: '春季学期的学校认定困难高中生领 1000 元档的另一半',
    term: '2023-spring',
    facts: { ...pupil, other_hardship: true },
    rest: 'no',
    expect: { 'PS-A3.3b': lowerTier },
    arithmetic: '1000 − 秋季 500 = 春季 500 元',
    clause: `${other}；O-07`,
  },

  // the fee
  {
    title: '学费标准未知时仍免学费，只是金额待学校填报',
    term: '2022-autumn',
    facts: { ...enrolled, orphan: true },
    rest: 'no',
    expect: { 'PS-A3.1': unstated, 'PS-A3.3a': upperTier },
    arithmetic: '免学费不论收费多少；助学金 3000 ÷ 2 = 1500 元',
    clause: 'PS-A3.1、PS-A3.3a，附件第3条“一是”“三是”',
  },
  {
    title: '学费标准带奇数分，秋季学期少免一分',
    term: '2022-autumn',
    facts: { ...enrolled, senior_tuition_fee: 1575_35, minimum_living: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '787.67' } },
    arithmetic: '1575.35 元/学年 ÷ 2 = 787.675 元，秋季取 787.67 元',
    clause: 'PS-A3.1，附件第3条“一是”；O-07',
  },
  {
    title: '学费标准带奇数分，春季学期多免一分',
    term: '2023-spring',
    facts: { ...enrolled, senior_tuition_fee: 1575_35, minimum_living: true },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '787.68' } },
    arithmetic: '1575.35 − 秋季 787.67 = 春季 787.68 元',
    clause: 'PS-A3.1，附件第3条“一是”；O-07',
  },

  // status and place
  {
    title: '没有正式学籍的低保高中生只免教科书费',
    term: '2022-autumn',
    facts: { ...pupil, minimum_living: true, on_roll: false },
    rest: 'no',
    expect: { 'PS-A3.1': noRoll, 'PS-A3.2': unstated, 'PS-A3.3a': noRoll, 'PS-A3.3b': noRoll },
    arithmetic: '“二是”未写正式学籍，免教科书费仍享受；其余两项不享受',
    clause: all,
  },
  {
    title: '学籍未知的低保高中生，学费和助学金缺这一项',
    term: '2022-autumn',
    facts: { ...pupil, minimum_living: true, on_roll: null },
    rest: 'no',
    expect: { 'PS-A3.1': { missing: ['on_roll'] }, 'PS-A3.2': unstated, 'PS-A3.3a': { missing: ['on_roll'] } },
    arithmetic: '有学籍则 800 元和 1500 元，没有则不发',
    clause: all,
  },
  {
    title: '在外县读高中的已脱贫户学生不在本县享受',
    term: '2022-autumn',
    facts: { ...pupil, lifted_out: true, in_county_school: false, hukou_in_county: true },
    rest: 'no',
    expect: { 'PS-A3.1': elsewhere, 'PS-A3.2': elsewhere, 'PS-A3.3a': elsewhere, 'PS-A3.3b': elsewhere },
    arithmetic: '不计金额',
    clause: all,
  },
  {
    title: '外县户籍的低保学生在本县读高中照样享受',
    term: '2022-autumn',
    facts: { ...pupil, minimum_living: true, hukou_in_county: false },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': unstated, 'PS-A3.3a': upperTier },
    arithmetic: '条款看就读地，不看户籍；1600 ÷ 2 = 800 元；3000 ÷ 2 = 1500 元',
    clause: all,
  },

  // three years of textbooks = six terms
  {
    title: '免教科书费已享受五个学期，第六个学期仍享受',
    term: '2023-spring',
    facts: { ...pupil, grade: 3, lifted_out: true, senior_textbook_terms_paid: 5 },
    rest: 'no',
    expect: { 'PS-A3.2': unstated },
    arithmetic: '3 年 = 6 个学期；已享受 5 < 6',
    clause: books,
  },
  {
    title: '免教科书费已享受六个学期的复读生不再享受，学费和助学金不受影响',
    term: '2022-autumn',
    facts: { ...pupil, grade: 3, lifted_out: true, senior_textbook_terms_paid: 6 },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': limitReached, 'PS-A3.3a': upperTier },
    arithmetic: '3 年 = 6 个学期，已满；学费 1600 ÷ 2 = 800 元；助学金 3000 ÷ 2 = 1500 元',
    clause: books,
  },
  {
    title: '免教科书费已享受几个学期未知，只缺这一项',
    term: '2022-autumn',
    facts: { ...pupil, grade: 2, lifted_out: true, senior_textbook_terms_paid: null },
    rest: 'no',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': { missing: ['senior_textbook_terms_paid'] }, 'PS-A3.3a': upperTier },
    arithmetic: '不满 6 个学期才享受；学费 1600 ÷ 2 = 800 元；助学金 3000 ÷ 2 = 1500 元',
    clause: books,
  },
  {
    title: '孤儿读高中，已享受学期数未知也不必追问',
    term: '2022-autumn',
    facts: { ...pupil, orphan: true, senior_textbook_terms_paid: null },
    rest: 'no',
    expect: { 'PS-A3.2': notNamed },
    arithmetic: '孤儿不在免教科书费之列，已可定',
    clause: books,
  },

  // missing grounds
  {
    title: '高中生只有特困一项未知，其余类别都不是，三个项目只问这一项',
    term: '2022-autumn',
    facts: { ...pupil, extreme_hardship: null },
    rest: 'no',
    expect: { 'PS-A3.1': { missing: ['extreme_hardship'] }, 'PS-A3.2': { missing: ['extreme_hardship'] }, 'PS-A3.3a': { missing: ['extreme_hardship'] } },
    arithmetic: '是则 800 元、教科书和 1500 元，否则没有',
    clause: all,
  },
  {
    title: '高中生只有残疾一项未知，免教科书费不受影响',
    term: '2022-autumn',
    facts: { ...pupil, disabled: null },
    rest: 'no',
    expect: { 'PS-A3.1': { missing: ['disabled'] }, 'PS-A3.2': notInHardship, 'PS-A3.3a': { missing: ['disabled'] } },
    arithmetic: '免教科书费不含残疾学生，已可定',
    clause: all,
  },
  {
    title: '学校已认定困难、低保身份未知的高中生，先问低保才能定助学金档次',
    term: '2022-autumn',
    facts: { ...pupil, other_hardship: true, minimum_living: null },
    rest: 'no',
    expect: { 'PS-A3.3a': { missing: ['minimum_living'] }, 'PS-A3.3b': { missing: ['minimum_living'] } },
    arithmetic: '是低保 1500 元，不是 500 元，两档只取一档',
    clause: 'PS-A3.3a、PS-A3.3b，附件第3条“三是”',
  },
  {
    title: '已知是特困，其余类别全部未知的高中生照常享受',
    term: '2022-autumn',
    facts: { ...pupil, extreme_hardship: true },
    rest: 'unknown',
    expect: { 'PS-A3.1': { due: '800.00' }, 'PS-A3.2': unstated, 'PS-A3.3a': upperTier, 'PS-A3.3b': oneTierOnly },
    arithmetic: '1600 ÷ 2 = 800 元；3000 ÷ 2 = 1500 元',
    clause: all,
  },
]
