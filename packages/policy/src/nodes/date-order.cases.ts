import { day } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { type DayComparison, isDay } from './date-order.ts'
import { dayFact } from './fact.ts'
import { firstDayOfTerm } from './first-day-of-term.ts'
import { date } from './literal.ts'

const entered = (op: DayComparison) => isDay(dayFact('entered_on'), op, date(day('2020-02-29')))

export const dateOrderCases: readonly NodeCase[] = [
  {
    that: 'the day before is before',
    node: entered('before'),
    facts: { entered_on: '2020-02-28' },
    gives: true,
    says: '入学日期：2020年2月28日，要求早于 2020年2月29日',
  },
  { that: 'the day itself is not before', node: entered('before'), facts: { entered_on: '2020-02-29' }, gives: false },
  { that: 'the day itself is on or before', node: entered('on-or-before'), facts: { entered_on: '2020-02-29' }, gives: true },
  { that: 'the day after is not', node: entered('on-or-before'), facts: { entered_on: '2020-03-01' }, gives: false },
  { that: 'the day after is after', node: entered('after'), facts: { entered_on: '2020-03-01' }, gives: true },
  { that: 'the day itself is not after', node: entered('after'), facts: { entered_on: '2020-02-29' }, gives: false },
  { that: 'the day itself is on or after', node: entered('on-or-after'), facts: { entered_on: '2020-02-29' }, gives: true },
  { that: 'the day before is not', node: entered('on-or-after'), facts: { entered_on: '2020-02-28' }, gives: false },
  { that: 'years go before months', node: entered('before'), facts: { entered_on: '2019-12-31' }, gives: true },
  {
    that: 'against the first day of the term',
    node: isDay(dayFact('entered_on'), 'on-or-before', firstDayOfTerm),
    facts: { entered_on: '2022-09-01' },
    gives: true,
  },
  { that: 'an unknown day is neither', node: entered('before'), gives: null, missing: ['entered_on'] },
]
