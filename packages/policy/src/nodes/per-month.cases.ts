import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { countFact } from './fact.ts'
import { count, sum } from './literal.ts'
import { lowest } from './min.ts'
import { perMonth } from './per-month.ts'

const months = countFact('months_present', '个月')
const living = perMonth(sum(yuan(300).perMonth()), months, 'term')

export const perMonthCases: readonly NodeCase[] = [
  {
    that: 'a rate times the months',
    node: living,
    facts: { months_present: 5 },
    gives: 150_000,
    says: '300.00 元/月 × 本学期在校月数：5 个月，得 1,500.00 元',
  },
  { that: 'no month, no sum', node: living, facts: { months_present: 0 }, gives: 0 },
  { that: 'unknown months leave it unknown', node: living, gives: null, missing: ['months_present'] },
  {
    that: 'at most so many months',
    node: perMonth(sum(yuan(300).perMonth()), lowest(months, count(5, '个月')), 'term'),
    facts: { months_present: 6 },
    gives: 150_000,
  },
]
