import { hasNumber } from '@yingjin/kernel'
import type { z } from 'zod'

export const noNumberSays = '不要写证件号码、电话或账号（连续 11 位以上的数字）；说的是哪个人，选人就可以'

/** Words that somebody writes of their own (a reason, a remark): they stand readable, so that no number of a person belongs there. */
export const inWords = (text: z.ZodString): z.ZodString => text.refine(written => !hasNumber(written), noNumberSays)

/** What somebody logs in by; it stands readable, also in the trail, so that it is no phone and no ID number. */
export const usernames = /^(?!.*\d{11})[a-zA-Z0-9_.]{2,40}$/
