import { expectSameByShape, loadPack, onDuckDb, policyFor, termsOf, variedCounties } from '@yingjin/policy/testing'
import { must } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { pengshui } from './pack.ts'

const loaded = loadPack(pengshui)
if (!loaded.ok) throw new Error('the pack does not load')
const pack = loaded.value

/** New counties at every run. Printed, so that a disagreement can be brought back. */
const fresh = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1

test(`400 counties with other numbers are decided by one statement per season as each is alone, from seed ${fresh}`, async () => {
  const policies = variedCounties(pengshui, fresh, 400).flatMap(county => termsOf(pack).map(t => must(policyFor(county, t))))
  expect(policies.length).toBe(1200)
  expect(await expectSameByShape(policies, fresh, 40, onDuckDb)).toBe(2)
})
