import { expect, test } from 'vitest'
import { fitted } from './progress.ts'

test('a line fits its terminal, Chinese characters counting two', () => {
  expect(fitted('收数 3/12：名册.xlsx', 40)).toBe('收数 3/12：名册.xlsx')
  expect(fitted('收数收数收数', 8)).toBe('收数收…')
})
