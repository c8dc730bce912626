import type { NodeCase } from './node-case.ts'
import { inSeason } from './season.ts'

export const seasonCases: readonly NodeCase[] = [
  { that: 'autumn in autumn', node: inSeason('autumn'), term: '2022-autumn', gives: true },
  { that: 'not autumn in spring', node: inSeason('autumn'), term: '2023-spring', gives: false, says: '秋季学期：否' },
  { that: 'spring in spring', node: inSeason('spring'), term: '2023-spring', gives: true },
]
