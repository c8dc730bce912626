import type { NodeCase } from './node-case.ts'
import { countShare } from './count-share.ts'
import { countFact } from './fact.ts'
import { rate } from './literal.ts'

const children = countFact('kindergarten_children', '人')
const tenth = countShare(children, rate(10, 100), 'down', 'a1')

export const countShareCases: readonly NodeCase[] = [
  {
    that: 'a share that comes out whole',
    node: tenth,
    facts: { kindergarten_children: 120 },
    gives: 12,
    says: '本园在园幼儿数：120 人 × 10%，只舍不入取整数，得 12 人',
  },
  { that: 'the fraction is dropped', node: tenth, facts: { kindergarten_children: 129 }, gives: 12 },
  { that: 'the fraction makes one more', node: countShare(children, rate(10, 100), 'up', 'a1'), facts: { kindergarten_children: 121 }, gives: 13 },
  { that: 'half makes one more', node: countShare(children, rate(10, 100), 'half-up', 'a1'), facts: { kindergarten_children: 125 }, gives: 13 },
  { that: 'a ratio stays exact', node: countShare(children, rate(2, 27), 'up', 'a1'), facts: { kindergarten_children: 27 }, gives: 2 },
  { that: 'of nobody, nobody', node: tenth, facts: { kindergarten_children: 0 }, gives: 0 },
  { that: 'of an unknown count, unknown', node: tenth, gives: null, missing: ['kindergarten_children'] },
]
