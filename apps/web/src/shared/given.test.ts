import { expect, test } from 'vitest'
import { given } from './given.ts'

test('what nobody said has no place in an order, and what is nothing, nought or no stays', () => {
  expect(given({ line: undefined, state: 'due', after: null, count: 0, own: false })).toEqual({ state: 'due', after: null, count: 0, own: false })
  expect(Object.keys(given({ line: undefined }))).toEqual([])
})
