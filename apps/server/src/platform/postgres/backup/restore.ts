import { createReadStream, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { done, must, problem, refused, type Result } from '@yingjin/kernel'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { inside } from '../../files/index.ts'
import { applyStep, lockForMigration, migrate, type Migration } from '../migrate.ts'
import { connected } from '../open-postgres.ts'
import { valueTypes } from '../values.ts'
import { listTables, metered, ourShape, sameText, schemasOf, type Shape } from './back-up.ts'
import type { BackupProblem } from './backup-problem.ts'
import { type KeptTable, type Manifest, readManifest } from './manifest.ts'

export type Restored = Readonly<{ manifest: Manifest; steps: readonly string[] }>

/**
 * Lays a backup into an empty database: the schema of its time, all rows and numbers, in one transaction, so that what
 * breaks off leaves the database empty. Then the schema goes on to this program's state. Every file is held against
 * its digest before the first row is laid down.
 */
export const restore = async (owner: pg.ClientConfig, source: string, shape: Shape = ourShape()): Promise<Result<Restored, BackupProblem>> => {
  const folder = resolve(source)
  const read = readManifest(folder)
  if (!read.ok) return read
  const manifest = read.value
  const steps = stepsOf(manifest, shape.known)
  if (!steps.ok) return steps
  for (const table of manifest.tables) {
    const sound = await isSound(folder, table)
    if (!sound.ok) return sound
  }
  const laid = await connected({ ...owner, types: valueTypes, application_name: 'yingjin restore' }, async client => {
    await lockForMigration(client)
    const database = String((await client.query<{ name: string }>('select current_database()::text as name')).rows[0]?.name)
    if (!(await isEmpty(client, schemasOf(shape)))) return refused(problem('backup/not-empty', { database }))
    await client.query('begin')
    try {
      const result = await layDown(client, folder, manifest, steps.value, schemasOf(shape))
      await client.query(result.ok ? 'commit' : 'rollback')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  })
  if (!laid.ok) return laid
  return done({ manifest, steps: must(await migrate(owner, shape.known)) })
}

/** The steps that made the backup's schema, which must be this program's own. */
const stepsOf = (manifest: Manifest, known: readonly Migration[]): Result<readonly Migration[], BackupProblem> => {
  const found = manifest.migrations.length
  if (found > known.length) return refused(problem('backup/newer', { found, known: known.length, program: manifest.program }))
  const other = manifest.migrations.find(({ name, digest }, i) => known[i]?.name !== name || known[i]?.digest !== digest)
  return other === undefined ? done(known.slice(0, found)) : refused(problem('backup/other-program', { name: other.name }))
}

const isSound = async (folder: string, table: KeptTable): Promise<Result<null, BackupProblem>> => {
  const file = inside(folder, table.file)
  if (!existsSync(file)) return refused(problem('backup/damaged', { file: table.file, what: 'missing' }))
  const meter = metered()
  try {
    await pipeline(createReadStream(file), createGunzip(), meter.stream, new Writable({ write: (_, __, next) => next() }))
  } catch {
    return refused(problem('backup/damaged', { file: table.file, what: 'unreadable' }))
  }
  return meter.digest() === table.digest ? done(null) : refused(problem('backup/damaged', { file: table.file, what: 'changed' }))
}

const isEmpty = async (client: pg.ClientBase, schemas: ReadonlySet<string>): Promise<boolean> => {
  const { rows } = await client.query<{ empty: boolean }>(`select not exists (select from pg_namespace where nspname = any ($1)) as empty`, [[...schemas]])
  return rows[0]?.empty === true
}

const layDown = async (
  client: pg.ClientBase,
  folder: string,
  manifest: Manifest,
  steps: readonly Migration[],
  schemas: ReadonlySet<string>,
): Promise<Result<null, BackupProblem>> => {
  for (const step of steps) {
    await applyStep(client, step)
    // What a commit between the steps would have checked.
    await client.query('set constraints all immediate')
  }
  await client.query(sameText)
  const there = new Map((await listTables(client)).filter(table => schemas.has(table.schema)).map(table => [table.name, table]))
  const strange = manifest.tables.find(({ name, columns }) => there.get(name)?.columns.join() !== columns.join())
  if (strange !== undefined || manifest.tables.length !== there.size)
    return refused(problem('backup/does-not-fit', { table: strange?.name ?? '', says: '结构不同' }))
  const asItWas = await open(client, schemas)
  // What the steps laid down themselves stands in the backup as it was then.
  await client.query(`truncate ${manifest.tables.map(({ name }) => there.get(name)?.path).join(', ')}`)
  for (const table of manifest.tables) {
    const columns = table.columns.map(column => pg.escapeIdentifier(column)).join(', ')
    const into = client.query(copyFrom(`copy ${there.get(table.name)?.path} (${columns}) from stdin`))
    try {
      await pipeline(createReadStream(join(folder, table.file)), createGunzip(), new PassThrough(), into)
    } catch (error) {
      return refused(problem('backup/does-not-fit', { table: table.name, says: error instanceof Error ? error.message : String(error) }))
    }
    if (into.rowCount !== table.rows) return refused(problem('backup/does-not-fit', { table: table.name, says: `${into.rowCount} ≠ ${table.rows}` }))
  }
  for (const statement of asItWas) await client.query(statement)
  for (const { name, last, called } of manifest.sequences) {
    await client.query('select setval(format($1, $2::text, $3::text)::regclass, $4::bigint, $5)', [
      '%I.%I',
      name.slice(0, name.indexOf('.')),
      name.slice(name.indexOf('.') + 1),
      last,
      called,
    ])
  }
  return done(null)
}

type Statement = Readonly<{ open: string; close: string }>

/**
 * For the time of laying down: no foreign key is checked row by row, no trigger fires, and the owner may copy into a
 * table under row security. Gives the statements that make everything as it was; foreign keys are then checked at once.
 */
const open = async (client: pg.ClientBase, schemas: ReadonlySet<string>): Promise<readonly string[]> => {
  const { rows } = await client.query<Statement>(
    `with ours as (select c.oid, format('%I.%I', n.nspname, c.relname) as path, c.relforcerowsecurity
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any ($1))
     select format('alter table %s drop constraint %I', o.path, k.conname) as open,
       format('alter table %s add constraint %I %s', o.path, k.conname, pg_get_constraintdef(k.oid)) as close
     from pg_constraint k join ours o on o.oid = k.conrelid where k.contype = 'f' and k.conparentid = 0
     union all
     select format('alter table %s disable trigger %I', o.path, t.tgname),
       format('alter table %s enable %s trigger %I', o.path, case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname)
     from pg_trigger t join ours o on o.oid = t.tgrelid where not t.tgisinternal and t.tgenabled <> 'D'
     union all
     select format('alter table %s no force row level security', path), format('alter table %s force row level security', path) from ours where relforcerowsecurity`,
    [[...schemas]],
  )
  for (const statement of rows) await client.query(statement.open)
  return rows.map(statement => statement.close)
}
