import { expect, test } from 'vitest'
import { yuanWord } from './yuan-word.ts'

test('whole fen are read as yuan with two decimals and thousands apart, however many they are', () => {
  expect(['62500', 5, -5, '123456789', 0, '9007199254740993000'].map(fen => yuanWord(fen))).toEqual([
    '625.00',
    '0.05',
    '−0.05',
    '1,234,567.89',
    '0.00',
    '90,071,992,547,409,930.00',
  ])
})
