import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { house } from '../house.ts'
import { plantHouse } from '../testing/planted-house.ts'
import { importDirections } from './import-directions.ts'

/** Every workspace with what its manifest says it needs. */
const workspaces: Readonly<Record<string, readonly string[]>> = {
  'packages/kernel': [],
  'packages/sql': ['kernel'],
  'packages/facts': ['kernel'],
  'packages/policy': ['kernel', 'sql', 'facts', 'comparison', 'sample-county', 'pack'],
  'packages/intake': ['kernel', 'facts'],
  'packages/comparison': ['kernel', 'sql', 'policy'],
  'packages/determination': ['kernel', 'policy', 'intake', 'comparison'],
  'packages/sample-county': ['kernel'],
  'packages/domain': ['kernel'],
  'apps/server': ['kernel', 'policy', 'sample-county', 'pack', 'determination'],
  'apps/web': ['kernel', 'domain', 'server', 'sample-county', 'pack'],
  'packs/pack': ['kernel', 'facts', 'policy', 'intake'],
}

const manifest = (folder: string, needs: readonly string[]): string =>
  JSON.stringify({
    name: `@yingjin/${folder.split('/')[1]}`,
    type: 'module',
    exports: { '.': './src/index.ts', './author': './src/author/index.ts', './testing': './src/testing/index.ts' },
    dependencies: Object.fromEntries(needs.map(name => [`@yingjin/${name}`, '*'])),
  })

const sound: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ type: 'module', workspaces: ['packages/*', 'apps/*', 'packs/*'] }),
  ...Object.fromEntries(Object.entries(workspaces).map(([folder, needs]) => [`${folder}/package.json`, manifest(folder, needs)])),
  ...Object.fromEntries(Object.keys(workspaces).map(folder => [`${folder}/src/index.ts`, 'export const here = 1\n'])),
  'packages/policy/src/author/index.ts': 'export const author = 1\n',
  'packages/policy/src/testing/index.ts': `import { readFileSync } from 'node:fs'\nexport const cases = readFileSync\n`,
  'packages/sql/src/index.ts': `import { here } from '@yingjin/kernel'\nexport { here }\n`,
  'packages/facts/src/index.ts': `import type { here } from '@yingjin/kernel'\nexport type T = typeof here\n`,
  'packages/policy/src/index.ts': `import { here } from '@yingjin/sql'\nexport { here }\n`,
  'apps/server/src/registry/index.ts': `export const here = 1\n`,
  'apps/server/src/leads/index.ts': `import { here } from '../registry/index.ts'\nexport { here }\n`,
  'apps/web/src/features/leads/index.tsx': `import { here } from '@yingjin/domain'\nimport { here as list } from '../../shared/list.ts'\nexport const seen = [here, list]\n`,
  'apps/web/src/shared/list.ts': 'export const here = 1\n',
  'apps/web/src/calculator/index.tsx': 'export const here = 1\n',
  'packs/pack/src/index.ts': `import { author } from '@yingjin/policy/author'\nexport { author }\n`,
  'packs/pack/src/pack.test.ts': `import { cases } from '@yingjin/policy/testing'\nimport { here } from '@yingjin/policy'\nexport { cases, here }\n`,
}

/** The house with these files besides, linked together as npm links workspaces. */
const housed = (files: Readonly<Record<string, string>>): string => {
  const planted = plantHouse({ ...sound, ...files })
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) cpSync(join(house, file), join(planted, file))
  for (const folder of Object.keys(workspaces)) {
    const link = join(planted, 'node_modules', '@yingjin', folder.split('/')[1] ?? '')
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(planted, folder), link, 'junction')
  }
  return planted
}

const importing = (name: string): string => `import { here } from '${name}'\nexport const seen = here\n`

const violations: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['what-kernel-may-see', 'packages/kernel/src/planted.ts', importing('../../sql/src/index.ts')],
  ['what-policy-may-see', 'packages/policy/src/planted.ts', importing('@yingjin/comparison')],
  ['what-comparison-may-see', 'packages/comparison/src/planted.ts', importing('@yingjin/policy')],
  ['what-comparison-may-see', 'packages/comparison/src/type-only.ts', `import type { here } from '@yingjin/policy'\nexport type T = typeof here\n`],
  ['every-library-has-a-direction', 'packages/surprise/src/planted.ts', importing('@yingjin/kernel')],
  ['libraries-run-anywhere', 'packages/kernel/src/reads-files.ts', `import { readFileSync } from 'node:fs'\nexport const seen = readFileSync\n`],
  ['only-through-the-index', 'packages/sql/src/planted.ts', importing('../../kernel/src/planted.ts')],
  ['only-through-the-index', 'apps/server/src/platform/planted.ts', importing('../../../../packages/kernel/src/planted.ts')],
  ['only-through-the-index', 'examples/planted/main.ts', importing('../../packages/kernel/src/planted.ts')],
  ['bench-opens-the-server', 'bench/src/planted.ts', importing('../../packages/kernel/src/planted.ts')],
  ['bench-opens-the-server', 'bench/src/opens-door.ts', importing('../../apps/server/src/doors/door.ts')],
  ['packs-see-the-author-surface', 'packs/pack/src/planted.ts', importing('@yingjin/policy')],
  ['packs-see-the-author-surface', 'packs/pack/src/rosters.ts', importing('@yingjin/intake')],
  ['tests-of-packs-see-policy-besides', 'packs/pack/src/rosters.test.ts', importing('@yingjin/intake')],
  ['packs-are-data', 'packs/pack/src/reads-files.ts', `import { readFileSync } from 'node:fs'\nexport const seen = readFileSync\n`],
  ['what-domain-may-see', 'packages/domain/src/planted.ts', importing('@yingjin/sample-county')],
  ['what-leads-is-known-by', 'apps/server/src/registry/planted.ts', importing('../leads/index.ts')],
  ['what-leads-is-known-by', 'apps/server/src/batch/knows-a-subject.ts', importing('../leads/index.ts')],
  ['subjects-through-their-index', 'apps/server/src/leads/planted.ts', importing('../registry/inner.ts')],
  ['packs-are-handed-over', 'packages/policy/src/loads-pack.ts', importing('@yingjin/pack')],
  ['packs-are-handed-over', 'apps/server/src/batch/loads-pack.ts', importing('@yingjin/pack')],
  ['the-sample-county-is-for-samples', 'apps/server/src/batch/planted.ts', importing('@yingjin/sample-county')],
  ['the-sample-county-is-for-samples', 'packages/policy/src/samples.ts', importing('@yingjin/sample-county')],
  ['platform-knows-no-subject', 'apps/server/src/platform/knows.ts', importing('@yingjin/determination')],
  ['batch-sees-packages-and-platform', 'apps/server/src/batch/opens-door.ts', importing('../doors/door.ts')],
  ['testing-is-for-tests', 'packages/determination/src/planted.ts', `import { cases } from '@yingjin/policy/testing'\nexport { cases }\n`],
  ['what-the-web-may-see', 'apps/web/src/features/leads/asks-the-server.tsx', importing('@yingjin/server')],
  ['what-the-web-may-see', 'apps/web/src/shared/samples.ts', importing('@yingjin/sample-county')],
  ['features-do-not-know-each-other', 'apps/web/src/features/registry/planted.tsx', importing('../leads/index.tsx')],
  ['web-shared-knows-no-feature', 'apps/web/src/shared/planted.tsx', importing('../features/leads/index.tsx')],
  ['the-calculator-stands-alone', 'apps/web/src/calculator/planted.tsx', importing('../shared/list.ts')],
  ['packs-are-handed-over', 'apps/web/src/features/leads/loads-pack.ts', importing('@yingjin/pack')],
  ['no-circles', 'packages/kernel/src/and-round.ts', `import { here } from './round.ts'\nexport const seen = () => here\n`],
  ['resolvable', 'packages/kernel/src/lost.ts', importing('./nowhere.ts')],
]

const besides = {
  'apps/server/src/doors/door.ts': 'export const here = 1\n',
  'apps/server/src/registry/inner.ts': 'export const here = 1\n',
  'packages/kernel/src/round.ts': `import { seen } from './and-round.ts'\nexport const here = () => seen\n`,
}

describe('import directions', () => {
  test('a sound house is found sound', () => {
    expect(importDirections(housed({}))).toEqual([])
  })

  test('every planted violation is found under its rule', () => {
    const found = importDirections(housed({ ...besides, ...Object.fromEntries(violations.map(([, file, text]) => [file, text])) }))
    const missed = violations.filter(([rule, file]) => !found.some(f => f.file === file && f.says.startsWith(`${rule}:`)))
    expect(missed.map(([rule, file]) => `${rule} ${file}`)).toEqual([])
  })

  test('a house without a single module is not a sound one', () => {
    const planted = housed({ 'vitest.config.ts': '' })
    for (const room of ['packages', 'apps', 'packs']) rmSync(join(planted, room), { recursive: true })
    mkdirSync(join(planted, 'packages'))
    expect(importDirections(planted).map(f => f.says)).toEqual(['no module was seen: this check looked at nothing'])
  })

  test('when imports by workspace name are not resolved, the check says that it saw nothing', () => {
    const planted = housed({})
    rmSync(join(planted, 'node_modules'), { recursive: true })
    expect(importDirections(planted).map(f => f.says)).toContainEqual(expect.stringMatching(/known import of packages\/kernel\/ by packages\/sql\//))
  })
})
