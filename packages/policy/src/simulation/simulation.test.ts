import type { FactValues } from '@yingjin/facts'
import { must, term, word } from '@yingjin/kernel'
import { Plan, printRelation, type Relation, type Schema, stepSql, table } from '@yingjin/sql'
import { beforeAll, describe, expect, test } from 'vitest'
import { compilePolicy } from '../engines/compile.ts'
import { fact } from '../nodes/fact.ts'
import { yes } from '../nodes/literal.ts'
import { readingNode } from '../nodes/reading.ts'
import { yesNo } from '../nodes/node.ts'
import { decide } from '../engines/outcome.ts'
import { loadPack } from '../pack/load.ts'
import type { Line } from '../pack/line.ts'
import type { PackSource } from '../pack/pack.ts'
import { wordPackRefused } from '../problems.ts'
import { type Policy, policyFor } from '../settled/policy.ts'
import { attributionSteps, type Change, changeWording, withChange } from './change.ts'
import { compileSimulation, type CountyVersions, type CountedRow, type Movement, type StateMovement, type Total, type Version } from './versions.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import { smallPack } from '../testing/small-pack.ts'
import { generateStudents } from '../testing/students.ts'
import { widePack } from '../testing/wide-pack.ts'

const [boarder, careFee] = smallPack.lines as [Line, Line]
/** The small pack with a condition that depends on how the text is read. */
const source: PackSource = {
  ...smallPack,
  lines: [
    {
      ...boarder,
      criteria: [
        { name: '在校寄宿', failed: '未在校寄宿', when: fact('boards'), clause: 'a1' },
        { name: '在校', failed: '不在校', when: readingNode('O-99', yesNo, { decide: fact('present'), closed: yes }), clause: 'a1' },
      ],
    },
    careFee,
  ],
}
const loaded = loadPack(source)
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
const base = must(policyFor(loaded.value, term('2022-autumn')))

const raise: Change = { name: '提标', parameters: { primary: 1250_00, junior: 1500_00, ceiling: 1200_00 }, readings: { 'O-99': 'closed' } }
const changed = must(withChange(base, raise))
const steps = attributionSteps(base, raise)
const onlyPrimary: Change = { name: '小学', parameters: { primary: 900_00 }, readings: {} }
/** A county under its own paper: the paper in force, two changes, the way to one of them. */
const under = (county: string, paper: Policy): CountyVersions => ({
  county,
  versions: [
    { key: 'baseline', policy: paper },
    { key: '提标', policy: must(withChange(paper, raise)) },
    { key: '小学', policy: must(withChange(paper, onlyPrimary)) },
    ...attributionSteps(paper, raise).map(({ clause, policy }): Version => ({ key: `提标 ${clause}`, policy, part: true })),
  ],
})
/** The second county has other figures in the same rules, the third reads the text otherwise and thinks of one change only. */
const otherFigures = must(withChange(base, { name: '乙县', parameters: { primary: 800_00, ceiling: 1300_00 }, readings: {} }))
const otherReading = must(policyFor(loaded.value, term('2022-autumn'), { readings: { 'O-99': 'closed' } }))
const counties: readonly CountyVersions[] = [
  under('990101', base),
  under('990102', otherFigures),
  {
    county: '990103',
    versions: [
      { key: 'baseline', policy: otherReading },
      { key: '小学', policy: must(withChange(otherReading, onlyPrimary)) },
    ],
  },
]
const students: readonly FactValues[] = generateStudents(base, 9, 3000)
const countyOf = (i: number): string => `99010${(i % 3) + 1}`

const schema = { ...compilePolicy(base).factSchema, county: 'text' } as const
const rows = students.map((s, i) => [i, ...base.facts.map(key => s[key]), countyOf(i)])
/** One line of one person in the first version and in another. */
type Moved = Readonly<{
  version: string
  county: string
  person: number
  line: string
  loan: boolean
  was: number
  is: number
  wasState: string
  isState: string
}>
const simulate = async (
  asked: readonly CountyVersions[],
): Promise<
  Readonly<{
    statements: number
    totals: readonly Total[]
    movements: readonly Movement[]
    stateMovements: readonly StateMovement[]
    each: readonly Moved[]
  }>
> => {
  const plan = new Plan()
  const statements = compileSimulation(plan, asked, table('twins', schema) as unknown as Relation)
  const rowsOf = async (relation: Relation): Promise<readonly CountedRow[]> => {
    const found = await onDuckDb(
      'twins',
      schema,
      rows,
      printRelation(relation, 'duckdb'),
      plan.steps.map(step => stepSql(step, 'duckdb')),
    )
    const names = Object.keys(found)
    return [...(found[names[0] ?? ''] ?? []).keys()].map(i => Object.fromEntries(names.map(n => [n, found[n]?.[i] ?? null])) as CountedRow)
  }
  const [totals, movements, stateMovements, each]: [Total[], Movement[], StateMovement[], Moved[]] = [[], [], [], []]
  for (const statement of statements) {
    for (const tally of await rowsOf(statement.relation)) {
      totals.push(...statement.totals(tally))
      movements.push(...statement.movements(tally))
      stateMovements.push(...statement.stateMovements(tally))
    }
    const { relation, moved } = statement.each()
    if (moved.length === 0) continue
    for (const row of await rowsOf(relation))
      for (const { version, line, loan, was, is, wasState, isState } of moved)
        each.push({
          version,
          county: String(row['county']),
          person: Number(row['person_id']),
          line,
          loan,
          was: Number(row[was]),
          is: Number(row[is]),
          wasState: String(row[wasState]),
          isState: String(row[isState]),
        })
  }
  return { statements: statements.length, totals, movements, stateMovements, each }
}

/** The same by hand: every county, every version, every student. */
const byHand = counties.flatMap(({ county, versions }) =>
  versions.flatMap(({ key, policy }) =>
    students.flatMap((s, i) =>
      countyOf(i) !== county
        ? []
        : decide(policy, s)
            .filter(o => o.state !== 'not-due')
            .map(o => ({ version: key, county, stage: s.stage, person: i, ...o })),
    ),
  ),
)
const sumFen = (of: readonly { amountFen: number | null }[]): number => of.reduce((sum, r) => sum + (r.amountFen ?? 0), 0)
const words = (...of: readonly unknown[]): string => of.map(String).join(' ')

let found: Awaited<ReturnType<typeof simulate>>
beforeAll(async () => {
  found = await simulate(counties)
})

describe('a simulation', () => {
  test('gives exact totals by version, county, stage and line', () => {
    const expected = Object.entries(Object.groupBy(byHand, r => words(r.version, r.county, r.stage, r.line))).map(([k, of = []]) => {
      const due = of.filter(r => r.state === 'due')
      return words(k, due.length, of.length - due.length, sumFen(due))
    })
    expect(found.totals.map(t => words(t.version, t.county, t.stage, t.line, t.due, t.open, t.total_fen)).toSorted()).toEqual(expected.toSorted())
    expect(new Set(found.totals.map(t => words(t.county, t.version))).size).toBe(6 + 6 + 2)
  })

  test('what persons win less what they lose is what the total changes by, to the fen, in every county', () => {
    for (const { county, versions } of counties)
      for (const { key } of versions.filter(v => v.part !== true && v.key !== 'baseline')) {
        const total = (version: string): number => sumFen(byHand.filter(r => r.county === county && r.version === version))
        for (const ofLines of [true, false]) {
          const moved = found.movements.filter(m => m.county === county && m.version === key && (m.line === '') !== ofLines)
          expect(moved.reduce((sum, m) => sum + m.gained_fen - m.lost_fen, 0)).toBe(total(key) - total('baseline'))
        }
      }
  })

  test('counts winners and losers of every county, stage and line as a hand does', () => {
    const per = (version: string, line: string): Map<string, Map<number, number>> => {
      const sums = new Map<string, Map<number, number>>()
      for (const r of byHand.filter(r => r.version === version && (line === '' || r.line === line))) {
        const of = sums.get(words(r.county, r.stage)) ?? new Map<number, number>()
        sums.set(words(r.county, r.stage), of.set(r.person, (of.get(r.person) ?? 0) + (r.amountFen ?? 0)))
      }
      return sums
    }
    const expected = ['提标', '小学'].flatMap(version =>
      ['', ...base.lines.map(l => l.id)].flatMap(line => {
        const [before, after] = [per('baseline', line), per(version, line)]
        return [...new Set([...before.keys(), ...after.keys()])].flatMap(where => {
          if (version === '提标' && where.startsWith('990103')) return []
          const [was, is] = [before.get(where), after.get(where)]
          const changes = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].map(p => (is?.get(p) ?? 0) - (was?.get(p) ?? 0))
          const [won, lost] = [changes.filter(c => c > 0), changes.filter(c => c < 0)]
          const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0)
          return won.length + lost.length === 0 ? [] : [words(version, where, line, won.length, lost.length, sum(won), -sum(lost))]
        })
      }),
    )
    const told = found.movements.map(m => words(m.version, m.county, m.stage, m.line, m.winners, m.losers, m.gained_fen, m.lost_fen))
    expect(told.toSorted()).toEqual(expected.toSorted())
    expect(found.movements.some(m => m.winners > 0) && found.movements.some(m => m.losers > 0)).toBe(true)
  })

  describe('of each line whose state or sum moves', () => {
    /** Every line of everybody in the paper in force and in a change, as a hand has it. */
    const sides = counties.flatMap(({ county, versions: [first, ...others] }) =>
      students.flatMap((s, person): readonly (Moved & Readonly<{ stage: unknown }>)[] => {
        if (countyOf(person) !== county || first === undefined) return []
        const before = decide(first.policy, s)
        return others
          .filter(v => v.part !== true)
          .flatMap(({ key, policy }) =>
            decide(policy, s).map((is, at) => {
              const was = before[at]
              if (was?.line !== is.line) throw new Error('another line')
              const of = { version: key, county, stage: s.stage, person, line: is.line, loan: false }
              return { ...of, was: was.amountFen ?? 0, is: is.amountFen ?? 0, wasState: was.state, isState: is.state }
            }),
          )
      }),
    )
    const classOf = (state: string): string => (state === 'due' || state === 'not-due' ? state : 'open')

    test('counts who comes to be due and who ceases, who becomes open and who is settled, as a hand does', () => {
      const expected = Object.entries(Object.groupBy(sides, r => words(r.version, r.county, r.stage, r.line))).flatMap(([where, of = []]) => {
        const moved = (inState: string): readonly number[] => {
          const [was, is] = [(r: Moved) => classOf(r.wasState) === inState, (r: Moved) => classOf(r.isState) === inState]
          return [of.filter(r => is(r) && !was(r)).length, of.filter(r => was(r) && !is(r)).length]
        }
        const counts = [...moved('due'), ...moved('open')]
        return counts.every(n => n === 0) ? [] : [words(where, ...counts)]
      })
      const told = found.stateMovements.map(m => words(m.version, m.county, m.stage, m.line, m.newly_due, m.no_longer_due, m.newly_open, m.no_longer_open))
      expect(told.toSorted()).toEqual(expected.toSorted())
      expect(found.stateMovements.some(m => m.newly_due > 0) && found.stateMovements.some(m => m.no_longer_open > 0)).toBe(true)
    })

    test('who comes in less who goes out is what the count changes by', () => {
      const of = (version: string, m: StateMovement): Total | undefined =>
        found.totals.find(t => t.version === version && t.county === m.county && t.stage === m.stage && t.line === m.line)
      for (const m of found.stateMovements) {
        expect(m.newly_due - m.no_longer_due).toBe((of(m.version, m)?.due ?? 0) - (of('baseline', m)?.due ?? 0))
        expect(m.newly_open - m.no_longer_open).toBe((of(m.version, m)?.open ?? 0) - (of('baseline', m)?.open ?? 0))
      }
    })

    test('names each with its state and its sum before and after', () => {
      const moves = (r: Moved): boolean => r.was !== r.is || classOf(r.wasState) !== classOf(r.isState)
      const said = (r: Moved): string => words(r.version, r.county, r.person, r.line, r.was, r.is, r.wasState, r.isState)
      expect(found.each.filter(moves).map(said).toSorted()).toEqual(sides.filter(moves).map(said).toSorted())
      expect(sides.some(r => r.was === r.is && classOf(r.wasState) !== classOf(r.isState))).toBe(true)
    })
  })

  test('of a loan states move, and nobody has more or less by it', async () => {
    const [first, ...others] = source.lines as [Line, ...Line[]]
    const lent = must(
      policyFor(must(loadPack({ ...source, lines: [{ ...first, delivery: { form: 'loan', payee: '借款学生' } }, ...others] })), term('2022-autumn')),
    )
    const { movements, stateMovements, each } = await simulate([
      {
        county: '990101',
        versions: [
          { key: 'baseline', policy: lent },
          { key: '提标', policy: must(withChange(lent, raise)) },
        ],
      },
    ])
    const ofLoan = found.stateMovements.filter(m => m.county === '990101' && m.version === '提标' && m.line === 'T-1')
    expect(ofLoan.length).toBeGreaterThan(0)
    expect(stateMovements.filter(m => m.line === 'T-1')).toEqual(ofLoan)
    expect(movements.filter(m => m.line === 'T-1')).toEqual([])
    expect(new Set(each.map(({ line, loan }) => words(line, loan)))).toEqual(new Set(['T-1 true', 'T-2 false']))
  })

  test('puts counties whose versions have the same shapes into one statement, and says of each what it says alone', async () => {
    const alone = await Promise.all(counties.map(c => simulate([c])))
    expect(found.statements).toBe(alone[0] === undefined ? 0 : 2 * alone[0].statements)
    const all = alone.flatMap(a => a.totals).map(t => JSON.stringify(t))
    expect(found.totals.map(t => JSON.stringify(t)).toSorted()).toEqual(all.toSorted())
  })

  test('decides what no version changes once', () => {
    const columns = (of: readonly Version[]): number =>
      compileSimulation(new Plan(), [{ county: '990101', versions: of }], table('twins', schema) as unknown as Relation).reduce(
        (n, s) => n + Object.keys(s.relation.schema).length,
        0,
      )
    const [first, ...more] = counties[0]?.versions ?? []
    if (first === undefined) throw new Error('no version')
    expect(
      columns([
        first,
        {
          key: 'the same again',
          policy: must(withChange(base, { name: '同', parameters: { primary: Number(base.settings.parameter('primary').value) }, readings: {} })),
        },
      ]),
    ).toBe(columns([first]))
    expect(columns([first, ...more])).toBeGreaterThan(columns([first]))
  })
})

/** Every figure and every reading of a pack changed by itself. */
const everyChange = (policy: Policy): readonly Change[] => [
  ...Object.entries(policy.pack.parameters).flatMap(([key, { type }]): readonly Change[] => {
    const { value } = policy.settings.parameter(key)
    if (type.kind !== 'money' && type.kind !== 'count') return []
    return typeof value === 'number' && value > 0 ? [{ name: key, parameters: { [key]: value + 1 }, readings: {} }] : []
  }),
  ...Object.entries(policy.pack.readings).flatMap(([id, { options }]) =>
    Object.keys(options)
      .filter(option => option !== policy.settings.reading(id))
      .map((option): Change => ({ name: `${id} ${option}`, parameters: {}, readings: { [id]: option } })),
  ),
]

describe('a simulation of a pack with the whole language', () => {
  test('is what the evaluator says, version by version, for every figure and reading', async () => {
    const wide = must(policyFor(must(loadPack(widePack)), term('2022-autumn')))
    const asked: readonly Version[] = [
      { key: 'baseline', policy: wide },
      ...everyChange(wide).flatMap(change => {
        const made = withChange(wide, change)
        return made.ok ? [{ key: change.name, policy: made.value }] : []
      }),
    ]
    expect(asked.length).toBeGreaterThan(2)
    const children = generateStudents(wide, 5, 600)
    const plan = new Plan()
    const facts: Schema = { ...compilePolicy(wide).factSchema, county: 'text' }
    const told: string[] = []
    for (const statement of compileSimulation(plan, [{ county: '990101', versions: asked }], table('twins', facts))) {
      const columns = await onDuckDb(
        'twins',
        facts,
        children.map((c, i) => [i, ...wide.facts.map(key => c[key]), '990101']),
        printRelation(statement.relation, 'duckdb'),
        plan.steps.map(step => stepSql(step, 'duckdb')),
      )
      for (const i of (Object.values(columns)[0] ?? []).keys())
        for (const t of statement.totals(Object.fromEntries(Object.entries(columns).map(([n, of]) => [n, of[i] ?? null])) as CountedRow))
          told.push(words(t.version, t.stage, t.line, t.due, t.open, t.total_fen))
    }
    const outcomes = asked.flatMap(({ key, policy }) =>
      children.flatMap(c =>
        decide(policy, c)
          .filter(o => o.state !== 'not-due')
          .map(o => ({ of: words(key, c.stage, o.line), ...o })),
      ),
    )
    const expected = Object.entries(Object.groupBy(outcomes, o => o.of)).map(([of, all = []]) => {
      const due = all.filter(o => o.state === 'due')
      return words(of, due.length, all.length - due.length, sumFen(due))
    })
    expect(told.toSorted()).toEqual(expected.toSorted())
  })
})

describe('an attribution', () => {
  test('goes clause by clause in the order of the document, readings last, and ends at the change', () => {
    expect(steps.map(s => s.clause)).toEqual(['a1', 'a2', 'O-99'])
    const total = (policy: typeof base): number => students.reduce((sum, s) => sum + sumFen(decide(policy, s)), 0)
    expect(total(steps.at(-1)?.policy ?? base)).toBe(total(changed))
    expect(new Set([base, ...steps.map(s => s.policy)].map(total)).size).toBe(4)
  })
})

describe('a change is refused', () => {
  const refusal = (change: Partial<Change>): string => {
    const made = withChange(base, { name: '试', parameters: {}, readings: {}, ...change })
    return made.ok ? '' : word(changeWording, made.problem)
  }
  test('when it names no figure of this document', () => {
    expect(refusal({ parameters: { bonus: 1 } })).toBe('测算“试”：本政策没有参数“bonus”；可以改的有：ceiling、junior、primary。')
  })
  test('when a figure is no whole fen', () => {
    expect(refusal({ parameters: { primary: '1250元' } })).toBe('测算“试”：参数“primary”（小学生活补贴）的值写法不对，金额写整数分，数量写整数。')
  })
  test('when a reading has no such option', () => {
    expect(refusal({ readings: { 'O-99': 'generous' } })).toBe('测算“试”：读法 O-99 没有“generous”这种理解；可选：decide、closed。')
  })
  test('when it changes nothing', () => expect(refusal({})).toBe('测算“试”：没有写要改什么。'))
})
