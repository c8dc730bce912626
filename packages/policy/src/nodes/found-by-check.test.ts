import { money, yuan } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { loadPack } from '../pack/load.ts'
import { smallPack } from '../testing/small-pack.ts'
import type { Condition, Node, Sum } from './tree.ts'
import { add } from './add.ts'
import { ageAt } from './age-at.ts'
import { brackets } from './brackets.ts'
import { compare } from './compare.ts'
import { codeFact, countFact, dayFact, fact, feeFact } from './fact.ts'
import { count, rate, sum } from './literal.ts'
import { marginalBrackets } from './marginal-brackets.ts'
import { isSchool } from './named-school.ts'
import { negate } from './negate.ts'
import { perMonth } from './per-month.ts'
import { personSetsAmount } from './person-sets-amount.ts'
import { byPriority } from './priority.ts'
import { proportion } from './proportion.ts'
import { divide, round } from './round.ts'
import { halfEachTerm } from './term-split.ts'
import { timesRate } from './times-rate.ts'

const [first, second] = smallPack.lines
if (first === undefined || second === undefined) throw new Error('the small pack has lost its lines')

const year = (n: number): Sum<'school-year'> => sum(yuan(n).perSchoolYear())
const codesOf = (change: Partial<typeof first>): readonly string[] => {
  const loaded = loadPack({ ...smallPack, lines: [{ ...first, ...change }, second] })
  return loaded.ok ? [] : [...new Set(loaded.problem.facts.problems.map(p => p.code))].filter(code => code !== 'policy/unused-clause')
}
const yearly = (amount: Sum<'school-year'>): readonly string[] => codesOf({ amount: halfEachTerm(amount) })
const asked = (when: Condition): readonly string[] => codesOf({ criteria: [{ name: '试', failed: '试', when, clause: 'a1' }] })
/** What the compiler refuses, as a pack that was not compiled might bring it. */
const forced = <T extends Node>(n: Node): T => n as unknown as T

const [fee, days, absent] = [feeFact('care_fee'), countFact('school_days', '天'), countFact('absent_days', '天')]
const kept = { kept: absent, mode: 'down', clause: 'a1' } as const

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['a share of the days of the term is sound', yearly(proportion(fee, { ...kept, whole: days })), []],
  ['a whole that may be nothing divides by nothing', yearly(proportion(fee, { ...kept, whole: absent })), ['policy/bad-divisor']],
  [
    'what is kept may not be less than nothing',
    yearly(proportion(fee, { kept: forced(negate(absent)), whole: days, mode: 'down', clause: 'a1' })),
    ['policy/may-be-negative'],
  ],
  [
    'a product too great to be exact is found before it is divided',
    yearly(proportion(sum(money(2 ** 52, 'school-year')), { ...kept, whole: days })),
    ['policy/overflow'],
  ],
  ['a share rests on a clause', yearly(proportion(fee, { ...kept, whole: days, clause: 'a9' })), ['policy/unknown-clause']],
  ['a ratio is rounded', yearly(round(timesRate(fee, rate(2, 37)), 'half-up', 'a1')), []],
  ['what is not rounded is not added', yearly(add(fee, forced(timesRate(fee, rate(2, 37))))), ['policy/unit-mismatch']],
  ['nor paid', codesOf({ amount: halfEachTerm(forced(timesRate(fee, rate(2, 37)))) }), ['policy/unit-mismatch']],
  ['a ratio over nothing', yearly(round(timesRate(fee, rate(1, 0)), 'down', 'a1')), ['policy/bad-divisor']],
  ['a way of rounding that does not exist', yearly(divide(fee, 2, 'nearest' as never, 'a1')), ['policy/missing-rounding']],
  ['a unit of rounding that does not exist', yearly(divide(fee, 2, 'down', 'a1', 5 as never)), ['policy/missing-rounding']],
  ['money taken back may not be shared out', yearly(negate(fee)), ['policy/may-be-negative']],
  ['months are counted in months', yearly(forced(perMonth(sum(yuan(1).perMonth()), days, 'school-year'))), ['policy/unit-mismatch']],
  [
    'a bound that a child brings along',
    yearly(brackets(fee, { from: year(0), to: feeFact('textbook_fee'), gives: year(1) }, { from: feeFact('textbook_fee'), to: null, gives: year(2) })),
    ['policy/unit-mismatch'],
  ],
  [
    'bands that give different things',
    yearly(brackets(fee, { from: year(0), to: year(1), gives: year(1) }, { from: year(1), to: null, gives: forced(sum(yuan(1).perMonth())) })),
    ['policy/unit-mismatch'],
  ],
  [
    'parts by ratios over one denominator',
    yearly(round(marginalBrackets(fee, { from: year(0), to: year(1), rate: rate(1, 2) }, { from: year(1), to: null, rate: rate(1, 3) }), 'down', 'a1')),
    ['policy/unit-mismatch'],
  ],
  [
    'parts begin where the fee begins',
    yearly(round(marginalBrackets(fee, { from: year(1), to: null, rate: rate(1, 2) }), 'down', 'a1')),
    ['policy/bands-short'],
  ],
  [
    'one identity twice',
    yearly(
      byPriority(
        [
          { name: '孤儿', when: fact('orphan'), gives: year(1) },
          { name: '孤儿', when: fact('disabled'), gives: year(2) },
        ],
        year(0),
      ),
    ),
    ['policy/same-name-twice'],
  ],
  ['bounds that a child brings along', yearly(personSetsAmount('T-1', '多少', year(1), fee)), ['policy/unit-mismatch']],
  ['an age on a day', asked(compare(ageAt(dayFact('birth_date'), dayFact('entered_on'), 'mar-1'), 'at-least', count(6, '岁'))), []],
  ['an age is no number of days', asked(compare(ageAt(dayFact('birth_date'), dayFact('entered_on'), 'mar-1'), 'at-least', days)), ['policy/unit-mismatch']],
  [
    'the age of a place',
    asked(compare(ageAt(forced(codeFact('hukou_division', 'division')), dayFact('entered_on'), 'mar-1'), 'at-least', count(6, '岁'))),
    ['policy/unit-mismatch'],
  ],
  ['a school without a code', asked(isSchool(codeFact('school_code', 'school'), { code: '示例小学', name: '示例小学' })), ['policy/not-a-code']],
])('%s', (_, found, expected) => {
  expect(found).toEqual(expected)
})
