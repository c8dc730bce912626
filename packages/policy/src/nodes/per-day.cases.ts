import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { count, sum } from './literal.ts'
import { perDay } from './per-day.ts'

export const perDayCases: readonly NodeCase[] = [
  {
    that: 'a rate times the days of the year',
    node: perDay(sum(yuan(6).perDay()), count(200, '天'), 'school-year'),
    gives: 120000,
    says: '6.00 元/天 × 200 天，得 1,200.00 元',
  },
  { that: 'no days, nothing', node: perDay(sum(yuan(6).perDay()), count(0, '天'), 'term'), gives: 0 },
]
