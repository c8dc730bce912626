import { allRoles, conflicts, type Level, roleOf } from '@yingjin/domain/access'
import { done, type Result } from '@yingjin/kernel'
import type pg from 'pg'
import { asOwner, migrate, openPool, type PostgresProblem } from '../platform/postgres/index.ts'

/** The rows of the reference tables, as the table of roles says them: what the database looks rights up in. */
export const roleRows = (): Readonly<
  Record<'role' | 'role_level' | 'role_sender' | 'role_right' | 'role_appoints' | 'role_conflict', readonly (readonly (string | boolean)[])[]>
> => ({
  role: allRoles.map(role => [role, roleOf(role).name, roleOf(role).mustEnd ?? false]),
  role_level: allRoles.flatMap(role => {
    const { levels, byRelation = [], reaches = 'place' } = roleOf(role)
    return levels.map((level: Level) => [role, level, byRelation.includes(level), level === 'township' ? reaches : 'place'])
  }),
  role_sender: allRoles.flatMap(role => (roleOf(role).sends ?? []).map(sender => [role, sender])),
  role_right: allRoles.flatMap(role => {
    const { rows, counts = [], whenOpened = [], write } = roleOf(role)
    return [
      ...rows.map(field => [role, field, 'rows', false]),
      ...counts.map(field => [role, field, 'counts', false]),
      ...whenOpened.map(field => [role, field, 'rows', true]),
      ...write.map(field => [role, field, 'write', false]),
    ]
  }),
  role_appoints: allRoles.flatMap(role => (roleOf(role).appoints ?? []).map(appoints => [role, appoints])),
  role_conflict: conflicts.map(([role, withRole, reason]) => [role, withRole, reason]),
})

/**
 * Brings the reference tables of roles to what the program says, within a transaction of the owner. A role that grants
 * still name stays; what no longer stands in the table of roles, nobody may any more.
 */
export const layDownRoles = async (client: pg.ClientBase): Promise<void> => {
  const { role, ...of } = roleRows()
  await client.query('lock table access.role in share row exclusive mode')
  await insert(client, 'role', role, 'on conflict (role) do update set name = excluded.name, must_end = excluded.must_end')
  for (const [table, rows] of Object.entries(of)) {
    await client.query(`delete from access.${table}`)
    await insert(client, table, rows)
  }
}

const insert = async (client: pg.ClientBase, table: string, rows: readonly (readonly (string | boolean)[])[], otherwise = ''): Promise<void> => {
  await client.query(
    `insert into access.${table} select r.* from json_array_elements($1::json) as e(v), lateral json_populate_record(null::access.${table}, e.v) as r ${otherwise}`,
    [JSON.stringify(rows.map(row => Object.fromEntries(row.map((value, index) => [columns[table as keyof typeof columns][index], value]))))],
  )
}

const columns = {
  role: ['role', 'name', 'must_end'],
  role_level: ['role', 'level', 'by_relation', 'reaches'],
  role_sender: ['role', 'sender'],
  role_right: ['role', 'field', 'reach', 'when_opened'],
  role_appoints: ['role', 'appoints'],
  role_conflict: ['role', 'with_role', 'reason'],
} as const

/** Brings a database to this program's state: its schema, the roles in it, and the login library let in. Gives the names of the steps applied. */
export const bringUpToDate = async (owner: pg.ClientConfig): Promise<Result<readonly string[], PostgresProblem>> => {
  const steps = await migrate(owner)
  if (!steps.ok) return steps
  const pool = openPool(owner, { name: 'owner', max: 1 })
  try {
    await asOwner(pool, async (_, client) => {
      await layDownRoles(client)
      await client.query('call login.admit_library()')
      await client.query('call access.renew_lookup_key()')
    })
  } finally {
    await pool.end()
  }
  return done(steps.value)
}
