import { expectSameByShape, expectTwinsOfPack, loadPack, onDuckDb, policyFor, termsOf, variedCounties } from '@yingjin/policy/testing'
import { must } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { pengshui } from './pack.ts'

const loaded = loadPack(pengshui)
if (!loaded.ok) throw new Error('the pack does not load')
const pack = loaded.value

const fixed = 20220901
/** New subjects at every run. Printed, so that a disagreement can be brought back. */
const fresh = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1

test.each([
  ['a fixed seed', fixed],
  ['a fresh seed', fresh],
])('evaluator, generated JavaScript and SQL say the same of 100,000 subjects from %s (%i), in every term and reading', async (_, seed) => {
  expect(await expectTwinsOfPack(pack, seed, 100_000, onDuckDb)).toBeGreaterThanOrEqual(100_000)
})

test(`400 counties with other numbers are decided by one statement per season, from a fresh seed (${fresh})`, async () => {
  const policies = variedCounties(pengshui, fresh, 400).flatMap(county => termsOf(pack).map(t => must(policyFor(county, t))))
  expect(await expectSameByShape(policies, fresh, 40, onDuckDb)).toBe(2)
})
