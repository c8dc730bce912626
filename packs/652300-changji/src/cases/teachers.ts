import type { WorkedCase } from '@yingjin/policy/testing'

const teacher = { teaches_in_rural_school: true, in_service: true } as const
const line = 'CJ-T4.R1'
const of = { subject: 'teacher', term: '2021-autumn', rest: 'no', clause: 'CJ-T4.R1，三（一）第4条；O-16' } as const

export const teachers: readonly WorkedCase[] = [
  {
    ...of,
    title: '乡村教师生活补助应按标准发放到位，标准文件没有写',
    facts: teacher,
    expect: { [line]: { notEntered: ['乡村教师生活补助标准（每月）'] } },
    arithmetic: '标准待录入',
  },
  {
    ...of,
    title: '录入每月600.50元后，按月发600.50元',
    entered: { changjiTeacherAllowance: 600_50 },
    facts: teacher,
    expect: { [line]: { due: '600.50' } },
    delivered: { [line]: '补助到人' },
    arithmetic: '每月 600.50 元',
  },
  {
    ...of,
    title: '城区教师没有乡村教师生活补助',
    facts: { ...teacher, teaches_in_rural_school: false },
    expect: { [line]: { not: '不在乡村学校任教' } },
    arithmetic: '0 元',
  },
  {
    ...of,
    title: '退休的乡村教师没有乡村教师生活补助',
    entered: { changjiTeacherAllowance: 600_50 },
    facts: { ...teacher, in_service: false },
    expect: { [line]: { not: '不在职在岗' } },
    arithmetic: '0 元',
  },
  {
    ...of,
    title: '不知道教师是否在岗，先查明',
    entered: { changjiTeacherAllowance: 600_50 },
    facts: { ...teacher, in_service: null },
    expect: { [line]: { missing: ['in_service'] } },
    arithmetic: '待查明',
  },
]
