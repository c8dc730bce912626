import { type FactValues, nothingKnown } from '@yingjin/facts'
import { must, term } from '@yingjin/kernel'
import { Plan, printRelation, type Relation, stepSql, table } from '@yingjin/sql'
import { describe, expect, test } from 'vitest'
import { compilePolicy } from './compile.ts'
import { figuresInForce } from './figures.ts'
import { loadPack } from '../pack/load.ts'
import type { Pack, PackSource } from '../pack/pack.ts'
import { type Policy, policyFor } from '../settled/policy.ts'
import { compileShape, shapeKey, shapesOf } from './shape.ts'
import { variedCounties } from '../testing/counties.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import { expectSameByShape } from '../testing/shape-twins.ts'
import { smallPack } from '../testing/small-pack.ts'
import { generateStudents } from '../testing/students.ts'
import { expectTwins } from '../testing/twins.ts'

const loaded = (source: PackSource): Pack => {
  const found = loadPack(source)
  if (!found.ok) throw new Error(JSON.stringify(found.problem.facts))
  return found.value
}
const settled = (pack: Pack, of = '2022-autumn', readings: Readonly<Record<string, string>> = {}): Policy => must(policyFor(pack, term(of), { readings }))
const counties = variedCounties(smallPack, 3, 30, 20)
const ours = settled(loaded(smallPack))
/** The same paper with one group fewer: another rule, not another number. */
const [first, ...others] = smallPack.lines
if (first === undefined || first.persons === 'everyone') throw new Error('the small pack has changed')
const deviating: PackSource = {
  ...smallPack,
  division: '990198',
  lines: [{ ...first, persons: { ...first.persons, grounds: first.persons.grounds.slice(0, 1) } }, ...others],
}

describe('policies of one shape', () => {
  test('are those that differ in numbers alone, entered or not', () => {
    const policies = counties.map(c => settled(c))
    expect(policies.some(p => p.unentered.length > 0)).toBe(true)
    expect(shapesOf([ours, ...policies]).map(s => [s.key, s.policies.length])).toEqual([[shapeKey(ours), 31]])
  })

  test('the same figures on other dates are the same shape; the two seasons split a year otherwise', () => {
    const terms = ['2022-spring', '2022-autumn', '2023-spring'].map(t => settled(loaded(smallPack), t))
    expect(shapesOf(terms).map(s => s.policies.map(p => p.term))).toEqual([['2022-spring', '2023-spring'], ['2022-autumn']])
  })

  test('another rule or another reading is another shape', () => {
    const [other, closed] = [settled(loaded(deviating)), settled(loaded(smallPack), '2022-autumn', { 'O-99': 'closed' })]
    expect(shapesOf([ours, other]).length).toBe(2)
    // This pack takes no rule from the reading: nothing that is decided differs, so neither does the shape.
    expect(shapesOf([ours, closed]).length).toBe(1)
  })

  test('the figures are one record: values, and the bits of those not entered', () => {
    const lacking = counties.map(c => settled(c)).find(p => p.unentered.length === 1)
    if (lacking === undefined) throw new Error('no such county was drawn')
    const [key = ''] = lacking.unentered
    const { values, bits, unentered } = figuresInForce(lacking)
    expect(values[key]).toBe(null)
    expect(bits[key]).toBe(2 ** lacking.facts.length)
    expect(unentered).toBe(bits[key])
    expect(figuresInForce(ours)).toEqual({
      values: { primary: 100000, junior: 125000, ceiling: 150000 },
      bits: { primary: 0, junior: 0, ceiling: 0 },
      unentered: 0,
    })
  })
})

describe('one statement for many counties', () => {
  test('decides each child as its own county does, to the bit, in every county and term, and so does one function', async () => {
    const policies = counties.flatMap(c => ['2022-spring', '2022-autumn', '2023-spring'].map(t => settled(c, t)))
    expect(await expectSameByShape(policies, 41, 60, onDuckDb)).toBe(2)
  })

  test('what it says is what each county says run alone', async () => {
    for (const county of counties.slice(0, 4)) {
      const policy = settled(county)
      await expectTwins(compilePolicy(policy), generateStudents(policy, 42, 200), onDuckDb)
    }
  })

  test('counties whose rules deviate are decided by their own statement', async () => {
    const mixed = [...counties.slice(0, 5).map(c => settled(c)), settled(loaded(deviating))]
    expect(await expectSameByShape(mixed, 43, 100, onDuckDb)).toBe(2)
  })

  const child = (id: number, division: string, of: string, facts: Partial<FactValues>) => ({ id, division, of, facts: { ...nothingKnown, ...facts } })
  const run = async (children: readonly ReturnType<typeof child>[], query: (facts: Relation, figures: Relation, plan: Plan) => Relation) => {
    const [shape] = shapesOf([ours])
    if (shape === undefined) throw new Error('no shape')
    const compiled = compileShape(shape)
    const plan = new Plan()
    const figures = plan.step('figures', 'the figures of every county', compiled.figures)
    const columns = Object.keys(compiled.factSchema)
    const relation = query(table('facts', compiled.factSchema), figures, plan)
    return onDuckDb(
      'facts',
      compiled.factSchema,
      children.map(c => columns.map(n => (n === 'person_id' ? c.id : n === 'division' ? c.division : n === 'term' ? c.of : c.facts[n as keyof FactValues]))),
      `${printRelation(relation, 'duckdb')}\nORDER BY "person_id"`,
      plan.steps.map(s => stepSql(s, 'duckdb')),
    )
  }
  const boarder: Partial<FactValues> = { stage: 'junior', boards: true, orphan: true }

  test('in bulk it gives one row per child and line of its stage', async () => {
    const [shape] = shapesOf([ours])
    if (shape === undefined) throw new Error('no shape')
    const found = await run(
      [child(1, '990199', '2022-autumn', boarder)],
      (facts, figures, plan) => compileShape(shape).decide(plan, facts, figures) as unknown as Relation,
    )
    expect([found['line'], found['state'], found['amount_fen']]).toEqual([['T-1'], ['due'], [62500n]])
  })

  test('a child of a county without a policy, or of another term, is told and never decided', async () => {
    const [shape] = shapesOf([ours])
    if (shape === undefined) throw new Error('no shape')
    const compiled = compileShape(shape)
    const children = [child(1, '990199', '2022-autumn', boarder), child(2, '990197', '2022-autumn', boarder), child(3, '990199', '2023-spring', boarder)]
    expect((await run(children, compiled.withoutPolicy))['person_id']).toEqual([2n, 3n])
    expect((await run(children, compiled.wide))['person_id']).toEqual([1n])
    expect(compiled.policyOf('990199', term('2022-autumn'))).toBe(ours)
    expect(compiled.policyOf('990197', term('2022-autumn'))).toBe(null)
  })

  test('a figure that is the same in every county is written into the statement; one that differs, or that some have not entered, stands beside it', () => {
    const ceiling = { ...smallPack.parameters['ceiling'], values: [] } as (typeof smallPack.parameters)[string]
    const open = settled(loaded({ ...smallPack, id: '990198-small', division: '990198', parameters: { ...smallPack.parameters, ceiling } }))
    const [shape] = shapesOf([ours, open])
    if (shape === undefined) throw new Error('no shape')
    expect(Object.keys(compileShape(shape).figures.schema).filter(name => name.startsWith('figure:'))).toEqual(['figure:ceiling'])
    const [alone] = shapesOf([ours])
    if (alone === undefined) throw new Error('no shape')
    expect(Object.keys(compileShape(alone).figures.schema)).toEqual(['division', 'term'])
  })

  test('two policies for one county and term are refused', () => {
    const [shape] = shapesOf([ours, settled(loaded(smallPack))])
    if (shape === undefined) throw new Error('no shape')
    expect(() => compileShape(shape)).toThrow('two policies of one shape for one county and term')
  })
})
