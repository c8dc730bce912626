import type { PlainDate } from './plain-date.ts'
import { readResidentId } from './resident-id.ts'

/** Numbers by which a person is known or paid: sealed where they are kept, masked where they are shown. */
export const identityKinds = ['resident-id', 'certificate-number', 'student-number', 'phone', 'account-number'] as const
export type IdentityKind = (typeof identityKinds)[number]

const hidden = (text: string): string => '*'.repeat(Array.from(text).length)

/**
 * Groups of 6-8-4, the birth date hidden and of the last four the first two. Six and four would be shown by the mask of
 * a bank; beside a birth date they are the whole number.
 */
const ofResidentId = (id: string): string => `${id.slice(0, 6)} ******** **${id.slice(16, 18)}`

const residentId = /^\d{17}[\dX]$/i
const bare = (text: string): string => text.normalize('NFKC').replaceAll(/[\s\u200b-\u200f\ufeff]/g, '')

/**
 * What a screen shows of a number. A text that is no number of its kind shows nothing of itself but its length: it may
 * be a whole one with a slip in it.
 */
export const masks = {
  'resident-id': text => (residentId.test(bare(text)) ? ofResidentId(bare(text)) : hidden(text)),
  /** 残疾人证号 is the ID and then category and grade, which are nobody’s business on a screen. */
  'certificate-number': text => (/^\d{17}[\dXx]\d\d(?:[\dA-Za-z]{2})?$/.test(bare(text)) ? `${ofResidentId(bare(text))} **` : hidden(text)),
  'student-number': text => {
    const number = bare(text).toUpperCase()
    if (!/^[GJL]\d{17}[\dX]$/.test(number)) return hidden(text)
    // What follows the birth date in a J or L number is a serial of its own; the last two tell children apart all the same.
    return `${number.charAt(0)}${ofResidentId(number.slice(1))}`
  },
  phone: text => {
    const number = bare(text)
      .replaceAll(/[-()]/g, '')
      .replace(/^\+?86(?=1\d{10}$)/, '')
    return /^1\d{10}$/.test(number) ? `${number.slice(0, 3)} **** ${number.slice(7)}` : /^0\d{9,11}$/.test(number) ? `***** ${number.slice(-3)}` : hidden(text)
  },
  /** The last four alone, behind the same stars whatever the length: which bank it is stands in the first six. */
  'account-number': text => {
    const number = bare(text).replaceAll('-', '')
    return /^\d{12,25}$/.test(number) ? `**** **** ${number.slice(-4)}` : hidden(text)
  },
} as const satisfies Readonly<Record<IdentityKind, (text: string) => string>>

/**
 * The form in which a number is looked up: the same whoever wrote it, with width, blanks and hyphens gone. Nothing is
 * repaired: a damaged number is found as it was written.
 */
export const identityText = (kind: IdentityKind, written: string): string => {
  const text = bare(written).toUpperCase()
  switch (kind) {
    case 'resident-id':
      return readResidentId(text).id18 ?? text
    case 'phone':
      return text.replaceAll(/[-()]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
    case 'account-number':
      return text.replaceAll('-', '')
    case 'certificate-number':
    case 'student-number':
      return text
  }
}

/** The second way to find an ID number: its birth date and last four, as people say it at a counter. */
export const birthAndLastFour = (birth: PlainDate, lastFour: string): string => `${birth} ${bare(lastFour).toUpperCase()}`

/** The same from a whole number; `null` when it is not whole. */
export const birthAndLastFourIn = (id: string): string | null => {
  const { id18, birth } = readResidentId(bare(id).toUpperCase())
  return id18 === null || birth === null ? null : birthAndLastFour(birth, id18.slice(14))
}
