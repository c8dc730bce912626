import { must } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { packLibrary } from './pack-library.ts'

const library = packLibrary()

test('every pack of the house is read in Chinese: document, aids with conditions and figures, clauses, worked cases', async () => {
  const { packs, unreadable } = await library.list()
  expect(unreadable).toEqual([])
  expect(packs.map(({ id }) => id)).toEqual(expect.arrayContaining(['national', '990101-clearwater', '500243-pengshui']))
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
  const none = await library.show('000000-nowhere')
  expect(none.ok ? null : none.problem).toMatchObject({ code: 'policy-library/no-such-pack', facts: { known: expect.arrayContaining(['national']) } })
})
