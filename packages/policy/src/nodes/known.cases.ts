import type { NodeCase } from './node-case.ts'
import { all } from './and.ts'
import { countFact, fact } from './fact.ts'
import { isKnownAtAll } from './known.ts'
import { isNot } from './not.ts'

const boards = isKnownAtAll(fact('boards'))

export const knownCases: readonly NodeCase[] = [
  { that: 'a yes is known', node: boards, facts: { boards: true }, gives: true, says: '寄宿：已知道' },
  { that: 'a no is known', node: boards, facts: { boards: false }, gives: true },
  { that: 'what nobody told is not known, and that is certain', node: boards, gives: false, missing: [], says: '寄宿：还不知道' },
  { that: 'a count of nothing is known', node: isKnownAtAll(countFact('absent_days', '天')), facts: { absent_days: 0 }, gives: true },
  {
    that: 'on roll, and nobody knows whether present',
    node: all(fact('on_roll'), isNot(isKnownAtAll(fact('present')))),
    facts: { on_roll: true },
    gives: true,
  },
]
