import type { NodeCase } from './node-case.ts'
import { countFact } from './fact.ts'
import { count } from './literal.ts'
import { withinQuota } from './within-quota.ts'

const within = withinQuota(countFact('vocational_textbook_terms_paid', '学期'), count(5, '学期'), 'a1')

export const withinQuotaCases: readonly NodeCase[] = [
  { that: 'the last place is a place', node: within, facts: { vocational_textbook_terms_paid: 5 }, gives: true, says: '名额 5 个，排第 5 名' },
  { that: 'the next one has none', node: within, facts: { vocational_textbook_terms_paid: 6 }, gives: false, says: '名额 5 个，排第 6 名' },
  { that: 'without a rank it is not decided', node: within, gives: null, missing: ['vocational_textbook_terms_paid'], says: '名额 5 个，排第几名尚未确定' },
]
