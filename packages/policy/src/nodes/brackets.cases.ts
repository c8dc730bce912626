import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { brackets } from './brackets.ts'
import { countFact, feeFact } from './fact.ts'
import { count, sum } from './literal.ts'
import { moneyPer } from './node.ts'
import { parameterNode } from './parameter.ts'

const days = (n: number) => count(n, '天')
const year = (n: number) => sum(yuan(n).perSchoolYear())
const byAbsence = brackets(
  countFact('absent_days', '天'),
  { from: days(0), to: days(10), gives: year(1000) },
  { from: days(10), to: days(30), gives: feeFact('textbook_fee') },
  { from: days(30), to: null, gives: year(0) },
)
const byFee = brackets(
  feeFact('care_fee'),
  { from: year(0), to: parameterNode('ceiling', moneyPer('school-year')), gives: count(1, '档') },
  { from: parameterNode('ceiling', moneyPer('school-year')), to: null, gives: count(2, '档') },
)
const notEntered = brackets(
  feeFact('care_fee'),
  { from: year(0), to: parameterNode('open', moneyPer('school-year')), gives: count(1, '档') },
  { from: parameterNode('open', moneyPer('school-year')), to: null, gives: count(2, '档') },
)

export const bracketsCases: readonly NodeCase[] = [
  { that: 'the first band begins with its lower bound', node: byAbsence, facts: { absent_days: 0 }, gives: 100_000 },
  {
    that: 'just below the upper bound is within',
    node: byAbsence,
    facts: { absent_days: 9 },
    gives: 100_000,
    missing: [],
    says: '本学期缺勤天数：9 天，属于 0 天 起、不到 10 天 的一档：1,000.00 元',
  },
  { that: 'the upper bound is the next band', node: byAbsence, facts: { absent_days: 10, textbook_fee: 7 }, gives: 7 },
  { that: 'a band waits for its own', node: byAbsence, facts: { absent_days: 29 }, gives: null, missing: ['textbook_fee'] },
  { that: 'the last has no end', node: byAbsence, facts: { absent_days: 200 }, gives: 0, says: '本学期缺勤天数：200 天，属于 30 天 起 的一档：0.00 元' },
  { that: 'an unknown quantity leaves it unknown', node: byAbsence, gives: null, missing: ['textbook_fee', 'absent_days'], says: '取决于本学期缺勤天数：未知' },
  { that: 'a bound that is a figure of the document, a fen below', node: byFee, facts: { care_fee: 149_999 }, gives: 1 },
  { that: 'and at it', node: byFee, facts: { care_fee: 150_000 }, gives: 2 },
  { that: 'a bound nobody has entered leaves every band open', node: notEntered, facts: { care_fee: 5 }, gives: null, missing: ['parameter:open'] },
  {
    that: 'also those that do not touch it',
    node: brackets(
      feeFact('care_fee'),
      { from: year(0), to: year(1), gives: count(1, '档') },
      { from: year(1), to: parameterNode('open', moneyPer('school-year')), gives: count(2, '档') },
      { from: parameterNode('open', moneyPer('school-year')), to: null, gives: count(3, '档') },
    ),
    facts: { care_fee: 5 },
    gives: null,
    missing: ['parameter:open'],
  },
  {
    that: 'bands may give counts',
    node: brackets(countFact('grade', '年级'), { from: count(0, '年级'), to: null, gives: count(9, '档') }),
    facts: { grade: 3 },
    gives: 9,
  },
]
