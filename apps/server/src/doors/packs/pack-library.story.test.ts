import { must } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { packLibrary } from './pack-library.ts'

const library = packLibrary()

test('every pack of the house is read in Chinese: document, aids with conditions and figures, clauses, worked cases', async () => {
  const { packs, unreadable } = await library.list()
  expect(unreadable).toEqual([])
  expect(packs.map(({ id }) => id)).toEqual(expect.arrayContaining(['national', '990101-clearwater', '500243-pengshui']))
  expect(packs.filter(({ divisionName }) => /\d/.test(divisionName))).toEqual([])
  for (const { id, lines, clauses, cases, notEntered } of packs) {
    const shown = must(await library.show(id))
    const rules = shown.groups.flatMap(group => group.lines)
    expect([id, rules.length, shown.clauseTexts.length, shown.workedCases.length]).toEqual([id, lines, clauses, cases])
    expect(rules.filter(({ clause, whom, amount }) => clause.text === '' || whom === '' || amount === '')).toEqual([])
    expect(new Set(shown.figures.filter(({ value }) => value === null).map(({ label }) => label)).size).toBeLessThanOrEqual(notEntered)
  }
  const boarding = must(await library.show('990101-clearwater'))
    .groups.flatMap(({ lines }) => lines)
    .find(({ id }) => id === 'PS-A2.3')
  expect(boarding).toMatchObject({
    title: '寄宿生生活补贴',
    criteria: expect.arrayContaining([expect.objectContaining({ text: expect.stringContaining('寄宿') })]),
  })
  expect(boarding?.figures.map(({ value }) => value)).toEqual(expect.arrayContaining([expect.stringContaining('1,250.00 元')]))
})

test('two packs are held against each other by what changes and why, and one that is not there is refused with those that are', async () => {
  const { says, one, two } = must(await library.compare('500243-pengshui', '610924-ziyang'))
  expect([one.id, two.id]).toEqual(['500243-pengshui', '610924-ziyang'])
  expect(says.some(({ text }) => text.includes('结果不同'))).toBe(true)
  expect(says.some(({ depth }) => depth > 0)).toBe(true)
  // Read by officials: no mark of the register stands in a sentence.
  expect(says.filter(({ text }) => /[A-Z]{1,3}-[A-Z]?\d/u.test(text))).toEqual([])
  expect(says.some(({ text }) => text.startsWith('· 没有编成规则的“乡镇工作补贴和生活补助”'))).toBe(true)
  const none = await library.show('000000-nowhere')
  expect(none.ok ? null : none.problem).toMatchObject({ code: 'policy-library/no-such-pack', facts: { known: expect.arrayContaining(['national']) } })
})

test('a pack says on which days its figures turn, by which clause and for which aids, and keeps its list of changes', async () => {
  const national = must(await library.show('national'))
  const autumn = national.turns.find(({ on }) => on === '2025-09-01')
  expect(autumn?.says.length).toBeGreaterThan(0)
  expect(national.turns.map(({ on }) => on)).toEqual(national.turns.map(({ on }) => on).toSorted())
  const turned = national.turns.flatMap(({ says }) => says).filter(({ was, is }) => was !== null && is !== null)
  expect(turned.length).toBeGreaterThan(5)
  expect(turned.filter(({ was, is, article, lines }) => was === is || article === '' || lines.length === 0)).toEqual([])
  // The table by days says the same as the turns.
  for (const { label, values } of national.dated.rows) {
    expect([label, values.length]).toEqual([label, national.dated.from.length])
    expect(new Set(values.filter(value => value !== null)).size).toBeGreaterThan(0)
  }
  const boarding = must(await library.show('500243-pengshui'))
  expect({ turns: boarding.turns, dated: boarding.dated.rows }).toEqual({ turns: [], dated: [] })
  expect(boarding.changelog).toMatchObject([{ version: '0.1.0', days: ['2022年1月1日'], basis: expect.stringContaining('渝教财发〔2022〕13号') }])
  expect(boarding.changelog[0]?.entries.length).toBeGreaterThan(2)
})

test('two packs stand beside each other aid by aid, and no rule of either is left out', async () => {
  const { aids, one, two } = must(await library.compare('500243-pengshui', '610924-ziyang'))
  expect(new Set(aids.flatMap(aid => aid.one.map(({ id }) => id))).size).toBe(one.lines)
  expect(new Set(aids.flatMap(aid => aid.two.map(({ id }) => id))).size).toBe(two.lines)
  expect(aids.some(aid => aid.one.length > 0 && aid.two.length > 0)).toBe(true)
  // The invented county adopts the pack: every rule is the same.
  const same = must(await library.compare('500243-pengshui', '990101-clearwater'))
  expect(same.aids.every(aid => aid.one.length === 1 && aid.two.length === 1)).toBe(true)
})
