import { pengshui } from '@yingjin/pack-500243-pengshui'
import { term } from '@yingjin/kernel'
import { documentTitle, loadPack, policyFor, wordPackProblem } from '@yingjin/policy/testing'
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

test('a term follows the paper in force on its first day, and outside every paper there is no answer', () => {
  const loaded = loadPack(clearwater, { [pengshui.id]: pengshui })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem.facts))
  const said = (of: string): string => {
    const policy = policyFor(loaded.value, term(of))
    return policy.ok ? documentTitle(policy.value.pack.document) : wordPackProblem(policy.problem)
  }
  const paper = '示例县教育局《2022年家庭经济困难学生资助办法（虚构）》（示教发〔2022〕1号）'
  expect(['2022-spring', '2022-autumn', '2023-spring'].map(said)).toEqual([paper, paper, paper])
  for (const outside of ['2021-autumn', '2023-autumn']) expect(said(outside)).toContain('第一天不在其中')
})

test('it is refused where its base is not at hand', () => {
  const refused = loadPack(clearwater, {})
  expect(refused.ok ? [] : refused.problem.facts.problems.map(p => p.code)).toEqual(['policy/unknown-base'])
})
