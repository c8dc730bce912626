import { day } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { daysBetween } from './days-between.ts'
import { dayFact } from './fact.ts'
import { firstDayOfTerm } from './first-day-of-term.ts'
import { date } from './literal.ts'

const sinceEntry = daysBetween(dayFact('entered_on'), firstDayOfTerm)
const across = (from: string, to: string) => daysBetween(date(day(from)), date(day(to)))

export const daysBetweenCases: readonly NodeCase[] = [
  {
    that: 'a school year',
    node: sinceEntry,
    facts: { entered_on: '2021-09-01' },
    gives: 365,
    says: '从入学日期：2021年9月1日 起、到本学期第一天 2022年9月1日 前，共 365 天',
  },
  { that: 'the day itself is no day', node: sinceEntry, facts: { entered_on: '2022-09-01' }, gives: 0 },
  { that: 'the day after lies before', node: sinceEntry, facts: { entered_on: '2022-09-02' }, gives: -1 },
  { that: 'over the end of February of a leap year', node: across('2024-02-28', '2024-03-01'), gives: 2 },
  { that: 'of a common year', node: across('2023-02-28', '2023-03-01'), gives: 1 },
  { that: 'of a century', node: across('2100-02-28', '2100-03-01'), gives: 1 },
  { that: 'unknown stays unknown', node: sinceEntry, gives: null, missing: ['entered_on'] },
]
