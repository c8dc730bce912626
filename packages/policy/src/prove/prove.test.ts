import { type FactValues, nothingKnown } from '@yingjin/facts'
import { day, term, yuan } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { add } from '../nodes/add.ts'
import { all } from '../nodes/and.ts'
import { between } from '../nodes/between.ts'
import { compare } from '../nodes/compare.ts'
import { choiceFact, countFact, fact, feeFact } from '../nodes/fact.ts'
import { isOneOf } from '../nodes/in.ts'
import { count, no, sum, yes } from '../nodes/literal.ts'
import { multiply } from '../nodes/multiply.ts'
import { moneyPer } from '../nodes/node.ts'
import { isNot } from '../nodes/not.ts'
import { any } from '../nodes/or.ts'
import { parameterNode } from '../nodes/parameter.ts'
import { readingNode } from '../nodes/reading.ts'
import { relatedCount } from '../nodes/related-count.ts'
import { decide, scopeFor } from '../engines/outcome.ts'
import { loadPack, loadStack } from '../pack/load.ts'
import type { Line } from '../pack/line.ts'
import type { Pack, PackSource, Parameter } from '../pack/pack.ts'
import type { Stacking } from '../pack/stacking.ts'
import { policyFor } from '../settled/policy.ts'
import { smallPack } from '../testing/small-pack.ts'
import { randomFrom } from '../testing/students.ts'
import type { Condition, Sum } from '../nodes/tree.ts'
import { proveDocuments } from './documents.ts'
import { type ProofFinding, type ProofFindingCode, isError, wordProofFinding } from './findings.ts'
import { prove } from './prove.ts'

const perTerm = (amount: number) => sum(yuan(amount).perTerm())
const line = (id: string, when: Condition, more: Partial<Line> = {}): Line => ({
  id,
  subject: 'student',
  item: 'day-living',
  effect: 'pays',
  title: `项目${id}`,
  clause: 'a1',
  stages: ['primary'],
  criteria: [{ name: '符合', failed: '不符合', when, clause: 'a1' }],
  persons: 'everyone',
  amount: perTerm(100),
  amountMeans: 'exact',
  period: '每学期',
  delivery: { form: 'to-person-cash', payee: '学生' },
  forbidden: [],
  funding: null,
  ...more,
})
const groups = (...grounds: readonly (readonly [string, Condition])[]): Line['persons'] => ({
  name: '属于列举的对象',
  failed: '不属于列举的对象',
  grounds: grounds.map(([name, when]) => ({ name, when, clause: 'a1' })),
  etcetera: [],
  decision: null,
  clause: 'a1',
})
const source = (lines: readonly Line[], more: Partial<PackSource> = {}): PackSource => ({
  ...smallPack,
  clauses: { a1: { article: '第一条', text: '试', register: 'T-1' } },
  parameters: {},
  lines,
  notEncoded: [{ register: 'T-1', title: '试', because: '条目另有编号' }],
  ...more,
})
const asPack = (of: PackSource): Pack => {
  const loaded = loadPack(of)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem.facts.problems))
  return loaded.value
}
const found = (lines: readonly Line[], more: Partial<PackSource> = {}): readonly ProofFinding[] => prove(asPack(source(lines, more)))
const boards = fact('boards')
const orphan = fact('orphan')
const primary = isOneOf(choiceFact('stage', 'stage'), ['primary'])
const grade = countFact('grade', '年级')
const grades = (n: number) => count(n, '年级')
const exclude: Stacking = { kind: 'exclude', first: 'A', then: 'B', clause: 'a1' }
const tiers: Stacking = { kind: 'tiers', of: ['A', 'B'], clause: 'a1' }
const figure = (values: Parameter['values']): PackSource['parameters'] => ({ rate: { type: moneyPer('term'), label: '标准', clause: 'a1', values } })
const rated = { amount: parameterNode('rate', moneyPer('term')) as unknown as Sum<'term'> }
const [from, to] = smallPack.document.inForce
const intended = (more: Partial<NonNullable<PackSource['intended']>[number]> = {}): Partial<PackSource> => ({
  intended: [{ id: '困难学生', subject: 'student', who: orphan, lines: ['A'], apart: [], clause: 'a1', ...more }],
})
const paper = (id: string, begins: string, ends: string, replaces: readonly string[] = []): PackSource => ({
  ...smallPack,
  id,
  document: { ...smallPack.document, inForce: [day(begins), day(ends)], replaces },
})

/** One way to cause each finding; complete by type, so that one nobody can cause does not compile. */
const caused: { readonly [C in ProofFindingCode]: () => readonly ProofFinding[] } = {
  'policy/unreachable-line': () => found([line('A', all(boards, isNot(boards)))]),
  'policy/criterion-never-holds': () => found([line('A', compare(grade, 'more', grades(9)))]),
  'policy/criterion-never-fails': () => found([line('A', compare(grade, 'at-most', grades(9)))]),
  'policy/ground-never-holds': () => found([line('A', boards, { persons: groups(['孤儿', orphan], ['不寄宿的', isNot(boards)]) })]),
  'policy/ground-twice': () => found([line('A', boards, { persons: groups(['孤儿', orphan], ['烈士子女', orphan]) })]),
  'policy/stacking-without-effect': () => found([line('A', boards), line('B', isNot(boards))], { stack: [exclude] }),
  'policy/tiers-not-descending': () => found([line('A', boards), line('B', orphan, { amount: perTerm(200) })], { stack: [tiers] }),
  'policy/clause-without-stacking': () =>
    found([line('A', boards), line('B', orphan, { item: 'lunch' })], {
      clauses: { a1: { article: '第一条', text: '只享受一档', register: 'T-1', governs: { how: 'tiers', lines: ['A', 'B'] } } },
    }),
  'policy/row-without-line': () =>
    found([line('A', boards)], {
      clauses: { a1: { article: '第一条', text: '试', register: 'T-1' }, a2: { article: '第二条', text: '试', register: 'T-2' } },
      notices: [{ id: 'N-1', when: boards, text: '试', clause: 'a2' }],
    }),
  'policy/overlap': () => found([line('A', boards), line('B', orphan)]),
  'policy/gap': () => found([line('A', boards)], intended()),
  'policy/intended-nobody': () => found([line('A', boards)], intended({ who: all(orphan, isNot(orphan)) })),
  'policy/unknown-intended-line': () => found([line('A', boards)], intended({ lines: ['C'] })),
  'policy/parameter-printed-twice': () =>
    found([line('A', boards, rated)], {
      parameters: figure([
        { from, to, value: 100_00, printed: '100元' },
        { from, to, value: 90_00, printed: '90元', known: day('2022-05-01') },
        { from, to, value: 80_00, printed: '80元', known: day('2022-05-01') },
      ]),
    }),
  'policy/parameter-outside-document': () =>
    found([line('A', boards, rated)], { parameters: figure([{ from, to: day('2024-09-01'), value: 100_00, printed: '100元' }]) }),
  'policy/parameter-unused': () => found([line('A', boards)], { parameters: figure([{ from, to, value: 100_00, printed: '100元' }]) }),
  'policy/parameter-not-as-printed': () => found([line('A', boards, rated)], { parameters: figure([{ from, to, value: 100_00, printed: '1000元' }]) }),
  'policy/contradictory-bounds': () => found([line('A', any(orphan, between(grade, grades(4), grades(4))))]),
  'policy/uncited': () =>
    prove({ ...asPack(source([line('A', boards)])), lines: [line('A', boards, { criteria: [{ name: '试', failed: '试', when: boards, clause: '' }] })] }),
  'policy/fact-of-another-subject': () => prove({ ...asPack(source([line('A', fact('in_service'))])) }),
  'policy/not-settled': () => {
    const pack = asPack(source([line('A', boards, rated)], { parameters: figure([{ from, to, value: 100_00, printed: '100元' }]) }))
    return prove({ ...pack, parameters: figure([{ from, to: day('2023-01-01'), value: 100_00, printed: '100元' }]) })
  },
  'policy/documents-hole': () => proveDocuments([paper('a', '2022-01-01', '2023-01-01'), paper('b', '2023-02-01', '2024-01-01', ['a'])]),
  'policy/documents-overlap': () => proveDocuments([paper('a', '2022-01-01', '2023-01-01'), paper('b', '2022-09-01', '2024-01-01')]),
  'policy/replaces-unknown': () => proveDocuments([paper('a', '2022-01-01', '2023-01-01', ['z'])]),
  'policy/replaces-later': () => proveDocuments([paper('a', '2022-01-01', '2023-01-01', ['b']), paper('b', '2022-09-01', '2024-01-01')]),
  'policy/declared-gap': () => found([line('A', boards)], intended({ apart: [{ name: '走读生', when: isNot(boards), because: '条款只写寄宿生' }] })),
  'policy/apart-nobody': () => found([line('A', boards)], intended({ apart: [{ name: '寄宿的小学生', when: all(primary, boards), because: '没有' }] })),
  'policy/lines-without-item': () => found([line('A', boards, { item: null })]),
  'policy/not-proven': () => {
    const children = compare(relatedCount('children-of-household', boards), 'at-least', count(2, '人'))
    return found([line('A', children, { subject: 'household', stages: [] })])
  },
}

describe('each finding', () => {
  test.each(Object.entries(caused))('%s is found, and told in Chinese', (code, cause) => {
    const findings = cause().filter(f => f.code === code)
    expect(findings.length).toBeGreaterThan(0)
    for (const f of findings) expect(wordProofFinding(f)).toMatch(/\p{Script=Han}/u)
  })

  test('of a line that only compares as of one that pays', () => {
    const comparing = { effect: 'compares' } as const
    expect(found([line('A', boards), line('B', all(orphan, isNot(orphan)), comparing)]).map(f => f.code)).toContain('policy/unreachable-line')
  })

  test('of a line that another always takes away: by the rule between them, and the conditions are not blamed', () => {
    const findings = found([line('A', boards), line('B', all(boards, orphan))], { stack: [exclude] }).filter(f => f.code === 'policy/unreachable-line')
    expect(findings.map(wordProofFinding)).toEqual([
      'B（a1）：条件本身有对象符合，但按叠加规则总是轮不到它，不论什么对象都不可能享受。请对照条款改正叠加规则。',
    ])
    expect(found([line('A', all(boards, isNot(boards)))])[0]).toMatchObject({ facts: { line: 'A', by: 'conditions' } })
  })

  test('with its clause and a subject of whom it is true', () => {
    const findings = [...found([line('A', boards), line('B', orphan)]), ...found([line('A', boards)], intended())]
    expect(findings.filter(isError).map(wordProofFinding)).toEqual([
      'A 与 B（a1、a1）：同属“义务教育非寄宿生生活补助”，可以同时享受，又没有写明怎样处理。例如（2022年春季学期）学段：小学，寄宿：是，孤儿：是。请写叠加规则，或在“可以同时享受”里写明理由。',
      '“困难学生”（a1）：有对象一项也享受不到（A）。例如（2022年春季学期）寄宿：否，孤儿：是。请对照条款改正，或列为例外并写明理由。',
    ])
  })
})

test('whom a document means is written in the words of the pack, or the pack is refused', () => {
  const refused = (more: Partial<PackSource>): readonly string[] => {
    const loaded = loadPack(source([line('A', boards)], more))
    return loaded.ok ? [] : loaded.problem.facts.problems.map(p => p.code)
  }
  expect(refused(intended({ clause: 'a9' }))).toEqual(['policy/unknown-clause'])
  expect(refused({ together: [{ lines: ['A', 'C'], because: '两级资金', clause: 'a1' }] })).toEqual(['policy/unknown-line'])
})

describe('nothing is found', () => {
  test('in the small pack', () => {
    expect(prove(asPack(smallPack)).filter(isError).map(wordProofFinding)).toEqual([])
  })
  test('of lines that a stage, the pack’s own word, or their conditions keep apart', () => {
    expect(found([line('A', boards), line('B', orphan)], { stack: [exclude] })).toEqual([])
    expect(found([line('A', boards), line('B', orphan)], { together: [{ lines: ['A', 'B'], because: '两级资金', clause: 'a1' }] })).toEqual([])
    expect(found([line('A', boards), line('B', isNot(boards))])).toEqual([])
    expect(found([line('A', boards), line('B', boards, { stages: ['junior'] })])).toEqual([])
  })
  test('of a stage between lines of one subject, in a pack that has lines of another', () => {
    const household = line('C', boards, { subject: 'household', stages: [], criteria: [] })
    expect(found([line('A', boards), line('B', orphan), household], { stack: [exclude] })).toEqual([])
  })
  test('of a stack, because a line above is of another time or a row above is not encoded', () => {
    const own = {
      clauses: { b1: { article: '第一条', text: '试', register: 'B' } },
      readings: { 'O-97': { question: '何时', options: { now: '即日' }, default: 'now' } },
    }
    const upper = source([line('A', boards), line('B', orphan, { item: 'lunch', inForce: [from, day('2022-03-02')] })])
    const lower: PackSource = {
      ...source(
        [
          line('C', fact('disabled'), {
            item: 'boarder-living',
            clause: 'b1',
            criteria: [{ name: '残疾', failed: '不是', when: fact('disabled'), clause: 'b1' }],
          }),
        ],
        own,
      ),
      id: '990199001-lower',
      division: '990199001',
      document: { ...smallPack.document, inForce: [day('2022-09-01'), to] },
      rounding: { rule: '不舍入', cites: 'O-97' },
      midPeriodChange: { rule: '按第一天', takes: 'first-day', cites: 'O-97' },
      notEncoded: [{ register: 'B', title: '试', because: '条目另有编号' }],
    }
    const stacked = loadStack([upper, lower])
    expect(stacked.ok ? prove(stacked.value) : stacked.problem).toEqual([])
  })
  test('of an exception of a paper above that nobody needs in the days of the paper below', () => {
    const upper = source([line('A', boards)], intended({ apart: [{ name: '寄宿的小学生', when: all(primary, boards), because: '没有' }] }))
    const own = { clauses: { b1: { article: '县一', text: '试', register: 'B' } }, readings: {} }
    const below = line('C', orphan, { item: 'boarder-living', clause: 'b1', criteria: [{ name: '孤儿', failed: '不是', when: orphan, clause: 'b1' }] })
    const lower: PackSource = {
      ...source([below], own),
      id: '990199001-lower',
      division: '990199001',
      rounding: { rule: '不舍入', cites: 'b1' },
      midPeriodChange: { rule: '按第一天', takes: 'first-day', cites: 'b1' },
      notEncoded: [{ register: 'B', title: '试', because: '条目另有编号' }],
    }
    const stacked = loadStack([upper, lower])
    if (!stacked.ok) throw new Error(JSON.stringify(stacked.problem.facts))
    expect(prove(asPack(upper)).map(f => f.code)).toContain('policy/apart-nobody')
    expect(prove(stacked.value).map(f => f.code)).not.toContain('policy/apart-nobody')
  })
  test('of a criterion that only another reading makes fail', () => {
    const when = readingNode('O-99', { kind: 'yes-no' }, { decide: yes, closed: no }) as unknown as Condition
    expect(found([line('A', when)])).toEqual([])
  })
  test('of those whom only a person’s decision keeps out', () => {
    const who = all(primary, boards, fact('marginal'))
    const pack = asPack({ ...smallPack, intended: [{ id: '边缘户', subject: 'student', who, lines: ['T-1'], apart: [], clause: 'a1' }] })
    expect(prove(pack).filter(isError)).toEqual([])
  })
  test('that adds over several facts and can be shown only by trying: it is shown', () => {
    const fees = add(feeFact('care_fee'), feeFact('dormitory_fee'))
    expect(found([line('A', compare(fees, 'more', multiply(sum(yuan(30_000).perSchoolYear()), count(1, '次'))))])).toEqual([])
  })
})

describe('of small packs made by chance, what is found is what trying everybody finds', () => {
  const random = randomFrom(20221128)
  const pick = <T>(of: readonly T[]): T => of[random(of.length)] as T
  const atom = (): Condition =>
    pick<() => Condition>([
      () => boards,
      () => orphan,
      () => fact('disabled'),
      () => compare(grade, pick(['less', 'at-least', 'equal'] as const), grades(random(11))),
    ])()
  const rule = (depth: number): Condition => {
    if (depth === 0) return atom()
    return pick<() => Condition>([
      atom,
      () => all(rule(depth - 1), rule(depth - 1)),
      () => any(rule(depth - 1), rule(depth - 1)),
      () => isNot(rule(depth - 1)),
    ])()
  }
  const everybody = [true, false].flatMap(b =>
    [true, false].flatMap(o => [true, false].flatMap(d => Array.from({ length: 10 }, (_, g) => ({ boards: b, orphan: o, disabled: d, grade: g })))),
  )
  const students = everybody.map(known => ({ ...nothingKnown, stage: 'primary', ...known }) as FactValues)

  test.each(Array.from({ length: 120 }, (_, i) => [i] as const))('pack %i', () => {
    const lines = ['A', 'B', 'C'].map(id => line(id, rule(2)))
    const who = rule(1)
    const stack = random(2) === 0 ? [exclude] : []
    const pack = asPack(
      source(lines, { stack, intended: [{ id: '对象', subject: 'student', who: all(primary, who), lines: ['A', 'B', 'C'], apart: [], clause: 'a1' }] }),
    )
    const settled = policyFor(pack, term('2022-autumn'))
    if (!settled.ok) throw new Error(settled.problem.code)
    const due = students.map(s => new Set(decide(settled.value, s).flatMap(o => (o.state === 'due' ? [o.line] : []))))
    const meant = students.map(s => scopeFor(settled.value, s).value(who) === true)
    const pairs = [
      ['A', 'B'],
      ['A', 'C'],
      ['B', 'C'],
    ] as const
    const expected = [
      ...['A', 'B', 'C'].filter(id => !due.some(d => d.has(id))).map(id => `unreachable ${id}`),
      ...pairs.filter(([a, b]) => !(a === 'A' && b === 'B' && stack.length > 0) && due.some(d => d.has(a) && d.has(b))).map(p => `overlap ${p.join()}`),
      ...(meant.some((m, i) => m && due[i]?.size === 0) ? ['gap'] : []),
    ]
    const findings = prove(pack)
    const told = findings.flatMap(f =>
      f.code === 'policy/unreachable-line'
        ? [`unreachable ${f.facts.line}`]
        : f.code === 'policy/overlap'
          ? [`overlap ${f.facts.lines.join()}`]
          : f.code === 'policy/gap'
            ? ['gap']
            : [],
    )
    expect(told).toEqual(expected)
    expect(findings.filter(f => f.code === 'policy/not-proven')).toEqual([])
  })
})
