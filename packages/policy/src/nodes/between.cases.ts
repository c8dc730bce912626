import type { NodeCase } from './node-case.ts'
import { between } from './between.ts'
import { countFact } from './fact.ts'
import { count } from './literal.ts'
import { countOf } from './node.ts'
import { parameterNode } from './parameter.ts'

const grade = countFact('grade', '年级')
const oneToThree = between(grade, count(1, '年级'), count(3, '年级'))

export const betweenCases: readonly NodeCase[] = [
  { that: 'the lower bound belongs', node: oneToThree, facts: { grade: 1 }, gives: true },
  { that: 'the upper bound does not', node: oneToThree, facts: { grade: 3 }, gives: false, says: '年级：3 年级，要求从 1 年级 起、不到 3 年级' },
  { that: 'below is outside', node: oneToThree, facts: { grade: 0 }, gives: false },
  {
    that: 'a bound nobody has entered leaves open what is not outside already',
    node: between(countFact('vocational_textbook_terms_paid', '学期'), count(3, '学期'), parameterNode('open', countOf('学期'))),
    facts: { vocational_textbook_terms_paid: 3 },
    gives: null,
    missing: ['parameter:open'],
  },
  {
    that: 'outside on the entered side is outside',
    node: between(countFact('vocational_textbook_terms_paid', '学期'), count(3, '学期'), parameterNode('open', countOf('学期'))),
    facts: { vocational_textbook_terms_paid: 2 },
    gives: false,
  },
  { that: 'unknown stays unknown', node: oneToThree, gives: null, missing: ['grade'] },
]
