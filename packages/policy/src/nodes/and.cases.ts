import type { NodeCase } from './node-case.ts'
import { all } from './and.ts'
import { fact } from './fact.ts'

const both = all(fact('on_roll'), fact('present'))

export const andCases: readonly NodeCase[] = [
  { that: 'both hold', node: both, facts: { on_roll: true, present: true }, gives: true },
  { that: 'one that fails decides, though the other is unknown', node: both, facts: { on_roll: false }, gives: false, missing: [] },
  {
    that: 'one unknown and the other holds: unknown, and only the unknown is asked for',
    node: both,
    facts: { on_roll: true },
    gives: null,
    missing: ['present'],
  },
  { that: 'both unknown', node: both, gives: null, missing: ['on_roll', 'present'] },
  { that: 'nothing to hold is held', node: all(), gives: true },
]
