import { type FactKey, type FactValues, nothingKnown } from '@yingjin/facts'
import { term, yuan } from '@yingjin/kernel'
import { printRelation, table } from '@yingjin/sql'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileNodes, sqlTypeOfFact } from './compile.ts'
import { scopeFor } from './outcome.ts'
import { all } from './nodes/and.ts'
import { choose } from './nodes/choose.ts'
import { compare } from './nodes/compare.ts'
import { fact, feeFact } from './nodes/fact.ts'
import { personDecides } from './nodes/human-decision.ts'
import { sum } from './nodes/literal.ts'
import { highest } from './nodes/max.ts'
import { lowest } from './nodes/min.ts'
import { isNot } from './nodes/not.ts'
import { any } from './nodes/or.ts'
import type { Policy } from './policy.ts'
import { onDuckDb } from './testing/on-duckdb.ts'
import type { Condition, Sum, Value } from './tree.ts'

const keys = ['boards', 'present', 'orphan', 'disabled', 'care_fee', 'tuition_fee'] as const satisfies readonly FactKey[]
const policy = {
  facts: keys,
  unentered: [],
  lines: [],
  settings: { term: term('2022-autumn'), parameter: () => undefined, reading: () => 'taken' },
} as unknown as Policy

type Trees = { condition: Condition; sum: Sum<'school-year'> }
const { condition } = fc.letrec<Trees>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Condition>(fact('boards'), fact('present'), fact('orphan'), fact('disabled'), personDecides('A', '？')),
    fc.array(tie('condition'), { maxLength: 3 }).map(of => all(...of)),
    fc.array(tie('condition'), { maxLength: 3 }).map(of => any(...of)),
    tie('condition').map(isNot),
    fc.tuple(tie('sum'), fc.constantFrom('less' as const, 'at-least' as const, 'equal' as const), tie('sum')).map(([a, op, b]) => compare(a, op, b)),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([when, then, otherwise]) => choose([[when, then]], otherwise)),
  ),
  sum: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Sum<'school-year'>>(feeFact('care_fee'), feeFact('tuition_fee'), sum(yuan(1).perSchoolYear()), sum(yuan(2).perSchoolYear())),
    fc.tuple(tie('sum'), tie('sum')).map(([a, b]) => lowest(a, b)),
    fc.tuple(tie('sum'), tie('sum')).map(([a, b]) => highest(a, b)),
    fc.tuple(tie('condition'), tie('sum'), tie('sum')).map(([when, then, otherwise]) => choose([[when, then]], otherwise)),
  ),
}))

const yesNo = fc.constantFrom(true, false, null)
const fee = fc.constantFrom(99, 100, 101, 200, null)
const student = fc
  .record({ boards: yesNo, present: yesNo, orphan: yesNo, disabled: yesNo, care_fee: fee, tuition_fee: fee })
  .map((known): FactValues => ({ ...nothingKnown, ...known }))

const valueAndMissing = (n: Condition, facts: FactValues): readonly [Value, readonly FactKey[]] => {
  const scope = scopeFor(policy, facts)
  return [scope.value(n), keys.filter(k => scope.missing(n).has(k))]
}
const completions: Readonly<Record<(typeof keys)[number], readonly (boolean | number)[]>> = {
  boards: [true, false],
  present: [true, false],
  orphan: [true, false],
  disabled: [true, false],
  care_fee: [99, 200],
  tuition_fee: [99, 200],
}

describe('whatever the rule and whoever the child', () => {
  test('what is settled stays settled, however much more becomes known', () => {
    fc.assert(
      fc.property(condition, student, fc.constantFrom(...keys), fc.nat(1), (rule, child, key, which) => {
        const [before] = valueAndMissing(rule, child)
        fc.pre(before !== null && child[key] === null)
        const [after] = valueAndMissing(rule, { ...child, [key]: completions[key][which] } as FactValues)
        expect(after).toBe(before)
      }),
      { numRuns: 2000 },
    )
  })

  test('once all that was missing is known, nothing is missing', () => {
    fc.assert(
      fc.property(condition, student, fc.array(fc.nat(1), { minLength: keys.length, maxLength: keys.length }), (rule, child, which) => {
        const [, missing] = valueAndMissing(rule, child)
        const filled = Object.fromEntries(missing.map(k => [k, completions[k as (typeof keys)[number]][which[keys.indexOf(k as never)] ?? 0]]))
        expect(valueAndMissing(rule, { ...child, ...filled } as FactValues)[1]).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  test('what is known is never missing, and a settled rule misses nothing', () => {
    fc.assert(
      fc.property(condition, student, (rule, child) => {
        const [value, missing] = valueAndMissing(rule, child)
        expect(missing.filter(k => child[k] !== null)).toEqual([])
        if (value !== null) expect(missing).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  test('evaluator and SQL agree on value and missing facts', async () => {
    const rules = fc.sample(condition, 150)
    const children = fc.sample(student, 200)
    const schema = { person_id: 'bigint', ...Object.fromEntries(keys.map(k => [k, sqlTypeOfFact(k)] as const)) } as const
    const named = Object.fromEntries(rules.map((rule, i) => [`r${i}`, rule]))
    const found = await onDuckDb(
      'facts',
      schema,
      children.map((c, i) => [i, ...keys.map(k => c[k])]),
      `${printRelation(compileNodes(policy, table('facts', schema), named), 'duckdb')}\nORDER BY "person_id"`,
    )
    for (const [j, rule] of rules.entries()) {
      for (const [i, child] of children.entries()) {
        const [value, missing] = valueAndMissing(rule, child)
        const mask = missing.reduce((sum_, k) => sum_ + 2 ** keys.indexOf(k as never), 0)
        expect([found[`= r${j}`]?.[i] ?? null, Number(found[`? r${j}`]?.[i])], `rule ${JSON.stringify(rule)} child ${JSON.stringify(child)}`).toEqual([
          value,
          mask,
        ])
      }
    }
  })
})
