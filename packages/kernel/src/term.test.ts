import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { budgetYearEnd, budgetYearOn, budgetYearStart } from './budget-year.ts'
import { addDays, day, epochDay, fromEpochDay } from './plain-date.ts'
import { firstYearOf, parseSchoolYear, schoolYear, schoolYearEnd, schoolYearFrom, schoolYearOn, schoolYearStart } from './school-year.ts'
import { autumnOf, firstDayOf, lastDayOf, nextTerm, parseTerm, previousTerm, schoolYearOf, springOf, term, termOn, termOnPaper } from './term.ts'

const anyDay = fc.integer({ min: epochDay(day('1990-01-01')), max: epochDay(day('2090-12-31')) }).map(fromEpochDay)
const anyYear = fc.integer({ min: 1990, max: 2090 }).map(schoolYearFrom)

describe('a school year', () => {
  test('holds every day from its first to its last and no other', () => {
    fc.assert(
      fc.property(anyDay, d => {
        const year = schoolYearOn(d)
        expect(schoolYearStart(year) <= d && d <= schoolYearEnd(year)).toBe(true)
        expect(addDays(schoolYearEnd(year), 1)).toBe(schoolYearStart(schoolYearFrom(firstYearOf(year) + 1)))
      }),
    )
  })
  test('is written 2022-2023 and not otherwise', () => {
    expect(schoolYear('2022-2023')).toBe('2022-2023')
    for (const text of ['2022-2024', '2022', '2023-2022', '2022—2023']) expect(parseSchoolYear(text).ok).toBe(false)
  })
})

describe('a term', () => {
  test('belongs to the school year of which it is the autumn or the spring', () => {
    fc.assert(
      fc.property(anyYear, year => {
        expect([schoolYearOf(autumnOf(year)), schoolYearOf(springOf(year))]).toEqual([year, year])
        expect(previousTerm(springOf(year))).toBe(autumnOf(year))
        expect(schoolYearOn(firstDayOf(springOf(year)))).toBe(year)
      }),
    )
  })
  test('runs from its first day to the day before the next', () => {
    fc.assert(
      fc.property(anyDay, d => {
        const t = termOn(d)
        expect(firstDayOf(t) <= d).toBe(true)
        expect(termOn(firstDayOf(t))).toBe(t)
        expect(termOn(addDays(firstDayOf(t), -1))).toBe(previousTerm(t))
      }),
    )
  })
  test('is understood in every way it is written', () => {
    for (const text of ['2022-autumn', '2022秋', '2022年秋', '2022年秋季学期', ' 2022秋季学期 ', '2022-2023-1'])
      expect(parseTerm(text)).toEqual({ ok: true, value: '2022-autumn' })
    for (const text of ['2023-spring', '2023年春季学期', '2022-2023-2']) expect(parseTerm(text)).toEqual({ ok: true, value: '2023-spring' })
    for (const text of ['2022', '2022-2024-1', '2022-2023-3', '秋季', '2022-summer'])
      expect(parseTerm(text)).toMatchObject({ ok: false, problem: { code: 'kernel/not-a-term', facts: { text } } })
    expect(termOnPaper(term('2023-spring'))).toBe('2023年春季学期')
  })
})

test('a budget year is the calendar year', () => {
  fc.assert(
    fc.property(anyDay, d => {
      const year = budgetYearOn(d)
      expect(budgetYearStart(year) <= d && d <= budgetYearEnd(year)).toBe(true)
      expect(budgetYearOn(addDays(budgetYearEnd(year), 1))).toBe(String(Number(year) + 1))
    }),
  )
})

test('a term ends on the day before the next one begins', () => {
  expect(lastDayOf(term('2022-spring'))).toBe('2022-08-31')
  expect(lastDayOf(term('2023-autumn'))).toBe('2024-02-29')
  expect(previousTerm(nextTerm(term('2022-autumn')))).toBe('2022-autumn')
})
