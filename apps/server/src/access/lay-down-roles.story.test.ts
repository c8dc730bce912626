import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../platform/postgres/testing/index.ts'
import { bringUpToDate, roleRows } from './lay-down-roles.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await aDatabase({ empty: true })
})
afterAll(() => db.close())

const keys: Readonly<Record<string, string>> = {
  role: 'role, name, must_end',
  role_level: 'role, level, by_relation, reaches',
  role_sender: 'role, sender',
  role_right: 'role, field, reach, when_opened',
  role_appoints: 'role, appoints',
  role_conflict: 'role, with_role, reason',
}
const inDatabase = (table: string): Promise<readonly (readonly unknown[])[]> =>
  db.asOwner(async (_, client) => (await client.query<unknown[]>({ text: `select ${keys[table]} from access.${table}`, rowMode: 'array' })).rows)
const sorted = (rows: readonly (readonly unknown[])[]): readonly string[] => rows.map(row => JSON.stringify(row)).toSorted()

test('a database that was brought up to date holds the table of roles, line for line', async () => {
  expect((await bringUpToDate(db.postgres.owner())).ok).toBe(true)
  for (const [table, rows] of Object.entries(roleRows())) expect(sorted(await inDatabase(table))).toEqual(sorted(rows))
})

test('a right that no longer stands in the table, or was put there by hand, is gone after the next start', async () => {
  await db.asOwner((_, client) =>
    client.query(`insert into access.role_right values ('A-28', 'persons', 'rows'); insert into access.role_appoints values ('A-06', 'A-12');
      delete from access.role_conflict; update access.role set name = '别的名字'; update access.role_right set when_opened = false`),
  )
  expect(await bringUpToDate(db.postgres.owner())).toEqual({ ok: true, value: [] })
  for (const [table, rows] of Object.entries(roleRows())) expect(sorted(await inDatabase(table))).toEqual(sorted(rows))
})
