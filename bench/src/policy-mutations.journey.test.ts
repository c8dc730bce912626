import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const mutations = (...args: readonly string[]) =>
  spawnSync(process.execPath, [fileURLToPath(new URL('../../bin/mutations.mjs', import.meta.url)), ...args], { encoding: 'utf8' })

test('of the defects of the fixed seed, types and diagnostics find the structural ones, cases the amounts, and the packs as they stand raise no alarm', () => {
  const { stdout, status } = mutations('--count', '120', '--json')
  const measures = new Map(
    stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { measure: string; value: number })
      .map(({ measure, value }) => [measure, value] as const),
  )
  expect(measures.get('drawn')).toBe(120)
  expect(measures.get('structural found by types or diagnostics')).toBeGreaterThanOrEqual(95)
  expect(measures.get('changed amounts found by cases')).toBeGreaterThanOrEqual(95)
  expect(measures.get('false alarms on the packs as they stand')).toBe(0)
  expect(status).toBe(0)
})

test('a pack that is not there is refused', () => {
  expect(mutations('--pack', 'atlantis')).toMatchObject({ status: 2, stderr: 'no pack atlantis in packs/\n' })
})
