import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import pg from 'pg'
import { privateFolder, replaceText, withPassingFolder } from '../files/index.ts'
import { type Binaries, findBinaries, type RunAs, runningAs, shortTemporary, waysToRun } from './binaries.ts'
import { isAlive, markOf, type ProcessMark, serves } from './living-process.ts'
import type { PostgresProblem } from './postgres-problem.ts'

export type EmbeddedOptions = Readonly<{
  /** Settings of the server besides ours. Only tests give any: `fsync=off` loses data when the power fails. */
  settings?: Readonly<Record<string, string>>
  /** Who runs the server; the best way the present user has, unless said. */
  as?: RunAs
  /** What to do where a living server of ours has the folder already: use it as well (default), or say so. */
  whenRunning?: 'join' | 'refuse'
}>

/** A server that answers on a private socket. `admin` is its superuser, for roles and databases; nothing else uses it. */
export type Embedded = Readonly<{
  major: number
  admin: (database?: string) => pg.ClientConfig
  /** The process of the server now; another one after it was started again. */
  pid: () => number
  /** Whether this process started it, and so ends it. */
  ours: boolean
  /** Settles when a server of ours has ended by itself and cannot be started again; of one that was joined never. */
  lost: Promise<void>
  stop: () => Promise<void>
}>

/** The name of the superuser that initdb makes. Trusted on the private socket, as everybody is who may enter the folder. */
const superuser = 'postgres'

/**
 * The server is started by a shell that holds our end of a pipe. When we are gone, however that came, the pipe closes
 * and the shell ends the server in good order; when the server is gone, so is the shell, and we hear of it.
 * The first line it prints is the number of the server's process.
 */
const keeperScript = `
exec 3<&0 </dev/null
"$@" 3<&- >&2 &
server=$!
echo "$server"
exec >&2
{ cat <&3 >/dev/null; kill -INT "$server"; } 2>/dev/null &
watch=$!
exec 3<&-
wait "$server"
code=$?
kill "$watch" 2>/dev/null
exit "$code"
`

/** Nothing a person said stands in the log: no statement, no parameter, no detail of an error. */
const quietLog = {
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_connections: 'off',
  log_disconnections: 'off',
} as const

type Layout = Readonly<{ folder: string; data: string; log: string; record: string; pidFile: string }>
const layoutOf = (folder: string): Layout => ({
  folder,
  data: join(folder, 'data'),
  log: join(folder, 'server.log'),
  record: join(folder, 'server.json'),
  pidFile: join(folder, 'data', 'postmaster.pid'),
})

/** Left beside the data by whoever keeps the server, so that a second program knows whose it is. */
type KeeperRecord = Readonly<{ keeper: ProcessMark; server: number }>

/** Servers that this process has open, by folder: opened twice, it is one server. */
const open = new Map<string, { opening: Promise<Result<Embedded, PostgresProblem>>; users: number }>()

/** Starts the server over `folder`, or joins the one that runs there; the folder is made and filled at first use. */
export const openEmbedded = async (place: string, options: EmbeddedOptions = {}): Promise<Result<Embedded, PostgresProblem>> => {
  const folder = realpathSync(privateFolder(place))
  const entry = open.get(folder) ?? { opening: begin(folder, options), users: 0 }
  open.set(folder, entry)
  entry.users += 1
  const begun = await entry.opening
  // Only a server of our own is shared: one that was joined may end at any time, and is looked for anew.
  if (!begun.ok || !begun.value.ours) {
    if (open.get(folder) === entry) open.delete(folder)
    return begun
  }
  let stopped = false
  const stop = async (): Promise<void> => {
    if (stopped) return
    stopped = true
    entry.users -= 1
    if (entry.users > 0) return
    open.delete(folder)
    await begun.value.stop()
  }
  return done({ ...begun.value, stop })
}

const begin = async (folder: string, options: EmbeddedOptions): Promise<Result<Embedded, PostgresProblem>> => {
  const as = options.as ?? waysToRun()[0]
  if (as === undefined) return refused(problem('postgres/folder-closed', { folder, account: 'nobody' }))
  const binaries = findBinaries(as)
  if (!binaries.ok) return binaries
  const layout = layoutOf(folder)
  const made = await initialise(layout, binaries.value, as, options)
  if (!made.ok) return made
  const socket = socketFolder(layout, as)
  if (!socket.ok) return socket
  return new Keeper(layout, binaries.value, as, socket.value, options.settings ?? {}).begin(options.whenRunning ?? 'join')
}

/** The longest address of a socket is 107 bytes; the server's file in it is `.s.PGSQL.5432`. */
const longestSocketFolder = 100 - '/.s.PGSQL.5432'.length

/** A private folder for the socket: beside the data where its path is short enough, else one named for it elsewhere. */
const socketFolder = ({ folder }: Layout, as: RunAs): Result<string, PostgresProblem> => {
  const beside = join(folder, 'socket')
  if (Buffer.byteLength(beside) <= longestSocketFolder) return done(ownedBy(as, privateFolder(beside)))
  const uid = process.getuid?.() ?? 0
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? ''
  const parent = runtime.startsWith('/') && runtime.length <= 40 && as.kind !== 'account' && existsSync(runtime) ? runtime : shortTemporary()
  const path = join(parent, `yingjin-${uid}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  // In a folder that everybody writes into, somebody may have been here first.
  const found = lstatSync(path)
  if (!found.isDirectory() || (found.uid !== uid && found.uid !== accountOf(as)?.uid)) return refused(problem('postgres/socket-folder-taken', { folder: path }))
  chmodSync(path, 0o700)
  return done(ownedBy(as, path))
}

const accountOf = (as: RunAs): Readonly<{ uid: number; gid: number }> | null => (as.kind === 'account' ? as : null)
const ownedBy = (as: RunAs, path: string): string => {
  const account = accountOf(as)
  if (account !== null) chownSync(path, account.uid, account.gid)
  return path
}

const run = promisify(execFile)

/** Makes the data beside its place and moves it there whole: an interrupted first start leaves nothing that looks like a database. */
const initialise = async (layout: Layout, binaries: Binaries, as: RunAs, options: EmbeddedOptions): Promise<Result<null, PostgresProblem>> => {
  ownedBy(as, layout.folder)
  const account = accountOf(as)
  if (account !== null && spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', layout.folder], { uid: account.uid, gid: account.gid }).status !== 0)
    return refused(problem('postgres/folder-closed', { folder: layout.folder, account: as.kind === 'account' ? as.name : '' }))
  const version = versionOf(layout.data)
  if (version !== null) {
    return version === binaries.major ? done(null) : refused(problem('postgres/other-major', { folder: layout.folder, found: version, wanted: binaries.major }))
  }
  if (existsSync(layout.data) && readdirSync(layout.data).length > 0) return refused(problem('postgres/not-a-cluster', { folder: layout.data }))
  try {
    await withPassingFolder(layout.folder, '.making-', async making => {
      ownedBy(as, making)
      const fresh = join(making, 'data')
      const args = [
        '-D',
        fresh,
        '-U',
        superuser,
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
        '--auth-local=trust',
        '--auth-host=reject',
        '--no-instructions',
      ]
      const { command, account: who } = runningAs(as, binaries.initdb, options.settings?.['fsync'] === 'off' ? [...args, '--no-sync'] : args)
      const [program = '', ...rest] = command
      await run(program, rest, { cwd: '/', env: environment(), ...who })
      renameSync(fresh, layout.data)
    })
  } catch (error) {
    // Another program may have moved its own there first.
    if (versionOf(layout.data) === binaries.major) return done(null)
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : ''
    return refused(problem('postgres/cannot-initialise', { folder: layout.folder, why: said || (error instanceof Error ? error.message : String(error)) }))
  }
  return done(null)
}

const versionOf = (data: string): number | null => {
  try {
    return Number.parseInt(readFileSync(join(data, 'PG_VERSION'), 'utf8'), 10)
  } catch {
    return null
  }
}

/** None of the visitor's settings reach the server: PGDATA, PGOPTIONS or a locale would change what it is. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' })

/** How long is waited, in milliseconds: recovery after a crash may take minutes; a keeper's record is written at once. */
const patience = { start: 300_000, record: 3_000, orphan: 15_000 } as const
const beat = 20

/** Keeps one server running until it is told to stop. */
class Keeper {
  private readonly layout: Layout
  private readonly binaries: Binaries
  private readonly as: RunAs
  private readonly socket: string
  private readonly settings: Readonly<Record<string, string>>
  private child: ChildProcess | null = null
  private serverPid = 0
  private stopping = false

  constructor(layout: Layout, binaries: Binaries, as: RunAs, socket: string, settings: Readonly<Record<string, string>>) {
    this.layout = layout
    this.binaries = binaries
    this.as = as
    this.socket = socket
    this.settings = settings
  }

  async begin(whenRunning: 'join' | 'refuse'): Promise<Result<Embedded, PostgresProblem>> {
    const deadline = performance.now() + patience.start
    while (performance.now() < deadline) {
      const other = await this.otherServer(whenRunning)
      if (other.kind === 'refused') return refused(other.problem)
      if (other.kind === 'joined') {
        this.serverPid = other.pid
        return done(this.running(false))
      }
      if (await this.start(deadline)) return done(this.running(true))
      // It ended by itself. Either another program was quicker, or something of a killed server is still going down.
      if (!this.somethingStillLives()) return refused(problem('postgres/does-not-start', { folder: this.layout.folder, log: this.layout.log }))
      await pause(beat * 5)
    }
    return refused(problem('postgres/does-not-start', { folder: this.layout.folder, log: this.layout.log }))
  }

  private running(ours: boolean): Embedded {
    return {
      major: this.binaries.major,
      admin: (database = 'postgres') => ({ host: this.socket, port: 5432, user: superuser, database }),
      pid: () => this.serverPid,
      ours,
      lost: this.lost.promise,
      stop: () => (ours ? this.stop() : Promise.resolve()),
    }
  }

  /** What stands in the way of a start: a living server that may be joined, one that may not, or nothing. */
  private async otherServer(
    whenRunning: 'join' | 'refuse',
  ): Promise<Readonly<{ kind: 'none' }> | Readonly<{ kind: 'joined'; pid: number }> | Readonly<{ kind: 'refused'; problem: PostgresProblem }>> {
    const deadline = performance.now() + patience.start
    let readySince: number | null = null
    let orphanSince: number | null = null
    for (;;) {
      const found = this.pidFile()
      if (found === null) return { kind: 'none' }
      const { pid, ready } = found
      if (!serves(pid, this.layout.data)) {
        // A number left by a killed server. Where somebody else has it now, PostgreSQL itself would not dare to start.
        if (isAlive(markOf(pid))) rmSync(this.layout.pidFile, { force: true })
        return { kind: 'none' }
      }
      const record = this.record()
      const now = performance.now()
      if (record?.server === pid && isAlive(record.keeper)) {
        if (whenRunning === 'refuse') return { kind: 'refused', problem: problem('postgres/in-use', { folder: this.layout.folder, pid: record.keeper.pid }) }
        if (ready && (await this.answers())) return { kind: 'joined', pid }
      } else if (record?.server === pid) {
        // Its keeper was killed, and perhaps the shell that would have ended it: it is told to end, once more after a while.
        if (orphanSince === null || now - orphanSince > patience.orphan) {
          orphanSince = now
          process.kill(pid, 'SIGINT')
        }
      } else if (ready) {
        readySince ??= now
        if (now - readySince > patience.record) return { kind: 'refused', problem: problem('postgres/in-use', { folder: this.layout.folder, pid }) }
      }
      if (now > deadline) return { kind: 'refused', problem: problem('postgres/in-use', { folder: this.layout.folder, pid }) }
      await pause(beat)
    }
  }

  /** The server's own note: its number in the first line, its state in the eighth. */
  private pidFile(): Readonly<{ pid: number; ready: boolean }> | null {
    try {
      const lines = readFileSync(this.layout.pidFile, 'utf8').split('\n')
      const pid = Number.parseInt(lines[0] ?? '', 10)
      return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null
    } catch {
      return null
    }
  }

  private record(): KeeperRecord | null {
    try {
      return JSON.parse(readFileSync(this.layout.record, 'utf8')) as KeeperRecord
    } catch {
      return null
    }
  }

  private async answers(): Promise<boolean> {
    const client = new pg.Client({ host: this.socket, port: 5432, user: superuser, database: 'postgres' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      return false
    }
  }

  private somethingStillLives(): boolean {
    const found = this.pidFile()
    return (found !== null && serves(found.pid, this.layout.data)) || /shared memory block|lock file/.test(this.lastWords())
  }

  private lastWords(): string {
    try {
      return readFileSync(this.layout.log, 'utf8').slice(-1000)
    } catch {
      return ''
    }
  }

  /** Starts the server and waits until it answers; false when it ended before it did. */
  private async start(deadline: number): Promise<boolean> {
    const settings = {
      listen_addresses: '',
      port: '5432',
      // A list to PostgreSQL: quoted, a comma or a space in the path is part of it.
      unix_socket_directories: `"${this.socket.replaceAll('"', '""')}"`,
      unix_socket_permissions: '0700',
      timezone: 'Asia/Shanghai',
      log_timezone: 'Asia/Shanghai',
      cluster_name: 'yingjin',
      // Once a minute, unless said: so long lists were planned after a large import as if nobody had come.
      autovacuum_naptime: '10s',
      ...quietLog,
      ...this.settings,
    }
    const { command, account } = runningAs(this.as, this.binaries.postgres, [
      '-D',
      this.layout.data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ])
    const log = this.openLog()
    let child: ChildProcess
    try {
      // A session of its own: Ctrl-C in the terminal is for us, and the server ends after us and not beside us.
      child = spawn('/bin/sh', ['-c', keeperScript, 'sh', ...command], {
        cwd: '/',
        env: environment(),
        stdio: ['pipe', 'pipe', log],
        detached: true,
        ...account,
      })
    } finally {
      closeSync(log)
    }
    let ended = false
    child.once('exit', () => {
      ended = true
      if (this.child === child) this.restarting = this.startAgain()
    })
    child.once('error', () => {
      ended = true
    })
    child.stdin?.on('error', () => undefined)
    let said = ''
    child.stdout?.on('data', (data: Buffer) => {
      said += String(data)
    })
    // None of the three keeps this process alive: when our work is over, so is the server.
    child.unref()
    for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref: () => void } | null)?.unref()
    while (!ended && performance.now() < deadline) {
      const found = this.pidFile()
      if (said.includes('\n') && found?.ready === true && found.pid === Number.parseInt(said, 10) && (await this.answers())) {
        this.serverPid = found.pid
        await replaceText(this.layout.record, `${JSON.stringify({ keeper: markOf(process.pid), server: this.serverPid } satisfies KeeperRecord)}\n`)
        this.child = child
        if (!ended) return true
        this.child = null
        return false
      }
      await pause(beat)
    }
    child.stdin?.destroy()
    return false
  }

  /** A server that ended although nobody stopped it (killed, out of memory) is started again, unless it ends at once again and again. */
  private async startAgain(): Promise<void> {
    this.child = null
    if (this.stopping || (await this.comesBack()) || this.stopping) return
    this.lost.resolve()
  }
  private readonly lost = Promise.withResolvers<void>()

  private async comesBack(): Promise<boolean> {
    const now = performance.now()
    this.restarts = [...this.restarts.filter(at => now - at < 60_000), now]
    if (this.restarts.length > 5) return false
    const deadline = now + patience.start
    while (!this.stopping && performance.now() < deadline) {
      if (await this.start(deadline)) return true
      if (!this.somethingStillLives()) return false
      await pause(beat * 5)
    }
    return false
  }
  private restarts: readonly number[] = []
  private restarting: Promise<void> = Promise.resolve()

  private openLog(): number {
    const size = statSync(this.layout.log, { throwIfNoEntry: false })?.size ?? 0
    if (size > 4_000_000) renameSync(this.layout.log, `${this.layout.log}.1`)
    return openSync(this.layout.log, 'a', 0o600)
  }

  private async stop(): Promise<void> {
    this.stopping = true
    await this.restarting
    const child = this.child
    if (child === null) return
    this.child = null
    const ended = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise<void>(resolve => child.once('exit', () => resolve()))
    child.ref()
    child.stdin?.end()
    await ended
    rmSync(this.layout.record, { force: true })
  }
}
