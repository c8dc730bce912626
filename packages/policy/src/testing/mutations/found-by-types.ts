import { day, yuan } from '@yingjin/kernel'
import {
  brackets,
  type Clause,
  compare,
  count,
  countFact,
  divide,
  drafting,
  fact,
  feeFact,
  halfEachTerm,
  pack,
  type PackSource,
  sum,
  sumParameter,
  table,
  choiceFact,
} from '../../author/index.ts'
import type { OperatorName } from './operators.ts'

const clauses = {
  a1: { article: '第一条', text: '两项不重复', register: 'T-1', governs: { how: 'exclude', lines: ['T-1', 'T-2'] } },
} as const satisfies Readonly<Record<string, Clause>>
const dates = { from: '2022-01-01', to: '2023-09-01' } as const
const parameters = { yearly: sumParameter('标准', 'a1', [{ ...dates, value: yuan(1000).perSchoolYear(), printed: '1000元' }]) } as const
const readings = { 'O-99': { question: '怎样理解', options: { decide: '逐人判定', closed: '只限点名的' }, default: 'decide' } } as const
const { line, lineAbout, parameter, reading, stacking } = drafting({ clauses, parameters, readings })
const perTerm = sum(yuan(1).perTerm())
const yearly = sum(yuan(1250).perSchoolYear())
const whole = {
  id: 'T-1',
  title: '试',
  clause: 'a1',
  stages: ['primary'],
  criteria: [{ name: '寄宿', failed: '未寄宿', when: fact('boards'), clause: 'a1' }],
  persons: 'everyone',
  amount: perTerm,
  period: '每学期',
  delivery: { form: 'to-person-cash', payee: '学生' },
} as const

/**
 * Operators whose defect does not compile where a pack is written with the typed builders: each is made once, and the
 * compiler is told to expect the error. An error that no longer comes fails the types of the gate. `null`: it compiles.
 */
export const foundByTypes: Readonly<Record<OperatorName, (() => unknown) | null>> = {
  // @ts-expect-error a sum per term where one per school year belongs
  'swapped-unit': () => halfEachTerm(perTerm),
  // @ts-expect-error division without the clause of its rounding
  'missing-rounding': () => divide(yearly, 2, 'down'),
  'missing-citation': () => [
    // @ts-expect-error a line without a clause
    line({ ...whole, clause: '' }),
    // @ts-expect-error a criterion without a clause
    line({ ...whole, criteria: [{ name: '寄宿', failed: '未寄宿', when: fact('boards') }] }),
    // @ts-expect-error a stage without a clause
    stacking({ kind: 'tiers', of: ['T-1', 'T-2'] }),
  ],
  'unknown-clause': () => [
    // @ts-expect-error a line under a clause that is not in the table
    line({ ...whole, clause: 'a9' }),
    // @ts-expect-error so with a stage
    stacking({ kind: 'tiers', of: ['T-1', 'T-2'], clause: 'a9' }),
  ],
  'dropped-clause': () =>
    drafting({ clauses: {}, parameters, readings }).line({
      ...whole,
      // @ts-expect-error the clause is no longer in the table
      clause: 'a1',
    }),
  // @ts-expect-error a line about a household is no line for students, and the other way round
  'wrong-subject': () => lineAbout('student', { ...whole }),
  // @ts-expect-error one of the readings has no meaning here
  'dropped-reading-option': () => reading('O-99', { decide: yearly }),
  // @ts-expect-error a parameter that is not in the table
  'dropped-parameter': () => parameter('quarterly'),

  'dropped-cell': null,
  'dropped-band': null,
  'overlapping-bands': null,
  'gap-between-bands': null,
  'parameter-date-gap': null,
  'document-date-gap': null,
  'dropped-stacking': null,
  'wrong-stacking': null,
  'dropped-line': null,
  'line-twice': null,
  'fact-of-another-subject': null,
  'no-stage': null,
  'shares-not-one': null,
  'forbidden-form': null,
  'contradictory-criterion': null,
  'ground-twice': null,
  'amount-plus-one-fen': null,
  'amount-less-one-fen': null,
  'amount-plus-tenth': null,
  'amount-less-tenth': null,
  'amount-digits-swapped': null,
  'off-by-one': null,
  'flipped-bound': null,
  'dropped-ground': null,
  'other-ground': null,
  'dropped-criterion': null,
  'negated-criterion': null,
  'dropped-stage': null,
  'other-form': null,
}

const grades = (n: number) => count(n, '年级')
/** A pack with every construct an operator works on, so that no operator is without a place (`mutations.test.ts`). */
export const everyPlacePack: PackSource = pack({
  id: '990199-every-place',
  division: '990199',
  document: {
    title: '试行办法',
    issuer: '示例县教育局',
    number: null,
    promulgated: day('2022-01-01'),
    inForce: [day('2022-01-01'), day('2023-09-01')],
    replaces: [],
  },
  clauses,
  parameters,
  readings,
  rounding: { rule: '分不尽的一分计入春季学期', cites: 'O-99' },
  midPeriodChange: { rule: '按学期第一天有效的文件', takes: 'first-day', cites: 'O-99' },
  lines: [
    line({
      ...whole,
      item: 'boarder-living',
      stages: ['primary', 'junior'],
      criteria: [
        ...whole.criteria,
        { name: '在读', failed: '不在读', when: reading('O-99', { decide: fact('present'), closed: fact('on_roll') }), clause: 'a1' },
      ],
      persons: {
        name: '属于列举的对象',
        failed: '不属于列举的对象',
        grounds: [
          { name: '孤儿', when: fact('orphan'), clause: 'a1' },
          { name: '残疾', when: fact('disabled'), clause: 'a1' },
        ],
        etcetera: [],
        decision: null,
        clause: 'a1',
      },
      amount: halfEachTerm(
        divide(
          table(choiceFact('stage', 'stage'), { primary: parameter('yearly'), junior: yearly }, ['preschool', 'senior', 'vocational', 'higher']),
          2,
          'down',
          'a1',
        ),
      ),
      forbidden: ['to-school'],
      funding: {
        kind: 'shares',
        heads: [
          { head: { name: '中央资金', level: 'central' }, share: [4, 5] },
          { head: { name: '县级资金', level: 'county' }, share: [1, 5] },
        ],
        remainderTo: '县级资金',
        clause: 'a1',
      },
    }),
    line({
      ...whole,
      id: 'T-2',
      item: 'boarder-living',
      criteria: [{ name: '二年级以上', failed: '不到二年级', when: compare(countFact('grade', '年级'), 'at-least', grades(2)), clause: 'a1' }],
      amount: halfEachTerm(
        brackets(countFact('grade', '年级'), { from: grades(0), to: grades(4), gives: yearly }, { from: grades(4), to: null, gives: feeFact('care_fee') }),
      ),
    }),
  ],
  stack: [stacking({ kind: 'exclude', first: 'T-1', then: 'T-2', clause: 'a1' })],
  notices: [],
  notEncoded: [],
})
