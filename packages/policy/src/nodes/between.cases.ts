import type { NodeCase } from '../testing/node-case.ts'
import { between } from './between.ts'
import { countFact } from './fact.ts'
import { count } from './literal.ts'

const grade = countFact('grade', '年级')
const oneToThree = between(grade, count(1, '年级'), count(3, '年级'))

export const betweenCases: readonly NodeCase[] = [
  { that: 'the lower bound belongs', node: oneToThree, facts: { grade: 1 }, gives: true },
  { that: 'the upper bound does not', node: oneToThree, facts: { grade: 3 }, gives: false, says: '年级：3 年级，要求从 1 年级 起、不到 3 年级' },
  { that: 'below is outside', node: oneToThree, facts: { grade: 0 }, gives: false },
  { that: 'unknown stays unknown', node: oneToThree, gives: null, missing: ['grade'] },
]
