import { type FactValues, nothingKnown } from '@yingjin/facts'
import { term, yuan } from '@yingjin/kernel'
import { Plan, printRelation, type Relation, type Schema, stepSql, table } from '@yingjin/sql'
import { describe, expect, test } from 'vitest'
import { add } from '../nodes/add.ts'
import { clamp } from '../nodes/clamp.ts'
import { compare } from '../nodes/compare.ts'
import { countFact, fact, feeFact } from '../nodes/fact.ts'
import { count, sum } from '../nodes/literal.ts'
import { parameterNode } from '../nodes/parameter.ts'
import { moneyPer } from '../nodes/node.ts'
import { personSetsAmount } from '../nodes/person-sets-amount.ts'
import { subtract } from '../nodes/subtract.ts'
import { compilePolicy, type CompiledPolicy } from './compile.ts'
import { evaluate } from './evaluate.ts'
import { explain, inSentences } from '../telling/explain.ts'
import { compileFunds } from './funds.ts'
import { decide } from './outcome.ts'
import { loadPack } from '../pack/load.ts'
import type { Funding, Line } from '../pack/line.ts'
import type { PackSource } from '../pack/pack.ts'
import type { Stacking } from '../pack/stacking.ts'
import { wordPackRefused } from '../problems.ts'
import { policyFor } from '../settled/policy.ts'
import { compileRanks, rankAll } from '../beside/quota.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import { smallPack } from '../testing/small-pack.ts'
import { generateStudents } from '../testing/students.ts'
import { expectTwins } from '../testing/twins.ts'
import type { Condition, Sum } from '../nodes/tree.ts'

const perTerm = (amount: number | string) => sum(yuan(amount).perTerm())

/** A line for every pupil of whom `when` holds. */
const line = (id: string, when: Condition, amount: Sum, more: Partial<Line> = {}): Line => ({
  id,
  subject: 'student',
  item: null,
  effect: 'pays',
  title: `项目${id}`,
  clause: 'a1',
  stages: ['primary'],
  criteria: [{ name: '符合', failed: '不符合', when, clause: 'a1' }],
  persons: 'everyone',
  amount,
  amountMeans: 'exact',
  period: '每学期',
  delivery: { form: 'to-person-cash', payee: '学生' },
  forbidden: [],
  funding: null,
  ...more,
})

const settled = (lines: readonly Line[], stack: readonly Stacking[] = [], more: Partial<PackSource> = {}): CompiledPolicy => {
  const loaded = loadPack({
    ...smallPack,
    clauses: { a1: { article: '第一条', text: '试', register: 'T-1' } },
    parameters: {},
    lines,
    stack,
    notEncoded: [],
    ...more,
  })
  if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
  const policy = policyFor(loaded.value, term('2022-autumn'))
  if (!policy.ok) throw new Error(policy.problem.code)
  return compilePolicy(policy.value)
}
const pupil = (facts: Partial<FactValues>): FactValues => ({ ...nothingKnown, stage: 'primary', ...facts })
const amounts = (compiled: CompiledPolicy, facts: Partial<FactValues>) =>
  Object.fromEntries(decide(compiled.policy, pupil(facts)).map(o => [o.line, o.state === 'due' ? o.amountFen : o.state]))
const same = (compiled: CompiledPolicy) => expectTwins(compiled, generateStudents(compiled.policy, 20220901, 2000), onDuckDb)

describe('of lines that exclude each other by amount', () => {
  const compiled = settled(
    [line('A', fact('orphan'), perTerm(100)), line('B', fact('disabled'), perTerm(300)), line('C', fact('lifted_out'), perTerm(300))],
    [{ kind: 'exclude-lower', of: ['A', 'B', 'C'], clause: 'a1' }],
  )
  test('only the highest is due, and of two equal ones the first named', () => {
    expect(amounts(compiled, { orphan: true, disabled: true, lifted_out: true })).toEqual({ A: 'not-due', B: 30000, C: 'not-due' })
    expect(amounts(compiled, { orphan: true, disabled: false, lifted_out: true })).toEqual({ A: 'not-due', B: 'not-due', C: 30000 })
  })
  test('while it is not known whether a higher one is due, the lower one is open', () => {
    expect(amounts(compiled, { orphan: true, disabled: null, lifted_out: false })).toEqual({ A: 'undetermined', B: 'undetermined', C: 'not-due' })
  })
  test('evaluator and SQL agree', () => same(compiled))
})

describe('a limit on money over the school year', () => {
  const compiled = settled(
    [line('A', fact('orphan'), perTerm(1000)), line('B', fact('disabled'), perTerm('800.50'))],
    [{ kind: 'cumulative', of: ['A', 'B'], limit: sum(yuan(3000).perSchoolYear()), paid: feeFact('care_fee'), clause: 'a1' }],
  )
  test('what goes first is paid whole, what comes after gets what is left', () => {
    expect(amounts(compiled, { orphan: true, disabled: true, care_fee: 1500_00 })).toEqual({ A: 100000, B: 50000 })
  })
  test('a line that is not due takes nothing from the limit', () => {
    expect(amounts(compiled, { orphan: false, disabled: true, care_fee: 1500_00 })).toEqual({ A: 'not-due', B: 80050 })
  })
  test('without knowing what was paid no amount is said', () => {
    expect(amounts(compiled, { orphan: true, disabled: false })).toEqual({ A: 'undetermined', B: 'not-due' })
  })
  test('evaluator and SQL agree', () => same(compiled))
})

describe('sums reduced in proportion', () => {
  const reduce: Stacking = {
    kind: 'reduce',
    of: ['A'],
    when: compare(countFact('absent_days', '天'), 'more', count(30, '天')),
    kept: clamp(subtract(countFact('school_days', '天'), countFact('absent_days', '天')), count(0, '天'), count(200, '天')),
    whole: countFact('school_days', '天'),
    mode: 'half-up',
    clause: 'a1',
  }
  const compiled = settled([line('A', fact('orphan'), perTerm(500)), line('B', fact('orphan'), perTerm(300))], [reduce])
  test('only while the clause says so, and only those it names', () => {
    expect(amounts(compiled, { orphan: true, absent_days: 30, school_days: 110 })).toEqual({ A: 50000, B: 30000 })
    expect(amounts(compiled, { orphan: true, absent_days: 31, school_days: 110 })).toEqual({ A: 35909, B: 30000 })
    expect(amounts(compiled, { orphan: true, absent_days: 110, school_days: 110 })).toEqual({ A: 0, B: 30000 })
  })
  test('evaluator and SQL agree', () => same(compiled))
})

describe('a figure of the document that nobody has entered', () => {
  const parameters = { allowance: { type: moneyPer('term'), label: '补助标准', clause: 'a1', values: [] } }
  const compiled = settled([line('A', fact('orphan'), parameterNode('allowance', moneyPer('term')))], [], { parameters })
  test('yields no amount, and is not mistaken for a fact about the child or for a person’s decision', () => {
    expect(amounts(compiled, { orphan: true })).toEqual({ A: 'not-entered' })
    expect(amounts(compiled, { orphan: null })).toEqual({ A: 'undetermined' })
    expect(amounts(compiled, { orphan: false })).toEqual({ A: 'not-due' })
  })
  test('is named in the answer', () => {
    const [decision] = evaluate(compiled.policy, pupil({ orphan: true }))
    expect(decision === undefined ? '' : inSentences(explain(decision))[0]).toBe('还不能算：2022年秋季学期，项目A——文件没有写明数额，“补助标准”尚未录入。')
  })
  test('evaluator and SQL agree', () => same(compiled))
})

describe('a sum that a person fills in', () => {
  const range = personSetsAmount('A', '按路程远近', sum(yuan(500).once()), sum(yuan(1000).once()))
  const compiled = settled([line('A', fact('orphan'), range, { delivery: { form: 'to-person-cash', payee: '学生' } })])
  const decided = (fen: number) => decide(compiled.policy, pupil({ orphan: true }), { 'amount-decision:A': fen })[0]
  test('is for a person to decide, within its bounds', () => {
    expect(amounts(compiled, { orphan: true })).toEqual({ A: 'decide' })
    expect(decided(500_00)).toMatchObject({ state: 'due', amountFen: 500_00 })
    expect(decided(1000_00)).toMatchObject({ state: 'due', amountFen: 1000_00 })
    expect(decided(1000_01)).toMatchObject({ state: 'decide', amountFen: null })
  })
  test('says the bounds', () => {
    const [decision] = evaluate(compiled.policy, pupil({ orphan: true }))
    expect(decision === undefined ? '' : inSentences(explain(decision))[0]).toBe(
      '还没有定：2022年秋季学期，项目A——金额由人在 500.00 元至 1,000.00 元之间确定：按路程远近。',
    )
  })
  test('evaluator and SQL agree', () => same(compiled))
})

describe('the funds of a sum', () => {
  const shares: Funding = {
    kind: 'shares',
    heads: [
      { head: { name: '中央资金', level: 'central' }, share: [3, 5] },
      { head: { name: '省级资金', level: 'province' }, share: [8, 25] },
      { head: { name: '县级资金', level: 'county' }, share: [2, 25] },
    ],
    remainderTo: '县级资金',
    clause: 'a1',
  }
  const [west, east] = [perTerm(1500), perTerm(600)]
  const payers: Funding = {
    kind: 'payers',
    heads: [
      { head: { name: '西部扶贫资金', level: 'province' }, amount: west },
      { head: { name: '东部配套资金', level: 'partner' }, amount: east },
    ],
    clause: 'a1',
  }
  const compiled = settled([
    line('A', fact('orphan'), perTerm('312.57'), { funding: shares }),
    line('B', fact('disabled'), add(west, east), { funding: payers }),
  ])

  test('add up to it exactly, the odd fen with the head the clause names', () => {
    const parts = evaluate(compiled.policy, pupil({ orphan: true, disabled: true })).map(d => d.funds.map(f => f.fen))
    expect(parts).toEqual([
      [18754, 10002, 2501],
      [150000, 60000],
    ])
    expect(31257).toBe(18754 + 10002 + 2501)
  })

  test('are the same in SQL, row by row', async () => {
    const students = generateStudents(compiled.policy, 7, 300)
    const plan = new Plan()
    const facts = table('twins', compiled.factSchema) as unknown as Relation
    const funds = compileFunds(compiled.policy, facts, compiled.decide(plan, facts) as unknown as Relation)
    if (funds === null) throw new Error('no line names its funds')
    const rows = students.map((s, i) => [i, ...compiled.facts.map(key => s[key])])
    const sql = `${printRelation(funds as unknown as Relation, 'duckdb')}\nORDER BY "person_id", "line", "fund"`
    const found = await onDuckDb(
      'twins',
      compiled.factSchema,
      rows,
      sql,
      plan.steps.map(step => stepSql(step, 'duckdb')),
    )
    const inSql = (found['fund'] ?? []).map(
      (fund, i) => `${String(found['person_id']?.[i])} ${String(found['line']?.[i])} ${String(fund)} ${String(found['amount_fen']?.[i])}`,
    )
    const here = students.flatMap((s, i) => evaluate(compiled.policy, s).flatMap(d => d.funds.map(f => `${i} ${d.line} ${f.name} ${f.fen}`)))
    expect(inSql.toSorted()).toEqual(here.toSorted())
    expect(here.length).toBeGreaterThan(50)
  })
})

describe('a quota', () => {
  const quota: Stacking = {
    kind: 'quota',
    of: 'A',
    pool: 'school_code',
    places: count(2, '学期'),
    rank: 'vocational_textbook_terms_paid',
    order: [fact('lifted_out'), feeFact('care_fee')],
    clause: 'a1',
  }
  const compiled = settled([line('A', fact('present'), perTerm(300))], [quota])
  const at = (school: string, facts: Partial<FactValues>): FactValues => pupil({ school_code: school, present: true, lifted_out: false, care_fee: 0, ...facts })
  const states = (subjects: readonly FactValues[]) => rankAll(compiled.policy, subjects).map(facts => decide(compiled.policy, facts)[0]?.state)

  test('goes to those the clause puts first, and among equals to the first by key', () => {
    expect(states([at('a', {}), at('a', {}), at('a', { lifted_out: true }), at('b', {})])).toEqual(['due', 'not-due', 'due', 'due'])
    expect(states([at('a', { care_fee: 1 }), at('a', { care_fee: 3 }), at('a', { care_fee: 2 })])).toEqual(['not-due', 'due', 'due'])
  })
  test('is not settled while somebody in the pool is not, unless all would fit in', () => {
    expect(states([at('a', {}), at('a', { present: null })])).toEqual(['due', 'undetermined'])
    expect(states([at('a', {}), at('a', {}), at('a', { present: null })])).toEqual(['undetermined', 'undetermined', 'undetermined'])
    expect(states([at('a', {}), at('a', { lifted_out: null }), at('a', {})])).toEqual(['undetermined', 'undetermined', 'undetermined'])
  })
  test('a child of no known pool has no place in any', () => {
    expect(states([pupil({ present: true, lifted_out: true, care_fee: 0 })])).toEqual(['undetermined'])
  })

  test('is the same in SQL for pools of all kinds', async () => {
    const students = generateStudents(compiled.policy, 11, 600).map(
      (s, i) => ({ ...s, school_code: i % 50 === 0 ? null : `school ${i % 150}`, stage: 'primary' }) as FactValues,
    )
    const schema: Schema = compiled.factSchema
    const keys = Object.keys(schema).slice(1) as (keyof FactValues)[]
    const plan = new Plan()
    const ranked = compileRanks(plan, compiled.policy, table('twins', schema) as unknown as Relation)
    const sql = `${printRelation(ranked.select(c => ({ person_id: c['person_id'] as never, rank: c[quota.rank] as never })) as unknown as Relation, 'duckdb')}\nORDER BY "person_id"`
    const found = await onDuckDb(
      'twins',
      schema,
      students.map((s, i) => [i, ...keys.map(key => s[key])]),
      sql,
      plan.steps.map(step => stepSql(step, 'duckdb')),
    )
    const here = rankAll(compiled.policy, students).map(s => s[quota.rank])
    expect((found['rank'] ?? []).map(r => (r === null ? null : Number(r)))).toEqual(here)
    expect(new Set(here.map(r => r === null)).size).toBe(2)
  })
})
