import { day, problem, term, yuan } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { add } from '../nodes/add.ts'
import { fact, feeFact } from '../nodes/fact.ts'
import { isOneOf } from '../nodes/in.ts'
import { isKnownAtAll } from '../nodes/known.ts'
import { count, sum, yes } from '../nodes/literal.ts'
import { multiply } from '../nodes/multiply.ts'
import { choiceFrom, moneyPer, node, yesNo } from '../nodes/node.ts'
import { parameterNode } from '../nodes/parameter.ts'
import { personSetsAmount } from '../nodes/person-sets-amount.ts'
import { readingNode } from '../nodes/reading.ts'
import { divide } from '../nodes/round.ts'
import { subtract } from '../nodes/subtract.ts'
import { halfEachTerm } from '../nodes/term-split.ts'
import { waiverNotStated } from '../nodes/waiver.ts'
import { policyFor } from '../policy.ts'
import { smallPack } from '../testing/small-pack.ts'
import type { Condition, Sum } from '../tree.ts'
import { loadPack, packDigest, type PackRegistry } from './load.ts'
import type { AnyPackSource, Line, PackSource } from './pack.ts'
import { type PackProblem, type PackProblemCode, wordPackProblem } from './problems.ts'

const problemsOf = (source: AnyPackSource, registry: PackRegistry = {}): readonly PackProblem[] => {
  const loaded = loadPack(source, registry)
  return loaded.ok ? [] : loaded.problem.facts.problems
}

const [first, second] = smallPack.lines as [Line, Line]
const withFirst = (change: Partial<Line>): PackSource => ({ ...smallPack, lines: [{ ...first, ...change }, second] })
const withAmount = (yearly: Sum<'school-year'>): PackSource => withFirst({ amount: halfEachTerm(yearly) })
const withCriterion = (when: Condition): PackSource => withFirst({ criteria: [{ name: '试', failed: '试', when, clause: 'a1' }] })
const ceiling = smallPack.parameters['ceiling']
if (ceiling === undefined) throw new Error('the small pack has lost its ceiling')
const withDates = (...dates: readonly (readonly [string, string])[]): PackSource => ({
  ...smallPack,
  parameters: {
    ...smallPack.parameters,
    ceiling: { ...ceiling, values: dates.map(([from, to]) => ({ from: day(from), to: day(to), value: 1, printed: '一' })) },
  },
})
const settle = (readings: Readonly<Record<string, string>>, of: string, known?: string): readonly PackProblem[] => {
  const loaded = loadPack(smallPack)
  if (!loaded.ok) throw new Error('the small pack is broken')
  const policy = policyFor(loaded.value, term(of), { readings, ...(known === undefined ? {} : { knownOn: day(known) }) })
  return policy.ok ? [] : [policy.problem]
}
const adopting = { id: '990198-adopting', division: '990198', base: '990199-small', document: smallPack.document }
const crowd = Array.from({ length: 53 }, (_, i) => ({ name: `条件${i}`, failed: '不符', when: fact('boards'), clause: 'a1' }))

/** One way to break a pack per problem; complete by type, so that a problem nobody can cause does not compile. */
const broken: { readonly [C in PackProblemCode]: () => readonly PackProblem[] } = {
  'policy/uncited-line': () => problemsOf(withFirst({ clause: '' })),
  'policy/unknown-clause': () => problemsOf(withFirst({ clause: 'a9' })),
  'policy/unused-clause': () => problemsOf({ ...smallPack, clauses: { ...smallPack.clauses, a4: { article: '第四条', text: '另有规定', register: 'T-4' } } }),
  'policy/unit-mismatch': () => problemsOf(withAmount(add(feeFact('care_fee'), sum(yuan(1).perDay()) as unknown as Sum<'school-year'>))),
  'policy/missing-rounding': () => problemsOf(withAmount(node('round', moneyPer('school-year'), { of: feeFact('care_fee'), by: 2, mode: 'down' }))),
  'policy/bad-divisor': () => problemsOf(withAmount(divide(feeFact('care_fee'), 0, 'down', 'a1'))),
  'policy/may-be-negative': () => problemsOf(withAmount(subtract(sum(yuan(1).perSchoolYear()), feeFact('care_fee')))),
  'policy/overflow': () => problemsOf(withAmount(multiply(multiply(feeFact('care_fee'), count(9_007_199, '次')), count(1_000_000, '次')))),
  'policy/table-not-total': () => problemsOf(withFirst({ stages: ['primary', 'junior', 'senior'] })),
  'policy/known-in-a-rule': () => problemsOf(withCriterion(isKnownAtAll(fact('boards')))),
  'policy/bounds-reversed': () => problemsOf(withAmount(personSetsAmount('T-1', '多少', sum(yuan(1000).perSchoolYear()), sum(yuan(500).perSchoolYear())))),
  'policy/unknown-code': () => problemsOf(withCriterion(isOneOf(node('fact', choiceFrom('stage'), { key: 'stage' }), ['college' as never]))),
  'policy/unknown-fact': () => problemsOf(withCriterion(node('fact', yesNo, { key: 'left_handed' }))),
  'policy/unknown-parameter': () => problemsOf(withAmount(parameterNode('bonus', moneyPer('school-year')))),
  'policy/unknown-reading': () => problemsOf(withCriterion(readingNode('O-98', yesNo, { decide: yes, closed: yes }))),
  'policy/reading-options': () => problemsOf(withCriterion(readingNode('O-99', yesNo, { decide: yes }))),
  'policy/reading-default': () => problemsOf({ ...smallPack, readings: { 'O-99': { question: '？', options: { a: '甲' }, default: 'b' } } }),
  'policy/dates-not-contiguous': () => problemsOf(withDates(['2022-01-01', '2022-09-01'], ['2022-10-01', '2023-09-01'])),
  'policy/dates-reversed': () => problemsOf(withDates(['2023-09-01', '2022-01-01'])),
  'policy/parameter-short': () => problemsOf(withDates(['2022-01-01', '2023-01-01'])),
  'policy/parameter-missing': () => {
    const loaded = loadPack(smallPack)
    if (!loaded.ok) return []
    const policy = policyFor({ ...loaded.value, parameters: withDates(['2022-01-01', '2022-03-01']).parameters }, term('2022-autumn'))
    return policy.ok ? [] : [policy.problem]
  },
  'policy/not-in-force': () => settle({}, '2023-autumn'),
  'policy/not-yet-known': () => settle({}, '2022-autumn', '2021-12-31'),
  'policy/no-such-option': () => settle({ 'O-99': 'generous' }, '2022-autumn'),
  'policy/duplicate-line': () => problemsOf({ ...smallPack, lines: [first, second, first] }),
  'policy/unknown-line': () => problemsOf({ ...smallPack, stack: [{ kind: 'tiers', of: ['T-1', 'T-7'], clause: 'a1' }] }),
  'policy/unstaged-line': () => problemsOf(withFirst({ stages: [] })),
  'policy/forbidden-form': () => problemsOf(withFirst({ forbidden: ['to-person-cash'] })),
  'policy/waiver-inside': () => problemsOf(withAmount(add(waiverNotStated, sum(yuan(1).perSchoolYear())))),
  'policy/too-many-bits': () => problemsOf(withFirst({ criteria: crowd })),
  'policy/not-encoded-and-a-line': () => problemsOf({ ...smallPack, notEncoded: [{ register: 'T-1', title: '生活补贴', because: '忘了' }] }),
  'policy/unknown-base': () => problemsOf(adopting, {}),
  'policy/base-in-a-circle': () =>
    problemsOf(adopting, { '990199-small': { ...adopting, id: '990199-small', base: '990198-adopting' }, '990198-adopting': adopting }),
  'policy/same-name-twice': () => problemsOf(withFirst({ criteria: [...first.criteria, ...first.criteria] })),
}

test('a sound pack loads', () => expect(problemsOf(smallPack)).toEqual([]))

describe('a pack is refused, in Chinese and with its place', () => {
  test.each(Object.entries(broken))('%s', (code, cause) => {
    const found = cause().filter(p => p.code === code)
    expect(found.length).toBeGreaterThan(0)
    for (const p of found) expect(wordPackProblem(p)).toMatch(/[\u4e00-\u9fff].*。$/)
  })
})

test('all that is wrong is said at once', () => {
  const codes = problemsOf({ ...withFirst({ clause: '', forbidden: ['to-person-cash'] }), readings: {} }).map(p => p.code)
  expect(codes).toEqual(expect.arrayContaining(['policy/uncited-line', 'policy/forbidden-form', 'policy/unknown-clause']))
})

describe('a pack that names a base', () => {
  test('has the rules of the base under its own division and paper', () => {
    const document = { ...smallPack.document, issuer: '另一县教育局' }
    const loaded = loadPack({ ...adopting, document }, { '990199-small': smallPack })
    expect(loaded.ok && [loaded.value.id, loaded.value.division, loaded.value.base, loaded.value.document.issuer, loaded.value.lines.length]).toEqual([
      '990198-adopting',
      '990198',
      '990199-small',
      '另一县教育局',
      2,
    ])
  })

  test('may not be in force longer than the figures it takes over', () => {
    const document = { ...smallPack.document, inForce: [day('2022-01-01'), day('2024-09-01')] as const }
    expect(problemsOf({ ...adopting, document }, { '990199-small': smallPack })).toContainEqual(
      problem('policy/parameter-short', { parameter: 'ceiling', from: day('2022-01-01'), to: day('2024-09-01') }),
    )
  })
})

describe('the digest of a pack', () => {
  const digestOf = (source: PackSource): string => {
    const loaded = loadPack(source)
    if (!loaded.ok) throw new Error('broken')
    return packDigest(loaded.value, text => text)
  }
  test('does not depend on the order in which keys were written', () => {
    expect(digestOf({ ...smallPack, clauses: Object.fromEntries(Object.entries(smallPack.clauses).toReversed()) })).toBe(digestOf(smallPack))
  })
  test('changes with any figure', () => {
    expect(digestOf({ ...smallPack, parameters: { ...smallPack.parameters, ceiling: { ...ceiling, label: '上限' } } })).not.toBe(digestOf(smallPack))
  })
})
