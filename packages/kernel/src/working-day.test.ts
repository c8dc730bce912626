import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, epochDay, fromEpochDay } from './plain-date.ts'
import { must } from './result.ts'
import { addWorkingDays, type CalendarYear, isWorkingDay, weekdayOf, workingCalendar, workingDaysBetween } from './working-day.ts'

const year2022: CalendarYear = {
  year: 2022,
  source: '国务院办公厅关于2022年部分节假日安排的通知',
  holidays: [
    { name: '中秋节', from: day('2022-09-10'), to: day('2022-09-12') },
    { name: '国庆节', from: day('2022-10-01'), to: day('2022-10-07') },
  ],
  workdays: [day('2022-10-08'), day('2022-10-09')],
}
const year2021: CalendarYear = { year: 2021, source: '只为演示跨年', holidays: [], workdays: [] }
const calendar = workingCalendar([year2021, year2022])
const working = (text: string): boolean => must(isWorkingDay(calendar, day(text)))

describe('working days', () => {
  test('weekdays begin on Monday', () => expect(['2022-09-05', '2022-09-11', '1969-12-31'].map(d => weekdayOf(day(d)))).toEqual([1, 7, 3]))

  test('holidays are off and make-up Saturdays and Sundays are on', () => {
    expect(['2022-09-09', '2022-09-12', '2022-09-13', '2022-10-07', '2022-10-08', '2022-10-09', '2022-10-15'].map(working)).toEqual([
      true,
      false,
      true,
      false,
      true,
      true,
      false,
    ])
  })

  test('five working days of publicity from the Thursday before 国庆 end on the Tuesday after', () => {
    // 30 September (Fri), 8 and 9 October (made up), 10 and 11 October
    expect(addWorkingDays(calendar, day('2022-09-29'), 5)).toEqual({ ok: true, value: '2022-10-11' })
    expect(addWorkingDays(calendar, day('2022-10-01'), 0)).toEqual({ ok: true, value: '2022-10-01' })
  })

  test('adding and counting undo each other', () => {
    const inside = fc.integer({ min: epochDay(day('2021-01-01')), max: epochDay(day('2022-06-30')) }).map(fromEpochDay)
    fc.assert(
      fc.property(inside, fc.nat(100), (from, count) => {
        const to = must(addWorkingDays(calendar, from, count))
        expect(workingDaysBetween(calendar, from, to)).toEqual({ ok: true, value: count })
        expect(must(workingDaysBetween(calendar, to, from)) + count).toBe(0)
        if (count > 0) expect(working(to)).toBe(true)
      }),
    )
  })

  test('a year not entered is a problem naming the year, never a guess', () => {
    const missing = { ok: false, problem: { code: 'kernel/calendar-year-missing', facts: { year: 2023, entered: [2021, 2022] } } }
    expect(isWorkingDay(calendar, day('2023-01-03'))).toEqual(missing)
    expect(addWorkingDays(calendar, day('2022-12-29'), 5)).toEqual(missing)
    expect(workingDaysBetween(calendar, day('2022-12-29'), day('2023-01-04'))).toEqual(missing)
  })

  test('a calendar that contradicts itself is not accepted', () => {
    const twice = (change: Partial<CalendarYear>) => () => workingCalendar([{ ...year2022, ...change }])
    expect(() => workingCalendar([year2022, year2022])).toThrow('entered twice')
    expect(twice({ workdays: [day('2022-10-10')] })).toThrow('no Saturday or Sunday')
    expect(twice({ workdays: [day('2022-10-02')] })).toThrow('both a holiday and a working day')
    expect(twice({ workdays: [day('2023-10-08')] })).toThrow('not a day of this year')
    expect(twice({ holidays: [{ name: '元旦', from: day('2021-12-31'), to: day('2022-01-02') }] })).toThrow('not in this year')
    expect(twice({ holidays: [{ name: '元旦', from: day('2022-01-02'), to: addDays(day('2022-01-02'), -1) }] })).toThrow('ends before')
  })

  test('a count below zero is our own mistake', () => expect(() => addWorkingDays(calendar, day('2022-09-01'), -1)).toThrow('whole number'))
})
