import { yuan } from '@yingjin/kernel'
import type { NodeCase } from './node-case.ts'
import { compare } from './compare.ts'
import { countFact, feeFact } from './fact.ts'
import { count, sum } from './literal.ts'

const fee = feeFact('care_fee')
const ceiling = sum(yuan(1500).perSchoolYear())
const entered = countFact('entry_year', '年')

export const compareCases: readonly NodeCase[] = [
  { that: 'one fen below is below', node: compare(fee, 'less', ceiling), facts: { care_fee: 149999 }, gives: true },
  { that: 'equal is not below', node: compare(fee, 'less', ceiling), facts: { care_fee: 150000 }, gives: false },
  { that: 'equal is at most', node: compare(fee, 'at-most', ceiling), facts: { care_fee: 150000 }, gives: true },
  { that: 'one fen above is above', node: compare(fee, 'more', ceiling), facts: { care_fee: 150001 }, gives: true },
  { that: 'equal is at least', node: compare(fee, 'at-least', ceiling), facts: { care_fee: 150000 }, gives: true },
  { that: 'equal is equal', node: compare(fee, 'equal', ceiling), facts: { care_fee: 150000 }, gives: true },
  { that: 'another is not equal', node: compare(fee, 'not-equal', ceiling), facts: { care_fee: 1 }, gives: true },
  { that: 'an unknown operand leaves it unknown', node: compare(fee, 'less', ceiling), gives: null, missing: ['care_fee'] },
  {
    that: 'a year in words',
    node: compare(entered, 'at-most', count(2020, '年')),
    facts: { entry_year: 2021 },
    gives: false,
    says: '入学年：2021 年，要求不高于 2020 年',
  },
]
