import { type Problem, problem } from './problem.ts'
import { done, must, refused, type Result } from './result.ts'

/** A calendar day, `YYYY-MM-DD`. Not an instant: it has no clock and no zone. Compares as text. */
export type PlainDate = string & { readonly __brand: 'PlainDate' }

export type NotADate = Problem<'kernel/not-a-date', { text: string }>

const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export const isRealDay = (year: number, month: number, day: number): boolean =>
  Number.isInteger(year) && year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

/** Throws when the day does not exist: callers pass literals or checked parts. */
export const dayOf = (year: number, month: number, day: number): PlainDate => {
  if (!isRealDay(year, month, day)) throw new Error(`no such day ${year}-${month}-${day}`)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` as PlainDate
}

/** Accepts exactly `YYYY-MM-DD`; other writings are the business of intake's cleaning. */
export const parsePlainDate = (text: string): Result<PlainDate, NotADate> => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts !== null && isRealDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))
    ? done(text as PlainDate)
    : refused(problem('kernel/not-a-date', { text }))
}

/** A literal day. Throws on a day that does not exist. */
export const day = (text: string): PlainDate => must(parsePlainDate(text))

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4))
export const monthOf = (date: PlainDate): number => Number(date.slice(5, 7))
export const dayOfMonth = (date: PlainDate): number => Number(date.slice(8, 10))

/** Days since 1970-01-01, a whole number. The civil-calendar algorithm, integers only. */
export const epochDay = (date: PlainDate): number => {
  const month = monthOf(date)
  const year = month <= 2 ? yearOf(date) - 1 : yearOf(date)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth(date) - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

export const fromEpochDay = (days: number): PlainDate => {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return dayOf(year, month, dayOfYear - Math.floor((153 * mp + 2) / 5) + 1)
}

export const addDays = (date: PlainDate, days: number): PlainDate => fromEpochDay(epochDay(date) + days)
export const daysBetween = (from: PlainDate, to: PlainDate): number => epochDay(to) - epochDay(from)

/**
 * Whole years of age on `on` for someone born on `born`. Someone born on 29 February grows a year older on
 * 1 March of a common year (民法典 art. 200–204: a period ends on the day before the corresponding day; where that
 * day does not exist, on the last day of the month).
 */
export const ageOn = (born: PlainDate, on: PlainDate): number => yearOf(on) - yearOf(born) - (on.slice(5) < born.slice(5) ? 1 : 0)

/** `2022年9月3日`, as printed on paper. */
export const onPaper = (date: PlainDate): string => `${yearOf(date)}年${monthOf(date)}月${dayOfMonth(date)}日`
