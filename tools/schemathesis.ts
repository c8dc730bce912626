import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** One release, so that a run of today finds what a run of tomorrow finds. */
const version = '4.32.5'

const cache = (): string => {
  const said = process.env['XDG_CACHE_HOME'] ?? ''
  return join(said.startsWith('/') ? said : join(homedir(), '.cache'), 'yingjin')
}

const run = (program: string, ...args: readonly string[]): void => {
  const { status, stderr, error } = spawnSync(program, [...args], { encoding: 'utf8', env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1' } })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr.trim().split('\n').slice(-3).join('\n')}`)
}

/** Debian's Python has its environments in a package of their own; where we may, it is installed. */
const withPython = (): void => {
  const there = (): boolean => spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0
  if (there()) return
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    run('apt-get', 'update', '-qq')
    run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'python3', 'python3-venv')
  }
  if (!there()) throw new Error('test:api needs Python 3 with venv (on Debian: apt-get install python3 python3-venv)')
}

/**
 * The program that asks a served API by its OpenAPI document, in an environment of its own below the user's cache; made
 * at the first run. It throws where Python or the package index is not at hand: what was not asked is not passed.
 */
export const schemathesis = (): string => {
  const folder = join(cache(), `schemathesis-${version}`)
  const program = join(folder, 'bin', 'schemathesis')
  if (existsSync(join(folder, 'whole'))) return program
  process.stdout.write(`installing schemathesis ${version} below ${folder}\n`)
  // An environment knows its own path, so it is made where it will stay, and marked when it is whole.
  withPython()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  run('python3', '-m', 'venv', folder)
  run(join(folder, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', `schemathesis==${version}`)
  run(program, '--version')
  mkdirSync(join(folder, 'whole'))
  return program
}
