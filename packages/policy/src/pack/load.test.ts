import { day, problem, term, yuan } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { add } from '../nodes/add.ts'
import { brackets } from '../nodes/brackets.ts'
import { codeFact, fact, feeFact } from '../nodes/fact.ts'
import { personDecides } from '../nodes/human-decision.ts'
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
import { isWithin } from '../nodes/within-division.ts'
import { policyFor } from '../settled/policy.ts'
import { smallPack } from '../testing/small-pack.ts'
import type { Condition, Sum } from '../nodes/tree.ts'
import { nothingBeside } from './county-matters.ts'
import { lapsedPapers, nation, stackFor } from './find.ts'
import { loadPack, loadStack, packDigest, type PackRegistry } from './load.ts'
import type { AnyPackSource, Pack, PackSource } from './pack.ts'
import type { Funding, Line } from './line.ts'
import { type PackProblem, type PackProblemCode, wordPackProblem } from '../problems.ts'

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

const shared = (...shares: readonly (readonly [number, number])[]): Funding & { kind: 'shares' } => ({
  kind: 'shares',
  heads: shares.map((share, i) => ({ head: { name: ['中央资金', '县级资金'][i] ?? `资金${i}`, level: i === 0 ? 'central' : 'county' }, share })),
  remainderTo: '县级资金',
  clause: 'a1',
})
/** A pack of the same aid below the small one, its keys its own. */
const lowerPack: PackSource = {
  ...smallPack,
  id: '990199001-lower',
  division: '990199001',
  clauses: { b1: { article: '第一条', text: '寄宿生发生活补贴', register: 'T-1' } },
  parameters: {},
  readings: { 'O-97': { question: '何时', options: { now: '即日' }, default: 'now' } },
  rounding: { rule: '不舍入', cites: 'O-97' },
  midPeriodChange: { rule: '按第一天', takes: 'first-day', cites: 'O-97' },
  lines: [
    {
      ...first,
      id: 'B-1',
      item: 'boarder-living',
      clause: 'b1',
      criteria: [{ name: '在校寄宿', failed: '未在校寄宿', when: fact('boards'), clause: 'b1' }],
      persons: 'everyone',
      amount: halfEachTerm(sum(yuan(2000).perSchoolYear())),
    },
  ],
  notEncoded: [],
}
const between = (upper: PackSource, lower: PackSource): readonly PackProblem[] => {
  const loaded = loadStack([upper, lower])
  return loaded.ok ? [] : loaded.problem.facts.problems
}
const found = (division: string, of = '2022-autumn', more: PackRegistry = {}): readonly PackProblem[] => {
  const stack = stackFor(division, term(of), { [smallPack.id]: smallPack, ...more })
  return stack.ok ? [] : [stack.problem]
}

const bands = (...of: readonly (readonly [number, number | null])[]): Sum<'school-year'> => {
  const year = (n: number): Sum<'school-year'> => sum(yuan(n).perSchoolYear())
  const [lowest, ...rest] = of.map(([from, to]) => ({ from: year(from), to: to === null ? null : year(to), gives: year(100) }))
  if (lowest === undefined) throw new Error('no band')
  return brackets(feeFact('care_fee'), lowest, ...rest)
}

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
  'policy/bands-gap': () => problemsOf(withAmount(bands([0, 1000], [1001, null]))),
  'policy/bands-overlap': () => problemsOf(withAmount(bands([0, 1000], [999, null]))),
  'policy/bands-unsorted': () => problemsOf(withAmount(bands([1000, null], [0, 1000]))),
  'policy/bands-short': () => problemsOf(withAmount(bands([0, 1000], [1000, 2000]))),
  'policy/not-a-code': () => problemsOf(withCriterion(isWithin(codeFact('hukou_division', 'division'), { code: '990100', name: '示例市' }))),
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
  'policy/key-in-two-packs': () => between(smallPack, { ...lowerPack, parameters: { ceiling: { ...ceiling, clause: 'b1' } } }),
  'policy/unknown-upper-line': () => between(smallPack, { ...lowerPack, upper: { 'T-9': { how: 'left' } } }),
  'policy/line-without-word': () => between(withFirst({ item: 'boarder-living' }), lowerPack),
  'policy/no-pack': () => found('430111'),
  'policy/no-pack-in-force': () => found('990199', '2030-autumn'),
  'policy/two-in-force': () => found('990199', '2022-autumn', { second: { ...smallPack, id: '990199-second' } }),
  'policy/line-outside-document': () => problemsOf(withFirst({ inForce: [day('2020-09-01'), day('2022-09-01')] })),
  'policy/shares-not-one': () => problemsOf(withFirst({ funding: shared([4, 5], [1, 10]) })),
  'policy/payers-not-the-sum': () =>
    problemsOf(
      withFirst({ funding: { kind: 'payers', heads: [{ head: { name: '西部扶贫资金', level: 'province' }, amount: sum(yuan(1).perTerm()) }], clause: 'a1' } }),
    ),
  'policy/unknown-fund-head': () => problemsOf(withFirst({ funding: { ...shared([4, 5], [1, 5]), remainderTo: '省级资金' } })),
  'policy/unknown-organisation': () =>
    problemsOf({ ...smallPack, county: { ...nothingBeside, tasks: [{ id: 'T-T1', title: '核查', answers: ['bureau'], period: '每学期', register: 'T-1' }] } }),
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

test('bands are held against each other in every version of their bounds', () => {
  const year = (n: number): Sum<'school-year'> => sum(yuan(n).perSchoolYear())
  const bound = parameterNode('ceiling', moneyPer('school-year'))
  const source = withAmount(brackets(feeFact('care_fee'), { from: year(0), to: year(1500), gives: year(100) }, { from: bound, to: null, gives: year(50) }))
  const later = { from: day('2022-09-01'), to: day('2023-09-01'), value: 160_000, printed: '1600元' }
  const parameters = {
    ...source.parameters,
    ceiling: { ...ceiling, values: [{ from: day('2022-01-01'), to: day('2022-09-01'), value: 150_000, printed: '1500元' }, later] },
  }
  expect(problemsOf(source)).toEqual([])
  expect(problemsOf({ ...source, parameters })).toEqual([problem('policy/bands-gap', { place: 'T-1 标准', from: '1,500.00 元', to: '1,600.00 元' })])
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

test('what a person decides must be of a line that there is, otherwise nobody could say it', () => {
  const ofNoLine = (when: Condition) => problemsOf(withFirst({ criteria: [{ name: '由人判定', failed: '没有认定', when, clause: 'a1' }] }))
  expect(ofNoLine(personDecides('T-1', '是否享受'))).toEqual([])
  expect(ofNoLine(personDecides('T', '是否享受'))).toContainEqual(problem('policy/unknown-line', { place: 'T-1 由人判定（由人判定“是否享受”）', line: 'T' }))
})

test('a line whose standard is no sum is refused', () => {
  expect(problemsOf(withFirst({ amount: count(3, '学期') as unknown as Sum<'term'> })).map(p => p.code)).toContain('policy/unit-mismatch')
})

describe('packs stack, and a lower document says of each line above it', () => {
  const upper = withFirst({ item: 'boarder-living' })
  const laid = (word: PackSource['upper']) => {
    const loaded = loadStack([upper, { ...lowerPack, ...(word === undefined ? {} : { upper: word }) }])
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem.facts.problems))
    return loaded.value
  }
  const pays = (pack: Pack) => [pack.bundle.map(a => a.line.id), pack.standards.map(a => a.line.id)]

  test('that it replaces it: the upper one stays to be compared and does not pay', () => {
    expect(pays(laid({ 'T-1': { how: 'replaced', by: ['B-1'] } }))).toEqual([['T-2', 'B-1'], ['T-1']])
  })
  test('that it adds to it, or leaves it: both pay', () => {
    expect(pays(laid({ 'T-1': { how: 'added' } }))).toEqual([['T-1', 'T-2', 'B-1'], []])
    expect(pays(laid({ 'T-1': { how: 'left' } }))).toEqual([['T-1', 'T-2', 'B-1'], []])
  })
  test('a word that is missing is asked for with the paper in which the upper line stands, however far above', () => {
    const middle: PackSource = { ...lowerPack, upper: { 'T-1': { how: 'left' } } }
    const cites = { rule: '按第一天', cites: 'c1' } as const
    const bottom: PackSource = {
      ...lowerPack,
      id: '990199001-bottom',
      clauses: { c1: { article: '第一条', text: '寄宿生发生活补贴', register: 'T-1' } },
      readings: {},
      rounding: cites,
      midPeriodChange: { ...cites, takes: 'first-day' },
      lines: lowerPack.lines.map(l => ({ ...l, id: 'C-1', clause: 'c1', criteria: [] })),
      upper: { 'B-1': { how: 'left' } },
    }
    const loaded = loadStack([upper, middle, bottom])
    expect(loaded.ok ? [] : loaded.problem.facts.problems).toEqual([
      problem('policy/line-without-word', { upper: 'T-1', upperPack: smallPack.id, lower: 'C-1', lowerPack: bottom.id }),
    ])
  })
  test('every line keeps the paper it stands in', () => {
    const document = { ...smallPack.document, title: '县办法' }
    const loaded = loadStack([upper, { ...lowerPack, document, upper: { 'T-1': { how: 'left' } } }])
    expect(loaded.ok && [loaded.value.documentOf['T-1']?.title, loaded.value.documentOf['B-1']?.title]).toEqual(['试行办法', '县办法'])
  })
})

describe('the packs of a county in a term', () => {
  const national: PackSource = { ...smallPack, id: 'national', division: nation }
  const prefecture: PackSource = { ...lowerPack, id: '9901-lower', division: '9901' }
  const registry = { national, prefecture, [smallPack.id]: smallPack }
  const ids = (division: string, of = '2022-autumn', known?: string) => {
    const stack = stackFor(division, term(of), registry, known === undefined ? undefined : day(known))
    return stack.ok ? stack.value.map(p => p.id) : stack.problem.code
  }
  test('come from the nation down, by the beginning of the division', () => {
    expect(ids('990199')).toEqual(['national', '9901-lower', '990199-small'])
  })
  test('a prefecture’s paper holds for the counties below it that have none of their own', () => {
    expect(ids('990150')).toEqual(['national', '9901-lower'])
  })
  test('the nation alone is no pack of a county', () => expect(ids('430111')).toBe('policy/no-pack'))
  test('a paper nobody had seen yet is left out', () => expect(ids('990199', '2022-autumn', '2021-06-01')).toBe('policy/no-pack-in-force'))
  test('a paper that has ended with none after it is named, of each division the last one, as far as it was known', () => {
    const ended = (source: PackSource, id: string, from: string, to: string): PackSource => ({
      ...source,
      id,
      document: { ...source.document, promulgated: day(from), inForce: [day(from), day(to)] },
    })
    const [first, last] = [ended(national, 'first', '2014-09-01', '2017-09-01'), ended(national, 'last', '2017-09-01', '2021-09-01')]
    const lapsed = (of: string, known?: string) =>
      lapsedPapers('990199', term(of), { first, last, prefecture, [smallPack.id]: smallPack }, known === undefined ? undefined : day(known)).map(l => l.pack)
    expect(lapsed('2022-autumn')).toEqual(['last'])
    expect(lapsed('2022-autumn', '2016-01-01')).toEqual(['first'])
    expect(lapsed('2020-autumn')).toEqual([])
    expect(lapsedPapers('990199', term('2022-autumn'), registry)).toEqual([])
  })
  test('of two papers in force the one that says it replaces the other holds', () => {
    const successor = { ...smallPack, id: '990199-second', document: { ...smallPack.document, replaces: [smallPack.id] } }
    const stack = stackFor('990199', term('2022-autumn'), { [smallPack.id]: smallPack, successor })
    expect(stack.ok && stack.value.map(p => p.id)).toEqual(['990199-second'])
  })
})

describe('a correction that became known later', () => {
  const corrected = (): PackSource => {
    const [value] = ceiling.values
    if (value === undefined) throw new Error('the small pack has lost its ceiling')
    return {
      ...smallPack,
      parameters: {
        ...smallPack.parameters,
        ceiling: { ...ceiling, values: [value, { ...value, value: 160000, printed: '1600元', known: day('2022-11-15') }] },
      },
    }
  }
  const ceilingKnown = (known?: string) => {
    const loaded = loadPack(corrected())
    if (!loaded.ok) throw new Error('broken')
    const policy = policyFor(loaded.value, term('2022-autumn'), known === undefined ? {} : { knownOn: day(known) })
    return policy.ok ? policy.value.settings.parameter('ceiling').value : policy.problem.code
  }
  test('holds for those who decide today', () => expect(ceilingKnown()).toBe(160000))
  test('and not for a decision with what was known the day before', () => {
    expect(ceilingKnown('2022-11-14')).toBe(150000)
    expect(ceilingKnown('2022-11-15')).toBe(160000)
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
