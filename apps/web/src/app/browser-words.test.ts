import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const house = join(import.meta.dirname, '../../../..')
const domain = join(house, 'packages/domain/src')
const named = (list: string): readonly string[] =>
  list
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '' && !each.startsWith('type '))

/** Where each value of a subject's index is written. */
const written = (subject: string): ReadonlyMap<string, string> =>
  new Map(
    [...readFileSync(join(domain, subject, 'index.ts'), 'utf8').matchAll(/export \{([^}]*)\} from '\.\/([^']+)'/gu)].flatMap(([, list = '', file = '']) =>
      named(list).map(name => [name, file] as const),
    ),
  )

// A contract is checked with zod, which is a quarter of what a list may weigh; the simulation reads its outcome by it, in a page of its own.
const readsOutcomes = [
  'apps/web/src/features/policy/simulate-form.tsx',
  'apps/web/src/features/policy/simulate-page.tsx',
  'apps/web/src/features/policy/simulation-draft.ts',
]

test('pages take words and lists of the domain from files without contracts, so that no list loads what checks orders', () => {
  const taken = globSync('apps/web/src/**/*.{ts,tsx}', { cwd: house })
    .filter(path => !path.endsWith('.test.ts') && !readsOutcomes.includes(path))
    .flatMap(path =>
      [...readFileSync(join(house, path), 'utf8').matchAll(/import \{([^}]*)\} from '@yingjin\/domain\/(\w+)'/gu)].flatMap(([, list = '', subject = '']) =>
        named(list).map(name => ({ path, name, file: written(subject).get(name) ?? '' })),
      ),
    )
  expect(taken.length).toBeGreaterThan(50)
  expect(taken.filter(({ file }) => file.endsWith('-contracts.ts')).map(({ path, name, file }) => `${path}: ${name} of ${file}`)).toEqual([])
})
