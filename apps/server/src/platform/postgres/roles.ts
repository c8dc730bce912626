import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import pg from 'pg'
import { privateFolder, replaceText } from '../files/index.ts'
import type { PostgresProblem } from './postgres-problem.ts'

/** Owns the schemas and migrates; of an embedded server only. By a URL, the owner is whoever the URL names. */
export const ownerRole = 'yingjin_owner'
/** What the application logs in as: owns nothing, may nothing but what a migration grants, and row security holds for it. */
export const officeRole = 'yingjin_office'
/** What the login library logs in as: it alone touches users, passwords and sessions, and touches nothing else. */
export const loginRole = 'yingjin_login'

/** Roles that may have an address of their own, and where it is said. */
export type GivenRole = typeof officeRole | typeof loginRole
export const variableOf: Readonly<Record<GivenRole, string>> = { [officeRole]: 'OFFICE_DATABASE_URL', [loginRole]: 'LOGIN_DATABASE_URL' }

const plain = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls'

/** Two programs may start at once, and roles belong to the whole server: made under a lock, and only where missing. */
export const makeRole = async (client: pg.ClientBase, role: string, password: string | null = null): Promise<boolean> => {
  const literal = password === null ? '' : ` password ${pg.escapeLiteral(password)}`
  await client.query('select pg_advisory_lock(hashtext($1))', [`yingjin role ${role}`])
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    if (rowCount !== 0) return false
    await client.query(`create role ${pg.escapeIdentifier(role)} ${plain}${literal}`)
    return true
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [`yingjin role ${role}`])
  }
}

/** Passwords that this program made, by server; in the configuration folder, never with the data. */
const passwordFile = (config: string): string => join(config, 'postgres.json')
const passwords = (config: string): Record<string, string> => {
  try {
    return JSON.parse(readFileSync(passwordFile(config), 'utf8')) as Record<string, string>
  } catch {
    return {}
  }
}

const serverName = ({ host, port }: pg.ClientConfig): string => `${host ?? ''}:${port ?? 5432}`

/** A role's connection to the owner's database: the role made with a password of its own, or the one made before. */
export const connectionOf = async (
  role: GivenRole,
  owner: pg.ClientConfig,
  client: pg.ClientBase,
  config: string,
): Promise<Result<pg.ClientConfig, PostgresProblem>> => {
  const server = role === officeRole ? serverName(owner) : `${serverName(owner)} ${role}`
  const known = passwords(config)[server]
  const as = (password: string | undefined): pg.ClientConfig => ({ ...owner, user: role, password })
  const password = randomBytes(24).toString('base64url')
  let made: boolean
  try {
    made = await makeRole(client, role, password)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
    return refused(problem('postgres/cannot-make-office', { role, owner: owner.user ?? '', variable: variableOf[role] }))
  }
  if (made) {
    privateFolder(config)
    await replaceText(passwordFile(config), `${JSON.stringify({ ...passwords(config), [server]: password }, null, 2)}\n`)
    return done(as(password))
  }
  // A server that trusts this connection asks for no password, and then none is needed.
  return (await mayLogIn(as(known)))
    ? done(as(known))
    : refused(problem('postgres/office-password-unknown', { role, file: passwordFile(config), variable: variableOf[role] }))
}

const mayLogIn = async (config: pg.ClientConfig): Promise<boolean> => {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

type Strength = Readonly<{ rolsuper: boolean; rolbypassrls: boolean; member: boolean; other: boolean; owns: boolean; owner: boolean }>

/**
 * Row security holds only for a role that can neither pass it by nor take it away; and who works with records touches no
 * password, nor the other way round. `as` is the role it stands for.
 */
export const isWeakEnough = async (client: pg.ClientBase, role: string, as: GivenRole): Promise<Result<null, PostgresProblem>> => {
  const { rows } = await client.query<Strength>(
    `select r.rolsuper, r.rolbypassrls, pg_has_role(r.oid, $2, 'usage') as member, exists (select from pg_roles o where o.rolname = $3 and pg_has_role(r.oid, o.oid, 'usage')) as other, r.rolname = current_user as owner,
       pg_has_role(r.oid, current_user, 'member') or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relowner = r.oid and n.nspname !~ '^pg_') or exists (select from pg_database d where d.datname = current_database() and d.datdba = r.oid) as owns
     from pg_roles r where r.rolname = $1`,
    [role, as, as === officeRole ? loginRole : officeRole],
  )
  const found = rows[0]
  if (found === undefined) throw new Error('a role that logged in is not there')
  const why: 'owner' | 'superuser' | 'bypassrls' | 'owns' | 'both' | null = found.owner
    ? 'owner'
    : found.rolsuper
      ? 'superuser'
      : found.rolbypassrls
        ? 'bypassrls'
        : found.owns
          ? 'owns'
          : found.other
            ? 'both'
            : null
  if (why !== null) return refused(problem('postgres/office-too-strong', { role, why, variable: variableOf[as] }))
  return found.member ? done(null) : refused(problem('postgres/office-not-member', { role, of: as, variable: variableOf[as] }))
}
