import { pack } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import { county } from './county/index.ts'
import { document } from './document.ts'
import { intended } from './intended.ts'
import { notEncoded } from './not-encoded.ts'
import { parameters } from './parameters.ts'
import { pairing } from './projects.ts'
import { readings } from './readings.ts'
import { aid, farmingSkills } from './students.ts'
import { teachers } from './teachers.ts'

/** Yueyang 2020: the year's plan of a prefecture-level city, for the counties below it (register YY). */
export const yueyang = pack({
  id: '430600-yueyang',
  division: '4306',
  document,
  clauses,
  parameters,
  readings,
  rounding: { rule: '学年标准分两学期，分不尽的一分计入春季学期', cites: 'O-07' },
  midPeriodChange: { rule: '一个学期按其第一天有效的文件计算，学期中间换文件不改变本学期', takes: 'first-day', cites: 'O-07' },
  county,
  intended,
  lines: [aid, farmingSkills, pairing, ...teachers],
  stack: [],
  notices: [],
  notEncoded,
})

export default yueyang
