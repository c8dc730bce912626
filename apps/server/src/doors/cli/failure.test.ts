import { expect, test } from 'vitest'
import { wordFailure } from './failure.ts'

test('a place that may not be written is named, with what to do, and is no internal error', () => {
  const failure = wordFailure(Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/srv/out' }))
  expect(failure.exitCode).toBe(1)
  expect(failure.message).toContain('“/srv/out”：没有权限')
  expect(failure.message).not.toContain('EACCES')
})

test('an internal error says where in the program and what is kept, and quotes nothing of the data', () => {
  const failure = wordFailure(new TypeError('cannot read 990101201501011234 王小明'))
  expect(failure.exitCode).toBe(70)
  expect(failure.message).toMatch(/^程序内部出错（TypeError，failure\.test\.ts 第\d+行）/)
  expect(failure.message).not.toContain('990101201501011234')
  expect(failure.message).not.toContain('王小明')
})

test('anything may be thrown', () => {
  expect(wordFailure('boom').exitCode).toBe(70)
  expect(wordFailure(undefined).message).toContain('程序内部出错')
})
