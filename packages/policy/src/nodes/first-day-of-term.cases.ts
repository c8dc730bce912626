import type { NodeCase } from './node-case.ts'
import { firstDayOfTerm } from './first-day-of-term.ts'

export const firstDayOfTermCases: readonly NodeCase[] = [
  { that: 'autumn begins on the first of September', node: firstDayOfTerm, gives: '2022-09-01', says: '本学期第一天 2022年9月1日' },
  { that: 'spring on the first of March', node: firstDayOfTerm, term: '2023-spring', gives: '2023-03-01' },
]
