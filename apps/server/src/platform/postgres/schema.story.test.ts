import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { officeRole } from './roles.ts'
import { printTypes } from './print-types.ts'
import { tables, type TableKind } from './tables.ts'
import { aDatabase, type TestDatabase } from './testing/index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await aDatabase()
})
afterAll(() => db.close())

const ask = <Row extends object>(sql: string): Promise<readonly Row[]> => db.asOwner(async (_, client) => (await client.query<Row>(sql)).rows)

type Guard = Readonly<{ table: string; first_key: string | null; first_key_type: string | null; guarded: boolean; guarded_from_owner: boolean }>
const guards = (): Promise<readonly Guard[]> =>
  ask<Guard>(
    `select in_schema || '.' || in_table as "table", first_key, first_key_type, guarded, guarded_from_owner from infrastructure.table_guard order by 1`,
  )
const kindOf = (table: string): TableKind | undefined => (tables as Readonly<Record<string, TableKind>>)[table]
const subjects = async (): Promise<readonly Guard[]> => (await guards()).filter(({ table }) => kindOf(table) === 'subject')

test('every table of the database is a subject, a reference or infrastructure, and nothing else is listed', async () => {
  expect((await guards()).map(({ table }) => table)).toEqual(Object.keys(tables).toSorted())
  for (const kind of Object.values(tables)) expect(kind === 'subject' || kind.because.length > 10).toBe(true)
})

test('every key of a subject table begins with its division, as text', async () => {
  const found = await subjects()
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter(each => each.first_key !== 'division' || each.first_key_type !== 'text')).toEqual([])
})

test('row security holds for every subject table, its owner included, and every such table has a policy of the office', async () => {
  expect((await subjects()).filter(each => !each.guarded || !each.guarded_from_owner)).toEqual([])
  const without = await ask<{ table: string }>(
    `select g.in_schema || '.' || g.in_table as "table" from infrastructure.table_guard g
     where g.guarded and not exists (select from pg_policies p where p.schemaname = g.in_schema and p.tablename = g.in_table and '${officeRole}' = any (p.roles))`,
  )
  expect(without).toEqual([])
})

test('a table of no division is closed to the office, or the office only reads it', async () => {
  const written = await ask<{ table: string }>(
    `select g.in_schema || '.' || g.in_table as "table" from infrastructure.table_guard g
     where not g.guarded and has_table_privilege('${officeRole}', format('%I.%I', g.in_schema, g.in_table), 'insert, update, delete')`,
  )
  expect(written.map(({ table }) => table)).toEqual([])
})

test('every column has a class', async () => {
  expect(await ask(`select in_schema, in_table, in_column from infrastructure.column_class where class is null`)).toEqual([])
  expect((await ask(`select from infrastructure.column_class`)).length).toBeGreaterThan(10)
})

test('an identity column holds ciphertext or a keyed digest, never text', async () => {
  expect(await ask(`select in_schema, in_table, in_column, type from infrastructure.column_class where class = 'identity' and type <> 'bytea'`)).toEqual([])
})

test('a view looks with the eyes of whoever asks, and a function with the rights of its owner looks nowhere by chance', async () => {
  const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`
  expect(
    await ask(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('v', 'm') and ${ours} and not coalesce('security_invoker=true' = any (c.reloptions), false)`,
    ),
  ).toEqual([])
  expect(
    await ask(
      `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and ${ours} and not coalesce(array_to_string(p.proconfig, ' ') ~ 'search_path=pg_catalog, pg_temp', false)`,
    ),
  ).toEqual([])
})

test('the office owns nothing, cannot empty a table, and is no role of rank', async () => {
  expect(await ask(`select relname from pg_class where relowner = '${officeRole}'::regrole`)).toEqual([])
  expect(
    await ask(
      `select in_table from infrastructure.table_guard
       where has_table_privilege('${officeRole}', format('%I.%I', in_schema, in_table), 'truncate, references, trigger')`,
    ),
  ).toEqual([])
  expect(await ask(`select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = '${officeRole}'`)).toEqual([
    { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false },
  ])
})

test('the types in the repository are those of the migrations; npm run db:types prints them anew', async () => {
  const now = await db.asOwner((_, client) => printTypes(client))
  expect(readFileSync(join(import.meta.dirname, 'database.ts'), 'utf8')).toBe(now)
})
