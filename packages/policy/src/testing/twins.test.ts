import { term } from '@yingjin/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../engines/compile.ts'
import { decide } from '../engines/outcome.ts'
import { loadPack } from '../pack/load.ts'
import { type Program, programFor } from '../engines/program.ts'
import { onDuckDb } from './on-duckdb.ts'
import { smallPack } from './small-pack.ts'
import { generateStudents } from './students.ts'
import { type Engine, expectTwins } from './twins.ts'

const loaded = loadPack(smallPack)
if (!loaded.ok) throw new Error('the small pack is broken')
const compiled = compile(loaded.value, term('2022-autumn'))
if (!compiled.ok) throw new Error(compiled.problem.code)
const policy = compiled.value
const students = generateStudents(policy.policy, 7, 2000)

test('the same seed gives the same students, another seed others', () => {
  expect(generateStudents(policy.policy, 7, 5)).toEqual(students.slice(0, 5))
  expect(generateStudents(policy.policy, 8, 5)).not.toEqual(students.slice(0, 5))
})

test('the students stand at every threshold of the policy, and one fen on either side', () => {
  const fees = new Set(students.map(s => s.care_fee))
  for (const fee of [149999, 150000, 150001, null]) expect(fees).toContain(fee)
})

test('every state of every line comes up, and the twins agree', async () => {
  const states = new Set(students.flatMap(s => decide(policy.policy, s).map(o => `${o.line} ${o.state}`)))
  expect([...states].toSorted()).toEqual(['T-1 decide', 'T-1 due', 'T-1 not-due', 'T-1 undetermined', 'T-2 due', 'T-2 not-due', 'T-2 undetermined'])
  await expectTwins(policy, students, onDuckDb)
})

test('a disagreement of SQL is found, made small and told', async () => {
  const wrong: Engine = (table, schema, rows, query) => onDuckDb(table, schema, rows, query.replaceAll('CAST(125000 AS BIGINT)', 'CAST(125002 AS BIGINT)'))
  await expect(expectTwins(policy, students, wrong)).rejects.toThrow(
    /differ on T-1 in 2022-autumn[^]*evaluator: {2}due 62500 [^]*JavaScript: due 62500 [^]*SQL: {8}due 62501 [^]*student: stage=junior boards=true (orphan|disabled)=true$/,
  )
})

test('a disagreement of the generated function as well', async () => {
  const program = programFor(policy.policy)
  const wrong: Pick<Program, 'decide'> = {
    decide: (facts, figures) => program.decide(facts, figures).map(o => (facts.care_fee === 150001 && o.amountFen !== null ? { ...o, amountFen: 75001 } : o)),
  }
  await expect(expectTwins(policy, students, onDuckDb, { program: wrong })).rejects.toThrow(
    /differ on T-2 in 2022-autumn[^]*evaluator: {2}due 75000 [^]*JavaScript: due 75001 [^]*SQL: {8}due 75000 [^]*student: stage=preschool school_supplies_meals=false care_fee=150001$/,
  )
})

test('in which order rows stand, how they are split and what they are mixed with makes no difference', async () => {
  const cutsAndOrder = fc.tuple(fc.shuffledSubarray(students.slice(0, 400), { minLength: 100, maxLength: 400 }), fc.array(fc.nat(399), { maxLength: 3 }))
  await fc.assert(
    fc.asyncProperty(cutsAndOrder, async ([shuffled, cuts]) => {
      const at = [0, ...cuts.filter(c => c > 0 && c < shuffled.length).toSorted((a, b) => a - b), shuffled.length]
      for (const [i, from] of at.slice(0, -1).entries()) await expectTwins(policy, shuffled.slice(from, at[i + 1]), onDuckDb)
    }),
    { numRuns: 5 },
  )
})
