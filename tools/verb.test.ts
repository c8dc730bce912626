import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { house } from './house.ts'
import { findRooms, listRooms } from './rooms.ts'

const verb = (...args: readonly string[]) => spawnSync(process.execPath, [join(house, 'bin', 'verb.mjs'), ...args], { encoding: 'utf8' })

describe('verbs', () => {
  test('a verb that does not exist is refused with those that do', () => {
    const { status, stderr } = verb('biuld')
    expect(status).toBe(2)
    expect(stderr).toMatch(/no verb “biuld”.*npm run check/s)
  })

  test('help says what a verb does, and an option that it has not begins nothing', () => {
    expect(verb('test:api', '--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/--small, --examples, --seed/) })
    expect(verb('test:crash', '--kils=3')).toMatchObject({ status: 2, stderr: expect.stringMatching(/no option “--kils=3”.*--kills/s) })
  })

  test('testing a room that does not exist fails, and names the rooms', () => {
    const { status, stdout, stderr } = verb('test', 'kernle')
    expect(status).toBe(1)
    expect(stderr).toContain('packages/kernel')
    expect(stdout).toMatch(/^0 passed, 1 failed\n$/)
  })

  test('a room without a single test of the kind is a failure, not a success', () => {
    const { status, stdout } = verb('test', 'docs/guides')
    expect(status).toBe(1)
    expect(stdout).toMatch(/\n0 passed, 1 failed\n$/)
  })
})

describe('rooms', () => {
  test('a room is found by its name, a pack by its code or its name, a file by its path', () => {
    expect(findRooms(house, 'kernel')).toEqual(['packages/kernel'])
    expect(findRooms(house, '500243')).toEqual(findRooms(house, 'pengshui'))
    expect(findRooms(house, 'tools/verb.test.ts')).toEqual(['tools/verb.test.ts'])
    expect(findRooms(house, 'nowhere')).toEqual([])
  })

  test('every room is found by its last name', () => {
    for (const room of listRooms(house)) expect(findRooms(house, room.split('/').at(-1) ?? '')).toContain(room)
  })
})
