import type { NodeCase } from './node-case.ts'
import { countOf, moneyPer } from './node.ts'
import { parameterNode } from './parameter.ts'

export const parameterCases: readonly NodeCase[] = [
  { that: 'the figure printed for the term', node: parameterNode('ceiling', moneyPer('school-year')), gives: 150000, says: '上限 1,500.00 元' },
  {
    that: 'a figure that nobody has entered is waited for, and is not a fact about the child',
    node: parameterNode('open', moneyPer('month')),
    gives: null,
    missing: ['parameter:open'],
    says: '补助标准（文件没有写明数额，尚未录入）',
  },
  {
    that: 'a misprint is shown with how it is read, and why',
    node: parameterNode('misprinted', moneyPer('school-year')),
    gives: 80000,
    says: '住宿费 800.00 元（文件印作“800元/省/生”，按“800元/年/生”理解：“省”显系“年”之误）',
  },
  { that: 'a count of the document', node: parameterNode('terms', countOf('学期')), gives: 5, says: '期限 5 学期' },
]
