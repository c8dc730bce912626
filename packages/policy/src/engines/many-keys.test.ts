import { factKeysOf, factOf, type FactValues, nothingKnown } from '@yingjin/facts'
import { must, term } from '@yingjin/kernel'
import { Plan, printRelation, type Relation, stepSql, table } from '@yingjin/sql'
import { describe, expect, test } from 'vitest'
import { compilePolicy, outcomeParts } from './compile.ts'
import { evaluate } from './evaluate.ts'
import { figuresInForce } from './figures.ts'
import { decide, type Outcome } from './outcome.ts'
import { programFor } from './program.ts'
import { shapesOf } from './shape.ts'
import { unenteredKey } from '../nodes/meaning.ts'
import { loadPack } from '../pack/load.ts'
import { hasBit, maskOfBits, maskOfWords, wordsOfMask } from '../pack/mask.ts'
import type { Pack, PackSource } from '../pack/pack.ts'
import { wordPackRefused } from '../problems.ts'
import { missingFacts, missingKeys, missingWords, type Policy, policyFor, unenteredFigures } from '../settled/policy.ts'
import { withChange } from '../simulation/change.ts'
import { compileSimulation, type CountedRow, type Total } from '../simulation/versions.ts'
import { explain, inSentences } from '../telling/explain.ts'
import { reexplain, storedResult } from '../telling/reexplain.ts'
import { manyKeys, yesNoFacts } from '../testing/many-keys.ts'
import { onDuckDb } from '../testing/on-duckdb.ts'
import { expectSameByShape } from '../testing/shape-twins.ts'
import { smallPack } from '../testing/small-pack.ts'
import { generateStudents, randomFrom } from '../testing/students.ts'
import { expectSameInBulk, expectTwins } from '../testing/twins.ts'

const loaded = (source: PackSource): Pack => {
  const found = loadPack(source)
  if (!found.ok) throw new Error(wordPackRefused(found.problem).join('\n'))
  return found.value
}
const autumn = term('2022-autumn')
const settled = (pack: Pack): Policy => must(policyFor(pack, autumn))
const pack = loaded(manyKeys('990101'))
const policy = settled(pack)

/** Nearly all yes, some unknown: with so many conditions nobody drawn at random meets them all. */
const nearlyAll = (seed: number, count: number): readonly FactValues[] => {
  const random = randomFrom(seed)
  return generateStudents(policy, seed, count).map((drawn, i) => {
    if (i % 3 === 0) return drawn
    const facts: Record<string, unknown> = { ...drawn, stage: random(6) > 0 ? 'junior' : drawn.stage }
    for (const key of yesNoFacts) facts[key] = random(40) === 0 ? false : random(12) === 0 ? null : true
    return facts as FactValues
  })
}
const everything = { ...nothingKnown, stage: 'junior', ...Object.fromEntries(yesNoFacts.map(key => [key, true])) } as FactValues
const students = nearlyAll(52, 3000)
const of = (outcomes: readonly Outcome[], line: string): Outcome => outcomes.find(o => o.line === line) as Outcome

describe('a mask past 52 bits', () => {
  test('is one value, whatever its words, and every bit is found again', () => {
    for (const bits of [[], [0], [51], [52], [0, 52], [3, 51, 52, 103, 104, 200]]) {
      const mask = maskOfBits(bits)
      expect(maskOfWords(...wordsOfMask(mask))).toBe(mask)
      expect(maskOfWords(...wordsOfMask(mask), 0)).toBe(mask)
      expect(Array.from({ length: 210 }, (_, bit) => bit).filter(bit => hasBit(mask, bit))).toEqual(bits)
    }
    expect(maskOfBits([51])).toBe(2 ** 51)
    expect(maskOfBits([0, 52])).toBe(2n ** 52n + 1n)
    expect(wordsOfMask(maskOfBits([1, 52, 104]))).toEqual([2, 1, 1])
  })
})

describe('a policy that asks for more than 52 keys', () => {
  test('is settled, and its masks take two words', () => {
    expect(missingKeys(policy).length).toBeGreaterThan(52)
    expect(missingWords(policy)).toBe(2)
    expect(outcomeParts(policy)).toEqual(['state', 'amount_fen', 'grounds', 'failed', 'missing', 'form', 'missing_2'])
    expect(Object.keys(compilePolicy(policy).long(compilePolicy(policy).wide(table('twins', compilePolicy(policy).factSchema))).schema).at(-1)).toBe(
      'missing_2',
    )
  })

  test('one of up to 52 keys has the columns and the figures it always had', () => {
    const small = settled(loaded(smallPack))
    expect(outcomeParts(small)).toEqual(['state', 'amount_fen', 'grounds', 'failed', 'missing', 'form'])
    expect(Object.keys(figuresInForce(small))).toEqual(['values', 'bits', 'unentered'])
    expect(programFor(small).source).not.toContain('$mask')
    expect(Object.keys(compilePolicy(small).wide(table('twins', compilePolicy(small).factSchema)).schema).some(c => c.includes('missing_2'))).toBe(false)
  })

  test('what is missing past the 52nd key is named: a figure, alone and with a fact', () => {
    const keys = missingKeys(policy)
    expect(keys.indexOf(unenteredKey('meals'))).toBeGreaterThanOrEqual(52)
    const waiting = of(decide(policy, everything), 'T-3')
    expect(waiting).toMatchObject({ state: 'not-entered', missing: maskOfBits([keys.indexOf(unenteredKey('meals'))]) })
    expect(unenteredFigures(policy, waiting.missing)).toEqual(['伙食补助'])
    expect(missingFacts(policy, waiting.missing)).toEqual([])
    const unknown = evaluate(policy, { ...everything, boards: null }).find(d => d.line === 'T-3')
    if (unknown === undefined) throw new Error('no line T-3')
    expect(unknown).toMatchObject({ state: 'undetermined', missingFacts: ['boards'], notEntered: ['伙食补助'] })
    expect(inSentences(explain(unknown)).join('\n')).toContain('在校寄宿')
  })

  test('figures in both words at once are all said', () => {
    const waiting = of(decide(policy, everything), 'T-4')
    const words = wordsOfMask(waiting.missing).map(word => word > 0)
    expect(waiting.state).toBe('not-entered')
    expect(unenteredFigures(policy, waiting.missing).length).toBe(8)
    expect(words).toContain(true)
  })

  test('every state comes up, and evaluator, JavaScript, SQL and SQL in bulk agree', async () => {
    const seen = new Set(students.flatMap(s => decide(policy, s).map(o => o.state)))
    for (const state of ['due', 'not-due', 'undetermined', 'not-entered']) expect(seen).toContain(state)
    expect(students.some(s => decide(policy, s).some(o => typeof o.missing === 'bigint'))).toBe(true)
    await expectTwins(compilePolicy(policy), students, onDuckDb)
    await expectSameInBulk(compilePolicy(policy), students, onDuckDb)
  })

  test('a wrong further word is found by the twins', async () => {
    const program = programFor(policy)
    const wrong: typeof program.decide = (facts, figures) =>
      program.decide(facts, figures).map(o => (typeof o.missing === 'bigint' ? { ...o, missing: o.missing + 2n ** 60n } : o))
    await expect(expectTwins(compilePolicy(policy), students.slice(0, 60), onDuckDb, { program: { decide: wrong } })).rejects.toThrow('the twins differ')
  })

  test('every word is written for Spark too', () => {
    const text = printRelation(compilePolicy(policy).wide(table('twins', compilePolicy(policy).factSchema)), 'spark')
    expect(text).toContain('`T-2:missing_2`')
  })

  test('a stored result tells itself again, and one with another bit in the second word does not', () => {
    const digest = (text: string): string => `${text.length}`
    for (const facts of students.slice(0, 200))
      for (const outcome of programFor(policy).decide(facts, figuresInForce(policy)))
        expect(must(reexplain(pack, autumn, storedResult(policy, { facts }, outcome, digest), { facts }, { digest })).disagreements).toEqual([])
    const kept = storedResult(policy, { facts: everything }, of(decide(policy, everything), 'T-3'), digest)
    const altered = { ...kept, missing: BigInt(kept.missing) + 2n ** 52n }
    expect(must(reexplain(pack, autumn, altered, { facts: everything }, { digest })).disagreements.map(d => d.code)).toEqual(['policy/stored-differs'])
  })
})

describe('counties of one shape past 52 keys', () => {
  const figures = [null, 200, null, 250].map((meals, i) => settled(loaded(manyKeys(`99010${i + 1}`, meals, 300 + i))))

  test('are one statement and one function while their masks take as many words, whatever is entered', async () => {
    expect(figures.map(missingWords)).toEqual([2, 2, 2, 2])
    expect(shapesOf(figures).length).toBe(1)
    expect(await expectSameByShape(figures, 17, 400, onDuckDb)).toBe(1)
  })

  test('are apart from a county that has entered enough for one word, and each is decided as it is alone', async () => {
    const source = manyKeys('990105', 200)
    const values = source.parameters['base']?.values ?? []
    const parameters = Object.fromEntries(
      Object.entries(source.parameters).map(([key, p]) => [key, key === 'least' || p.values.length > 0 ? p : { ...p, values }]),
    )
    const entered = settled(loaded({ ...source, parameters }))
    expect([missingKeys(entered).length, missingWords(entered)]).toEqual([52, 1])
    expect(shapesOf([...figures, entered]).map(s => s.policies.length)).toEqual([4, 1])
    expect(await expectSameByShape([...figures, entered], 19, 100, onDuckDb)).toBe(2)
  })

  test('a simulation counts each version as the evaluator does', async () => {
    const counties = figures.slice(0, 2).map((base, i) => ({
      county: `99010${i + 1}`,
      versions: [
        { key: 'baseline', policy: base },
        { key: '提标', policy: must(withChange(base, { name: '提标', parameters: { base: 400_00, meals: 150_00 }, readings: {} })) },
      ],
    }))
    const schema = { ...compilePolicy(policy).factSchema, county: 'text' } as const
    const here = (i: number): string => counties[i % 2]?.county ?? ''
    const plan = new Plan()
    const totals: Total[] = []
    const statements = compileSimulation(plan, counties, table('twins', schema) as unknown as Relation)
    for (const statement of statements) {
      const rows = students.map((s, i) => [i, ...policy.facts.map(key => s[key]), here(i)])
      const steps = plan.steps.map(step => stepSql(step, 'duckdb'))
      const found = await onDuckDb('twins', schema, rows, printRelation(statement.relation, 'duckdb'), steps)
      const names = Object.keys(found)
      for (const i of (found[names[0] ?? ''] ?? []).keys()) {
        totals.push(...statement.totals(Object.fromEntries(names.map(n => [n, found[n]?.[i] ?? null])) as CountedRow))
      }
    }
    const told = new Map<string, number[]>()
    const add = (key: string, due: number, open: number, fen: number): void => {
      const [a = 0, b = 0, c = 0] = told.get(key) ?? []
      told.set(key, [a + due, b + open, c + fen])
    }
    for (const t of totals) add(`${t.version} ${t.county} ${t.line}`, t.due, t.open, t.total_fen)
    const byHand = new Map<string, number[]>()
    for (const { county, versions } of counties)
      for (const { key, policy: version } of versions)
        for (const [i, s] of students.entries())
          if (here(i) === county)
            for (const o of decide(version, s)) {
              if (o.state === 'not-due') continue
              const [a = 0, b = 0, c = 0] = byHand.get(`${key} ${county} ${o.line}`) ?? []
              byHand.set(`${key} ${county} ${o.line}`, [a + (o.state === 'due' ? 1 : 0), b + (o.state === 'due' ? 0 : 1), c + (o.amountFen ?? 0)])
            }
    expect(told).toEqual(byHand)
    expect([...byHand.keys()].length).toBeGreaterThan(8)
  })
})

test('the dictionary of a student alone is more than one word', () => {
  expect(factKeysOf('student').length).toBeGreaterThan(52)
  expect(yesNoFacts.every(key => factOf(key).type.kind === 'yes-no')).toBe(true)
})
