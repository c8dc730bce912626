import type { NodeCase } from './node-case.ts'
import { all } from './and.ts'
import { fact } from './fact.ts'
import { personDecides } from './human-decision.ts'

const etcetera = personDecides('PS-A2.3', '是否按“等”字享受')

export const humanDecisionCases: readonly NodeCase[] = [
  { that: 'open until somebody has decided, and no fact settles it', node: etcetera, gives: null, missing: [], says: '须由人决定：是否按“等”字享受' },
  { that: 'granted', node: etcetera, decision: true, gives: true },
  { that: 'refused', node: etcetera, decision: false, gives: false, says: '已由人决定：不认定' },
  { that: 'facts are asked for before the person is', node: all(fact('marginal'), etcetera), gives: null, missing: ['marginal'] },
  { that: 'nobody decides about who is not concerned', node: all(fact('marginal'), etcetera), facts: { marginal: false }, gives: false, missing: [] },
]
