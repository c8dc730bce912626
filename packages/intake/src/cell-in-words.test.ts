import { expect, test } from 'vitest'
import { cellInWords } from './cell-in-words.ts'
import { columnKeys, columnOf } from './columns.ts'

test.each([
  ['sex', 'male', '男'],
  ['present', false, '不在校'],
  ['farming_specialty', true, '涉农'],
  ['grade', 3, '3'],
  ['name', '张三', '张三'],
  ['name', null, ''],
] as const)('%s %s is written %s', (key, value, written) => {
  expect(cellInWords(key, value)).toBe(written)
})

test('every code of a closed set has a word, and no code stands on a screen', () => {
  for (const key of columnKeys) {
    const { value } = columnOf(key)
    if (value.kind !== 'choice' && value.kind !== 'word') continue
    for (const code of new Set(Object.values(value.words))) expect(cellInWords(key, code), `${key} ${code}`).not.toBe(code)
  }
})
