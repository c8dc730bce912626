import { day } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { dayFact } from './fact.ts'
import { date } from './literal.ts'
import { overlapDays } from './overlap-days.ts'

const at = (text: string) => date(day(text))
const attended = { from: dayFact('entered_on'), to: at('2023-03-01') }
const inTerm = overlapDays(attended, { from: at('2022-09-01'), to: at('2023-01-15') })
const february = (year: number) => overlapDays({ from: at(`${year}-02-01`), to: at(`${year}-03-01`) }, { from: at(`${year}-01-01`), to: at(`${year}-12-31`) })

export const overlapDaysCases: readonly NodeCase[] = [
  {
    that: 'what both stretches have',
    node: inTerm,
    facts: { entered_on: '2022-10-01' },
    gives: 106,
    says: '2022年10月1日 起、2023年3月1日 前，与 2022年9月1日 起、2023年1月15日 前，重合 106 天',
  },
  { that: 'one within the other', node: inTerm, facts: { entered_on: '2020-09-01' }, gives: 136 },
  { that: 'the last day counts, the day up to which it goes does not', node: inTerm, facts: { entered_on: '2023-01-14' }, gives: 1 },
  { that: 'stretches that only touch have nothing in common', node: inTerm, facts: { entered_on: '2023-01-15' }, gives: 0 },
  { that: 'stretches apart have nothing in common', node: inTerm, facts: { entered_on: '2023-02-01' }, gives: 0 },
  { that: 'a reversed stretch is empty', node: inTerm, facts: { entered_on: '2024-01-01' }, gives: 0 },
  { that: 'a February of a leap year', node: february(2024), gives: 29 },
  { that: 'and of a common one', node: february(2023), gives: 28 },
  { that: 'unknown stays unknown', node: inTerm, gives: null, missing: ['entered_on'] },
]
