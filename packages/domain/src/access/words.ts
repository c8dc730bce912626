import type { z } from 'zod'

const numbers = /\d{11}|\d{6} \d{8} \d{3}[\dXx]|1\d\d[ -]\d{4}[ -]\d{4}/

/** Whether a text has a number of a person in it: an ID number, a phone, an account. */
export const hasNumber = (text: string): boolean => numbers.test(text)
export const noNumberSays = '不要写证件号码、电话或账号（连续 11 位以上的数字）；说的是哪个人，选人就可以'

/** Words that somebody writes of their own (a reason, a remark): they stand readable, so that no number of a person belongs there. */
export const inWords = (text: z.ZodString): z.ZodString => text.refine(written => !hasNumber(written), noNumberSays)
