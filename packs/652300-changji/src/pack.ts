import { pack } from '@yingjin/policy/author'
import { clauses } from './clauses.ts'
import { county } from './county/index.ts'
import { document } from './document.ts'
import { intended } from './intended.ts'
import { notEncoded } from './not-encoded.ts'
import { parameters } from './parameters.ts'
import { readings } from './readings.ts'
import { aid, boardingPlace, freeKindergarten, meals } from './students.ts'
import { ruralAllowance } from './teachers.ts'

/** Changji 2021–2025: the five-year plan of a prefecture, for the counties below it (register CJ). */
export const changji = pack({
  id: '652300-changji',
  division: '6523',
  document,
  clauses,
  parameters,
  readings,
  rounding: { rule: '学年标准分两学期，分不尽的一分计入春季学期', cites: 'O-07' },
  midPeriodChange: { rule: '一个学期按其第一天有效的文件计算，学期中间换文件不改变本学期', takes: 'first-day', cites: 'O-07' },
  upper: {
    'N-08': { how: 'replaced', by: [meals.id] },
    // The last year before school is free for every child; the countryside has all three.
    'N-01': { how: 'added' },
    'N-02': { how: 'added' },
  },
  county,
  intended,
  lines: [aid, meals, boardingPlace, freeKindergarten, ruralAllowance],
  stack: [],
  notices: [],
  notEncoded,
})

export default changji
