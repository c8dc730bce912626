import { addDays, day, isWorkingDay, must } from '@yingjin/kernel'
import chineseDays from 'chinese-days'
import { expect, test } from 'vitest'
import { calendarYears, loadWorkingCalendar } from './index.ts'

const calendar = loadWorkingCalendar()

test('2021 to 2026 are entered, each with its notice', () => {
  expect(calendarYears.map(y => y.year)).toEqual([2021, 2022, 2023, 2024, 2025, 2026])
  for (const { year, source } of calendarYears) expect(source).toMatch(new RegExp(`${year}年.*国办发明电〔${year - 1}〕\\d+号`))
})

test('every day agrees with the package chinese-days', () => {
  const differing: string[] = []
  for (let d = day('2021-01-01'); d <= '2026-12-31'; d = addDays(d, 1)) {
    if (must(isWorkingDay(calendar, d)) !== chineseDays.isWorkday(d)) differing.push(d)
  }
  expect(differing).toEqual([])
})

test('a year whose notice is not out is a problem, never a guess', () => {
  expect(isWorkingDay(calendar, day('2027-01-04'))).toMatchObject({ ok: false, problem: { code: 'kernel/calendar-year-missing', facts: { year: 2027 } } })
})
