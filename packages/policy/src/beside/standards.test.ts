import { type FactValues, nothingKnown } from '@yingjin/facts'
import { term, yuan } from '@yingjin/kernel'
import { Plan, printRelation, type Relation, stepSql, table } from '@yingjin/sql'
import { expect, test } from 'vitest'
import { compilePolicy } from '../engines/compile.ts'
import { fact, feeFact } from '../nodes/fact.ts'
import { sum } from '../nodes/literal.ts'
import { personSetsAmount } from '../nodes/person-sets-amount.ts'
import { halfEachTerm } from '../nodes/term-split.ts'
import { nation } from '../pack/find.ts'
import { loadStack } from '../pack/load.ts'
import type { Line } from '../pack/line.ts'
import type { PackSource } from '../pack/pack.ts'
import { wordPackRefused } from '../problems.ts'
import { policyFor } from '../settled/policy.ts'
import { compileDifferences, differencesFor, differenceText } from './standards.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import { smallPack } from '../testing/small-pack.ts'
import { generateStudents } from '../testing/students.ts'

const [boarder, careFee] = smallPack.lines as [Line, Line]
const national: PackSource = {
  ...smallPack,
  id: 'national',
  division: nation,
  document: { ...smallPack.document, issuer: '教育部', title: '国家标准' },
  clauses: { n1: { article: '第一条', text: '寄宿生生活补助', register: 'T-1' } },
  parameters: {},
  readings: { 'O-96': { question: '何时', options: { now: '即日' }, default: 'now' } },
  rounding: { rule: '不舍入', cites: 'O-96' },
  midPeriodChange: { rule: '按第一天', takes: 'first-day', cites: 'O-96' },
  lines: [
    {
      ...boarder,
      id: 'N-1',
      item: 'boarder-living',
      effect: 'compares',
      clause: 'n1',
      criteria: [{ name: '在校寄宿', failed: '未在校寄宿', when: fact('boards'), clause: 'n1' }],
      persons: 'everyone',
      stages: ['primary'],
      amount: halfEachTerm(sum(yuan(1250).perSchoolYear())),
    },
    {
      ...careFee,
      id: 'N-2',
      item: 'care-fee',
      effect: 'compares',
      clause: 'n1',
      amount: personSetsAmount('N-2', '由地方确定', sum(yuan(500).perTerm()), sum(yuan(700).perTerm())),
    },
  ],
  notEncoded: [],
}
const county: PackSource = {
  ...smallPack,
  lines: [
    { ...boarder, item: 'boarder-living' },
    { ...careFee, item: 'care-fee', amount: halfEachTerm(feeFact('care_fee')) },
  ],
  upper: { 'N-1': { how: 'replaced', by: ['T-1'] }, 'N-2': { how: 'replaced', by: ['T-2'] } },
}
const loaded = loadStack([national, county])
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
const settled = policyFor(loaded.value, term('2022-autumn'))
if (!settled.ok) throw new Error(settled.problem.code)
const policy = settled.value

const told = (facts: Partial<FactValues>) => differencesFor(policy, { ...nothingKnown, ...facts }).map(differenceText)

test('an answer below the standard in force says so, with the paper', () => {
  expect(told({ stage: 'primary', boards: true, orphan: true })).toEqual([
    '与现行标准不一致：义务教育寄宿生生活补助，本地 500.00 元，标准 625.00 元（教育部《国家标准》第一条）。',
  ])
})

test('a child whom the county leaves out and the standard does not is told', () => {
  expect(told({ stage: 'primary', boards: true, orphan: false, disabled: false, marginal: false })).toEqual([
    '与现行标准不一致：义务教育寄宿生生活补助，按本地文件不享受，标准 625.00 元（教育部《国家标准》第一条）。',
  ])
})

test('within the bounds of a standard nothing differs; outside them it does', () => {
  expect(told({ stage: 'preschool', school_supplies_meals: true, care_fee: 1000_00 })).toEqual([])
  expect(told({ stage: 'preschool', school_supplies_meals: true, care_fee: 1400_00 })).toEqual([])
  expect(told({ stage: 'preschool', school_supplies_meals: true, care_fee: 1400_02 })).toEqual([
    '与现行标准不一致：学前保教费，本地 700.01 元，标准 500.00 元至 700.00 元（教育部《国家标准》第一条）。',
  ])
})

test('a sum that is only the least does not differ from a standard above it', () => {
  const floor: PackSource = { ...county, lines: county.lines.map(l => ({ ...l, amountMeans: 'floor' })) }
  const stack = loadStack([national, floor])
  if (!stack.ok) throw new Error(wordPackRefused(stack.problem).join('\n'))
  const least = policyFor(stack.value, term('2022-autumn'))
  if (!least.ok) throw new Error(least.problem.code)
  const child = { ...nothingKnown, stage: 'primary', boards: true } as const
  expect(differencesFor(least.value, { ...child, orphan: true })).toEqual([])
  expect(differencesFor(least.value, { ...child, orphan: false, disabled: false, marginal: false }).length).toBe(1)
})

test('while the answer is open nothing is compared', () => {
  expect(told({ stage: 'primary', boards: true, orphan: null })).toEqual([])
  expect(told({ stage: 'primary', boards: null, orphan: true })).toEqual([])
})

test('a standard never pays', () => {
  expect(policy.bundle.map(a => a.line.id)).toEqual(['T-1', 'T-2'])
})

test('SQL finds the same differences for the same children', async () => {
  const compiled = compilePolicy(policy)
  const students = generateStudents(policy, 5, 3000)
  const plan = new Plan()
  const facts = table('twins', compiled.factSchema) as unknown as Relation
  const differences = compileDifferences(plan, compiled, facts, compiled.decide(plan, facts) as unknown as Relation)
  if (differences === null) throw new Error('no standard')
  const found = await onDuckDb(
    'twins',
    compiled.factSchema,
    students.map((s, i) => [i, ...compiled.facts.map(key => s[key])]),
    printRelation(differences as unknown as Relation, 'duckdb'),
    plan.steps.map(step => stepSql(step, 'duckdb')),
  )
  const columns = ['person_id', 'item', 'standard', 'own_fen', 'least_fen', 'greatest_fen'] as const
  const inSql = (found['person_id'] ?? []).map((_, i) => columns.map(c => String(found[c]?.[i])).join(' '))
  const here = students.flatMap((s, i) => differencesFor(policy, s).map(d => [i, d.item, d.standard.id, d.ownFen, d.least, d.greatest].map(String).join(' ')))
  expect(inSql.toSorted()).toEqual(here.toSorted())
  expect(new Set(here.map(row => row.split(' ')[2]))).toEqual(new Set(['N-1', 'N-2']))
})
