import { day, yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { choice, count, date, no, rate, sum, yes } from './literal.ts'

export const literalCases: readonly NodeCase[] = [
  { that: 'a sum is its fen', node: sum(yuan('312.50').perTerm()), gives: 31250, says: '312.50 元' },
  { that: 'a count says its unit', node: count(5, '学期'), gives: 5, says: '5 学期' },
  { that: 'a code of a closed set is itself', node: choice('stage', 'junior'), gives: 'junior', says: '初中' },
  { that: 'two thirty-sevenths stay so', node: rate(2, 37), gives: 2, says: '2/37' },
  { that: 'a per cent', node: rate(80, 100), gives: 80, says: '80%' },
  { that: 'a decimal as the text prints it', node: rate(10333, 10000), gives: 10333, says: '1.0333' },
  { that: 'less than a tenth keeps its zeros', node: rate(5, 1000), gives: 5, says: '0.005' },
  { that: 'a day', node: date(day('2024-02-29')), gives: '2024-02-29', says: '2024年2月29日' },
  { that: 'yes is yes', node: yes, gives: true },
  { that: 'no is no', node: no, gives: false },
]
