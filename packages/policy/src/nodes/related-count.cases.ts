import type { NodeCase } from './node-case.ts'
import { fact } from './fact.ts'
import { relatedCount } from './related-count.ts'

const orphans = relatedCount('children-of-household', fact('orphan'))

export const relatedCountCases: readonly NodeCase[] = [
  {
    that: 'counts those of whom it holds',
    node: orphans,
    related: [{ orphan: true }, { orphan: false }, { orphan: true }],
    gives: 2,
    says: '家庭在读子女名单中符合的 2 人',
  },
  { that: 'of an empty list nobody', node: orphans, related: [], gives: 0 },
  {
    that: 'is unknown while it is unknown of one of them',
    node: orphans,
    related: [{ orphan: true }, {}],
    gives: null,
    missing: ['related:children-of-household'],
  },
  { that: 'is unknown without the list', node: orphans, gives: null, missing: ['related:children-of-household'], says: '家庭在读子女名单尚不完整' },
]
