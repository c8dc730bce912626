import { expect, test } from 'vitest'

test('what an old browser lacks is put there, does what the language says, and stands in no loop over an array', async () => {
  const kept = { toSorted: Array.prototype.toSorted, toReversed: Array.prototype.toReversed, groupBy: Map.groupBy }
  const [list, words] = [
    [3, 1, 2],
    ['甲', '乙乙', '丙'],
  ]
  const wanted = [list.toSorted((a, b) => a - b), list.toReversed(), [...Map.groupBy(words, ({ length }) => length)]]
  for (const [on, name] of [
    [Array.prototype, 'toSorted'],
    [Array.prototype, 'toReversed'],
    [Map, 'groupBy'],
  ] as const)
    Reflect.deleteProperty(on, name)
  try {
    await import('./older-browsers.ts')
    expect(Array.prototype.toSorted).not.toBe(kept.toSorted)
    expect([list.toSorted((a, b) => a - b), list.toReversed(), [...Map.groupBy(words, ({ length }) => length)]]).toEqual(wanted)
    expect(list).toEqual([3, 1, 2])
    expect(Object.keys(Array.prototype)).toEqual([])
  } finally {
    for (const [on, name, value] of [
      [Array.prototype, 'toSorted', kept.toSorted],
      [Array.prototype, 'toReversed', kept.toReversed],
      [Map, 'groupBy', kept.groupBy],
    ] as const)
      Object.defineProperty(on, name, { value, writable: true, configurable: true, enumerable: false })
  }
})
