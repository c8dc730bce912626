import { type FactValues, nothingKnown } from '@yingjin/facts'
import { must, term } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { figuresInForce } from './figures.ts'
import { decide } from './outcome.ts'
import { loadPack } from '../pack/load.ts'
import type { PackSource } from '../pack/pack.ts'
import { type Policy, policyFor } from '../settled/policy.ts'
import { programFor } from './program.ts'
import { smallPack } from '../testing/small-pack.ts'
import { generateStudents } from '../testing/students.ts'
import { widePack } from '../testing/wide-pack.ts'

const settled = (source: PackSource): Policy => {
  const loaded = loadPack(source)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem.facts))
  return must(policyFor(loaded.value, term('2022-autumn')))
}
const policy = settled(smallPack)
const program = programFor(policy)
const open = settled({ ...smallPack, parameters: { ...smallPack.parameters, junior: { ...smallPack.parameters['junior'], values: [] } as never } })

const boarder: FactValues = { ...nothingKnown, stage: 'junior', boards: true, orphan: true }

describe('a policy as one function', () => {
  test('decides as the evaluator does', () => {
    for (const child of [nothingKnown, boarder, ...generateStudents(policy, 11, 2000)]) {
      expect(program.decide(child, figuresInForce(policy))).toEqual(decide(policy, child))
    }
  })

  test('also on days, ages, places, ratios and bands, entered or not', () => {
    const wide = settled(widePack)
    const unbounded = settled({ ...widePack, parameters: { ...widePack.parameters, bound: { ...widePack.parameters['bound'], values: [] } as never } })
    const filledIn = [{}, { 'amount-decision:T-5': 50_000 }, { 'amount-decision:T-5': 49_999 }]
    for (const of of [wide, unbounded]) {
      const { decide: decided } = programFor(of)
      for (const [i, child] of generateStudents(of, 13, 3000).entries()) {
        const decisions = filledIn[i % filledIn.length] ?? {}
        expect(decided(child, figuresInForce(of), decisions)).toEqual(decide(of, child, decisions))
      }
    }
    expect(programFor(unbounded).source).toBe(programFor(wide).source)
  })

  test('a fact left out is unknown, never no', () => {
    const { stage, boards } = boarder
    expect(program.decide({ stage, boards } as FactValues, figuresInForce(policy))).toEqual(decide(policy, { ...nothingKnown, stage, boards }))
  })

  test('what a person has decided counts', () => {
    const child: FactValues = { ...boarder, orphan: false, disabled: false, marginal: true }
    for (const decisions of [{}, { 'T-1': true }, { 'T-1': false }]) {
      expect(program.decide(child, figuresInForce(policy), decisions)).toEqual(decide(policy, child, decisions))
    }
  })

  test('serves every policy of its shape, a figure not entered included, with the figures of that policy', () => {
    expect(programFor(open).source).toBe(program.source)
    expect(program.decide(boarder, figuresInForce(open)).map(o => o.state)).toEqual(['not-entered', 'not-due'])
    for (const child of generateStudents(open, 12, 2000)) expect(program.decide(child, figuresInForce(open))).toEqual(decide(open, child))
  })

  test('for another stage it gives back the one answer there is, made beforehand', () => {
    const [, forKindergarten] = program.decide(boarder, figuresInForce(policy))
    expect(program.decide(boarder, figuresInForce(policy))[1]).toBe(forKindergarten)
    expect(Object.isFrozen(forKindergarten)).toBe(true)
  })
})
