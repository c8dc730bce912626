import { pack } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import { compulsory } from './compulsory.ts'
import { document } from './document.ts'
import { stacking } from './draft.ts'
import { helpAboveFees, higher } from './higher.ts'
import { intended } from './intended.ts'
import { notEncoded } from './not-encoded.ts'
import { parameters } from './parameters.ts'
import { careFee, living, nutrition, nutritionInstead } from './preschool.ts'
import { readings } from './readings.ts'
import { senior } from './senior.ts'
import { upper } from './upper.ts'
import { vocational } from './vocational.ts'

/** Pengshui 2022: the appendix of the county's work plan, whole (register PS-A1 … PS-A5). */
export const pengshui = pack({
  id: '500243-pengshui',
  division: '500243',
  document,
  clauses,
  parameters,
  readings,
  rounding: { rule: '学年标准分两学期，分不尽的一分计入春季学期', cites: 'O-07' },
  midPeriodChange: { rule: '一个学期按其第一天有效的文件计算，学期中间换文件不改变本学期', takes: 'first-day', cites: 'O-07' },
  upper,
  lines: [careFee, living, nutritionInstead, nutrition, ...compulsory, ...senior, ...vocational, ...higher],
  stack: [
    stacking({ kind: 'take-higher', of: [nutritionInstead.id, living.id], clause: 'PS-A1.1c' }),
    stacking({ kind: 'exclude', first: nutrition.id, then: nutritionInstead.id, clause: 'PS-A1.2' }),
    stacking({ kind: 'tiers', of: ['PS-A3.3a', 'PS-A3.3b'], clause: 'PS-A3.3a' }),
    stacking({ kind: 'tiers', of: ['PS-A4.3a', 'PS-A4.3b'], clause: 'PS-A4.3a' }),
  ],
  intended,
  notices: [helpAboveFees],
  notEncoded,
})

export default pengshui
