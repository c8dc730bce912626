import { day, yuan } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import type { Count, Day, Rate, Sum, Unrounded } from './tree.ts'
import { add } from './add.ts'
import { ageAt } from './age-at.ts'
import { brackets } from './brackets.ts'
import { compare } from './compare.ts'
import { isDay } from './date-order.ts'
import { codeFact } from './fact.ts'
import { count, date, rate, sum } from './literal.ts'
import { marginalBrackets } from './marginal-brackets.ts'
import { multiply } from './multiply.ts'
import { isSchool } from './named-school.ts'
import { perMonth } from './per-month.ts'
import { proportion } from './proportion.ts'
import { round } from './round.ts'
import { halfEachTerm } from './term-split.ts'
import { timesRate } from './times-rate.ts'
import { isWithin } from './within-division.ts'

const yearly: Sum<'school-year'> = sum(yuan(1).perSchoolYear())
const monthly: Sum<'month'> = sum(yuan(1).perMonth())
const share: Rate = rate(80, 100)
const exact: Unrounded<'school-year'> = timesRate(yearly, share)
const days: Count = count(3, '天')
const on: Day = date(day('2022-09-01'))
const [place, school] = [codeFact('hukou_division', 'division'), codeFact('school_code', 'school')]

// Never called: the compiler reads it, and an unused “expect-error” is an error.
const mixUps = (): readonly unknown[] => [
  // @ts-expect-error what is not yet rounded is not money
  add(yearly, exact),
  // @ts-expect-error nor what a line pays
  halfEachTerm(exact),
  // @ts-expect-error a sum times a count stays money; a ratio is no count
  multiply(yearly, share),
  // @ts-expect-error a count is no ratio
  timesRate(yearly, days),
  // @ts-expect-error whole money has nothing to round
  round(yearly, 'down', 'a1'),
  // @ts-expect-error the way of rounding and its clause are never left out
  round(exact),
  // @ts-expect-error a rate per school year is none per month
  perMonth(yearly, days, 'term'),
  // @ts-expect-error a sum per month of months is not per month again
  perMonth(monthly, days, 'month'),
  // @ts-expect-error a floor without saying what happens exactly at it (O-13)
  proportion(yearly, { kept: days, whole: days, floor: days, mode: 'down', clause: 'a1' }),
  // @ts-expect-error days of a sum
  proportion(yearly, { kept: days, whole: yearly, mode: 'down', clause: 'a1' }),
  // @ts-expect-error a band over a sum has bounds that are sums of its period
  brackets(yearly, { from: monthly, to: null, gives: yearly }),
  // @ts-expect-error every band gives the same kind of thing
  brackets(days, { from: days, to: days, gives: yearly }, { from: days, to: null, gives: monthly }),
  // @ts-expect-error a marginal band has a ratio
  marginalBrackets(yearly, { from: yearly, to: null, rate: yearly }),
  // @ts-expect-error a day is no count
  compare(on, 'less', days),
  // @ts-expect-error a count is no day
  isDay(on, 'before', days),
  // @ts-expect-error which rule for 29 February is never left out
  ageAt(on, on),
  // @ts-expect-error a school is no place
  isWithin(school, { code: '99', name: '示例省' }),
  // @ts-expect-error a place is no school
  isSchool(place, { code: '9901010001', name: '示例小学' }),
]

test('sums, ratios, days, places and schools do not mix: that does not compile', () => {
  expect(mixUps).toBeTypeOf('function')
})
