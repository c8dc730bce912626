import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  ageOn,
  day,
  dayOf,
  dayOfMonth,
  daysBetween,
  epochDay,
  fromEpochDay,
  isLeapYear,
  isRealDay,
  monthOf,
  onPaper,
  parsePlainDate,
  yearOf,
} from './plain-date.ts'

const anyDay = fc.integer({ min: epochDay(day('0001-01-01')), max: epochDay(day('9999-12-31')) }).map(fromEpochDay)

describe('a plain date', () => {
  test('agrees with the calendar of the machine on every day it can name', () => {
    fc.assert(
      fc.property(anyDay, d => {
        const there = new Date(epochDay(d) * 86_400_000)
        expect([yearOf(d), monthOf(d), dayOfMonth(d)]).toEqual([there.getUTCFullYear(), there.getUTCMonth() + 1, there.getUTCDate()])
      }),
      { numRuns: 2000 },
    )
  })

  test('counts days there and back', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b)
        expect(daysBetween(a, b)).toBe(0 - daysBetween(b, a))
      }),
    )
  })

  test('orders as text', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(a < b).toBe(epochDay(a) < epochDay(b))
      }),
    )
  })

  test('is written exactly one way', () => {
    fc.assert(
      fc.property(anyDay, d => {
        expect(parsePlainDate(d)).toEqual({ ok: true, value: d })
      }),
    )
    for (const text of ['2022-9-3', '2022-02-30', '2023-02-29', '1900-02-29', '2022-13-01', '20220903', '0000-01-01', ' 2022-09-03', '']) {
      expect(parsePlainDate(text)).toEqual({ ok: false, problem: { code: 'kernel/not-a-date', facts: { text } } })
    }
  })

  test('knows leap years of the century', () => {
    expect([1900, 2000, 2022, 2024, 2100].map(isLeapYear)).toEqual([false, true, false, true, false])
    expect([isRealDay(2024, 2, 29), isRealDay(2023, 2, 29), isRealDay(2024, 4, 31), isRealDay(2024, 0, 1)]).toEqual([true, false, false, false])
    expect(() => dayOf(2023, 2, 29)).toThrow('no such day')
  })

  test('is printed as on paper', () => expect(onPaper(day('2022-09-03'))).toBe('2022年9月3日'))
})

describe('age', () => {
  test('grows by one on the birthday, and on 1 March for those of 29 February', () => {
    expect(ageOn(day('2010-09-01'), day('2022-08-31'))).toBe(11)
    expect(ageOn(day('2010-09-01'), day('2022-09-01'))).toBe(12)
    expect(ageOn(day('2012-02-29'), day('2022-02-28'))).toBe(9)
    expect(ageOn(day('2012-02-29'), day('2022-03-01'))).toBe(10)
    expect(ageOn(day('2012-02-29'), day('2024-02-29'))).toBe(12)
  })
  test('never shrinks as time passes', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.nat(800), (born, on, later) => {
        fc.pre(born <= on && epochDay(on) + later <= epochDay(day('9999-12-31')))
        expect(ageOn(born, addDays(on, later))).toBeGreaterThanOrEqual(ageOn(born, on))
      }),
    )
  })
})
