import type { FactKey, FactValues } from '@yingjin/facts'

/** The payable lines of the 2022 appendix, by the stage a child is in (register sections 2.1 and 2.8). */
export const linesOf = {
  preschool: ['PS-A1.1a', 'PS-A1.1b', 'PS-A1.1c', 'PS-A1.2'],
  compulsory: ['PS-A2.1a', 'PS-A2.1b', 'PS-A2.1c', 'PS-A2.2', 'PS-A2.3', 'PS-A2.4', 'PS-A2.5', 'PS-A2.6'],
  senior: ['PS-A3.1', 'PS-A3.2', 'PS-A3.3a', 'PS-A3.3b'],
  vocational: ['PS-A4.1', 'PS-A4.2', 'PS-A4.3a', 'PS-A4.3b', 'PS-A4.4'],
  higher: ['PS-A5.1a', 'PS-A5.1b', 'PS-A5.2', 'PS-A5.3'],
} as const

export type LineId = (typeof linesOf)[keyof typeof linesOf][number]

/**
 * What a line comes to for one child in one term.
 * `due`: yuan with two decimals; `null` when the line is due but the text states no sum.
 * `not`: known not to be due, with the short reason. `missing`: cannot be said before these facts are known.
 * `decide`: the text leaves it to a person (an open list, “等”).
 */
export type Outcome = Readonly<{ due: string | null }> | Readonly<{ not: string }> | Readonly<{ missing: readonly FactKey[] }> | Readonly<{ decide: string }>

/** The readings of the open points, and what each may be switched to. */
export type ChosenReading = Readonly<{
  'O-02'?: 'decide' | 'closed' | 'open'
  'O-03'?: 'as-other' | 'decide'
  'O-04'?: 'tp-3000' | 'farming-3000' | 'tp-and-farming-3000'
  'O-05'?: 'inclusive' | 'additive'
  'O-06'?: 'excludes' | 'second-counts'
  'O-07'?: 'half-each-term' | 'whole-in-autumn'
  'O-08'?: 'capped' | 'whole-fee'
  'O-09'?: 'paid-terms' | 'by-grade'
  'O-10'?: 'warn' | 'net-of-aid'
}>

/** How and to whom a line is paid, in the words of the appendix. */
export type Delivered = '补助到校' | '补助到人' | '免收' | '发放实物' | '贷款' | '由就读高校发放到人'

/**
 * A case worked by hand from the text, without looking at the rules that implement it.
 *
 * @property readings   the alternative chosen; an unlisted reading has its default
 * @property facts      money in fen per school year: `1500_00` is 1500 yuan
 * @property rest       what an unlisted yes-no fact is; an unlisted sum, count or choice is always unknown
 * @property expect     only the lines listed are asserted
 * @property delivered  how the lines listed are paid, where that is the point of the case
 * @property arithmetic names every sum in `expect`
 * @property clause     register ids and the place in the appendix
 */
export type WorkedCase = Readonly<{
  title: string
  term: '2022-autumn' | '2023-spring'
  readings?: ChosenReading
  facts: Readonly<Partial<FactValues>>
  rest: 'no' | 'unknown'
  expect: Readonly<Partial<Record<LineId, Outcome>>>
  delivered?: Readonly<Partial<Record<LineId, Delivered>>>
  arithmetic: string
  clause: string
}>
