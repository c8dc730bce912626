import { type CellReader, excerpt, isSilent, remembering, shownIn, toHalfWidth, Unreadable } from './reading.ts'
import { fromEpochDay, isRealDay, problem } from '@yingjin/kernel'

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))
const written = (year: number, month: number, day: number): string | null =>
  year >= 1900 && year <= 2099 && isRealDay(year, month, day) ? `${year}-${two(month)}-${two(day)}` : null

const dayWriting = /^(\d{4})(?:[-./年]|\s)+(\d{1,2})(?:[-./月]|\s)+(\d{1,2})(?:日|号)?(?:[T\s].*)?$/u
const monthWriting = /^(\d{4})(?:[-./年])(\d{1,2})月?(?:份)?$/u

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
  const ofText = remembering(text =>
    isSilent(text) || text === '无' ? null : (dayWritten(toHalfWidth(text)) ?? new Unreadable(problem('intake/not-a-date', { shown: excerpt(text) }))),
  )
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
    return value instanceof Unreadable && value.problem.code === 'intake/not-a-date'
      ? new Unreadable(problem('intake/not-a-month', value.problem.facts))
      : value
  }
}
