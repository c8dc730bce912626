import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import pg from 'pg'
import { removeAbandoned, removeFolder } from '../../files/index.ts'
import { openPool } from '../acting.ts'
import { openEmbedded } from '../embedded.ts'
import { migrate, type Migration, readMigrations } from '../migrate.ts'
import { connected, readUrl } from '../open-postgres.ts'
import { loginRole, makeRole, officeRole, ownerRole } from '../roles.ts'
import { valueTypes } from '../values.ts'

/** A database of a test as a worker can be told of it. */
export type Made = Readonly<{ name: string; major: number; owner: pg.ClientConfig; office: pg.ClientConfig; login: pg.ClientConfig; admin: pg.ClientConfig }>

/** A server that makes databases for tests and takes all of them away at its end. */
export type TestServer = Readonly<{
  make: (kind: 'migrated' | 'empty') => Promise<Made>
  drop: (name: string) => Promise<void>
  stop: () => Promise<void>
}>

type Base = Readonly<{ major: number; admin: (database?: string) => pg.ClientConfig; password: string | undefined; stop: () => Promise<void> }>

/** Safe from nothing, and quick: what is in it is gone with the run anyhow. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', max_wal_size: '4GB' } as const

const prefix = 'yj-'

const openFolder = async (): Promise<Base> => {
  removeAbandoned(tmpdir(), prefix)
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const remove = (): void => removeFolder(folder)
  // The folder goes with the run, or after a kill with the next one; the server goes in any case.
  process.once('exit', remove)
  const server = must(await openEmbedded(folder, { settings: careless }))
  const stop = async (): Promise<void> => {
    await server.stop()
    process.removeListener('exit', remove)
    remove()
  }
  return { major: server.major, admin: server.admin, password: undefined, stop }
}

const openUrl = async (url: string): Promise<Base> => {
  const admin = must(readUrl(url, 'TEST_DATABASE_URL'))
  const major = await connected(admin, async client => {
    const { rows } = await client.query<{ major: number }>(`select current_setting('server_version_num')::int / 10000 as major`)
    return rows[0]?.major ?? 0
  })
  // Two runs on one server give the roles the same password.
  const password = createHash('sha256').update(url).digest('hex')
  return { major, admin: (database = admin.database) => ({ ...admin, database }), password, stop: () => Promise.resolve() }
}

/** The server of `TEST_DATABASE_URL`, whose user may make roles and databases; else an embedded one in a passing folder. */
export const openTestServer = async (url: string = process.env['TEST_DATABASE_URL'] ?? ''): Promise<TestServer> => {
  const base = url === '' ? await openFolder() : await openUrl(url)
  // One connection holds the lock of this run; what is asked at the same time is done at the same time.
  const client = new pg.Client(base.admin())
  client.on('error', () => undefined)
  await client.connect()
  const pool = openPool(base.admin(), { name: 'test server', max: 4 })
  for (const role of [ownerRole, officeRole, loginRole]) await takeRole(client, role, base.password ?? null)
  const run = await takeRun(client)
  const names = new Set<string>()
  let count = 0

  const as = (user: string, database: string): pg.ClientConfig => ({ ...base.admin(database), user, password: base.password })
  const create = async (name: string, template: string | null): Promise<string> => {
    names.add(name)
    const from = template === null ? `template template0 encoding 'UTF8' locale 'C'` : `template ${template}`
    await pool.query(`create database ${name} owner ${ownerRole} ${from}`)
    return name
  }
  const drop = async (name: string): Promise<void> => {
    if (!names.delete(name)) return
    await pool.query(`drop database if exists ${name} with (force)`)
  }

  const templates = new Map<string, Promise<string>>()
  const templateOf = (known: readonly Migration[]): Promise<string> => {
    const digest = createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 12)
    const made = templates.get(digest) ?? makeTemplate(`${run.prefix}t${digest}`, known)
    templates.set(digest, made)
    return made
  }
  const makeTemplate = async (name: string, known: readonly Migration[]): Promise<string> => {
    await create(name, null)
    must(await migrate(as(ownerRole, name), known))
    return name
  }

  const make = async (kind: 'migrated' | 'empty'): Promise<Made> => {
    const template = kind === 'empty' ? null : await templateOf(readMigrations())
    const name = await create(`${run.prefix}${(count += 1)}`, template)
    // Rights on the database itself do not come with a template.
    await pool.query(
      `revoke all on database ${name} from public; grant connect, temporary on database ${name} to ${officeRole}; grant connect on database ${name} to ${loginRole}`,
    )
    return { name, major: base.major, owner: as(ownerRole, name), office: as(officeRole, name), login: as(loginRole, name), admin: base.admin(name) }
  }

  const stop = async (): Promise<void> => {
    if (base.password !== undefined) for (const name of names) await drop(name)
    await pool.end()
    await client.end()
    await base.stop()
  }
  return { make, drop, stop }
}

const forTests = 'made for tests'

/** Roles belong to the whole server. One that an installation of the program uses there keeps its password, and the run is refused. */
const takeRole = async (client: pg.ClientBase, role: string, password: string | null): Promise<void> => {
  if (await makeRole(client, role, password)) await client.query(`comment on role ${role} is '${forTests}'`)
  if (password === null) return
  const { rows } = await client.query<{ said: string | null }>(`select shobj_description(oid, 'pg_authid') as said from pg_roles where rolname = $1`, [role])
  if (rows[0]?.said !== forTests) throw new Error(`the role ${role} of this server belongs to an installation; name another server by TEST_DATABASE_URL`)
}

/** Databases of a run carry its number, held by a lock while the run lives; what a killed run left on a server is dropped. */
const takeRun = async (client: pg.ClientBase): Promise<Readonly<{ prefix: string }>> => {
  const held = async (number: number): Promise<boolean> => {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock(990101002, $1) as got', [number])
    return rows[0]?.got === true
  }
  const { rows } = await client.query<{ name: string }>(`select datname::text as name from pg_database where datname like 'yingjin\\_test\\_%'`)
  const abandoned = Map.groupBy(rows, row => Number(/^yingjin_test_(\d+)_/.exec(row.name)?.[1] ?? 0))
  for (const [number, databases] of abandoned) {
    if (!(await held(number))) continue
    for (const { name } of databases) await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
    await client.query('select pg_advisory_unlock(990101002, $1)', [number])
  }
  for (let number = 1; ; number += 1) if (await held(number)) return { prefix: `yingjin_test_${number}_` }
}

/** What a worker is sent carries no functions. */
export const withTypes = (config: pg.ClientConfig): pg.ClientConfig => ({ ...config, types: valueTypes })
