/**
 * What the oldest browser we serve (Chromium 109, the last on Windows 7) does not have and pages use: put where it is
 * missing, and nowhere else. Imported first by the office; the calculator asks nothing younger of it.
 */
const put = (on: object, name: string, value: (this: never, ...given: never[]) => unknown): void => {
  if (!(name in on)) Object.defineProperty(on, name, { value, writable: true, configurable: true, enumerable: false })
}

put(Array.prototype, 'toSorted', function (this: readonly unknown[], compare?: (a: unknown, b: unknown) => number) {
  // oxlint-disable-next-line unicorn/no-array-sort -- this is where it is made
  return [...this].sort(compare)
})
put(Array.prototype, 'toReversed', function (this: readonly unknown[]) {
  // oxlint-disable-next-line unicorn/no-array-reverse -- this is where it is made
  return [...this].reverse()
})
put(Map, 'groupBy', <Each, Key>(items: Iterable<Each>, keyOf: (each: Each, index: number) => Key): Map<Key, Each[]> => {
  const groups = new Map<Key, Each[]>()
  let index = 0
  for (const each of items) {
    const key = keyOf(each, index)
    index += 1
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return groups
})

export {}
