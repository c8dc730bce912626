import { pengshui } from '@yingjin/pack-500243-pengshui'
import { term } from '@yingjin/kernel'
import { documentTitle, loadPack, policyFor } from '@yingjin/policy/testing'
import { expect, test } from 'vitest'
import { clearwater } from './pack.ts'

test('the invented county has the Pengshui rules under its own division and paper', () => {
  const loaded = loadPack(clearwater, { [pengshui.id]: pengshui })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem.facts))
  expect(loaded.value.division).toBe('990101')
  expect(loaded.value.lines.map(l => l.id)).toEqual(pengshui.lines.map(l => l.id))
  expect(documentTitle(loaded.value.document)).toContain('示例县教育局')
  expect(policyFor(loaded.value, term('2022-autumn')).ok).toBe(true)
})

test('it is refused where its base is not at hand', () => {
  const refused = loadPack(clearwater, {})
  expect(refused.ok ? [] : refused.problem.facts.problems.map(p => p.code)).toEqual(['policy/unknown-base'])
})
