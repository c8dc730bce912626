import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const web = join(import.meta.dirname, '..')

/** A query with its key and what it asks of the office. */
const queries = /queryKey: (\[[^\]]*\])[^}]{0,200}?queryFn:.{0,120}?(office\.\w+\.\w+)/gsu

test('what one question answered is never shown as the answer to another: a key of the memory is of one question', () => {
  const asked = globSync('**/*.{ts,tsx}', { cwd: web })
    .filter(path => !path.endsWith('.test.ts'))
    .flatMap(path =>
      [...readFileSync(join(web, path), 'utf8').matchAll(queries)].map(([, key = '', question = '']) => ({ key: key.replaceAll(/\s+/gu, ' '), question })),
    )
  expect(asked.length).toBeGreaterThan(60)
  const questions = Map.groupBy(asked, ({ key }) => key)
  expect([...questions].filter(([, each]) => new Set(each.map(({ question }) => question)).size > 1)).toEqual([])
})
