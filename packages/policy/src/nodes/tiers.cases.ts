import type { NodeCase } from './node-case.ts'
import { fact } from './fact.ts'
import { noUpperTier } from './tiers.ts'

const third = noUpperTier(
  [
    { line: 'A', due: fact('lifted_out') },
    { line: 'B', due: fact('orphan') },
  ],
  'a1',
)

export const tiersCases: readonly NodeCase[] = [
  { that: 'any upper tier takes its place', node: third, facts: { orphan: true }, gives: false },
  { that: 'no upper tier is due', node: third, facts: { lifted_out: false, orphan: false }, gives: true },
  { that: 'one upper tier is open', node: third, facts: { lifted_out: false }, gives: null, missing: ['orphan'] },
]
