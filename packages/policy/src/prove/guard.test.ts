import { type FactValues, nothingKnown } from '@yingjin/facts'
import { day, epochDay, term, yuan } from '@yingjin/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add } from '../nodes/add.ts'
import { ageAt } from '../nodes/age-at.ts'
import { all } from '../nodes/and.ts'
import { between } from '../nodes/between.ts'
import { brackets } from '../nodes/brackets.ts'
import { capped } from '../nodes/cap.ts'
import { choose } from '../nodes/choose.ts'
import { compare, type Comparison } from '../nodes/compare.ts'
import { isDay } from '../nodes/date-order.ts'
import { notHeldWith } from '../nodes/exclude.ts'
import { choiceFact, codeFact, countFact, dayFact, fact, feeFact } from '../nodes/fact.ts'
import { personDecides } from '../nodes/human-decision.ts'
import { isOneOf } from '../nodes/in.ts'
import { count, date, sum } from '../nodes/literal.ts'
import { highest } from '../nodes/max.ts'
import { lowest } from '../nodes/min.ts'
import { isNot } from '../nodes/not.ts'
import { any } from '../nodes/or.ts'
import { byPriority } from '../nodes/priority.ts'
import { subtract } from '../nodes/subtract.ts'
import { table } from '../nodes/table.ts'
import { halfEachTerm } from '../nodes/term-split.ts'
import { isWithin } from '../nodes/within-division.ts'
import { scopeFor } from '../engines/outcome.ts'
import { loadPack } from '../pack/load.ts'
import { policyFor } from '../settled/policy.ts'
import { smallPack } from '../testing/small-pack.ts'
import type { Condition, Count, MoneyPer, Sum } from '../nodes/tree.ts'
import { type Box, everything } from './box.ts'
import { guardsOf, TooManyBoxes } from './guard.ts'
import { search } from './witness.ts'

const loaded = loadPack(smallPack)
if (!loaded.ok) throw new Error('the small pack is broken')
const settled = policyFor(loaded.value, term('2022-autumn'))
if (!settled.ok) throw new Error(settled.problem.code)
const policy = settled.value

const fen = (n: number): Sum<'school-year'> => sum(yuan(n).perSchoolYear())
const grade = countFact('grade', '年级')
const grades = (n: number): Count => count(n, '年级')
const county = { code: '990101', name: '示例县' }
const town = { code: '990101001', name: '示例镇' }
const lived = codeFact('hukou_division', 'division')
/** Codes stand for all codes like them, in every guard of one policy. */
const everyPlace = [isWithin(lived, county, town, { code: '990102', name: '邻县' })]
const stage = choiceFact('stage', 'stage')

const stages = ['preschool', 'primary', 'junior', 'senior', 'vocational', 'higher'] as const
const gradeValues = [0, 1, 2, 3, 4, 9]
const fees = [0, 99, 100, 101, 199, 200, 201, 300, 301, 5_000_000]
const days = ['2010-08-31', '2010-09-01', '2010-09-02', '2016-08-31', '2016-09-01', '2016-09-02', '2020-02-29']
const places = ['990101002', '990101001', '990102']

const op = fc.constantFrom<Comparison>('less', 'at-most', 'more', 'at-least', 'equal', 'not-equal')
const figure = fc.constantFrom(0, 1, 2, 3)

/** Conditions over four yes-no facts, a choice, a count, two fees, a day, a place and a person's decision. */
const { condition } = fc.letrec<{ condition: Condition; sum: Sum<'school-year'> }>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Condition>(fact('boards'), fact('orphan'), fact('disabled'), personDecides('A', '？')),
    fc.subarray([...stages], { minLength: 1 }).map(codes => isOneOf(stage, codes)),
    fc.tuple(op, figure).map(([o, n]) => compare(grade, o, grades(n))),
    fc.tuple(figure, figure).map(([a, b]) => between(grade, grades(a), grades(b))),
    fc.constantFrom<Condition>(isWithin(lived, county), isWithin(lived, town), isWithin(lived, town, { code: '990102', name: '邻县' })),
    fc
      .constantFrom('before' as const, 'on-or-before' as const, 'after' as const, 'on-or-after' as const)
      .map(o => isDay(dayFact('entered_on'), o, date(day('2016-09-01')))),
    fc.tuple(op, fc.constantFrom(5, 6, 12)).map(([o, n]) => compare(ageAt(dayFact('entered_on'), date(day('2022-09-01')), 'mar-1'), o, count(n, '岁'))),
    fc.array(tie('condition'), { maxLength: 3 }).map(of => all(...of)),
    fc.array(tie('condition'), { maxLength: 3 }).map(of => any(...of)),
    tie('condition').map(isNot),
    tie('condition').map(due => notHeldWith([{ line: 'T-2', due }], 'a1')),
    fc.tuple(tie('sum'), op, tie('sum')).map(([a, o, b]) => compare(a, o, b)),
    fc.tuple(tie('sum'), op, figure).map(([a, o, n]) => compare(halfEachTerm(highest(a, fen(0))), o, sum(yuan(n).perTerm()))),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([when, then, otherwise]) => choose([[when, then]], otherwise)),
    fc
      .tuple(tie('condition'), tie('condition'))
      .map(([a, b]): Condition => table(stage, { primary: a, junior: b, preschool: a, senior: b, vocational: b, higher: a })),
    fc
      .tuple(tie('condition'), tie('condition'))
      .map(([low, high]): Condition => brackets(grade, { from: grades(0), to: grades(2), gives: low }, { from: grades(2), to: null, gives: high })),
  ),
  sum: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Sum<'school-year'>>(feeFact('care_fee'), feeFact('dormitory_fee'), fen(1), fen(2), fen(3)),
    fc.tuple(tie('sum'), tie('sum')).map(([a, b]) => lowest(a, b)),
    fc.tuple(tie('sum'), tie('sum')).map(([a, b]) => capped(a, b)),
    fc.tuple(tie('sum'), tie('sum')).map(([a, b]) => add(a, b)),
    fc.tuple(tie('sum'), tie('sum')).map(([a, b]) => subtract(a, b)),
    fc.tuple(tie('condition'), tie('sum'), tie('sum')).map(([when, then, otherwise]) => choose([[when, then]], otherwise)),
    fc
      .tuple(tie('condition'), tie('sum'), tie('sum'))
      .map(([when, gives, otherwise]): Sum<'school-year'> => byPriority<MoneyPer<'school-year'>>([{ name: '甲', when, gives }], otherwise)),
    fc
      .tuple(tie('sum'), tie('sum'))
      .map(([primary, junior]): Sum<'school-year'> =>
        table(stage, { primary, junior, preschool: primary, senior: junior, vocational: junior, higher: primary }),
      ),
    fc
      .tuple(tie('sum'), tie('sum'))
      .map(([low, high]): Sum<'school-year'> => brackets(grade, { from: grades(0), to: grades(2), gives: low }, { from: grades(2), to: null, gives: high })),
  ),
}))

const child = fc
  .record({
    boards: fc.boolean(),
    orphan: fc.boolean(),
    disabled: fc.boolean(),
    stage: fc.constantFrom(...stages),
    grade: fc.constantFrom(...gradeValues),
    care_fee: fc.constantFrom(...fees),
    dormitory_fee: fc.constantFrom(...fees.slice(0, 9)),
    entered_on: fc.constantFrom(...days.map(day)),
    hukou_division: fc.constantFrom(...places),
  })
  .map(known => known as unknown as Partial<FactValues>)

const likeness = (place: string): string => (place.startsWith('990101001') ? '990101001' : place.startsWith('990101') ? '990101' : place.slice(0, 6))
const isIn = (box: Box, facts: Partial<FactValues>, decision: boolean): boolean =>
  [...box].every(([dimension, d]) => {
    if (dimension.startsWith('opaque:')) return true
    const value = dimension === 'decision:A' ? decision : (facts[dimension as keyof FactValues] ?? null)
    if (dimension === 'hukou_division') return d.kind === 'set' && d.of.some(code => likeness(String(code)) === likeness(String(value)))
    if (d.kind === 'set') return d.of.includes(value as never)
    const at = typeof value === 'string' ? epochDay(day(value)) : Number(value)
    return d.min <= at && at <= d.max
  })
/** null: more boxes than are waited for, which is told as not proven. */
const boxesOf = (rule: Condition, want: boolean): readonly Box[] | null => {
  try {
    return [...guardsOf(policy, [rule, ...everyPlace], 20_000).boxes(rule, want, everything)]
  } catch (error) {
    if (error instanceof TooManyBoxes) return null
    throw error
  }
}
const isOpaque = (box: Box): boolean => [...box.keys()].some(k => k.startsWith('opaque:'))
const holds = (rule: Condition, facts: Partial<FactValues>, decision: boolean): boolean | null =>
  scopeFor(policy, { ...nothingKnown, ...facts } as FactValues, { A: decision }).value(rule) as boolean | null

describe('whatever the guard', () => {
  test('everybody of whom it is so stands in a box, in one alone where nothing is opaque, and nobody else does', () => {
    fc.assert(
      fc.property(condition, fc.boolean(), fc.array(fc.tuple(child, fc.boolean()), { minLength: 12, maxLength: 12 }), (rule, want, children) => {
        const boxes = boxesOf(rule, want)
        fc.pre(boxes !== null)
        if (boxes === null) return
        for (const [facts, decision] of children) {
          const is = holds(rule, facts, decision)
          const around = boxes.filter(b => isIn(b, facts, decision))
          if (is === want) expect(around.length, JSON.stringify(facts)).toBeGreaterThanOrEqual(1)
          if (around.some(b => !isOpaque(b))) expect(is).toBe(want)
          if (!boxes.some(isOpaque)) expect(around.length).toBe(is === want ? 1 : 0)
        }
      }),
      { numRuns: 400, endOnFailure: true, seed: 20220901 },
    )
  })

  test('who is found is one of whom it is so; where nobody is said to be, nobody is', () => {
    let [some, none] = [0, 0]
    fc.assert(
      fc.property(condition, fc.array(fc.tuple(child, fc.boolean()), { minLength: 40, maxLength: 40 }), (rule, children) => {
        const guards = guardsOf(policy, [rule, ...everyPlace])
        const found = search(guards, guards.boxes(rule, true, everything), (facts, d) => scopeFor(policy, facts, d).value(rule) === true, [rule])
        const brute = children.some(([facts, decision]) => holds(rule, facts, decision) === true)
        if (found.found === 'some') {
          some += 1
          expect(scopeFor(policy, { ...nothingKnown, ...found.witness.facts } as FactValues, found.witness.decisions).value(rule)).toBe(true)
        }
        if (found.found === 'none') {
          none += 1
          expect(brute).toBe(false)
        }
      }),
      { numRuns: 400, endOnFailure: true, seed: 20220901 },
    )
    expect(Math.min(some, none)).toBeGreaterThan(20)
  })

  test('a witness says no more than it takes', () => {
    const rule = all(fact('orphan'), any(fact('boards'), compare(grade, 'more', grades(3))))
    const guards = guardsOf(policy, [rule, ...everyPlace])
    const found = search(guards, guards.boxes(rule, true, everything), (facts, d) => scopeFor(policy, facts, d).value(rule) === true, [rule])
    expect(found.found === 'some' ? found.witness.told : []).toEqual(['寄宿：是', '孤儿：是'])
  })
})

test('a sum of several facts is no box; a witness is still looked for and shown', () => {
  const rule = compare(add(feeFact('care_fee'), feeFact('dormitory_fee')), 'more', fen(50_000))
  const guards = guardsOf(policy, [rule, ...everyPlace])
  const found = search(guards, guards.boxes(rule, true, everything), facts => scopeFor(policy, facts).value(rule) === true, [rule])
  expect(found.found).toBe('some')
  const never = compare(add(feeFact('care_fee'), feeFact('dormitory_fee')), 'more', fen(70_000))
  expect(search(guards, guards.boxes(never, true, everything), facts => scopeFor(policy, facts).value(never) === true, [never]).found).toBe('none')
})
