const d = '[0-9０-９]'
const x = '[0-9０-９XxＸｘ]'
/** Eleven digits in a row or more, an ID number in its three parts, a mobile number in its three. */
const numbers = `${d}{11,}${x}?|${d}{6} ${d}{8} ${d}{3}${x}|[1１]${d}${d}[ -]${d}{4}[ -]${d}{4}`
const one = new RegExp(numbers, 'u')
const every = new RegExp(numbers, 'gu')

/** Whether a text has a number of a person in it: an ID number, a phone, an account. */
export const hasNumber = (text: string): boolean => one.test(text)

/** A text of somebody else's making as it may stand readable: a number of a person in it is left out, and that it was is seen. */
export const withoutNumbers = (text: string): string => text.replaceAll(every, '（号码略）')
