import type { NodeCase } from './node-case.ts'
import { termsLeft } from './cumulative-limit.ts'
import { countFact } from './fact.ts'
import { count } from './literal.ts'

const fiveTerms = termsLeft(countFact('vocational_dormitory_terms_paid', '学期'), count(5, '学期'))

export const cumulativeLimitCases: readonly NodeCase[] = [
  {
    that: 'the fifth term is still paid',
    node: fiveTerms,
    facts: { vocational_dormitory_terms_paid: 4 },
    gives: true,
    says: '最多 5 学期，已享受 4 学期，本学期是第 5 学期',
  },
  { that: 'the sixth is not', node: fiveTerms, facts: { vocational_dormitory_terms_paid: 5 }, gives: false, says: '最多 5 学期，已享受 5 学期，已满' },
  { that: 'without the count it is unknown', node: fiveTerms, gives: null, missing: ['vocational_dormitory_terms_paid'] },
]
