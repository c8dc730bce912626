import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const house = join(import.meta.dirname, '../../../..')
const guides = readdirSync(join(house, 'docs/guides')).filter(name => name.endsWith('.md'))
const named = [
  ...new Set(
    guides.flatMap(guide =>
      [...readFileSync(join(house, 'docs/guides', guide), 'utf8').matchAll(/!\[[^\]]+\]\(pictures\/([\w-]+)\.png\)/g)].map(([, name = '']) => name),
    ),
  ),
]
const folder = join(house, 'docs/guides/pictures')

/** What the stories of the web photograph for the guides. */
const made = readdirSync(join(house, 'apps/web/src'), { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.web.test.ts'))
  .flatMap(path => [...readFileSync(join(house, 'apps/web/src', path), 'utf8').matchAll(/illustrate\(\s*[\w.]+,\s*'([\w-]+)'/g)].map(([, name = '']) => name))

test('every picture of the user guides is there, is made by a story, and none lies about that no guide shows', () => {
  expect(named.length).toBeGreaterThan(5)
  expect(readdirSync(folder).toSorted()).toEqual(named.map(name => `${name}.png`).toSorted())
  expect(made.toSorted()).toEqual([...named].toSorted())
})

test('the pictures of the user guides are small enough to come along with the program', () => {
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  expect(bytes).toBeLessThan(4_000_000)
})
