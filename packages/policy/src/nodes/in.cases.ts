import type { NodeCase } from './node-case.ts'
import { choiceFact } from './fact.ts'
import { isOneOf } from './in.ts'

const compulsory = isOneOf(choiceFact('stage', 'stage'), ['primary', 'junior'])

export const inCases: readonly NodeCase[] = [
  { that: 'one of the codes', node: compulsory, facts: { stage: 'junior' }, gives: true },
  { that: 'another code', node: compulsory, facts: { stage: 'senior' }, gives: false, says: '学段：普通高中，要求是小学、初中' },
  { that: 'unknown stays unknown', node: compulsory, gives: null, missing: ['stage'] },
]
