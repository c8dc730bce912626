import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { countFact } from './fact.ts'
import { sum } from './literal.ts'
import { multiply } from './multiply.ts'

const perGrade = multiply(sum(yuan('0.01').perSchoolYear()), countFact('grade', '年级'))

export const multiplyCases: readonly NodeCase[] = [
  { that: 'a sum times a count', node: perGrade, facts: { grade: 9 }, gives: 9 },
  { that: 'times nothing is nothing', node: perGrade, facts: { grade: 0 }, gives: 0 },
  { that: 'times the unknown is unknown', node: perGrade, gives: null, missing: ['grade'] },
]
