import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { rate } from './literal.ts'
import { divide, round } from './round.ts'
import { timesRate } from './times-rate.ts'

const third = (mode: 'down' | 'half-up' | 'up') => divide(feeFact('care_fee'), 3, mode, 'a1')
const even = divide(feeFact('care_fee'), 2, 'half-even', 'a1')
const thirtySeventh = (mode: 'down' | 'half-up') => round(timesRate(feeFact('care_fee'), rate(2, 37)), mode, 'a1')
const half = divide(feeFact('care_fee'), 2, 'half-up', 'a1')

export const roundCases: readonly NodeCase[] = [
  { that: 'down leaves the rest', node: third('down'), facts: { care_fee: 5 }, gives: 1 },
  { that: 'up takes the next fen', node: third('up'), facts: { care_fee: 4 }, gives: 2 },
  { that: 'up of an exact share stays', node: third('up'), facts: { care_fee: 6 }, gives: 2 },
  { that: 'half-up below the half', node: third('half-up'), facts: { care_fee: 4 }, gives: 1 },
  { that: 'half-up above the half', node: third('half-up'), facts: { care_fee: 5 }, gives: 2 },
  { that: 'half-up exactly at the half goes up', node: half, facts: { care_fee: 3 }, gives: 2 },
  { that: 'the greatest fee does not overflow', node: half, facts: { care_fee: 5_000_000 }, gives: 2_500_000 },
  { that: 'half-even exactly at the half goes to the even one below', node: even, facts: { care_fee: 5 }, gives: 2 },
  { that: 'half-even exactly at the half goes to the even one above', node: even, facts: { care_fee: 7 }, gives: 4 },
  { that: 'half-even above the half', node: divide(feeFact('care_fee'), 3, 'half-even', 'a1'), facts: { care_fee: 5 }, gives: 2 },
  { that: 'half-even below the half', node: divide(feeFact('care_fee'), 3, 'half-even', 'a1'), facts: { care_fee: 4 }, gives: 1 },
  { that: 'to the jiao, half up', node: divide(feeFact('care_fee'), 2, 'half-up', 'a1', 10), facts: { care_fee: 10_050 }, gives: 5_030 },
  { that: 'to the jiao, down', node: divide(feeFact('care_fee'), 2, 'down', 'a1', 10), facts: { care_fee: 10_059 }, gives: 5_020 },
  { that: 'to the yuan, up', node: divide(feeFact('care_fee'), 2, 'up', 'a1', 100), facts: { care_fee: 10_001 }, gives: 5_100 },
  { that: 'to the yuan, half to even', node: divide(feeFact('care_fee'), 1, 'half-even', 'a1', 100), facts: { care_fee: 250 }, gives: 200 },
  {
    that: 'what is not yet rounded becomes money',
    node: thirtySeventh('half-up'),
    facts: { care_fee: 125_000 },
    gives: 6_757,
    says: '保教费收费标准：1,250.00 元 × 2/37，为 67.56 元又 28/37 分，四舍五入到分，得 67.57 元',
  },
  { that: 'also down', node: thirtySeventh('down'), facts: { care_fee: 125_000 }, gives: 6_756 },
  { that: 'and to the yuan', node: round(timesRate(feeFact('care_fee'), rate(80, 100)), 'up', 'a1', 100), facts: { care_fee: 12_345 }, gives: 9_900 },
  { that: 'unknown stays unknown', node: half, gives: null, missing: ['care_fee'] },
]
