import { day } from '@yingjin/kernel'
import type { PackSource } from '@yingjin/policy/author'

/** A plan for the year 2020, issued on 25 February; it speaks of that year alone (docs/decisions/0087). */
export const document: PackSource['document'] = {
  title: '2020年岳阳市教育扶贫工作实施方案',
  issuer: '岳阳市教育体育局',
  number: null,
  promulgated: day('2020-02-25'),
  inForce: [day('2020-01-01'), day('2021-01-01')],
  replaces: [],
  upstream: ['YY.F-U1'],
}

/** The dates for which the one figure is printed: those of the document. */
export const printedFor = { from: '2020-01-01', to: '2021-01-01' } as const
