import type { NodeCase } from './node-case.ts'
import { fact } from './fact.ts'
import { isNot } from './not.ts'

export const notCases: readonly NodeCase[] = [
  { that: 'of no, yes', node: isNot(fact('boards')), facts: { boards: false }, gives: true },
  { that: 'of yes, no', node: isNot(fact('boards')), facts: { boards: true }, gives: false },
  { that: 'of the unknown, unknown', node: isNot(fact('boards')), gives: null, missing: ['boards'] },
]
