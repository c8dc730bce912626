import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { countFact, feeFact } from './fact.ts'
import { count, sum } from './literal.ts'
import { highest } from './max.ts'
import { lowest } from './min.ts'
import { type AtFloor, proportion } from './proportion.ts'
import { subtract } from './subtract.ts'

// The grant of YJ-3.5.R1 in small: 3,000,000.00 for 360 children, nothing below 270.
const grant = sum(yuan(3_000_000).perSchoolYear())
const children = countFact('absent_days', '天')
const scaled = (atFloor: AtFloor) =>
  proportion(grant, { kept: children, whole: count(180, '天'), floor: count(135, '天'), atFloor, mode: 'half-up', clause: 'a1' })

const [days, absent] = [countFact('school_days', '天'), countFact('absent_days', '天')]
const there = highest(subtract(days, absent), count(0, '天'))
const attended = (mode: 'down' | 'up' | 'half-up' | 'half-even', to: 1 | 10 | 100 = 1) =>
  proportion(feeFact('care_fee'), { kept: there, whole: days, mode, clause: 'a1', to })
const at = (care_fee: number, school_days: number, absent_days: number) => ({ care_fee, school_days, absent_days })

export const proportionCases: readonly NodeCase[] = [
  { that: 'at full scale the whole', node: scaled('not-below'), facts: { absent_days: 180 }, gives: 300_000_000 },
  {
    that: 'above it nothing is added',
    node: scaled('not-below'),
    facts: { absent_days: 200 },
    gives: 300_000_000,
    says: '3,000,000.00 元；本学期缺勤天数：200 天（下限 135 天），以 180 天 为全额，已达到，按全额 3,000,000.00 元',
  },
  {
    that: 'below it in proportion, rounded once',
    node: scaled('not-below'),
    facts: { absent_days: 137 },
    gives: 228_333_333,
    says: '3,000,000.00 元 × 137/180（本学期缺勤天数：137 天（下限 135 天），以 180 天 为全额），四舍五入到分，得 2,283,333.33 元',
  },
  { that: 'exactly at the floor, read as not below (O-13)', node: scaled('not-below'), facts: { absent_days: 135 }, gives: 225_000_000 },
  {
    that: 'exactly at the floor, read as below',
    node: scaled('below'),
    facts: { absent_days: 135 },
    gives: 0,
    says: '本学期缺勤天数：135 天，正好是下限 135 天，不计',
  },
  { that: 'one above the floor', node: scaled('below'), facts: { absent_days: 136 }, gives: 226_666_667 },
  {
    that: 'one below the floor nothing',
    node: scaled('not-below'),
    facts: { absent_days: 134 },
    gives: 0,
    says: '本学期缺勤天数：134 天，低于下限 135 天，不计',
  },
  { that: 'unknown is neither above nor below', node: scaled('not-below'), gives: null, missing: ['absent_days'] },
  {
    that: 'below the floor nothing, whatever the sum',
    node: proportion(feeFact('care_fee'), {
      kept: children,
      whole: days,
      floor: count(10, '天'),
      atFloor: 'below',
      mode: 'down',
      clause: 'a1',
    }),
    facts: { absent_days: 9 },
    gives: 0,
    missing: [],
  },
  { that: 'the days attended of the days of the term', node: attended('half-up'), facts: at(100_000, 90, 30), gives: 66_667 },
  { that: 'down', node: attended('down'), facts: at(100_000, 90, 30), gives: 66_666 },
  { that: 'up', node: attended('up'), facts: at(100_000, 90, 60), gives: 33_334 },
  { that: 'to the jiao', node: attended('half-up', 10), facts: at(100_000, 90, 30), gives: 66_670 },
  { that: 'up to the yuan', node: attended('up', 100), facts: at(100_000, 90, 30), gives: 66_700 },
  { that: 'a half goes to the even fen', node: attended('half-even'), facts: at(5, 2, 1), gives: 2 },
  { that: 'also upwards', node: attended('half-even'), facts: at(7, 2, 1), gives: 4 },
  { that: 'absent longer than the term lasts leaves nothing', node: attended('half-up'), facts: at(100_000, 90, 200), gives: 0 },
  { that: 'never absent, the whole', node: attended('half-up'), facts: at(100_001, 90, 0), gives: 100_001 },
  { that: 'everything unknown is asked for', node: attended('half-up'), gives: null, missing: ['care_fee', 'school_days', 'absent_days'] },
  {
    that: 'a sum of a sum',
    node: proportion(sum(yuan(10).perTerm()), { kept: feeFact('textbook_fee'), whole: sum(yuan(3).perSchoolYear()), mode: 'half-up', clause: 'a1' }),
    facts: { textbook_fee: 100 },
    gives: 333,
  },
  {
    that: 'the lower of two ratios is the lower of the two sums',
    node: lowest(attended('half-up'), scaled('not-below')),
    facts: at(100_000, 90, 135),
    gives: 0,
  },
]
