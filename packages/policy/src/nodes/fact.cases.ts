import type { NodeCase } from './node-case.ts'
import { choiceFact, codeFact, countFact, dayFact, fact, feeFact } from './fact.ts'

export const factCases: readonly NodeCase[] = [
  { that: 'a known yes', node: fact('boards'), facts: { boards: true }, gives: true, says: '寄宿：是' },
  { that: 'a known no is not unknown', node: fact('boards'), facts: { boards: false }, gives: false },
  { that: 'an unknown fact waits for itself', node: fact('boards'), gives: null, missing: ['boards'], says: '寄宿：未知' },
  { that: 'a fee in fen', node: feeFact('care_fee'), facts: { care_fee: 240000 }, gives: 240000, says: '保教费收费标准：2,400.00 元' },
  { that: 'a fee of nothing is known', node: feeFact('care_fee'), facts: { care_fee: 0 }, gives: 0 },
  { that: 'a count', node: countFact('grade', '年级'), facts: { grade: 3 }, gives: 3 },
  { that: 'a day', node: dayFact('birth_date'), facts: { birth_date: '2012-02-29' }, gives: '2012-02-29', says: '出生日期：2012年2月29日' },
  { that: 'an unknown day waits for itself', node: dayFact('birth_date'), gives: null, missing: ['birth_date'] },
  { that: 'a code as it stands', node: codeFact('hukou_division', 'division'), facts: { hukou_division: '990101001' }, gives: '990101001' },
  { that: 'a choice by its code', node: choiceFact('stage', 'stage'), facts: { stage: 'senior' }, gives: 'senior', says: '学段：普通高中' },
]
