import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { removeFolder } from '../../platform/files/index.ts'
import { commands } from './commands/index.ts'
import { unexplained } from './help.ts'
import { main } from './main.ts'

afterEach(() => vi.restoreAllMocks())
const said = async (...args: readonly string[]): Promise<Readonly<{ code: number; out: string }>> => {
  let out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    out += String(text)
    return true
  })
  const code = await main(args)
  vi.restoreAllMocks()
  return { code, out }
}

test('every command says how it is written and what each of its options means, and nothing of the others', async () => {
  expect(unexplained()).toEqual([])
  for (const [name, { options }] of Object.entries(commands)) {
    const { code, out } = await said(name, '--help')
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^ {2}yingjin ${name} `))
    for (const option of Object.keys(options)) expect(out).toMatch(new RegExp(`--${option}( <…>)?\\n {6}\\S`))
    for (const line of out.split('\n').filter(each => each.startsWith('  yingjin '))) expect(line).toContain(`yingjin ${name} `)
  }
})

test('without a command all of them are listed', async () => {
  const { code, out } = await said('--help')
  expect(code).toBe(0)
  for (const name of Object.keys(commands)) expect(out).toContain(name)
})

test('to look at what is there founds nothing: no folder, no key, no database', async () => {
  const base = mkdtempSync(join(tmpdir(), 'yingjin-nothing-'))
  try {
    let complained = ''
    vi.spyOn(process.stderr, 'write').mockImplementation(text => {
      complained += String(text)
      return true
    })
    const place = ['--data', join(base, 'data'), '--config', join(base, 'config')]
    for (const words of [
      ['account', 'list'],
      ['account', 'reset-password', 'admin'],
      ['jobs', 'list'],
    ])
      expect(await main([...words, '--county', '990101', ...place])).toBe(1)
    expect(await main(['audit', 'verify', '--data', join(base, 'data')])).toBe(1)
    vi.restoreAllMocks()
    expect(complained.split('这里还没有应尽的记录').length - 1).toBe(4)
    expect([existsSync(join(base, 'data')), existsSync(join(base, 'config'))]).toEqual([false, false])
  } finally {
    removeFolder(base)
  }
})
