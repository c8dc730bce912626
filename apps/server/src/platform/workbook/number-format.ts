import { fromEpochDay, type PlainDate } from '@yingjin/kernel'
import { isDateFormat } from 'hucre'

/** What a number format makes of a number, as far as a roster cares. */
export type NumberFormat = Readonly<{
  date: boolean
  /** Least count of digits: `000000` keeps a code's leading zeros. Zero: whatever the number has. */
  digits: number
  /** Twelve digits and more are shown in powers of ten unless the format asks for digits. */
  scientific: boolean
}>

export const general: NumberFormat = { date: false, digits: 0, scientific: true }
const plain: NumberFormat = { date: false, digits: 0, scientific: false }
const calendarDay: NumberFormat = { date: true, digits: 0, scientific: false }
const generalIds = new Set([0, 49])

/** Built-in formats that are dates; 27–36 and 50–58 are the Chinese ones, which files name by number only. */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

export const numberFormat = (id: number, code: string | undefined): NumberFormat => {
  if (code === undefined) return builtInDates.has(id) ? calendarDay : generalIds.has(id) ? general : plain
  if (/^(?:general|@)$/i.test(code)) return general
  const zeros = /^(?:\[[^\]]*\])?(0+)(?:_ ?)?(?:;.*)?$/.exec(code)?.[1]
  if (zeros !== undefined) return { ...plain, digits: zeros.length }
  // A format of hours and minutes alone is a time of day, not a calendar day.
  const letters = code.replace(/"[^"]*"|\[[^\]]*\]/g, '')
  return isDateFormat(code) && /[yde]|m{3}|^[^hs]*m[^hs]*$/i.test(letters) ? calendarDay : plain
}

/** What the workbook shows for a number, so far as digits go: thousands marks and signs of money are left out. */
export const shownNumber = (value: number, format: NumberFormat): string => {
  if (format.scientific && Math.abs(value) >= 1e11) return inPowersOfTen(value)
  const written = Math.abs(value) >= 1e21 ? BigInt(Math.trunc(value)).toString() : plainDecimal(value)
  return format.digits > 1 && value >= 0 && Number.isInteger(value) ? written.padStart(format.digits, '0') : written
}

/** 5.30105E+17 */
const inPowersOfTen = (value: number): string => {
  const [digits = '', exponent = ''] = value.toExponential(5).split('e+')
  return `${digits.replace(/\.?0+$/, '')}E+${exponent.padStart(2, '0')}`
}

const plainDecimal = (value: number): string => {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

const epoch1900 = 25_569 // days from the serial's origin to 1970-01-01
const epoch1904 = 24_107

/**
 * The calendar day of a spreadsheet's day count; the time of day falls away. Integers only: no clock, no zone.
 * The 1900 system counts a 29 February 1900 that never was (serial 60): that day, and numbers outside 1900–9999, are no date.
 */
export const dayOfSerial = (serial: number, from1904: boolean): PlainDate | null => {
  // A day's last half second may have been rounded down while saving.
  const whole = Math.floor(serial + 0.5 / 86_400)
  if (whole < 1 || whole > 2_958_465 - (from1904 ? 1462 : 0)) return null
  if (from1904) return fromEpochDay(whole - epoch1904)
  return whole === 60 ? null : fromEpochDay(whole - epoch1900 + (whole < 60 ? 1 : 0))
}
