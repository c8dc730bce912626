import { day } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { ageAt } from './age-at.ts'
import { compare } from './compare.ts'
import { dayFact } from './fact.ts'
import { firstDayOfTerm } from './first-day-of-term.ts'
import { count, date } from './literal.ts'

const born = dayFact('birth_date')
const onTerm = ageAt(born, firstDayOfTerm, 'mar-1')
const on = (text: string, leap: 'feb-28' | 'mar-1') => ageAt(born, date(day(text)), leap)
const leapling = { birth_date: '2012-02-29' }

export const ageAtCases: readonly NodeCase[] = [
  {
    that: 'on the birthday a year older',
    node: onTerm,
    facts: { birth_date: '2016-09-01' },
    gives: 6,
    says: '出生日期：2016年9月1日，到 2022年9月1日 满 6 岁',
  },
  { that: 'the day before not yet', node: onTerm, facts: { birth_date: '2016-09-02' }, gives: 5 },
  { that: 'years begun do not count', node: onTerm, facts: { birth_date: '2007-12-31' }, gives: 14 },
  { that: 'born on the last of August', node: onTerm, facts: { birth_date: '2016-08-31' }, gives: 6 },
  { that: 'in spring the day is another', node: onTerm, facts: { birth_date: '2016-03-02' }, term: '2023-spring', gives: 6 },
  { that: 'born after the day', node: onTerm, facts: { birth_date: '2022-09-02' }, gives: -1 },
  {
    that: 'a birthday that a common year lacks, on 28 February by the one rule',
    node: on('2023-02-28', 'feb-28'),
    facts: leapling,
    gives: 11,
    says: '出生日期：2012年2月29日，到 2023年2月28日 满 11 岁（平年按2月28日满岁）',
  },
  { that: 'and not yet by the other', node: on('2023-02-28', 'mar-1'), facts: leapling, gives: 10 },
  { that: 'on 1 March by both', node: on('2023-03-01', 'mar-1'), facts: leapling, gives: 11 },
  { that: 'on 1 March by both, the other', node: on('2023-03-01', 'feb-28'), facts: leapling, gives: 11 },
  { that: 'the day before that 28 February not yet', node: on('2023-02-27', 'feb-28'), facts: leapling, gives: 10 },
  { that: 'a leap year has the day itself: not on the 28th', node: on('2024-02-28', 'feb-28'), facts: leapling, gives: 11 },
  { that: 'but on the 29th', node: on('2024-02-29', 'feb-28'), facts: leapling, gives: 12 },
  { that: '2000 had the day', node: on('2000-02-28', 'feb-28'), facts: { birth_date: '1996-02-29' }, gives: 3 },
  { that: 'born on 28 February is no case of it', node: on('2023-02-28', 'mar-1'), facts: { birth_date: '2012-02-28' }, gives: 11 },
  { that: 'born on 1 March, on the 29th before', node: on('2024-02-29', 'mar-1'), facts: { birth_date: '2012-03-01' }, gives: 11 },
  { that: 'an unknown day of birth leaves it unknown', node: onTerm, gives: null, missing: ['birth_date'] },
  { that: 'an age is compared with an age', node: compare(onTerm, 'at-least', count(6, '岁')), facts: { birth_date: '2016-09-01' }, gives: true },
]
