import { done, problem, refused, type Result } from '@yingjin/kernel'
import pg from 'pg'
import { configDirectory } from '../vault/index.ts'
import { type EmbeddedOptions, openEmbedded } from './embedded.ts'
import type { PostgresPlace } from './place.ts'
import type { PostgresProblem } from './postgres-problem.ts'
import { connectionOf, type GivenRole, isWeakEnough, loginRole, makeRole, officeRole, ownerRole, variableOf } from './roles.ts'
import { valueTypes } from './values.ts'

/** The records' server, ready to be connected to as the owner (migration, backup) and as the office (everything else). */
export type Postgres = Readonly<{
  major: number
  owner: () => pg.ClientConfig
  office: () => pg.ClientConfig
  /** For the login library alone: users, passwords and sessions. Null where its role could not be made or its password is not known: nobody logs in there. */
  login: () => pg.ClientConfig | null
  /** Settles when a server of our own has ended and cannot be started again. */
  lost?: Promise<void>
  stop: () => Promise<void>
}>

export type OpenOptions = EmbeddedOptions & Readonly<{ database?: string; config?: string }>

const oldest = 150_000

/** Opens the place of the records: starts (or joins) the embedded server, or looks at the one a URL names. */
export const openPostgres = (place: PostgresPlace, options: OpenOptions = {}): Promise<Result<Postgres, PostgresProblem>> =>
  place.kind === 'embedded' ? openFolder(place.folder, options) : openUrl(place, options)

const openFolder = async (folder: string, options: OpenOptions): Promise<Result<Postgres, PostgresProblem>> => {
  const opened = await openEmbedded(folder, options)
  if (!opened.ok) return opened
  const server = opened.value
  const database = options.database ?? 'yingjin'
  try {
    await connected(server.admin(), async client => {
      for (const role of [ownerRole, officeRole, loginRole]) await makeRole(client, role)
      await makeDatabase(client, database)
    })
  } catch (error) {
    await server.stop()
    throw error
  }
  const as = (user: string) => (): pg.ClientConfig => ({ ...server.admin(database), user, types: valueTypes })
  return done({ major: server.major, owner: as(ownerRole), office: as(officeRole), login: as(loginRole), lost: server.lost, stop: server.stop })
}

const makeDatabase = async (client: pg.ClientBase, database: string): Promise<void> => {
  const lock = `yingjin database ${database}`
  await client.query('select pg_advisory_lock(hashtext($1))', [lock])
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount !== 0) return
    await client.query(`create database ${pg.escapeIdentifier(database)} owner ${ownerRole} template template0 encoding 'UTF8' locale 'C'`)
    await client.query(`revoke all on database ${pg.escapeIdentifier(database)} from public`)
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [lock])
  }
}

/** What a connection string says, read by the library that will use it. */
export const readUrl = (url: string, variable: string): Result<pg.ClientConfig, PostgresProblem> => {
  try {
    const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url }) as unknown as pg.ClientConfig
    if (!/^postgres(ql)?:\/\//.test(url) || host === undefined || database === undefined || user === undefined) throw new Error('incomplete')
    return done({ host, port, user, password, database, ssl, types: valueTypes })
  } catch {
    return refused(problem('postgres/bad-url', { variable }))
  }
}

/** A server as it may be told: without its password. */
const told = ({ host, port, database }: pg.ClientConfig): string => `${host}:${port}/${database}`

const openUrl = async (
  { url, officeUrl, loginUrl }: Extract<PostgresPlace, { kind: 'url' }>,
  options: OpenOptions,
): Promise<Result<Postgres, PostgresProblem>> => {
  const read = readUrl(url, 'DATABASE_URL')
  if (!read.ok) return read
  const owner = options.database === undefined ? read.value : { ...read.value, database: options.database }
  const reached = await reach(owner)
  if (!reached.ok) return reached
  const client = reached.value
  try {
    const { rows } = await client.query<{ version: number; said: string; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as said,
         (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding`,
    )
    const found = rows[0]
    if (found === undefined) throw new Error('a server does not know its version')
    if (found.version < oldest) return refused(problem('postgres/too-old', { server: told(owner), found: found.said }))
    if (found.encoding !== 'UTF8') return refused(problem('postgres/not-utf8', { database: owner.database ?? '', encoding: found.encoding }))
    const as = (role: GivenRole, given: string | undefined): Promise<Result<pg.ClientConfig, PostgresProblem>> =>
      given === undefined ? connectionOf(role, owner, client, options.config ?? configDirectory()) : givenConnection(role, given, owner, client)
    const office = await as(officeRole, officeUrl)
    if (!office.ok) return office
    const weak = await isWeakEnough(client, office.value.user ?? '', officeRole)
    if (!weak.ok) return weak
    const login = await as(loginRole, loginUrl)
    // Said, it must serve; not said and not to be had, nobody logs in and the rest works.
    if (!login.ok && loginUrl !== undefined) return login
    if (login.ok) {
      const alone = await isWeakEnough(client, login.value.user ?? '', loginRole)
      if (!alone.ok) return alone
    }
    return done({
      major: Math.floor(found.version / 10_000),
      owner: () => owner,
      office: () => office.value,
      login: () => (login.ok ? login.value : null),
      stop: () => Promise.resolve(),
    })
  } finally {
    await client.end()
  }
}

/** An address of its own for a role: the administrator made the role, and it must be the one named or belong to it. */
const givenConnection = async (
  role: GivenRole,
  given: string,
  owner: pg.ClientConfig,
  client: pg.ClientBase,
): Promise<Result<pg.ClientConfig, PostgresProblem>> => {
  const read = readUrl(given, variableOf[role])
  if (!read.ok) return read
  const reached = await reach(read.value)
  if (!reached.ok) return reached
  await reached.value.end()
  try {
    await makeRole(client, role)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
    return refused(problem('postgres/cannot-make-office', { role, owner: owner.user ?? '', variable: variableOf[role] }))
  }
  return read
}

const reach = async (config: pg.ClientConfig): Promise<Result<pg.Client, PostgresProblem>> => {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 15_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return done(client)
  } catch (error) {
    return refused(problem('postgres/unreachable', { server: told(config), why: error instanceof Error ? whyOf(error) : String(error) }))
  }
}

const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: '那里没有数据库在运行',
  ENOENT: '那里没有数据库在运行',
  ENOTFOUND: '主机名找不到',
  ETIMEDOUT: '等了很久没有回答',
  '28P01': '口令不对',
  '28000': '用户不许登录',
  '3D000': '没有这个库',
}
const whyOf = (error: Error): string => ('code' in error ? causes[String(error.code)] : undefined) ?? error.message

/** One connection for one piece of work. */
export const connected = async <T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
