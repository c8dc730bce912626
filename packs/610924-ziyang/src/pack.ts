import { pack } from '@yingjin/policy/author'
import { aid } from './aid.ts'
import { clauses } from './clauses.ts'
import { college } from './college.ts'
import { county } from './county/index.ts'
import { document } from './document.ts'
import { intended } from './intended.ts'
import { meals } from './meals.ts'
import { parameters } from './parameters.ts'
import { readings } from './readings.ts'
import { ruralAllowance } from './teachers.ts'

/** Ziyang 2021: the county's plan for the five years of transition (register ZY). */
export const ziyang = pack({
  id: '610924-ziyang',
  division: '610924',
  document,
  clauses,
  parameters,
  readings,
  rounding: { rule: '学年标准分两学期，分不尽的一分计入春季学期', cites: 'O-07' },
  midPeriodChange: { rule: '一个学期按其第一天有效的文件计算，学期中间换文件不改变本学期', takes: 'first-day', cites: 'O-07' },
  // The nation's meal is held against the plan's own; it never pays.
  upper: { 'N-08': { how: 'replaced', by: [meals.id] } },
  county,
  intended,
  lines: [aid, ...college, meals, ruralAllowance],
  stack: [],
  notices: [],
  notEncoded: [],
})

export default ziyang
