import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join, posix } from 'node:path'
import { listFiles, readText } from './house-files.ts'

const debian = '/usr/lib/postgresql'
const oldest = 15

/** The programs of the oldest server that will do: what holds there holds on later ones. */
const binaries = (): string | null => {
  if (!existsSync(debian)) return null
  const majors = readdirSync(debian)
    .map(Number)
    .filter(major => major >= oldest && existsSync(join(debian, String(major), 'bin', 'postgres')))
  return majors.length === 0 ? null : join(debian, String(Math.min(...majors)), 'bin')
}

const runs = (program: string, ...args: readonly string[]): boolean =>
  // Without a run level Debian's package starts no server of its own.
  spawnSync(program, [...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } })
    .status === 0

const install = (): void => {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0)
    throw new Error(`no PostgreSQL ${oldest} or newer below ${debian}: install Debian's package postgresql, or name a server by TEST_DATABASE_URL`)
  process.stdout.write("installing Debian's PostgreSQL\n")
  if (!runs('apt-get', 'update', '-qq') || !runs('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'postgresql'))
    throw new Error("Debian's PostgreSQL could not be installed")
}

/** PostgreSQL refuses root; the package made an account for it. */
const asItself = (program: string, args: readonly string[]): readonly string[] =>
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args] : [program, ...args]

const must = (command: readonly string[]): string => {
  const [program = '', ...args] = command
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: '/' })
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`)
  return stdout
}

/**
 * A server of Debian's for the time of `work`, on a private socket and without a port, in a passing folder. It ends with
 * us, also when we are killed: the shell that watches it holds our end of a pipe.
 */
export const withDebianPostgres = <T>(work: (url: string) => T): T => {
  if (binaries() === null) install()
  const bin = binaries()
  if (bin === null) throw new Error(`Debian's PostgreSQL is older than ${oldest}: name another server by TEST_DATABASE_URL`)
  const folder = mkdtempSync('/tmp/yingjin-debian-')
  try {
    if (process.getuid?.() === 0) must(['chown', 'postgres', folder])
    chmodSync(folder, 0o700)
    const data = join(folder, 'data')
    must(asItself(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']))
    const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off', 'full_page_writes=off', 'max_connections=200'].flatMap(each => [
      '-c',
      each,
    ])
    const server = spawn(
      '/bin/sh',
      [
        '-c',
        'exec 3<&0 </dev/null; "$@" 3<&- & cat <&3 >/dev/null; kill -INT $!; wait $!',
        'sh',
        ...asItself(join(bin, 'postgres'), ['-D', data, ...settings]),
      ],
      {
        cwd: '/',
        stdio: ['pipe', 'ignore', 'ignore'],
        detached: true,
      },
    )
    try {
      must(['timeout', '120', '/bin/sh', '-c', 'until "$@" >/dev/null; do sleep 0.1; done', 'sh', join(bin, 'pg_isready'), '-q', '-h', folder])
      process.stdout.write(`${must([join(bin, 'postgres'), '--version']).trim()} in ${folder}\n`)
      return work(`postgresql:///postgres?host=${folder}&user=postgres`)
    } finally {
      const pid = readText(folder, 'data/postmaster.pid')?.split('\n')[0] ?? ''
      server.stdin?.destroy()
      must(['timeout', '60', '/bin/sh', '-c', 'while kill -0 "$1" 2>/dev/null; do sleep 0.05; done', 'sh', pid])
      server.unref()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** What a file imports by a path, as files of the house. */
const importsOf = (file: string, text: string): readonly string[] =>
  [...text.matchAll(/(?:from|import) '(\.[^']+\.ts)'/g)].map(([, path = '']) => posix.join(posix.dirname(file), path))

/**
 * Every test that works on a database of its own: those that must hold on any PostgreSQL. It asks for one itself, or by
 * a county or a land that a helper lays down, however far away: what counts is that it comes to the maker in the end.
 */
export const testsOnADatabase = (house: string): readonly string[] => {
  const imported = new Map(
    listFiles(house, 'apps/server/src')
      .filter(file => file.endsWith('.ts'))
      .map(file => [file, importsOf(file, readText(house, file) ?? '')]),
  )
  const reaching = new Set(['apps/server/src/platform/postgres/testing/a-database.ts'])
  for (let size = 0; size < reaching.size;) {
    size = reaching.size
    for (const [file, paths] of imported) if (paths.some(path => reaching.has(path))) reaching.add(file)
  }
  return [...reaching].filter(file => file.endsWith('.test.ts')).toSorted()
}
