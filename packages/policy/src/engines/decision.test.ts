import { type FactValues, nothingKnown } from '@yingjin/facts'
import { term } from '@yingjin/kernel'
import { printRelation, table } from '@yingjin/sql'
import { describe, expect, test } from 'vitest'
import { compilePolicy, decisionColumn } from './compile.ts'
import { decide } from './outcome.ts'
import { loadPack } from '../pack/load.ts'
import { bitOf, hasBit } from '../pack/mask.ts'
import { decideText, failedText, groundText, missingFacts, ofOtherStage, policyFor } from '../settled/policy.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import { smallPack } from '../testing/small-pack.ts'

const loaded = loadPack(smallPack)
if (!loaded.ok) throw new Error('the small pack is broken')
const settled = policyFor(loaded.value, term('2022-autumn'))
if (!settled.ok) throw new Error(settled.problem.code)
const policy = settled.value
const [living] = policy.lines
if (living === undefined) throw new Error('no line')

const pupil: FactValues = { ...nothingKnown, stage: 'junior', boards: true, orphan: false, disabled: false, marginal: false }
const outcome = (facts: FactValues, decisions = {}) => decide(policy, facts, decisions)[0]

describe('the four states', () => {
  test('due, with the groups that carry it', () => {
    const found = outcome({ ...pupil, orphan: true, disabled: true })
    expect(found).toMatchObject({ state: 'due', amountFen: 62500, form: 'to-person-cash', failed: 0, missing: 0 })
    expect(groundText(living, found?.grounds ?? 0)).toBe('孤儿、残疾')
  })
  test('not due, with every reason', () => {
    const found = outcome({ ...pupil, boards: false })
    expect(found).toMatchObject({ state: 'not-due', amountFen: null, grounds: 0 })
    expect(failedText(living, found?.failed ?? 0)).toBe('未在校寄宿；不属于列举的对象')
  })
  test('not due for another stage, with that one reason', () => expect(outcome({ ...pupil, stage: 'senior', boards: false })?.failed).toBe(ofOtherStage))
  test('undetermined, with the facts it waits for', () => {
    const found = outcome({ ...pupil, boards: null, orphan: null })
    expect(found).toMatchObject({ state: 'undetermined', amountFen: null, grounds: 0, failed: 0 })
    expect(missingFacts(policy, found?.missing ?? 0)).toEqual(['boards', 'orphan'])
  })
  test('to be decided, with the group the clause does not name', () => {
    const found = outcome({ ...pupil, marginal: true })
    expect(found).toMatchObject({ state: 'decide', amountFen: null, missing: 0 })
    expect(decideText(living, found?.grounds ?? 0)).toBe('该生是边缘易致贫户，条款没有点名，只以“等”字概括，须由人判定')
  })
})

describe('why a person must decide', () => {
  test('never that the clause does not name a group which it names', () => expect(decideText(living, bitOf(0))).toBe('文件没有写明，须由人判定'))
  test('the words of the clause, where it describes whom it does not name and writes no 等', () => {
    const marginal = outcome({ ...pupil, marginal: true })?.grounds ?? 0
    expect(decideText({ ...living, described: '其他各类困难学生' }, marginal)).toBe('该生是边缘易致贫户，条款没有点名，只写“其他各类困难学生”，须由人判定')
  })
  test('what a condition of the text asks of a person, where one does', () =>
    expect(decideText({ ...living, asks: ['理由是否成立'] }, 0)).toBe('须由人判定：理由是否成立'))
  test('both what is asked and the sum, where the text leaves both to a person', () => {
    const toSet = { question: '按路程确定', leastFen: 50_000, greatestFen: 100_000 }
    expect(decideText({ ...living, toSet }, 0)).toBe('金额由人在 500.00 元至 1,000.00 元之间确定：按路程确定')
    expect(decideText({ ...living, toSet, asks: ['理由是否成立'] }, 0)).toBe(
      '须由人判定：理由是否成立；同意的，金额由人在 500.00 元至 1,000.00 元之间确定：按路程确定',
    )
  })
})

describe('a sum that cannot yet be paid to anybody is not due', () => {
  const child: FactValues = { ...nothingKnown, stage: 'preschool', care_fee: 120000 }
  test('while it is not known to whom', () => expect(missingFacts(policy, decide(policy, child)[1]?.missing ?? 0)).toEqual(['school_supplies_meals']))
  test('then to whom the clause says', () => {
    expect(decide(policy, { ...child, school_supplies_meals: true })[1]).toMatchObject({ state: 'due', amountFen: 60000, form: 'to-school' })
    expect(decide(policy, { ...child, school_supplies_meals: false })[1]).toMatchObject({ state: 'due', amountFen: 60000, form: 'to-person-cash' })
  })
})

describe('when a person has decided', () => {
  const marginal = { ...pupil, marginal: true }
  test('granted is due with its sum', () => expect(outcome(marginal, { 'T-1': true })).toMatchObject({ state: 'due', amountFen: 62500 }))
  test('refused is not due', () => expect(outcome(marginal, { 'T-1': false })?.state).toBe('not-due'))
  test('nobody is asked about who is named anyway', () => expect(outcome({ ...marginal, orphan: true }, { 'T-1': false })?.state).toBe('due'))

  test('the decision travels to SQL in a column of its own', async () => {
    const compiled = compilePolicy(policy)
    const schema = { ...compiled.factSchema, [decisionColumn('T-1')]: 'boolean' } as const
    const values = compiled.facts.map(k => marginal[k])
    const found = await onDuckDb(
      'facts',
      schema,
      [true, false, null].map((decision, i) => [i, ...values, decision]),
      `${printRelation(compiled.wide(table('facts', schema)), 'duckdb')}\nORDER BY "person_id"`,
    )
    expect(found['T-1:state']).toEqual(['due', 'not-due', 'decide'])
    expect(found['T-1:amount_fen']).toEqual([62500n, null, null])
  })
})

test('facts that are not in the table are an error of ours, never everyone', () => {
  const compiled = compilePolicy(policy)
  expect(() => compiled.wide(table('facts', { person_id: 'bigint', stage: 'text' }))).toThrow(/lacks/)
})

test('a mask keeps its upper bits', () => {
  expect(hasBit(bitOf(51), 51)).toBe(true)
  expect(hasBit(bitOf(51), 50)).toBe(false)
  expect(hasBit(2n ** 51n + 1n, 0)).toBe(true)
})
