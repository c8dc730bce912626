import { expect, test } from 'vitest'
import { openLog } from './index.ts'

const lines: string[] = []
const log = openLog(
  line => lines.push(line),
  () => '2026-09-01T00:00:00.000Z',
)

test('a line is JSON, and no number by which a person is known stands in it', () => {
  log.say('asked', { path: '/api/persons/99010120150301001X', ms: 12 })
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ at: '2026-09-01T00:00:00.000Z', level: 'info', what: 'asked', path: '/api/persons/（号码略）', ms: 12 })
})

test('an error is told by its kind and its place, never by its message', () => {
  log.fault('failed', Object.assign(new Error('Key (name)=(张三) exists'), { code: '23505', constraint: 'person_name' }))
  expect(lines.at(-1)).not.toContain('张三')
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
    level: 'error',
    error: 'Error',
    code: '23505',
    constraint: 'person_name',
    at_frames: expect.stringContaining('log.test'),
  })
})
