import type { NodeCase } from './node-case.ts'
import { all } from './and.ts'
import { fact } from './fact.ts'
import { any } from './or.ts'

const either = any(fact('lifted_out'), fact('orphan'))

export const orCases: readonly NodeCase[] = [
  { that: 'one that holds decides, though the other is unknown', node: either, facts: { lifted_out: true }, gives: true, missing: [] },
  { that: 'neither holds', node: either, facts: { lifted_out: false, orphan: false }, gives: false },
  { that: 'one unknown and the other fails: only the unknown is asked for', node: either, facts: { lifted_out: false }, gives: null, missing: ['orphan'] },
  { that: 'nothing to choose from does not hold', node: any(), gives: false },
  {
    that: 'an operand decided by absorption asks for nothing',
    node: any(all(fact('boards'), fact('present')), fact('orphan')),
    facts: { boards: false },
    gives: null,
    missing: ['orphan'],
  },
]
