import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { feeFact } from './fact.ts'
import { rate, sum } from './literal.ts'
import { round } from './round.ts'
import { timesRate } from './times-rate.ts'

const share = timesRate(feeFact('care_fee'), rate(2, 37))

export const timesRateCases: readonly NodeCase[] = [
  {
    that: 'a sum times a ratio keeps its numerator',
    node: share,
    facts: { care_fee: 125_000 },
    gives: 250_000,
    says: '保教费收费标准：1,250.00 元 × 2/37，为 67.56 元又 28/37 分',
  },
  { that: 'one that comes out even says so', node: share, facts: { care_fee: 37 }, gives: 74, says: '保教费收费标准：0.37 元 × 2/37，为 0.02 元' },
  { that: 'of nothing nothing', node: share, facts: { care_fee: 0 }, gives: 0 },
  { that: 'of the unknown unknown', node: share, gives: null, missing: ['care_fee'] },
  { that: 'more than the whole', node: timesRate(sum(yuan(100).perTerm()), rate(10333, 10000)), gives: 103_330_000 },
  { that: 'only rounding makes money of it', node: round(share, 'half-up', 'a1'), facts: { care_fee: 125_000 }, gives: 6757 },
]
