import { day } from '@yingjin/kernel'
import type { PackSource } from '@yingjin/policy/author'

/**
 * The appendix speaks of the year 2022 and prints yearly standards. It is taken from the first day of that year to the
 * end of the school year that begins in it, so that both halves of a yearly standard fall under one paper
 * (docs/decisions/0022).
 */
export const document: PackSource['document'] = {
  title: '2022年家庭经济困难学生资助政策',
  issuer: '彭水县教委',
  number: null,
  promulgated: day('2022-04-08'),
  inForce: [day('2022-01-01'), day('2023-09-01')],
  replaces: [],
}

/** The dates for which the figures are printed: those of the document. */
export const printedFor = { from: '2022-01-01', to: '2023-09-01' } as const
