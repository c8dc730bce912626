import type { WorkedCase } from '@yingjin/policy/testing'

const of = { subject: 'teacher', term: '2020-spring', rest: 'no' } as const
const township = 'YY-T6.R1，三、第6条；O-16'
const award = 'YY-T6.R2，三、第6条'
const preference = 'YY-T6.R3，三、第6条'
const qualified = { teaches_in_rural_school: true, township_allowance_qualified: true } as const
const inPost = { teaches_in_rural_school: true, in_service: true } as const
const village = { teaches_in_village_school: true, full_time_teacher: true } as const

export const teachers: readonly WorkedCase[] = [
  {
    ...of,
    title: '符合条件的乡村教师应发乡镇工作补贴，标准文件没有写',
    facts: qualified,
    expect: { 'YY-T6.R1': { notEntered: ['乡镇工作补贴标准（每月）'] } },
    arithmetic: '标准待录入',
    clause: township,
  },
  {
    ...of,
    title: '录入每月300元后，乡镇工作补贴按月300元',
    entered: { townshipAllowance: 300_00 },
    facts: qualified,
    expect: { 'YY-T6.R1': { due: '300.00' } },
    arithmetic: '每月 300 元',
    clause: township,
  },
  {
    ...of,
    title: '乡村教师不符合规定条件的没有乡镇工作补贴',
    facts: { ...qualified, township_allowance_qualified: false },
    expect: { 'YY-T6.R1': { not: '不符合规定的条件' } },
    arithmetic: '0 元',
    clause: township,
  },
  {
    ...of,
    title: '不知道乡村教师是否符合条件，先按规定核实',
    facts: { ...qualified, township_allowance_qualified: null },
    expect: { 'YY-T6.R1': { missing: ['township_allowance_qualified'] } },
    arithmetic: '待核实',
    clause: township,
  },
  {
    ...of,
    title: '突出贡献由人认定，奖励标准还没有录入',
    facts: inPost,
    expect: { 'YY-T6.R2': { notEntered: ['突出贡献奖励标准（一次）'] } },
    arithmetic: '标准待录入',
    clause: award,
  },
  {
    ...of,
    title: '录入奖励标准后，是否突出贡献由人认定',
    entered: { outstandingAward: 5000_00 },
    facts: inPost,
    expect: { 'YY-T6.R2': { decide: '是否突出贡献' } },
    arithmetic: '5000 元，待认定',
    clause: award,
  },
  {
    ...of,
    title: '经人认定作出突出贡献，一次奖励5000元',
    entered: { outstandingAward: 5000_00 },
    facts: inPost,
    decisions: { 'YY-T6.R2': true },
    expect: { 'YY-T6.R2': { due: '5000.00' } },
    arithmetic: '一次 5000 元',
    clause: award,
  },
  {
    ...of,
    title: '不任教的教育工作者作出突出贡献，同样奖励',
    entered: { outstandingAward: 5000_00 },
    facts: { education_worker: true, in_service: true },
    decisions: { 'YY-T6.R2': true },
    expect: { 'YY-T6.R2': { due: '5000.00' } },
    delivered: { 'YY-T6.R2': '补助到人' },
    arithmetic: '一次 5000 元',
    clause: award,
  },
  {
    ...of,
    title: '不是乡村教师、也不是教育工作者的，不在奖励之列',
    entered: { outstandingAward: 5000_00 },
    facts: { in_service: true },
    decisions: { 'YY-T6.R2': true },
    expect: { 'YY-T6.R2': { not: '不是乡村教师，也不是教育工作者' } },
    arithmetic: '0 元',
    clause: award,
  },
  {
    ...of,
    title: '已退休的教师不在奖励之列',
    facts: { ...inPost, in_service: false },
    expect: { 'YY-T6.R2': { not: '不在职在岗' } },
    arithmetic: '0 元',
    clause: award,
  },
  {
    ...of,
    title: '不知道教师是否在职，先查明再认定',
    facts: { ...inPost, in_service: null },
    expect: { 'YY-T6.R2': { missing: ['in_service'] } },
    arithmetic: '待查明',
    clause: award,
  },
  {
    ...of,
    title: '教学点的专任教师在职称、荣誉和绩效上受倾斜，不涉及金额',
    facts: village,
    expect: { 'YY-T6.R3': { due: null } },
    arithmetic: '不涉及金额',
    clause: preference,
  },
  {
    ...of,
    title: '教学点的后勤人员不是专任教师',
    facts: { ...village, full_time_teacher: false },
    expect: { 'YY-T6.R3': { not: '不是专任教师' } },
    arithmetic: '不在范围',
    clause: preference,
  },
  {
    ...of,
    title: '不知道是否在村小学或教学点任教，先查明',
    facts: { ...village, teaches_in_village_school: null },
    expect: { 'YY-T6.R3': { missing: ['teaches_in_village_school'] } },
    arithmetic: '待查明',
    clause: preference,
  },
]
