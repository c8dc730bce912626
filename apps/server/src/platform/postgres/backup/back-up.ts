import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { privateFolder, withPassingFolder } from '../../files/index.ts'
import { programVersion } from '../../version.ts'
import { appliedIn, type Migration, readMigrations, remaining } from '../migrate.ts'
import { connected } from '../open-postgres.ts'
import { tables } from '../tables.ts'
import { instant, valueTypes } from '../values.ts'
import type { BackupProblem } from './backup-problem.ts'
import { type KeptSequence, type KeptTable, type Manifest, writeManifest } from './manifest.ts'

/** What a backup came to; `left` names schemas of others in the same database, which are not ours to keep. */
export type BackedUp = Readonly<{ folder: string; manifest: Manifest; left: readonly string[] }>

/** However a server is set, the same rows give the same text. */
export const sameText = `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local search_path = ''; set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`

/**
 * Writes all records as of one moment into a folder that is not there yet or empty. Others go on writing meanwhile.
 * The folder appears under its name when it is whole. Its files are private; what is ciphertext stays ciphertext.
 * `onTable` hears of every table kept; what it throws ends the backup, and nothing of it stays.
 */
export const backUp = (
  owner: pg.ClientConfig,
  target: string,
  { shape = ourShape(), onTable = () => {} }: Readonly<{ shape?: Shape; onTable?: (kept: number, of: number) => void }> = {},
): Promise<Result<BackedUp, BackupProblem>> =>
  connected({ ...owner, types: valueTypes, application_name: 'yingjin backup' }, async client => {
    const folder = resolve(target)
    if (existsSync(folder) && readdirSync(folder).length > 0) return refused(problem('backup/folder-taken', { folder }))
    await client.query('begin isolation level repeatable read read only')
    await client.query(sameText)
    const known = await isOfThisProgram(client, shape.known)
    if (!known.ok) return known
    const all = await listTables(client)
    const schemas = schemasOf(shape)
    const ours = all.filter(table => schemas.has(table.schema))
    const stranger = ours.find(({ name }) => !shape.tables.has(name))
    if (stranger !== undefined) return refused(problem('backup/unknown-table', { table: stranger.name }))
    const halfSeen = ours.find(table => !table.whole)
    if (halfSeen !== undefined) return refused(problem('backup/not-whole', { table: halfSeen.name }))
    mkdirSync(dirname(folder), { recursive: true })
    const manifest = await withPassingFolder(dirname(folder), '.yingjin-backup-', async making => {
      privateFolder(join(making, 'tables'))
      const kept: KeptTable[] = []
      for (const table of ours) {
        kept.push(await keep(client, table, making))
        onTable(kept.length, ours.length)
      }
      const { rows } = await client.query<{ asOf: string; major: number }>(
        `select now()::text as "asOf", current_setting('server_version_num')::int / 10000 as major`,
      )
      const { asOf = '', major = 0 } = rows[0] ?? {}
      // Numbers are given out whatever becomes of a transaction: read last, they are beyond every row that was kept.
      const sequences = await readSequences(client, schemas)
      const written: Manifest = {
        format: 'yingjin-backup-1',
        program: programVersion,
        asOf: instant(asOf),
        major,
        migrations: known.value,
        tables: kept,
        sequences,
      }
      await writeManifest(making, written)
      if (existsSync(folder)) rmdirSync(folder)
      renameSync(making, folder)
      return written
    })
    await client.query('commit')
    return done({ folder, manifest, left: [...new Set(all.filter(table => !schemas.has(table.schema)).map(table => table.schema))] })
  })

/** The steps and tables of the program; a test may have its own. */
export type Shape = Readonly<{ known: readonly Migration[]; tables: ReadonlySet<string> }>
export const ourShape = (): Shape => ({ known: readMigrations(), tables: new Set(Object.keys(tables)) })
export const schemasOf = (shape: Shape): ReadonlySet<string> => new Set([...shape.tables].map(name => name.split('.')[0] ?? ''))

const isOfThisProgram = async (client: pg.ClientBase, known: readonly Migration[]): Promise<Result<Manifest['migrations'], BackupProblem>> => {
  const database = String((await client.query<{ name: string }>('select current_database()::text as name')).rows[0]?.name)
  const applied = await appliedIn(client)
  if (applied === null) return refused(problem('backup/no-records', { database }))
  const left = remaining(applied, known, database)
  return left.ok && left.value.length === 0 ? done(applied) : refused(problem('backup/other-state', { database, found: applied.length, known: known.length }))
}

type Table = Readonly<{ name: string; schema: string; path: string; columns: readonly string[]; key: readonly string[]; whole: boolean }>

/**
 * Every table with its columns, the expressions of its key's order, and whether the present user sees all of its rows:
 * a policy that hides some would make a backup that looks whole.
 */
export const listTables = async (client: pg.ClientBase): Promise<readonly Table[]> => {
  const { rows } = await client.query<Table>(
    `select n.nspname || '.' || c.relname as name, n.nspname::text as schema, format('%I.%I', n.nspname, c.relname) as path,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       array(select case when t.typname ~ '^reg' then format('%I::text collate "C"', a.attname)
                         when a.attcollation <> 0 then format('%I collate "C"', a.attname) else format('%I', a.attname) end
         from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
         join pg_type t on t.oid = a.atttypid
         where i.indrelid = c.oid and i.indisprimary order by k.place) as key,
       not row_security_active(c.oid) or exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
         and pg_get_expr(p.polqual, p.polrelid) = 'true' and p.polroles && array(select r.oid from pg_roles r where pg_has_role(r.oid, 'usage')))
         and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd in ('*', 'r')) as whole
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     order by n.nspname collate "C", c.relname collate "C"`,
  )
  return rows
}

/** Digests what flows through, and lets it through. */
export const metered = (): Readonly<{ stream: Transform; digest: () => string }> => {
  const hash = createHash('sha256')
  const stream = new Transform({
    transform: (chunk: Buffer, _, next) => {
      hash.update(chunk)
      next(null, chunk)
    },
  })
  let said: string | null = null
  return { stream, digest: () => (said ??= hash.digest('hex')) }
}

const keep = async (client: pg.ClientBase, table: Table, making: string): Promise<KeptTable> => {
  const columns = table.columns.map(column => pg.escapeIdentifier(column)).join(', ')
  const order = table.key.length === 0 ? '' : ` order by ${table.key.join(', ')}`
  const file = join('tables', `${table.name}.copy.gz`)
  const copy = client.query(copyTo(`copy (select ${columns} from ${table.path}${order}) to stdout`))
  const meter = metered()
  await pipeline(
    copy,
    meter.stream,
    createGzip({ level: constants.Z_BEST_SPEED }),
    createWriteStream(join(making, file), { mode: 0o600, flags: 'wx', flush: true }),
  )
  return { name: table.name, columns: table.columns, file, rows: copy.rowCount, digest: meter.digest() }
}

const readSequences = async (client: pg.ClientBase, schemas: ReadonlySet<string>): Promise<readonly KeptSequence[]> => {
  const { rows } = await client.query<{ name: string; path: string }>(
    `select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as path
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and n.nspname = any ($1) order by 1`,
    [[...schemas]],
  )
  const kept: KeptSequence[] = []
  for (const { name, path } of rows) {
    const found = (await client.query<{ last: string; called: boolean }>(`select last_value::text as last, is_called as called from ${path}`)).rows[0]
    if (found !== undefined) kept.push({ name, ...found })
  }
  return kept
}
