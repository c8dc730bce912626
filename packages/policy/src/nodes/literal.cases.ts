import { yuan } from '@yingjin/kernel'
import type { NodeCase } from '../testing/node-case.ts'
import { choice, count, no, sum, yes } from './literal.ts'

export const literalCases: readonly NodeCase[] = [
  { that: 'a sum is its fen', node: sum(yuan('312.50').perTerm()), gives: 31250, says: '312.50 元' },
  { that: 'a count says its unit', node: count(5, '学期'), gives: 5, says: '5 学期' },
  { that: 'a code of a closed set is itself', node: choice('stage', 'junior'), gives: 'junior', says: '初中' },
  { that: 'yes is yes', node: yes, gives: true },
  { that: 'no is no', node: no, gives: false },
]
