import type { WorkedCase } from '@yingjin/policy/testing'
import { boarder, collegeStudent, inDongguan, kindergartenChild, seniorStudent } from './people.ts'

/** The categories of 2017 beside 建档立卡, each in a family that has no other. */
const grounds = {
  minimum_living: '低保',
  extreme_hardship: '特困供养',
  orphan: '孤儿',
  disabled: '残疾',
  martyr_child: '烈士子女',
  other_hardship: '学校认定困难',
} as const

const aid = '三（四）精准资助'
const none = { not: '不是建档立卡' } as const

/** For whom each aid is: every category by itself, where the clause means all in difficulty and where it means the registered poor alone. */
export const oneGround: readonly WorkedCase[] = Object.entries(grounds).flatMap(([ground, name]): readonly WorkedCase[] => [
  {
    title: `只有“${name}”一项的幼儿，名额之内每学期 150 元`,
    term: '2018-spring',
    facts: { ...kindergartenChild, [ground]: true, preschool_grant_rank: 3 },
    rest: 'no',
    expect: { 'YJ-3.4a.5a': { due: '150.00' } },
    arithmetic: '129 × 10% 舍为 12 名，第 3 名在内；300 − 秋季 150 = 150 元',
    clause: `YJ-3.4a.5a，${aid}第5条`,
  },
  {
    title: `只有“${name}”一项的初中寄宿生，每学期 625 元`,
    term: '2017-autumn',
    facts: { ...boarder, stage: 'junior', [ground]: true },
    rest: 'no',
    expect: { 'YJ-3.4a.4b': { due: '625.00' } },
    arithmetic: '1250 元/学年 ÷ 2 = 625 元',
    clause: `YJ-3.4a.4b，${aid}第4条`,
  },
  {
    title: `只有“${name}”一项的高中生没有评为一等：二等 750 元；按困难学生都给理解时，另有生活补助和免学费`,
    term: '2018-autumn',
    readings: { 'O-50': 'in-hardship' },
    facts: { ...seniorStudent, [ground]: true },
    rest: 'no',
    decisions: { 'YJ-3.4a.2a-1': false },
    expect: {
      'YJ-3.4a.2a-1': { not: '没有评为一等' },
      'YJ-3.4a.2a-2': { due: '750.00' },
      'YJ-3.4a.2b': { due: '1250.00' },
      'YJ-3.4a.2c': { due: '400.00' },
    },
    arithmetic: '1500 ÷ 2 = 750 元；2500 ÷ 2 = 1250 元；800 ÷ 2 = 400 元',
    clause: `YJ-3.4a.2a、YJ-3.4a.2b、YJ-3.4a.2c、O-50，${aid}第2条`,
  },
  {
    title: `只有“${name}”一项的高中生，一等由人评；生活补助和免学费只给建档立卡`,
    term: '2018-autumn',
    facts: { ...seniorStudent, [ground]: true },
    rest: 'no',
    expect: { 'YJ-3.4a.2a-1': { decide: '其他困难学生的一等由人评' }, 'YJ-3.4a.2b': none, 'YJ-3.4a.2c': none },
    arithmetic: '不是建档立卡，生活补助、免学费不计',
    clause: `YJ-3.4a.2a、YJ-3.4a.2b、YJ-3.4a.2c、O-50，${aid}第2条`,
  },
  {
    title: `只有“${name}”一项、就读东莞的中职新生，按困难学生都给理解：除免学费外各项都有`,
    term: '2018-autumn',
    readings: { 'O-50': 'in-hardship' },
    facts: { ...inDongguan, [ground]: true, new_student: true },
    rest: 'no',
    decisions: { 'amount-decision:YJ-3.4a.3c': 900_00 },
    expect: {
      'YJ-3.4a.3a': none,
      'YJ-3.4a.3b': { due: '1000.00' },
      'YJ-3.4a.3c': { due: '900.00' },
      'YJ-3.4a.3d': { due: '2100.00' },
      'YJ-3.4a.3e': { due: '625.00' },
    },
    arithmetic: '2000 ÷ 2 = 1000 元；路费填 900 元；(3000 + 1200) ÷ 2 = 2100 元；(800 + 450) ÷ 2 = 625 元',
    clause: `YJ-3.4a.3a、YJ-3.4a.3b、YJ-3.4a.3c、YJ-3.4a.3d、YJ-3.4a.3e、O-50，${aid}第3条`,
  },
  {
    title: `只有“${name}”一项、就读东莞的中职新生，只有路费：其余各项只给建档立卡`,
    term: '2018-autumn',
    facts: { ...inDongguan, [ground]: true, new_student: true },
    rest: 'no',
    decisions: { 'amount-decision:YJ-3.4a.3c': 900_00 },
    expect: { 'YJ-3.4a.3a': none, 'YJ-3.4a.3b': none, 'YJ-3.4a.3c': { due: '900.00' }, 'YJ-3.4a.3d': none, 'YJ-3.4a.3e': none },
    arithmetic: '路费 500 ≤ 900 ≤ 1000；其余不是建档立卡，不计',
    clause: `YJ-3.4a.3a、YJ-3.4a.3b、YJ-3.4a.3c、YJ-3.4a.3d、YJ-3.4a.3e、O-50，${aid}第3条`,
  },
  {
    title: `只有“${name}”一项的优秀大学新生：助学金 2500 元、路费 600 元，贷款优先只写建档立卡`,
    term: '2018-autumn',
    facts: { ...collegeStudent, [ground]: true, new_student: true },
    rest: 'no',
    decisions: { 'YJ-3.4a.1a': true, 'amount-decision:YJ-3.4a.1b': 600_00 },
    expect: { 'YJ-3.4a.1a': { due: '2500.00' }, 'YJ-3.4a.1b': { due: '600.00' }, 'YJ-3.4a.1c': none },
    arithmetic: '5000 ÷ 2 = 2500 元；路费填 600 元',
    clause: `YJ-3.4a.1a、YJ-3.4a.1b、YJ-3.4a.1c，${aid}第1条`,
  },
])
