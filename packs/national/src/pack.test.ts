import { type FactValues, nothingKnown } from '@yingjin/facts'
import { pengshui } from '@yingjin/pack-500243-pengshui'
import { yanjin } from '@yingjin/pack-530623-yanjin'
import { term } from '@yingjin/kernel'
import {
  decide,
  differencesFor,
  differenceText,
  faultsOfCases,
  loadPack,
  loadStack,
  missingKeys,
  nation,
  type PackSource,
  type Policy,
  policyFor,
  stackFor,
  wordPackProblem,
  wordPackRefused,
  workCase,
} from '@yingjin/policy/testing'
import { describe, expect, test } from 'vitest'
import registerIds from '../../../docs/register/ids.json' with { type: 'json' }
import { cases } from './cases/index.ts'
import { national } from './pack.ts'

const loaded = loadPack(national)
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
const pack = loaded.value
const register = new Set(registerIds)

describe('the worked cases of the national standards', () => {
  test.each(cases.map(c => [c.title, c] as const))('%s', (_, c) => {
    const { got, expected } = workCase(pack, c)
    expect(got).toEqual(expected)
  })
  test('are sound in themselves', () => {
    expect(faultsOfCases(cases, register)).toEqual([])
  })
  test('find every standard due, not due, and waiting, at least once', () => {
    const kinds = (...of: readonly string[]) =>
      new Set(cases.flatMap(c => Object.entries(c.expect).flatMap(([line, e]) => (of.some(kind => kind in e) ? [line] : []))))
    const lines = pack.lines.map(l => l.id)
    expect(lines.length).toBeGreaterThanOrEqual(20)
    for (const found of [kinds('due'), kinds('not'), kinds('missing', 'decide')]) expect(lines.filter(l => !found.has(l))).toEqual([])
  })
  test('stand on both sides of every day on which a figure changes', () => {
    const terms = new Map(pack.lines.map(l => [l.clause, new Set(cases.flatMap(c => (l.id in c.expect ? [c.term] : [])))]))
    const termBefore = (day: string): string => (day.slice(5, 7) < '09' ? `${Number(day.slice(0, 4)) - 1}-autumn` : `${day.slice(0, 4)}-spring`)
    const termOf = (day: string): string => `${day.slice(0, 4)}-${day.slice(5, 7) < '09' ? 'spring' : 'autumn'}`
    const changes = Object.values(pack.parameters).flatMap(p => p.values.slice(1).map(v => ({ clause: p.clause, day: v.from as string })))
    expect(changes.length).toBeGreaterThan(15)
    // What is counted once a school year, in autumn, is worked in the autumns on both sides.
    const worked = (clause: string, of: string): boolean => {
      const autumn = of.endsWith('spring') ? `${Number(of.slice(0, 4)) - 1}-autumn` : of
      return [of, autumn, of.replace('spring', 'autumn')].some(t => terms.get(clause)?.has(t))
    }
    for (const { clause, day } of changes.filter(c => c.day.slice(5, 7) !== '11')) {
      expect([clause, day, worked(clause, termBefore(day)), worked(clause, termOf(day))]).toEqual([clause, day, true, true])
    }
  })
})

describe('the collection', () => {
  test('belongs to the nation', () => expect(pack.division).toBe(nation))
  test('tells every row of the register', () => {
    const told = new Set([...pack.lines.map(l => l.id), ...pack.notEncoded.map(n => n.register)])
    const rows = registerIds.filter(id => id.startsWith('N-'))
    expect(rows.length).toBe(27)
    expect(rows.filter(id => !told.has(id))).toEqual([])
    expect([...told].filter(id => !register.has(id))).toEqual([])
  })
  test('pays by a numbered paper alone; whatever else it holds says that its source is to be verified', () => {
    for (const l of pack.lines) expect([l.id, pack.clauses[l.clause]?.article.includes('出处待核')]).toEqual([l.id, l.effect === 'compares'])
    expect(pack.lines.filter(l => l.effect === 'pays').map(l => l.id)).toEqual(['N-01', 'N-02'])
  })
  test('gives every line days of its own', () => {
    for (const l of pack.lines) expect(l.inForce, l.id).toBeDefined()
  })
})

const settle = (of: string, county: PackSource = yanjin): Policy => {
  const stack = loadStack([national, county])
  if (!stack.ok) throw new Error(wordPackRefused(stack.problem).join('\n'))
  const policy = policyFor(stack.value, term(of))
  if (!policy.ok) throw new Error(wordPackProblem(policy.problem))
  return policy.value
}
const known = (facts: Partial<FactValues>): FactValues => ({ ...nothingKnown, ...facts })

describe('over a county', () => {
  const policy = settle('2018-autumn')
  test('it stands first in the stack of every county whose paper is in force', () => {
    const stack = stackFor('530623', term('2018-autumn'), { national, [yanjin.id]: yanjin })
    expect(stack.ok ? stack.value.map(p => p.id) : []).toEqual(['national', '530623-yanjin'])
    const alone = stackFor('530624', term('2018-autumn'), { national, [yanjin.id]: yanjin })
    expect(alone.ok ? 'found' : alone.problem.code).toBe('policy/no-pack')
  })
  test('nothing of it pays in 2018: it is held against what the county gives', () => {
    expect(policy.lines.filter(l => l.id.startsWith('N-'))).toEqual([])
    expect(policy.standards.map(a => a.line.id)).toEqual(['N-04', 'N-05', 'N-06', 'N-08', 'N-09', 'N-10', 'N-11', 'N-12', 'N-13', 'N-21', 'N-22'])
  })
  test('what both ask fits in one word of a mask', () => {
    expect(missingKeys(policy).length).toBeLessThanOrEqual(52)
  })
  test('a county sum that agrees is passed over, one that does not is told with both sums', () => {
    const pupil = known({ stage: 'junior', in_county_school: true, boards: true, special_school: false, lifted_out: true, school_nutrition_plan: false })
    expect(decide(policy, pupil).find(o => o.line === 'YJ-3.4a.4b')?.amountFen).toBe(625_00)
    expect(differencesFor(policy, pupil).map(d => d.standard.id)).toEqual([])
    const student = known({ stage: 'vocational', hukou_in_county: true, lifted_out: true, grade: 1, farming_specialty: false, school_division: '530623' })
    expect(differencesFor(policy, student).map(differenceText)).toEqual([
      '与现行标准不一致：中职免学费，本地 500.00 元，标准 1,000.00 元（国家《国家学生资助标准汇编》出处待核（N-12））。',
    ])
  })
  test('a tier within the national bounds is no difference', () => {
    const student = known({ stage: 'senior', in_county_school: true, lifted_out: true })
    expect(decide(policy, student).find(o => o.line === 'YJ-3.4a.2a-1')?.amountFen).toBe(1250_00)
    expect(differencesFor(policy, student).map(d => d.item)).not.toContain('senior-grant')
  })
})

describe('over Pengshui in 2022', () => {
  const policy = settle('2022-autumn', pengshui)
  test('what both ask fits in one word of a mask', () => {
    expect(missingKeys(policy).length).toBeLessThanOrEqual(52)
  })
  test('nothing of it pays, and the county’s lines are those of the county alone', () => {
    const alone = loadPack(pengshui)
    expect(policy.lines.map(l => l.id)).toEqual(alone.ok ? alone.value.lines.map(l => l.id) : [])
  })
  test('a vocational grant above the national sum is told, meals that agree are not', () => {
    const student = known({ stage: 'vocational', grade: 1, in_county_school: true, present: true, lifted_out: true, farming_specialty: false })
    expect(differencesFor(policy, student).map(differenceText)).toContain(
      '与现行标准不一致：中职国家助学金，本地 1,500.00 元，标准 1,000.00 元（国家《国家学生资助标准汇编》出处待核（N-11））。',
    )
    const pupil = known({ stage: 'primary', in_county_school: true, school_rural: true, school_nutrition_plan: true, boards: true, lifted_out: false })
    expect(differencesFor(policy, pupil).map(d => d.item)).not.toContain('nutrition')
  })
})
