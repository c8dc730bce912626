import type { NodeCase } from '../testing/node-case.ts'
import { feeFact } from './fact.ts'
import { divide } from './round.ts'

const third = (mode: 'down' | 'half-up' | 'up') => divide(feeFact('care_fee'), 3, mode, 'a1')
const half = divide(feeFact('care_fee'), 2, 'half-up', 'a1')

export const roundCases: readonly NodeCase[] = [
  { that: 'down leaves the rest', node: third('down'), facts: { care_fee: 5 }, gives: 1 },
  { that: 'up takes the next fen', node: third('up'), facts: { care_fee: 4 }, gives: 2 },
  { that: 'up of an exact share stays', node: third('up'), facts: { care_fee: 6 }, gives: 2 },
  { that: 'half-up below the half', node: third('half-up'), facts: { care_fee: 4 }, gives: 1 },
  { that: 'half-up above the half', node: third('half-up'), facts: { care_fee: 5 }, gives: 2 },
  { that: 'half-up exactly at the half goes up', node: half, facts: { care_fee: 3 }, gives: 2 },
  { that: 'the greatest fee does not overflow', node: half, facts: { care_fee: 5_000_000 }, gives: 2_500_000 },
  { that: 'unknown stays unknown', node: half, gives: null, missing: ['care_fee'] },
]
