import type { FactValues } from '@yingjin/facts'
import type { CountyFigures, nation } from '../county-aid.ts'

/** Cases with the sums that are due, line by line in fen, and what the rules are to be written with. */
export type OneCaseOrder = Readonly<{
  cases: readonly Readonly<{ facts: FactValues; expected: readonly number[] }>[]
  figures: CountyFigures
  nation: typeof nation
}>
