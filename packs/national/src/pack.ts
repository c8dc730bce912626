import { pack } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import { compulsory } from './compulsory.ts'
import { county } from './county.ts'
import { document } from './document.ts'
import { higher } from './higher.ts'
import { notEncoded } from './not-encoded.ts'
import { parameters } from './parameters.ts'
import { preschool } from './preschool.ts'
import { senior } from './senior.ts'
import { vocational } from './vocational.ts'

/** The national standards of the aid that counties give, each dated by term (register N). The nation's path is the empty beginning of every division. */
export const national = pack({
  id: 'national',
  division: '',
  document,
  clauses,
  parameters,
  readings: {},
  rounding: { rule: '学年标准分两学期，分不尽的一分计入春季学期', cites: 'N-26' },
  midPeriodChange: { rule: '一个学期按其第一天的标准计算，学期中间调整不改变本学期', takes: 'first-day', cites: 'N-26' },
  county,
  lines: [...preschool, ...compulsory, ...senior, ...vocational, ...higher],
  stack: [],
  notices: [],
  notEncoded,
})

export default national
