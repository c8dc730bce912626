import { term } from '@yingjin/kernel'
import type { SubjectKind } from '@yingjin/facts'
import { compile, type CompiledPolicy, expectTwins, generateStudents, loadPack, onDuckDb } from '@yingjin/policy/testing'
import { describe, test } from 'vitest'
import { yanjin } from './pack.ts'

const loaded = loadPack(yanjin)
if (!loaded.ok) throw new Error('the pack does not load')
const pack = loaded.value

const compiled = (of: string, readings: Readonly<Record<string, string>> = {}, subject: SubjectKind = 'student'): CompiledPolicy => {
  const policy = compile(pack, term(of), { readings, subject })
  if (!policy.ok) throw new Error(policy.problem.code)
  return policy.value
}

const seed = 20171206
const patience = 300_000

describe('evaluator and SQL say the same of every student of Yanjin, to the fen and the bit', () => {
  test.each(['2017-autumn', '2018-spring'])('in %s', { timeout: patience }, async of => {
    const policy = compiled(of)
    await expectTwins(policy, generateStudents(policy.policy, seed, 5000), onDuckDb)
  })

  test.each(['project', 'school', 'teacher'] as const)('of every %s too', { timeout: patience }, async subject => {
    const policy = compiled('2018-spring', {}, subject)
    await expectTwins(policy, generateStudents(policy.policy, seed, 1000), onDuckDb)
  })

  const others = Object.entries(pack.readings).flatMap(([id, r]) =>
    Object.keys(r.options)
      .filter(option => option !== r.default)
      .map(option => [id, option] as const),
  )
  test.each(others)('%s read as %s', { timeout: patience }, async (id, option) => {
    const subject = ['O-13', 'O-48', 'O-49'].includes(id) ? 'project' : 'student'
    const policy = compiled('2017-autumn', { [id]: option }, subject)
    await expectTwins(policy, generateStudents(policy.policy, seed, 500), onDuckDb)
  })
})
