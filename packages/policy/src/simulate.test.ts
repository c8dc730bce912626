import type { FactValues } from '@yingjin/facts'
import { must, term, word } from '@yingjin/kernel'
import { Plan, printRelation, type Relation, stepSql, table } from '@yingjin/sql'
import { beforeAll, describe, expect, test } from 'vitest'
import { compilePolicy } from './compile.ts'
import { fact } from './nodes/fact.ts'
import { yes } from './nodes/literal.ts'
import { readingNode } from './nodes/reading.ts'
import { yesNo } from './nodes/node.ts'
import { decide } from './outcome.ts'
import { loadPack } from './pack/load.ts'
import type { Line, PackSource } from './pack/pack.ts'
import { wordPackRefused } from './pack/problems.ts'
import { policyFor } from './policy.ts'
import { attributionSteps, type Change, changeWording, compileMovements, compileTotals, compileVersions, type Version, withChange } from './simulate.ts'
import { onDuckDb } from './testing/on-duckdb.ts'
import { smallPack } from './testing/small-pack.ts'
import { generateStudents } from './testing/students.ts'

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
const versions: readonly Version[] = [
  { key: 'baseline', policy: base },
  { key: '提标', policy: changed },
  { key: '小学', policy: must(withChange(base, onlyPrimary)) },
  ...steps.slice(0, -1).map(({ clause, policy }) => ({ key: `提标 ${clause}`, policy })),
]
const students: readonly FactValues[] = generateStudents(base, 9, 3000)
const countyOf = (i: number): string => (i % 3 === 0 ? '990101' : '990102')

type Rows = readonly Readonly<Record<string, string>>[]
const schema = { ...compilePolicy(base).factSchema, county: 'text' } as const
const run = async (query: (plan: Plan, facts: Relation) => Relation): Promise<Rows> => {
  const plan = new Plan()
  const relation = query(plan, table('twins', schema) as unknown as Relation)
  const found = await onDuckDb(
    'twins',
    schema,
    students.map((s, i) => [i, ...base.facts.map(key => s[key]), countyOf(i)]),
    printRelation(relation, 'duckdb'),
    plan.steps.map(step => stepSql(step, 'duckdb')),
  )
  const names = Object.keys(found)
  return (found[names[0] ?? ''] ?? []).map((_, i) => Object.fromEntries(names.map(n => [n, String(found[n]?.[i])])))
}

/** The same by hand: every version, every student. */
const byHand = versions.flatMap(({ key, policy }) =>
  students.flatMap((s, i) =>
    decide(policy, s)
      .filter(o => o.state !== 'not-due')
      .map(o => ({ version: key, county: countyOf(i), stage: String(s.stage), person: i, ...o })),
  ),
)
const sumFen = (rows: readonly { amountFen: number | null }[]): number => rows.reduce((sum, r) => sum + (r.amountFen ?? 0), 0)

let totals: Rows
let movements: Rows
beforeAll(async () => {
  totals = await run((plan, f) => compileTotals(compileVersions(plan, versions, f)) as unknown as Relation)
  movements = await run((plan, f) => compileMovements(compileVersions(plan, versions, f), 'baseline', ['提标', '小学']) as unknown as Relation)
})

describe('a simulation', () => {
  test('gives exact totals by version, county, stage and line', () => {
    const key = (r: Readonly<Record<string, unknown>>): string => [r['version'], r['county'], r['stage'], r['line']].join(' ')
    const expected = Object.entries(Object.groupBy(byHand, key)).map(([k, rows = []]) => {
      const due = rows.filter(r => r.state === 'due')
      return `${k} ${due.length} ${rows.length - due.length} ${sumFen(due)}`
    })
    expect(totals.map(r => `${key(r)} ${r['due']} ${r['open']} ${r['total_fen']}`).toSorted()).toEqual(expected.toSorted())
    expect(new Set(totals.map(r => r['version'])).size).toBe(versions.length)
  })

  test('what persons win less what they lose is what the total changes by, to the fen', () => {
    for (const version of ['提标', '小学']) {
      const total = (key: string): number => sumFen(byHand.filter(r => r.version === key))
      for (const ofLines of [true, false]) {
        const rows = movements.filter(r => r['version'] === version && (r['line'] === '') !== ofLines)
        const net = rows.reduce((sum, r) => sum + Number(r['gained_fen']) - Number(r['lost_fen']), 0)
        expect(net).toBe(total(version) - total('baseline'))
      }
    }
  })

  test('counts winners and losers as a hand does', () => {
    const per = (key: string): Map<number, number> => {
      const sums = new Map<number, number>()
      for (const r of byHand) if (r.version === key) sums.set(r.person, (sums.get(r.person) ?? 0) + (r.amountFen ?? 0))
      return sums
    }
    const [before, after] = [per('baseline'), per('提标')]
    const changes = students.map((_, i) => (after.get(i) ?? 0) - (before.get(i) ?? 0))
    const overall = movements.filter(r => r['version'] === '提标' && r['line'] === '')
    const count = (column: string): number => overall.reduce((sum, r) => sum + Number(r[column]), 0)
    expect([count('winners'), count('losers')]).toEqual([changes.filter(c => c > 0).length, changes.filter(c => c < 0).length])
    expect(count('winners')).toBeGreaterThan(0)
    expect(count('losers')).toBeGreaterThan(0)
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
