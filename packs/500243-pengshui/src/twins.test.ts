import { term } from '@yingjin/kernel'
import {
  compile,
  type CompiledPolicy,
  expectSameInBulk,
  expectSameNotices,
  expectTwins,
  generateStudents,
  loadPack,
  noticesFor,
  onDuckDb,
} from '@yingjin/policy/testing'
import { describe, expect, test } from 'vitest'
import { pengshui } from './pack.ts'

const loaded = loadPack(pengshui)
if (!loaded.ok) throw new Error('the pack does not load')
const pack = loaded.value

const compiled = (of: string, readings: Readonly<Record<string, string>> = {}): CompiledPolicy => {
  const policy = compile(pack, term(of), { readings })
  if (!policy.ok) throw new Error(policy.problem.code)
  return policy.value
}

const fixed = 20220901
/** New students at every run. Printed, so that a disagreement can be brought back. */
const fresh = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1
console.info(`twins: fresh seed ${fresh}`)

/** The long run over a hundred thousand and more is `pack.twins.test.ts`. */
const eachRun = 2000
const patience = 300_000

describe('evaluator, generated JavaScript and SQL say the same of every student, to the fen and the bit', () => {
  test.each([
    ['2022-autumn', fixed],
    ['2023-spring', fixed],
    ['2022-autumn', fresh],
    ['2023-spring', fresh],
  ] as const)('in %s, seed %i', { timeout: patience }, async (of, seed) => {
    const policy = compiled(of)
    await expectTwins(policy, generateStudents(policy.policy, seed, eachRun), onDuckDb)
  })

  const others = Object.entries(pack.readings).flatMap(([id, r]) =>
    Object.keys(r.options)
      .filter(option => option !== r.default)
      .map(option => [id, option] as const),
  )
  test.each(others)('%s read as %s', { timeout: patience }, async (id, option) => {
    for (const of of ['2022-autumn', '2023-spring']) {
      const policy = compiled(of, { [id]: option })
      await expectTwins(policy, generateStudents(policy.policy, fresh, 200), onDuckDb)
    }
  })

  test('in bulk, stage by stage, nothing is lost, doubled or changed', { timeout: patience }, async () => {
    const policy = compiled('2022-autumn')
    await expectSameInBulk(policy, generateStudents(policy.policy, fresh, 1000), onDuckDb)
  })

  test('notices too', { timeout: patience }, async () => {
    const policy = compiled('2022-autumn')
    const students = generateStudents(policy.policy, fresh, 1000).map(s => ({ ...s, stage: 'higher', lifted_out: true, hukou_in_county: true }) as const)
    expect(students.filter(s => noticesFor(policy.policy, s).length > 0).length).toBeGreaterThan(0)
    await expectSameNotices(policy, students, onDuckDb)
  })
})
