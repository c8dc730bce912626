import { expect, test } from 'vitest'
import { type Problem, problem, word, type WordingFor } from './problem.ts'
import { done, must, refused } from './result.ts'

type Closed = Problem<'door/closed', { until: string }> | Problem<'door/locked', object>
const wording: WordingFor<Closed> = { 'door/closed': p => `关闭至${p.until}`, 'door/locked': () => '已上锁' }

test('a problem is worded from its own facts', () => expect(word(wording, problem('door/closed', { until: '9时' }) as Closed)).toBe('关闭至9时'))

test('a problem without a sentence is our own mistake', () =>
  expect(() => word({} as WordingFor<Closed>, problem('door/locked', {}) as Closed)).toThrow('no wording'))

test('a refusal where none may be is thrown with its code', () => {
  expect(must(done(1))).toBe(1)
  expect(() => must(refused(problem('door/locked', {})))).toThrow('door/locked')
})
