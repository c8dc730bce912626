import { day } from '@yingjin/kernel'
import type { PackSource } from '@yingjin/policy/author'

/**
 * Published on 6 December 2017 with measures for the school year 2017–2018, a grant “from this year” and completion by
 * December 2018. It is taken from the first day of 2017 to the end of the school year in which that month falls, so that
 * both halves of a yearly standard fall under one paper (docs/decisions/0080).
 */
export const document: PackSource['document'] = {
  title: '脱贫攻坚教育帮扶全覆盖实施方案',
  issuer: '盐津县',
  number: '盐办发〔2017〕43号',
  promulgated: day('2017-12-06'),
  inForce: [day('2017-01-01'), day('2019-09-01')],
  replaces: [],
  upstream: ['YJ.F-U1', 'YJ.F-U2', 'YJ.F-U3'],
}

/** Measure 三（二） is to be done by December 2018 and, unlike the others, does not add “并长期坚持”. */
export const untilDecember2018: PackSource['document']['inForce'] = [day('2017-01-01'), day('2019-01-01')]

/** The dates for which the figures are printed: those of the document. */
export const printedFor = { from: '2017-01-01', to: '2019-09-01' } as const
