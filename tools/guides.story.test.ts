import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { house } from './house.ts'

const guides = join(house, 'docs', 'guides')

/** The commands of a guide: its `sh` blocks, in order. What only shows how something is called stands in a `console` block. */
const commandsIn = (guide: string): string => [...readFileSync(join(guides, guide), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(block => block[1]).join('')

const withCommands = readdirSync(guides).filter(guide => commandsIn(guide) !== '')

test('some guide has commands', () => {
  expect(withCommands).toContain('run-autumn.md')
})

test.each(withCommands)('the commands of %s work, one after the other, as they stand', guide => {
  const desk = mkdtempSync(join(tmpdir(), 'guide-'))
  onTestFinished(() => rmSync(desk, { recursive: true }))
  symlinkSync(join(house, 'bin'), join(desk, 'bin'), 'junction')
  // `node` is the one that runs this test, whatever else is installed; what the run keeps stays on this desk.
  const env = { ...process.env, YINGJIN_DATA: join(desk, 'data'), PATH: `${join(process.execPath, '..')}:${process.env['PATH']}` }
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commandsIn(guide)], { cwd: desk, encoding: 'utf8', env })
  expect(stderr.split('\n').filter(line => /Error|node:internal/.test(line))).toEqual([])
  expect(status, `${stdout}\n${stderr}`).toBe(0)
})
