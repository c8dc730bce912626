import type { z } from 'zod'

const d = '[0-9０-９]'
const x = '[0-9０-９XxＸｘ]'
/** Eleven digits in a row or more, an ID number in its three parts, a mobile number in its three. */
const numbers = `${d}{11,}${x}?|${d}{6} ${d}{8} ${d}{3}${x}|[1１]${d}${d}[ -]${d}{4}[ -]${d}{4}`
const one = new RegExp(numbers, 'u')
const every = new RegExp(numbers, 'gu')

/** Whether a text has a number of a person in it: an ID number, a phone, an account. */
export const hasNumber = (text: string): boolean => one.test(text)
export const noNumberSays = '不要写证件号码、电话或账号（连续 11 位以上的数字）；说的是哪个人，选人就可以'

/** A text of somebody else's making as it may stand readable: a number of a person in it is left out, and that it was is seen. */
export const withoutNumbers = (text: string): string => text.replaceAll(every, '（号码略）')

/** Words that somebody writes of their own (a reason, a remark): they stand readable, so that no number of a person belongs there. */
export const inWords = (text: z.ZodString): z.ZodString => text.refine(written => !hasNumber(written), noNumberSays)

/** What somebody logs in by; it stands readable, also in the trail, so that it is no phone and no ID number. */
export const usernames = /^(?!.*\d{11})[a-zA-Z0-9_.]{2,40}$/
