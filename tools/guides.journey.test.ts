import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { house } from './house.ts'

const guides = join(house, 'docs', 'guides')

/** The commands of a guide: its `sh` blocks, in order. What only shows how something is called stands in a `console` block. */
const commandsIn = (guide: string): string => [...readFileSync(join(guides, guide), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(block => block[1]).join('')

const withCommands = readdirSync(guides).filter(guide => guide.endsWith('.md') && commandsIn(guide) !== '')

test('some guides have commands', () => {
  expect(withCommands).toEqual(expect.arrayContaining(['add-a-county.md', 'run-autumn.md']))
})

/** What a pack writer builds rules of, by name. */
const constructs = [...readFileSync(join(house, 'packages/policy/src/author/constructs.ts'), 'utf8').matchAll(/^export \{ ([^}]+) \}/gm)].flatMap(m =>
  (m[1] ?? '').split(', '),
)

test('the guide to a county and its example name every construct of the language', () => {
  expect(constructs.length).toBeGreaterThan(50)
  const guide = readFileSync(join(guides, 'add-a-county.md'), 'utf8')
  expect(constructs.filter(name => !new RegExp(`\\b${name}\\b`).test(guide))).toEqual([])
  const example = readFileSync(join(house, 'examples/every-construct/main.ts'), 'utf8')
  expect(constructs.filter(name => !new RegExp(`^  ${name}: `, 'm').test(example))).toEqual([])
})

test.each(withCommands)('the commands of %s work, one after the other, as they stand', guide => {
  const desk = mkdtempSync(join(tmpdir(), 'guide-'))
  onTestFinished(() => rmSync(desk, { recursive: true }))
  for (const folder of ['bin', 'node_modules']) symlinkSync(join(house, folder), join(desk, folder), 'junction')
  // `node` is the one that runs this test, whatever else is installed; what the run keeps stays on this desk.
  const env = {
    ...process.env,
    YINGJIN_DATA: join(desk, 'data'),
    YINGJIN_CONFIG: join(desk, 'config'),
    PATH: `${join(process.execPath, '..')}:${process.env['PATH']}`,
  }
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commandsIn(guide)], { cwd: desk, encoding: 'utf8', env })
  expect(stderr.split('\n').filter(line => /Error|node:internal/.test(line))).toEqual([])
  expect(status, `${stdout}\n${stderr}`).toBe(0)
})
