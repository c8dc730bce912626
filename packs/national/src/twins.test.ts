import { term } from '@yingjin/kernel'
import { compilePolicy, expectTwins, generateStudents, loadPack, onDuckDb, policyFor, standardsPolicy } from '@yingjin/policy/testing'
import { describe, test } from 'vitest'
import { national } from './pack.ts'

const loaded = loadPack(national)
if (!loaded.ok) throw new Error('the pack does not load')
const pack = loaded.value

describe('evaluator and SQL say the same of every standard', () => {
  test.each(['2014-autumn', '2023-autumn', '2024-spring', '2025-autumn'])('in %s', { timeout: 300_000 }, async of => {
    const policy = policyFor(pack, term(of))
    if (!policy.ok) throw new Error(policy.problem.code)
    for (const half of [policy.value, standardsPolicy(policy.value)].filter(p => p.bundle.length > 0)) {
      await expectTwins(compilePolicy(half), generateStudents(half, 20250901, 1500), onDuckDb)
    }
  })
})
