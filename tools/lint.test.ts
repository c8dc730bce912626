import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { house, installed } from './house.ts'
import { plantHouse } from './testing/planted-house.ts'

const lint = (files: Readonly<Record<string, string>>): string => {
  const planted = plantHouse(files)
  cpSync(join(house, '.oxlintrc.json'), join(planted, '.oxlintrc.json'))
  return spawnSync(process.execPath, [installed('oxlint/bin/oxlint'), '--format=unix', '.'], { cwd: planted, encoding: 'utf8' }).stdout
}

/** Put together here, so that this file does not itself hold what it looks for. */
const later = ['TO', 'DO'].join('')

const inPackages: readonly (readonly [rule: string, line: string])[] = [
  ['no-console', `console.log('x')`],
  ['no-restricted-globals', `export const today = new Date()`],
  ['no-restricted-globals', `export const since = performance.now()`],
  ['no-restricted-globals', `export const home = process.env`],
  ['no-restricted-globals', `export const page = fetch('http://localhost')`],
  ['no-restricted-properties', `export const dice = Math.random()`],
  ['no-restricted-properties', `export const clock = globalThis.Date.now()`],
]

const anywhere: readonly (readonly [rule: string, line: string])[] = [
  ['no-explicit-any', `export const x: any = 1`],
  ['ban-ts-comment', `// @ts-ignore\nexport const y = 1`],
  ['no-warning-comments', `// ${later}: later`],
  ['no-default-export', `export default 1`],
  ['no-focused-tests', `import { test } from 'vitest'\ntest.only('x', () => {})`],
  ['no-disabled-tests', `import { test } from 'vitest'\ntest.skip('x', () => {})`],
  ['no-disabled-tests', `import { describe } from 'vitest'\ndescribe.skip('x', () => {})`],
  ['no-restricted-properties', `import { test } from 'vitest'\ntest.skipIf(true)('x', () => {})`],
]

describe('lint', () => {
  test.each(inPackages)('%s refuses in packages: %s', (rule, line) => {
    expect(lint({ 'packages/kernel/src/planted.ts': `${line}\n` })).toContain(rule)
  })

  test.each(anywhere)('%s refuses everywhere: %s', (rule, line) => {
    expect(lint({ 'apps/server/src/planted.test.ts': `${line}\n` })).toContain(rule)
  })

  test('a server may print and know the time', () => {
    expect(lint({ 'apps/server/src/planted.ts': `console.log(new Date(), process.pid)\n` })).toBe('')
  })
})
