import { day } from '@yingjin/kernel'
import type { PackSource } from '@yingjin/policy/author'

/** The five-year plan of 11 November 2021 names its years, 2021 to 2025; so long it is in force (docs/decisions/0087). */
export const document: PackSource['document'] = {
  title: '自治州实现巩固拓展教育脱贫攻坚成果同乡村振兴有效衔接五年行动计划（2021-2025年）',
  issuer: '昌吉回族自治州教育局、发展改革委员会、财政局、乡村振兴局',
  number: null,
  promulgated: day('2021-11-11'),
  inForce: [day('2021-01-01'), day('2026-01-01')],
  replaces: [],
  upstream: ['CJ.F-U1', 'CJ.F-U2'],
}

/** Aid follows the plan from the day it was issued. */
export const fromIssue: PackSource['document']['inForce'] = [day('2021-11-11'), day('2026-01-01')]
/** The first day on which the status that hangs on the transition holds no more. */
export const transitionEnds = day('2026-01-01')
