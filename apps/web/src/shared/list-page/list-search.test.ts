import { expect, test } from 'vitest'
import { readSearch } from './list-search.ts'

const read = readSearch(['term', 'state'], (key, value) => (key === 'term' ? /^20\d\d-spring$/.test(value) : value === 'open'))
/** What a page sees: what the router found in the address, and over it what the page knows. */
const seen = (given: Readonly<Record<string, unknown>>): object => ({ ...given, ...read(given) })

test('what an address may not say is as if it were not there, also where the router hands it on', () => {
  expect(seen({ term: '2022-spring', state: 'open', after: 17 })).toEqual({ term: '2022-spring', state: 'open', after: '17' })
  expect(seen({ term: 'foo', state: ['open'], after: 'a b' })).toEqual({})
  expect(Object.entries(seen({ term: 'foo' })).filter(([, value]) => value !== undefined)).toEqual([])
})
