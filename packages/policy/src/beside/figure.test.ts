import { type FactValues, nothingKnown } from '@yingjin/facts'
import { term } from '@yingjin/kernel'
import { printRelation, type Relation, table } from '@yingjin/sql'
import { expect, test } from 'vitest'
import { sqlTypeOfFact } from '../engines/compile.ts'
import { compileFigure, countFigure, figureFacts, percentText } from './figure.ts'
import { fact, feeFact } from '../nodes/fact.ts'
import { loadPack } from '../pack/load.ts'
import type { Figure } from '../pack/figure.ts'
import { policyFor } from '../settled/policy.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import { smallPack } from '../testing/small-pack.ts'
import { generateStudents } from '../testing/students.ts'

const loaded = loadPack(smallPack)
if (!loaded.ok) throw new Error('the small pack is broken')
const settled = policyFor(loaded.value, term('2022-autumn'))
if (!settled.ok) throw new Error(settled.problem.code)
const policy = settled.value

/** Of lifted-out children those in school; those who cannot be for physical reasons stand apart. */
const inSchool: Figure = {
  id: 'T-I1',
  title: '脱贫家庭儿童在学率',
  subject: 'student',
  among: fact('lifted_out'),
  meets: fact('present'),
  apart: [{ name: '因身体原因不能就学', when: fact('disabled'), clause: 'a1' }],
  sums: null,
  target: { is: 'at-least', numerator: 3, denominator: 4 },
  clause: 'a1',
}
const child = (lifted_out: boolean | null, present: boolean | null, disabled: boolean | null = false): FactValues => ({
  ...nothingKnown,
  lifted_out,
  present,
  disabled,
})
const count = (...children: readonly FactValues[]) => countFigure(policy, inSchool, children)
const numbers = (...children: readonly FactValues[]) => {
  const f = count(...children)
  return [f.numerator, f.denominator, percentText(f), f.target]
}

test('is those who meet it among those of whom it is asked, and every number opens to its rows', () => {
  const f = count(child(true, true), child(true, false), child(false, true), child(true, false, true), child(true, null), child(false, false))
  expect([f.numerator, f.denominator]).toEqual([1, 2])
  expect(Object.fromEntries(f.keys)).toEqual({ meets: [0], short: [1], outside: [2], 'apart:0': [3], unknown: [4], none: [5] })
})

test('with nobody in the denominator there is no value', () => {
  expect(numbers()).toEqual([0, 0, '分母为零，无法计算', 'unknown'])
  expect(numbers(child(false, true))).toEqual([0, 0, '分母为零，无法计算', 'unknown'])
})

test('the target is met at exactly its bound, and missed one below', () => {
  expect(numbers(child(true, true), child(true, true), child(true, true), child(true, false))).toEqual([3, 4, '75.00%', 'yes'])
  expect(numbers(child(true, true), child(true, true), child(true, false))).toEqual([2, 3, '66.67%', 'no'])
})

test('those who cannot be placed leave the target open only while they may still change it', () => {
  const yes = child(true, true)
  const no = child(true, false)
  const open = child(true, null)
  expect(numbers(yes, yes, yes, open)[3]).toBe('yes')
  expect(numbers(yes, yes, no, open)[3]).toBe('unknown')
  expect(numbers(no, no, open)[3]).toBe('no')
})

test('of two sums it is the exact ratio over the denominator set', () => {
  const ratio: Figure = {
    ...inSchool,
    sums: { numerator: feeFact('tuition_fee'), denominator: feeFact('care_fee') },
    target: { is: 'at-least', numerator: 1, denominator: 1 },
  }
  const paid = (tuition_fee: number | null, care_fee: number | null): FactValues => ({ ...child(true, true), tuition_fee, care_fee })
  const f = countFigure(policy, ratio, [paid(100, 200), paid(301, 200)])
  expect([f.numerator, f.denominator, percentText(f), f.target]).toEqual([401, 400, '100.25%', 'yes'])
  expect(countFigure(policy, ratio, [paid(100, 200), paid(301, null)]).target).toBe('unknown')
})

test('SQL places every subject as the evaluator does', async () => {
  const students = generateStudents({ ...policy, facts: figureFacts(inSchool) }, 3, 2000)
  const schema = { person_id: 'bigint', ...Object.fromEntries(figureFacts(inSchool).map(k => [k, sqlTypeOfFact(k)])) } as const
  const sql = printRelation(compileFigure(policy, inSchool, table('subjects', schema) as unknown as Relation) as unknown as Relation, 'duckdb')
  const found = await onDuckDb(
    'subjects',
    schema,
    students.map((s, i) => [i, ...figureFacts(inSchool).map(k => s[k])]),
    `${sql}\nORDER BY "person_id"`,
  )
  const here: string[] = []
  for (const [place, keys] of countFigure(policy, inSchool, students).keys) for (const key of keys) here[key] = place
  expect(found['place']).toEqual(here)
  expect(new Set(here).size).toBe(6)
})
