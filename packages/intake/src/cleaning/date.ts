import { type CellReader, excerpt, isSilent, Noted, remembering, shownIn, toHalfWidth, Unreadable } from './reading.ts'
import { fromEpochDay, isRealDay, onPaper, type PlainDate, problem } from '@yingjin/kernel'

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))
const written = (year: number, month: number, day: number): string | null =>
  year >= 1900 && year <= 2099 && isRealDay(year, month, day) ? `${year}-${two(month)}-${two(day)}` : null

const dayWriting = /^(\d{4})(?:[-./、年]|\s)+(\d{1,2})(?:[-./、月]|\s)+(\d{1,2})(?:日|号)?(?:[T\s].*)?$/u
const monthWriting = /^(\d{4})(?:[-./、年])(\d{1,2})月?(?:份)?$/u
const shortWriting = /^(\d{2})([.、年])(\d{1,2})[.、月](\d{1,2})(?:日|号)?$/u

const hanDigits = '〇一二三四五六七八九'
const digitOf = (c: string): number => ('零○0'.includes(c) ? 0 : hanDigits.indexOf(c))
/** 十二 → 12, 二十一 → 21, 〇三 → 3. */
const hanNumber = (text: string): number => {
  const ten = text.indexOf('十')
  if (ten < 0) return Number(Array.from(text, digitOf).join(''))
  return (ten === 0 ? 1 : digitOf(text[ten - 1] ?? '')) * 10 + (ten === text.length - 1 ? 0 : digitOf(text[ten + 1] ?? ''))
}
/** 二〇二二年三月四日 → 2022年3月4日, wherever it stands in a text. */
export const withHanDates = (text: string): string =>
  /[一二]/u.test(text)
    ? text.replace(
        /([一二][〇零○0一二三四五六七八九]{3})年(?:([〇零一二三四五六七八九十]{1,2})月(?:份)?(?:([〇零一二三四五六七八九十]{1,3})(日|号))?)?/gu,
        (_, year: string, month?: string, day?: string) =>
          `${hanNumber(year)}年${month === undefined ? '' : `${hanNumber(month)}月${day === undefined ? '' : `${hanNumber(day)}日`}`}`,
      )
    : text

/** Years of two digits: nobody on a roster of today was born before 1940 or will be dated after 2039. */
const century = (year: number): number => (year < 40 ? 2000 + year : 1900 + year)

/** Any writing of a day or a month (its first day); null when it is neither. `1984` alone is no date. */
export const dayWritten = (text: string): string | null => {
  if (/^\d+$/u.test(text)) {
    if (text.length === 8) return written(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)))
    if (text.length === 6) return written(Number(text.slice(0, 4)), Number(text.slice(4)), 1)
    return text.length === 5 ? fromSerial(Number(text)) : null
  }
  const parts = dayWriting.exec(text)
  if (parts !== null) return written(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  const month = monthWriting.exec(text)
  return month === null ? null : written(Number(month[1]), Number(month[2]), 1)
}

/** 22.3.4 or 22年3月4日: the year comes first, and its century is ours to say. Null for any other writing. */
export const shortDayWritten = (text: string): string | null => {
  const parts = shortWriting.exec(text)
  return parts === null ? null : written(century(Number(parts[1])), Number(parts[3]), Number(parts[4]))
}

/** A spreadsheet's day number: 1 = 1900-01-01; from 1900-03-01 on it is the days since 1899-12-30. */
const fromSerial = (serial: number): string | null => (serial >= 61 && serial < 73_050 ? fromEpochDay(Math.floor(serial) - 25_569) : null)

/**
 * A stored number is a day's number, eight or six digits, or a month typed as 2018.5. A bare year says no day, and
 * 2018.1 may have been 2018.10: the spreadsheet drops the zero, so it is not guessed at unless the cell shows it.
 */
const ofNumber = (value: number, shown: string): string | null => {
  if (value >= 1900 && value < 2100) return /\.(?:[2-9]|1[0-2]|0[1-9])$/u.test(shown) ? dayWritten(shown) : null
  return value < 73_050 ? fromSerial(value) : Number.isInteger(value) ? dayWritten(String(value)) : null
}

export const dateReader = (): CellReader => {
  const ofText = remembering((text: string): string | null | Unreadable | Noted => {
    if (isSilent(text) || text === '无') return null
    const bare = withHanDates(toHalfWidth(text))
    const day = dayWritten(bare)
    if (day !== null) return day
    const short = shortDayWritten(bare)
    if (short === null) return new Unreadable(problem('intake/not-a-date', { shown: excerpt(text) }))
    return new Noted(short, problem('intake/date-with-short-year', { shown: excerpt(text), read: onPaper(short as PlainDate) }))
  })
  return cell => {
    if (typeof cell === 'string') return ofText(shownIn(cell))
    if (cell.kind === 'date') return cell.date
    if (cell.kind === 'number') return ofNumber(cell.value, shownIn(cell)) ?? new Unreadable(problem('intake/not-a-date', { shown: excerpt(shownIn(cell)) }))
    return new Unreadable(
      cell.kind === 'error' ? problem('intake/formula-error', { shown: excerpt(cell.text) }) : problem('intake/not-a-date', { shown: excerpt(shownIn(cell)) }),
    )
  }
}

/** As a date, brought to the first of its month. */
export const monthReader = (): CellReader => {
  const read = dateReader()
  return cell => {
    const value = read(cell)
    if (typeof value === 'string') return `${value.slice(0, 7)}-01`
    if (value instanceof Noted) return new Noted(`${String(value.value).slice(0, 7)}-01`, value.problem)
    return value instanceof Unreadable && value.problem.code === 'intake/not-a-date'
      ? new Unreadable(problem('intake/not-a-month', value.problem.facts))
      : value
  }
}
