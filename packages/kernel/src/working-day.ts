import { addDays, epochDay, parsePlainDate, type PlainDate, yearOf } from './plain-date.ts'
import { type Problem, problem } from './problem.ts'
import { done, refused, type Result } from './result.ts'

/**
 * One calendar year as the State Council's notice arranges it (节假日安排).
 * @property source    the notice, so that a disputed deadline can be looked up
 * @property holidays  days off, first and last day of each period, within this year
 * @property workdays  Saturdays and Sundays on which one works (调休上班)
 */
export type CalendarYear = Readonly<{
  year: number
  source: string
  holidays: readonly Readonly<{ name: string; from: PlainDate; to: PlainDate }>[]
  workdays: readonly PlainDate[]
}>

/** Working days cannot be guessed ahead: each year is arranged by a notice of the autumn before. */
export type CalendarYearMissing = Problem<'kernel/calendar-year-missing', { year: number; entered: readonly number[] }>

/** Days off and days on that differ from the plain week, per entered year. */
export type WorkingCalendar = ReadonlyMap<number, Readonly<{ off: ReadonlySet<string>; on: ReadonlySet<string> }>>

/** 1 = Monday … 7 = Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (date: PlainDate): number => ((((epochDay(date) + 3) % 7) + 7) % 7) + 1
const isWeekend = (date: PlainDate): boolean => weekdayOf(date) > 5

/** Throws on data that contradicts itself: the calendar is ours, not a user's. */
export const workingCalendar = (years: readonly CalendarYear[]): WorkingCalendar => {
  const calendar = new Map<number, { off: ReadonlySet<string>; on: ReadonlySet<string> }>()
  for (const { year, holidays, workdays } of years) {
    if (calendar.has(year)) throw new Error(`calendar year ${year} is entered twice`)
    const off = new Set<string>()
    for (const { name, from, to } of holidays) {
      if (to < from) throw new Error(`${year} ${name}: ends before it begins`)
      for (let d = from; d <= to; d = addDays(d, 1)) {
        if (yearOf(d) !== year) throw new Error(`${year} ${name}: ${d} is not in this year`)
        off.add(d)
      }
    }
    for (const d of workdays) {
      if (!parsePlainDate(d).ok || yearOf(d) !== year) throw new Error(`${year}: ${d} is not a day of this year`)
      if (!isWeekend(d)) throw new Error(`${year}: ${d} is no Saturday or Sunday, it cannot be made up for`)
      if (off.has(d)) throw new Error(`${year}: ${d} is both a holiday and a working day`)
    }
    calendar.set(year, { off, on: new Set(workdays) })
  }
  return calendar
}

/** Monday to Friday but for holidays, and the days made up for. A year not entered is a problem, never a guess. */
export const isWorkingDay = (calendar: WorkingCalendar, date: PlainDate): Result<boolean, CalendarYearMissing> => {
  const year = calendar.get(yearOf(date))
  if (year === undefined) return refused(problem('kernel/calendar-year-missing', { year: yearOf(date), entered: [...calendar.keys()] }))
  return done(isWeekend(date) ? year.on.has(date) : !year.off.has(date))
}

/**
 * The working day that is `count` working days after `from`. `from` itself is not counted (民法典 art. 201), so
 * five working days of publicity that begin on a Friday end on the next Friday. Zero gives `from` back.
 */
export const addWorkingDays = (calendar: WorkingCalendar, from: PlainDate, count: number): Result<PlainDate, CalendarYearMissing> => {
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`count of working days must be a whole number from zero: ${count}`)
  let date = from
  for (let left = count; left > 0;) {
    date = addDays(date, 1)
    const working = isWorkingDay(calendar, date)
    if (!working.ok) return working
    if (working.value) left -= 1
  }
  return done(date)
}

/** Working days after `from` up to and including `to`; the inverse of `addWorkingDays`. Negative when `to` is earlier. */
export const workingDaysBetween = (calendar: WorkingCalendar, from: PlainDate, to: PlainDate): Result<number, CalendarYearMissing> => {
  const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1]
  let count = 0
  for (let date = first; date < last;) {
    date = addDays(date, 1)
    const working = isWorkingDay(calendar, date)
    if (!working.ok) return working
    if (working.value) count += sign
  }
  return done(count)
}
