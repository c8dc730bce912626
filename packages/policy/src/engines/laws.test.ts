import { type FactKey, type FactValues, nothingKnown } from '@yingjin/facts'
import { day, money, term, yuan } from '@yingjin/kernel'
import { printRelation, table } from '@yingjin/sql'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileNodes, sqlTypeOfFact } from './compile.ts'
import { scopeFor } from './outcome.ts'
import { ageAt } from '../nodes/age-at.ts'
import { all } from '../nodes/and.ts'
import { brackets } from '../nodes/brackets.ts'
import { choose } from '../nodes/choose.ts'
import { compare } from '../nodes/compare.ts'
import { isDay } from '../nodes/date-order.ts'
import { codeFact, countFact, dayFact, fact, feeFact } from '../nodes/fact.ts'
import { firstDayOfTerm } from '../nodes/first-day-of-term.ts'
import { personDecides } from '../nodes/human-decision.ts'
import { count, date, rate, sum } from '../nodes/literal.ts'
import { marginalBrackets } from '../nodes/marginal-brackets.ts'
import { highest } from '../nodes/max.ts'
import { lowest } from '../nodes/min.ts'
import { isNot } from '../nodes/not.ts'
import { any } from '../nodes/or.ts'
import { overlapDays } from '../nodes/overlap-days.ts'
import { byPriority } from '../nodes/priority.ts'
import { proportion } from '../nodes/proportion.ts'
import { round } from '../nodes/round.ts'
import { timesRate } from '../nodes/times-rate.ts'
import { isWithin } from '../nodes/within-division.ts'
import type { Policy } from '../settled/policy.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import type { Condition, Sum, Value } from '../nodes/tree.ts'

const keys = [
  'boards',
  'present',
  'orphan',
  'disabled',
  'care_fee',
  'tuition_fee',
  'absent_days',
  'birth_date',
  'hukou_division',
] as const satisfies readonly FactKey[]
const policy = {
  facts: keys,
  unentered: [],
  related: [],
  lines: [],
  settings: { term: term('2022-autumn'), parameter: () => undefined, reading: () => 'taken' },
} as unknown as Policy

const birth = dayFact('birth_date')
const absent = countFact('absent_days', '天')
const fen = (n: number): Sum<'school-year'> => sum(money(n, 'school-year'))

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
    fc.constantFrom('feb-28' as const, 'mar-1' as const).map(leap => compare(ageAt(birth, firstDayOfTerm, leap), 'at-least', count(6, '岁'))),
    fc.constantFrom('before' as const, 'on-or-after' as const).map(op => isDay(birth, op, date(day('2016-02-29')))),
    fc.constant(
      compare(overlapDays({ from: birth, to: firstDayOfTerm }, { from: date(day('2016-02-28')), to: date(day('2016-03-02')) }), 'more', count(1, '天')),
    ),
    fc.constantFrom('990101', '9901').map(code => isWithin(codeFact('hukou_division', 'division'), { code, name: '示例' })),
  ),
  sum: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Sum<'school-year'>>(feeFact('care_fee'), feeFact('tuition_fee'), sum(yuan(1).perSchoolYear()), sum(yuan(2).perSchoolYear())),
    fc.tuple(tie('sum'), tie('sum')).map(([a, b]) => lowest(a, b)),
    fc.tuple(tie('sum'), tie('sum')).map(([a, b]) => highest(a, b)),
    fc.tuple(tie('condition'), tie('sum'), tie('sum')).map(([when, then, otherwise]) => choose([[when, then]], otherwise)),
    fc.tuple(tie('condition'), tie('sum'), tie('condition'), tie('sum'), tie('sum')).map(([a, first, b, second, otherwise]) =>
      byPriority(
        [
          { name: '甲', when: a, gives: first },
          { name: '乙', when: b, gives: second },
        ],
        otherwise,
      ),
    ),
    fc
      .tuple(tie('sum'), fc.constantFrom('below' as const, 'not-below' as const), fc.constantFrom('down' as const, 'half-even' as const))
      .map(([of, atFloor, mode]) => proportion(of, { kept: absent, whole: count(7, '天'), floor: count(3, '天'), atFloor, mode, clause: 'a' })),
    fc
      .tuple(tie('sum'), tie('sum'), tie('sum'))
      .map(([by, low, high]) => brackets(by, { from: fen(0), to: fen(100), gives: low }, { from: fen(100), to: null, gives: high })),
    tie('sum').map(of => round(timesRate(of, rate(2, 37)), 'half-up', 'a')),
    tie('sum').map(of =>
      round(marginalBrackets(of, { from: fen(0), to: fen(100), rate: rate(1, 3) }, { from: fen(100), to: null, rate: rate(2, 3) }), 'up', 'a', 10),
    ),
  ),
}))

const yesNo = fc.constantFrom(true, false, null)
const fee = fc.constantFrom(99, 100, 101, 200, null)
const student = fc
  .record({
    boards: yesNo,
    present: yesNo,
    orphan: yesNo,
    disabled: yesNo,
    care_fee: fee,
    tuition_fee: fee,
    absent_days: fc.constantFrom(2, 3, 4, 7, 8, null),
    birth_date: fc.constantFrom('2016-02-28', '2016-02-29', '2016-03-01', '2016-08-31', '2016-09-01', '2016-09-02', null),
    hukou_division: fc.constantFrom('99', '9901', '990101', '990101001', '990102', null),
  })
  .map((known): FactValues => ({ ...nothingKnown, ...known }))

const valueAndMissing = (n: Condition, facts: FactValues): readonly [Value, readonly FactKey[]] => {
  const scope = scopeFor(policy, facts)
  return [scope.value(n), keys.filter(k => scope.missing(n).has(k))]
}
const completions: Readonly<Record<(typeof keys)[number], readonly (boolean | number | string)[]>> = {
  boards: [true, false],
  present: [true, false],
  orphan: [true, false],
  disabled: [true, false],
  care_fee: [99, 200],
  tuition_fee: [99, 200],
  absent_days: [2, 7],
  birth_date: ['2016-02-29', '2017-01-01'],
  hukou_division: ['99', '990101001'],
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
