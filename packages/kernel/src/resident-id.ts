import { isRealDay, type PlainDate } from './plain-date.ts'

/**
 * 公民身份号码, GB 11643-1999: six digits of area, eight of birth, three of sequence (odd = male) and a check
 * character. Always text. An identifier is never a number, because a spreadsheet keeps only fifteen digits of one.
 */
export type ResidentId = string & { readonly __brand: 'ResidentId' }

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checks = '10X98765432'

/** The check character of the first seventeen digits (ISO 7064 MOD 11-2). */
export const checkCharacter = (first17: string): string => {
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += (first17.charCodeAt(i) - 48) * (weights[i] ?? 0)
  return checks[sum % 11] ?? ''
}

export const hasValidCheck = (id: string): boolean => /^\d{17}[\dX]$/.test(id) && checkCharacter(id.slice(0, 17)) === id[17]

export const birthDateIn = (id: string): PlainDate | null => {
  const [year, month, d] = [Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))]
  return isRealDay(year, month, d) && year >= 1900 ? (`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}` as PlainDate) : null
}

export type Sex = 'male' | 'female'
export const sexIn = (id: string): Sex => ((id.charCodeAt(16) - 48) % 2 === 1 ? 'male' : 'female')
export const areaIn = (id: string): string => id.slice(0, 6)

/** First six and last two stay, as on every list that does not need the whole number. */
export const maskId = (id: string): string => (id.length < 9 ? '*'.repeat(id.length) : `${id.slice(0, 6)}${'*'.repeat(id.length - 8)}${id.slice(-2)}`)
