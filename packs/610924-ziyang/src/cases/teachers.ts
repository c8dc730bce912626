import type { WorkedCase } from '@yingjin/policy/testing'

const teacher = { teaches_in_rural_school: true, in_service: true } as const
const line = 'ZY-T4.R1'
const clause = 'ZY-T4.R1，四（一）第4条；O-16'
const of = { subject: 'teacher', term: '2021-autumn', rest: 'no', clause } as const

export const teachers: readonly WorkedCase[] = [
  {
    ...of,
    title: '乡村学校在岗教师应按时足额发放，标准文件没有写',
    facts: teacher,
    expect: { [line]: { notEntered: ['乡村教师生活补助标准（每月）'] } },
    arithmetic: '标准待录入',
  },
  {
    ...of,
    title: '录入每月500元后，乡村教师每月发500元',
    entered: { ruralTeacherAllowance: 500_00 },
    facts: teacher,
    expect: { [line]: { due: '500.00' } },
    delivered: { [line]: '补助到人' },
    arithmetic: '每月 500 元',
  },
  {
    ...of,
    title: '县城学校教师没有乡村教师生活补助',
    facts: { ...teacher, teaches_in_rural_school: false },
    expect: { [line]: { not: '不在乡村学校任教' } },
    arithmetic: '0 元',
  },
  {
    ...of,
    title: '已退休或调出的不再发',
    facts: { ...teacher, in_service: false },
    expect: { [line]: { not: '不在职在岗' } },
    arithmetic: '0 元',
  },
  {
    ...of,
    title: '不知道任教学校是否乡村学校，先查明',
    entered: { ruralTeacherAllowance: 500_00 },
    facts: { ...teacher, teaches_in_rural_school: null },
    expect: { [line]: { missing: ['teaches_in_rural_school'] } },
    arithmetic: '待查任教学校',
  },
  {
    ...of,
    title: '过渡期结束后的春季，乡村教师生活补助另看新文件',
    term: '2026-spring',
    facts: teacher,
    expect: { [line]: { notInForce: '过渡期到2025年12月31日' } },
    arithmetic: '2026-03-01 已过过渡期',
  },
]
