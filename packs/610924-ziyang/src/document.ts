import { day } from '@yingjin/kernel'
import type { PackSource } from '@yingjin/policy/author'

/**
 * The plan of 2 September 2021 speaks of the transition, five years to 2025, and sets single aims for 2028 and 2030. It is
 * taken from the first day of the transition to the end of its last aim; what hangs on the transition ends with it
 * (docs/decisions/0087).
 */
export const document: PackSource['document'] = {
  title: '紫阳县巩固拓展教育脱贫攻坚成果同乡村振兴有效衔接工作实施方案',
  issuer: '紫阳县教育体育和科技局',
  number: '紫教体科发〔2021〕71号',
  promulgated: day('2021-09-02'),
  inForce: [day('2021-01-01'), day('2031-01-01')],
  replaces: [],
  upstream: ['ZY.F-U1', 'ZY.F-U2', 'ZY.F-U3', 'ZY.F-U4'],
}

/** Five years of transition, to 2025. */
export const transition: PackSource['document']['inForce'] = [day('2021-01-01'), day('2026-01-01')]
/** The first day on which the status that hangs on it holds no more. */
export const transitionEnds = day('2026-01-01')

/** The dates for which the figures are printed: those of the document, and those of the transition. */
export const printedFor = { from: '2021-01-01', to: '2031-01-01' } as const
export const printedForTransition = { from: '2021-01-01', to: '2026-01-01' } as const
