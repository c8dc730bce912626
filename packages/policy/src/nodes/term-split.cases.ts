import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { halfEachTerm, onceInAutumn } from './term-split.ts'

const fee = feeFact('care_fee')

export const termSplitCases: readonly NodeCase[] = [
  { that: 'autumn has half', node: halfEachTerm(fee), facts: { care_fee: 125000 }, term: '2022-autumn', gives: 62500 },
  { that: 'autumn leaves the odd fen', node: halfEachTerm(fee), facts: { care_fee: 149999 }, term: '2022-autumn', gives: 74999 },
  { that: 'spring carries the odd fen', node: halfEachTerm(fee), facts: { care_fee: 149999 }, term: '2023-spring', gives: 75000 },
  { that: 'the whole in autumn', node: onceInAutumn(fee), facts: { care_fee: 149999 }, term: '2022-autumn', gives: 149999 },
  { that: 'and nothing in spring', node: onceInAutumn(fee), facts: { care_fee: 149999 }, term: '2023-spring', gives: 0 },
  { that: 'unknown stays unknown', node: halfEachTerm(fee), gives: null, missing: ['care_fee'] },
  { that: 'unknown stays unknown in spring too', node: onceInAutumn(fee), term: '2023-spring', gives: null, missing: ['care_fee'] },
]
