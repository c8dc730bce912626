import type { NodeCase } from '../testing/node-case.ts'
import { countOf, moneyPer } from './node.ts'
import { parameterNode } from './parameter.ts'

export const parameterCases: readonly NodeCase[] = [
  { that: 'the figure printed for the term', node: parameterNode('ceiling', moneyPer('school-year')), gives: 150000, says: '上限 1,500.00 元' },
  { that: 'a count of the document', node: parameterNode('terms', countOf('学期')), gives: 5, says: '期限 5 学期' },
]
