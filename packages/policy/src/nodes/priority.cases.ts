import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { fact, feeFact } from './fact.ts'
import { sum } from './literal.ts'
import { byPriority } from './priority.ts'

const year = (n: number) => sum(yuan(n).perSchoolYear())
const grant = byPriority(
  [
    { name: '孤儿', when: fact('orphan'), gives: year(4000) },
    { name: '残疾', when: fact('disabled'), gives: year(3000) },
    { name: '城乡低保', when: fact('minimum_living'), gives: year(3000) },
    { name: '边缘易致贫户', when: fact('marginal'), gives: feeFact('care_fee') },
  ],
  year(0),
)
const none = { orphan: false, disabled: false, minimum_living: false, marginal: false }

export const priorityCases: readonly NodeCase[] = [
  { that: 'one identity', node: grant, facts: { ...none, orphan: true }, gives: 400_000, says: '属于孤儿：4,000.00 元' },
  {
    that: 'of several the first declared decides, and all are told',
    node: grant,
    facts: { ...none, orphan: true, disabled: true, minimum_living: true },
    gives: 400_000,
    says: '同时属于孤儿、残疾、城乡低保，按先后顺序以孤儿计：4,000.00 元',
  },
  { that: 'no identity', node: grant, facts: none, gives: 0, says: '0.00 元' },
  { that: 'what stands behind it need not be known', node: grant, facts: { orphan: true }, gives: 400_000, missing: [] },
  {
    that: 'a higher one unknown leaves it unknown',
    node: grant,
    facts: { ...none, orphan: null, disabled: true },
    gives: null,
    missing: ['orphan'],
    says: '属于残疾；还不知道是否属于排在前面的孤儿',
  },
  {
    that: 'unless all that it could still be give the same',
    node: grant,
    facts: { ...none, disabled: null, minimum_living: true },
    gives: 300_000,
    missing: [],
  },
  { that: 'a value that is chosen waits for its own', node: grant, facts: { ...none, marginal: true }, gives: null, missing: ['care_fee'] },
  {
    that: 'equal by their values, not by their form',
    node: grant,
    facts: { ...none, minimum_living: null, marginal: true, care_fee: 300_000 },
    gives: 300_000,
  },
  {
    that: 'knowing nothing, everything is asked for',
    node: grant,
    gives: null,
    missing: ['care_fee', 'marginal', 'minimum_living', 'orphan', 'disabled'],
    says: '还不知道是否属于排在前面的孤儿',
  },
]
