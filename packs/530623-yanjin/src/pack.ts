import { pack } from '@yingjin/policy/author'
import { claims, registeredPoorFirst } from './claims.ts'
import { clauses } from './clauses.ts'
import { compulsory } from './compulsory.ts'
import { county } from './county.ts'
import { document } from './document.ts'
import { higher } from './higher.ts'
import { intended } from './intended.ts'
import { newSchools } from './new-schools.ts'
import { notEncoded } from './not-encoded.ts'
import { parameters } from './parameters.ts'
import { kindergartenSetAside, preschoolGrant, preschoolQuota } from './preschool.ts'
import { readings } from './readings.ts'
import { senior, seniorTiers } from './senior.ts'
import { teachers } from './teachers.ts'
import { upper } from './upper.ts'
import { vocational } from './vocational.ts'

/** Yanjin 2017: the county's plan of education help against poverty, every rule of it (register section 2.4, YJ). */
export const yanjin = pack({
  id: '530623-yanjin',
  division: '530623',
  document,
  clauses,
  parameters,
  readings,
  rounding: { rule: '学年标准分两学期，分不尽的一分计入春季学期；按比例扣减的去尾到分，按比例提取的进位到分', cites: 'O-07' },
  midPeriodChange: { rule: '一个学期按其第一天有效的文件计算，学期中间换文件不改变本学期', takes: 'first-day', cites: 'O-07' },
  upper,
  county,
  intended,
  lines: [preschoolGrant, ...compulsory, ...senior, ...vocational, ...higher, ...claims, kindergartenSetAside, ...newSchools, ...teachers],
  stack: [seniorTiers, preschoolQuota],
  notices: [registeredPoorFirst],
  notEncoded,
})

export default yanjin
