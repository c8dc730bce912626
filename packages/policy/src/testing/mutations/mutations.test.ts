import { describe, expect, test } from 'vitest'
import { drawPlaces, listPlaces } from './draw.ts'
import { everyPlacePack, foundByTypes } from './found-by-types.ts'
import type { WorkedCase } from '../worked-case.ts'
import { diagnosticsOf } from './judge.ts'
import { operatorNames, operators } from './operators.ts'
import { exchange } from './rewrite.ts'
import { alarmsOf, tally } from './tally.ts'

const boarder: WorkedCase = {
  title: '小学寄宿的孤儿',
  term: '2022-autumn',
  facts: { stage: 'primary', boards: true, present: true, orphan: true },
  rest: 'no',
  expect: { 'T-1': { due: '250.00' } },
  arithmetic: '1000 ÷ 2 ÷ 2 = 250 元',
  clause: 'T-1',
}
const packs = [{ source: everyPlacePack, cases: [boarder] }]
const places = listPlaces(packs)

describe('a pack with every construct', () => {
  test('has nothing wrong with it', () => {
    expect(alarmsOf(packs)).toEqual([])
  })
  test.each(operatorNames.map(o => [o] as const))('has a place for %s', operator => {
    expect(places.get(operator)?.length).toBeGreaterThan(0)
  })
  test.each(operatorNames.filter(o => operators[o].class === 'structural').map(o => [o] as const))('%s in it is found by types or diagnostics', operator => {
    const unseen = (places.get(operator) ?? []).filter(
      ({ mutant }) => foundByTypes[operator] === null && diagnosticsOf(mutant.make(), mutant.beside?.()).length === 0,
    )
    expect(unseen.map(p => p.mutant.place)).toEqual([])
  })
})

test('a defect is made in one place, and the pack it was made of stays as it was', () => {
  const before = JSON.stringify(everyPlacePack)
  for (const { mutant } of [...places.values()].flat()) {
    const made = JSON.stringify(mutant.make())
    if (mutant.beside === undefined) expect(made === before, mutant.place).toBe(false)
  }
  expect(JSON.stringify(everyPlacePack)).toBe(before)
  expect(exchange(everyPlacePack, n => n)).toEqual(everyPlacePack)
})

test('the same seed draws the same places, each operator in its turn', () => {
  const drawn = drawPlaces(packs, 7, 60)
  expect(drawPlaces(packs, 7, 60).map(p => p.mutant.place)).toEqual(drawn.map(p => p.mutant.place))
  expect(drawPlaces(packs, 8, 60).map(p => p.mutant.place)).not.toEqual(drawn.map(p => p.mutant.place))
  expect(new Set(drawn.map(p => p.operator)).size).toBe(operatorNames.length)
})

test('a changed amount that no case works out is told as missed by the cases, although its print gives it away', () => {
  const amounts = places.get('amount-plus-tenth') ?? []
  const worked = tally(packs, amounts)
  const unworked = tally([{ source: everyPlacePack, cases: [] }], amounts)
  expect([worked.amounts.found > 0, unworked.amounts.found, unworked.amounts.of]).toEqual([true, 0, amounts.length])
  expect(unworked.judged.some(j => j.byDiagnostics.includes('policy/parameter-not-as-printed'))).toBe(true)
})

test('whatever is said of a pack as it stands is a false alarm', () => {
  expect(alarmsOf([{ source: { ...everyPlacePack, stack: [] }, cases: [{ ...boarder, expect: { 'T-1': { due: '1.00' } } }] }])).toEqual([
    '990199-every-place：policy/clause-without-stacking',
    '990199-every-place：policy/overlap',
    '990199-every-place：算例“小学寄宿的孤儿”',
  ])
})
