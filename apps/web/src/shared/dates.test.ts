import { expect, test } from 'vitest'
import { momentWord } from './dates.ts'

test.for([
  ['2022-09-03T14:05:09+08', '2022-09-03 14:05'],
  ['2022-09-03 14:05:09.25+08:00', '2022-09-03 14:05'],
  ['2022-09-03T06:05:09.000Z', '2022-09-03 14:05'],
  ['2022-12-31T16:00:00Z', '2023-01-01 00:00'],
  ['2022-09-03T01:35:00-04:30', '2022-09-03 14:05'],
  ['2022-09-03 14:05:09', '2022-09-03 14:05'],
  ['2022-09-03', '2022-09-03'],
] as const)('%s is shown as it was where the county is: %s', ([recorded, word]) => {
  expect(momentWord(recorded)).toBe(word)
})
