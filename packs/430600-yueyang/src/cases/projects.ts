import type { WorkedCase } from '@yingjin/policy/testing'

const of = { subject: 'project', rest: 'no', clause: 'YY-T5.R1，三、第5条' } as const
const line = 'YY-T5.R1'

export const projects: readonly WorkedCase[] = [
  {
    ...of,
    title: '校校结对帮扶2020年专项资金100万元，市本级预算安排',
    term: '2020-spring',
    facts: { city_pairing_project: true },
    expect: { [line]: { due: '1000000.00' } },
    delivered: { [line]: '补助到校' },
    funds: { [line]: { 市本级预算: '1000000.00' } },
    arithmetic: '100 万元 = 1000000 元，2020预算年度，全部由市本级预算出',
  },
  {
    ...of,
    title: '秋季再看仍是同一笔，按预算年度不按学期重复',
    term: '2020-autumn',
    facts: { city_pairing_project: true },
    expect: { [line]: { due: '1000000.00' } },
    arithmetic: '同一预算年度的 1000000 元',
  },
  {
    ...of,
    title: '别的帮扶项目不用这笔资金',
    term: '2020-spring',
    facts: { city_pairing_project: false },
    expect: { [line]: { not: '不是校校结对帮扶' } },
    arithmetic: '0 元',
  },
  {
    ...of,
    title: '不知道是不是校校结对帮扶工程，先查明',
    term: '2020-spring',
    facts: { city_pairing_project: null },
    expect: { [line]: { missing: ['city_pairing_project'] } },
    arithmetic: '待查明',
  },
]
