import type { WorkedCase } from '@yingjin/policy/testing'

const graduate = { stage: 'junior', hukou_in_county: true, in_county_school: true, boards: false, special_school: false } as const
const goingOn = 'YJ-3.2.R1，三（二）精准指导'
const child = 'YJ-3.6.R4，三、教师措施第5条'

export const claims: readonly WorkedCase[] = [
  {
    title: '建档立卡初中毕业生没有升学、愿意读职业学校，应帮扶就读',
    term: '2018-autumn',
    facts: { ...graduate, junior_graduate: true, wishes_vocational: true, lifted_out: true },
    rest: 'no',
    expect: { 'YJ-3.2.R1': { due: null } },
    arithmetic: '没有写金额，是帮扶就读',
    clause: goingOn,
  },
  {
    title: '不愿意读职业学校的，尊重本人意愿',
    term: '2018-autumn',
    facts: { ...graduate, junior_graduate: true, lifted_out: true },
    rest: 'no',
    expect: { 'YJ-3.2.R1': { not: '本人不愿意就读职业学校' } },
    arithmetic: '“结合本人意愿”',
    clause: goingOn,
  },
  {
    title: '已经升学的毕业生不是两后生',
    term: '2018-autumn',
    facts: { ...graduate, stage: 'senior', senior_graduate: true, went_on: true, wishes_vocational: true, lifted_out: true },
    rest: 'no',
    expect: { 'YJ-3.2.R1': { not: '毕业后已升学' } },
    arithmetic: '已升学',
    clause: goingOn,
  },
  {
    title: '高中毕业生愿不愿意还没有问，先走访',
    term: '2018-autumn',
    facts: { ...graduate, stage: 'senior', senior_graduate: true, wishes_vocational: null, lifted_out: true },
    rest: 'no',
    expect: { 'YJ-3.2.R1': { missing: ['wishes_vocational'] } },
    arithmetic: '本人意愿还不知道',
    clause: goingOn,
  },
  {
    title: '帮扶就读的完成时间是 2018 年 12 月，2019 年春季学期不再列',
    term: '2019-spring',
    facts: { ...graduate, junior_graduate: true, wishes_vocational: true, lifted_out: true },
    rest: 'no',
    expect: { 'YJ-3.2.R1': { notInForce: '完成时间2018年12月' } },
    arithmetic: '2019-03-01 已过 2018 年 12 月；本项没有写“并长期坚持”',
    clause: goingOn,
  },
  {
    title: '家长在偏远地区连续从教正好 10 年且仍在，子女就学予以照顾',
    term: '2018-autumn',
    facts: { stage: 'primary', parent_remote_teaching_years: 10, parent_teaches_remote: true },
    rest: 'no',
    expect: { 'YJ-3.6.R4': { due: null } },
    arithmetic: '10 ≥ 10，达到',
    clause: child,
  },
  {
    title: '连续从教 9 年的，还不到年限',
    term: '2018-autumn',
    facts: { stage: 'primary', parent_remote_teaching_years: 9, parent_teaches_remote: true },
    rest: 'no',
    expect: { 'YJ-3.6.R4': { not: '不满10年' } },
    arithmetic: '9 < 10',
    clause: child,
  },
  {
    title: '从教 20 年但已调离偏远地区的，不再照顾',
    term: '2018-autumn',
    facts: { stage: 'junior', parent_remote_teaching_years: 20, parent_teaches_remote: false },
    rest: 'no',
    expect: { 'YJ-3.6.R4': { not: '现在已不在偏远地区工作' } },
    arithmetic: '20 ≥ 10，但不在偏远地区',
    clause: child,
  },
  {
    title: '不知道家长从教几年，先查明',
    term: '2018-autumn',
    facts: { stage: 'junior', parent_teaches_remote: true },
    rest: 'no',
    expect: { 'YJ-3.6.R4': { missing: ['parent_remote_teaching_years'] } },
    arithmetic: '从教年数还不知道',
    clause: child,
  },
]
