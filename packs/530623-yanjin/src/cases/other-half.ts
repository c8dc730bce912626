import type { WorkedCase } from '@yingjin/policy/testing'
import { boarder, collegeStudent, seniorStudent } from './people.ts'

const senior = 'YJ-3.4a.2a、YJ-3.4a.2b、YJ-3.4a.2c，三（四）精准资助第2条'
const travel = 'YJ-3.4a.1b，三（四）精准资助第1条'
const newStudent = { ...collegeStudent, lifted_out: true, new_student: true, travel_subsidy_received: false } as const

/** Each sum in the term that the other cases leave out: spring carries the odd fen of a year's sum, and bounds have two sides. */
export const otherHalf: readonly WorkedCase[] = [
  {
    title: '建档立卡高中生春季学期领一等助学金、生活补助和免学费的另一半',
    term: '2018-spring',
    facts: { ...seniorStudent, lifted_out: true },
    rest: 'no',
    expect: { 'YJ-3.4a.2a-1': { due: '1250.00' }, 'YJ-3.4a.2b': { due: '1250.00' }, 'YJ-3.4a.2c': { due: '400.00' } },
    arithmetic: '2500 − 秋季 1250 = 1250 元；2500 − 1250 = 1250 元；800 − 400 = 400 元',
    clause: senior,
  },
  {
    title: '低保家庭的高中生秋季学期由人定为二等',
    term: '2017-autumn',
    facts: { ...seniorStudent, minimum_living: true },
    decisions: { 'YJ-3.4a.2a-1': false },
    rest: 'no',
    expect: { 'YJ-3.4a.2a-1': { not: '由人定为不享受一等' }, 'YJ-3.4a.2a-2': { due: '750.00' } },
    arithmetic: '1500 ÷ 2 = 750 元',
    clause: senior,
  },
  {
    title: '困难小学寄宿生春季学期领寄宿生生活补助的另一半',
    term: '2018-spring',
    facts: { ...boarder, stage: 'primary', lifted_out: true },
    rest: 'no',
    expect: { 'YJ-3.4a.4b': { due: '500.00' } },
    arithmetic: '1000 − 秋季 500 = 500 元',
    clause: 'YJ-3.4a.4b，三（四）精准资助第4条',
  },
  {
    title: '贫困新生的路费补助由人定为上限 1000 元',
    term: '2017-autumn',
    facts: newStudent,
    decisions: { 'amount-decision:YJ-3.4a.1b': 1000_00 },
    rest: 'no',
    expect: { 'YJ-3.4a.1b': { due: '1000.00' } },
    arithmetic: '500 ≤ 1000 ≤ 1000，发 1000 元',
    clause: travel,
  },
  {
    title: '贫困新生的路费补助填 1000.01 元，超出上限一分',
    term: '2017-autumn',
    facts: newStudent,
    decisions: { 'amount-decision:YJ-3.4a.1b': 1000_01 },
    rest: 'no',
    expect: { 'YJ-3.4a.1b': { decide: '超出 1000 元的上限，不算填写' } },
    arithmetic: '1000.01 > 1000',
    clause: travel,
  },
]
