import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { and, asNullable, not, or, tri, type Tri } from './tri.ts'

const all: readonly Tri[] = ['yes', 'no', 'unknown']
const anyTri = fc.constantFrom(...all)
const many = fc.array(anyTri, { maxLength: 6 })

describe('yes, no, unknown', () => {
  test('the tables are Kleene’s', () => {
    expect(all.map(a => all.map(b => and([a, b])))).toEqual([
      ['yes', 'no', 'unknown'],
      ['no', 'no', 'no'],
      ['unknown', 'no', 'unknown'],
    ])
    expect(all.map(a => all.map(b => or([a, b])))).toEqual([
      ['yes', 'yes', 'yes'],
      ['yes', 'no', 'unknown'],
      ['yes', 'unknown', 'unknown'],
    ])
    expect(all.map(not)).toEqual(['no', 'yes', 'unknown'])
  })
  test('nothing asked is yes for all and no for any', () => expect([and([]), or([])]).toEqual(['yes', 'no']))
  test('De Morgan holds, unknown included', () => {
    fc.assert(
      fc.property(many, values => {
        expect(not(and(values))).toBe(or(values.map(not)))
      }),
    )
  })
  test('learning an unknown never turns a yes into a no or a no into a yes', () => {
    fc.assert(
      fc.property(many, fc.array(fc.constantFrom<Tri>('yes', 'no'), { minLength: 6, maxLength: 6 }), (values, answers) => {
        const known = values.map((v, i) => (v === 'unknown' ? (answers[i] as Tri) : v))
        for (const combine of [and, or]) if (combine(values) !== 'unknown') expect(combine(known)).toBe(combine(values))
      }),
    )
  })
  test('travels as a nullable boolean and back', () => {
    for (const value of all) expect(tri(asNullable(value))).toBe(value)
    expect(tri(undefined)).toBe('unknown')
  })
})
