import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import pg from 'pg'
import { programVersion } from '../version.ts'
import { connected } from './open-postgres.ts'
import type { PostgresProblem } from './postgres-problem.ts'

/** One step of the schema: plain SQL, forward only. The digest is of its text, whatever the line ends. */
export type Migration = Readonly<{ number: number; name: string; text: string; digest: string }>

export const migrationsFolder = join(import.meta.dirname, '../../../migrations')

/** All steps this program knows, in order, numbered 1, 2, 3 … without a gap. */
export const readMigrations = (folder: string = migrationsFolder): readonly Migration[] => {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .toSorted()
  return names.map((name, index) => {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1])
    if (number !== index + 1) throw new Error(`migrations are numbered in one sequence: ${name} should be number ${index + 1}`)
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { number, name: name.slice(0, -'.sql'.length), text, digest: createHash('sha256').update(text).digest('hex') }
  })
}

export type Applied = Readonly<{ number: number; name: string; digest: string }>

/** What a database has; null where it is not ours yet. */
export const appliedIn = async (client: pg.ClientBase): Promise<readonly Applied[] | null> => {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('infrastructure.migration') is not null as there`)
  if (rows[0]?.there !== true) return null
  return (await client.query<Applied>('select number, name, digest from infrastructure.migration order by number')).rows
}

/** What is still to be applied; refused where the database is not an earlier state of this program's. */
export const remaining = (applied: readonly Applied[], known: readonly Migration[], database: string): Result<readonly Migration[], PostgresProblem> => {
  const newest = applied.at(-1)?.number ?? 0
  if (newest > known.length) return refused(problem('postgres/newer-database', { database, found: newest, known: known.length }))
  for (const each of applied) {
    const ours = known[each.number - 1]
    if (ours === undefined) throw new Error('a number below the newest is not known')
    if (ours.name !== each.name) return refused(problem('postgres/unknown-migration', { name: each.name }))
    if (ours.digest !== each.digest) return refused(problem('postgres/changed-migration', { name: each.name }))
  }
  return done(known.slice(newest))
}

/** One number for all programs that migrate a database, so that of two that start at once one waits for the other. */
const lockKey = 990_101_001
/** Held until the connection ends. */
export const lockForMigration = async (client: pg.ClientBase): Promise<void> => {
  await client.query('select pg_advisory_lock($1)', [lockKey])
}

/**
 * Brings a database to this program's state, each step in a transaction of its own; gives the names of the steps.
 * Of two programs that begin at once one waits, and then finds nothing left to do.
 */
export const migrate = (owner: pg.ClientConfig, known: readonly Migration[] = readMigrations()): Promise<Result<readonly string[], PostgresProblem>> =>
  connected({ ...owner, application_name: 'yingjin migrate' }, async client => {
    await lockForMigration(client)
    const database = String((await client.query<{ name: string }>('select current_database() as name')).rows[0]?.name)
    const applied = await appliedIn(client)
    if (applied === null && (await holdsOthers(client))) return refused(problem('postgres/foreign-database', { database }))
    const left = remaining(applied ?? [], known, database)
    if (!left.ok) return left
    for (const step of left.value) {
      const applies = await apply(client, step)
      if (!applies.ok) return applies
    }
    return done(left.value.map(step => step.name))
  })

const holdsOthers = async (client: pg.ClientBase): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>(
    `select exists (select from pg_namespace where nspname in ('infrastructure', 'access', 'registry', 'leads', 'audit')) as there`,
  )
  return rows[0]?.there === true
}

/** One step within a transaction that somebody else began and will end. */
export const applyStep = async (client: pg.ClientBase, { number, name, text, digest }: Migration): Promise<void> => {
  // Every name says its schema: nothing lands where the connection happens to look first.
  await client.query(`set local search_path = ''`)
  await client.query(text)
  await client.query('insert into infrastructure.migration (number, name, digest, program) values ($1, $2, $3, $4)', [number, name, digest, programVersion])
}

const apply = async (client: pg.ClientBase, step: Migration): Promise<Result<null, PostgresProblem>> => {
  try {
    await client.query('begin')
    await applyStep(client, step)
    await client.query('commit')
    return done(null)
  } catch (error) {
    await client.query('rollback')
    if (!(error instanceof pg.DatabaseError)) throw error
    const line = error.position === undefined ? null : step.text.slice(0, Number(error.position)).split('\n').length
    return refused(problem('postgres/migration-fails', { name: step.name, says: error.message, line }))
  }
}
