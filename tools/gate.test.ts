import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { house } from './house.ts'
import { plantHouse } from './testing/planted-house.ts'

/** The gate in a house where npm only says what it is told to: a line of `case`, command → words and exit code. */
const gate = (answers: string) => {
  const planted = plantHouse({ 'stand-in/npm': `#!/bin/sh\ncase "$*" in\n${answers}\n*) echo "1 passed, 0 failed";;\nesac\n` })
  chmodSync(join(planted, 'stand-in', 'npm'), 0o755)
  mkdirSync(join(planted, '.ci'))
  cpSync(join(house, '.ci', 'run'), join(planted, '.ci', 'run'))
  const { stdout, status } = spawnSync('bash', [join(planted, '.ci', 'run')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(planted, 'stand-in')}:${process.env['PATH']}` },
  })
  return { last: stdout.trimEnd().split('\n').at(-1), status }
}

/** The parts beside the one that says 40; each says 1. */
const others = (readFileSync(join(house, '.ci', 'run'), 'utf8').match(/^part /gm) ?? []).length - 1

test('when every part passes, the gate ends with their sum and 0', () => {
  expect(gate('*check*) echo "40 passed, 0 failed";;')).toEqual({ last: `${40 + others} passed, 0 failed`, status: 0 })
})

test('what failed in any part is added, and the gate fails', () => {
  expect(gate('*check*) echo "40 passed, 3 failed"; exit 1;;\n*twins*) echo "1 passed, 2 failed"; exit 1;;')).toEqual({
    last: `${40 + others} passed, 5 failed`,
    status: 1,
  })
})

test('a part that ends badly without a word counts as one failure, and the parts after it still run', () => {
  expect(gate('ci*) exit 1;;\n*check*) echo "40 passed, 0 failed"; exit 1;;')).toEqual({ last: `${39 + others} passed, 2 failed`, status: 1 })
})
