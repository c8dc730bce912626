import type { Field } from '@yingjin/domain/access'
import pg from 'pg'
import { asActor } from '../../../platform/postgres/index.ts'
import { aDatabase, type TestDatabase } from '../../../platform/postgres/testing/index.ts'
import { actingOf, chanceOf, insertText, layDown, placeBy, placeColumns, type ProtectedTable, rowAt } from './lay-down.ts'
import { type Gathered, gatheredOf } from './gathered.ts'
import { type Acts, actsOf, may, reaches, type Row } from './oracle.ts'
import { type Protection, tableFields } from './table-fields.ts'
import { type Asker, askersOf, type World } from './world.ts'

/** How much was held against the oracle, and every place where the two do not say the same. */
export type Attacked = { triples: number; writes: number; counts: number; seen: number; differences: string[] }

type Kept = Readonly<{ id: string; row: Readonly<Record<string, string | null>> }>

const protectionOf = (table: ProtectedTable): Protection => {
  const found = tableFields[table.name]
  if (found === undefined) throw new Error(`table-fields.ts does not say of which field of data ${table.name} is`)
  return found
}

const idText = (table: ProtectedTable): string => `json_build_array(${table.key.map(column => `"${column}"::text`).join(', ')})::text`

const rowsOf = async (client: pg.ClientBase, table: ProtectedTable): Promise<readonly Kept[]> => {
  const wanted = table.columns
    .filter(({ name }) => (placeColumns as readonly string[]).includes(name) || name === tableFields[table.name]?.alsoBy || name.endsWith('account_id'))
    .map(({ name }) => name)
  const { rows } = await client.query<{ id: string } & Record<string, string | null>>(
    `select ${idText(table)} as id, ${wanted.map(name => `"${name}"::text`).join(', ')} from ${table.name}`,
  )
  return rows.map(({ id, ...row }) => ({ id, row }))
}

/** Who would see and write which row, by the oracle. */
const sees = (world: World, acts: Acts | null, { field, openAtHome, openTo = [], closed, own, alsoBy, byWriters }: Protection, row: Kept['row']): boolean =>
  acts !== null &&
  closed !== true &&
  ((openAtHome === true && row['division'] === acts.account.division) ||
    (row['division'] === acts.account.division && openTo.some(each => may(world, acts, each, 'counts'))) ||
    own?.(acts, row) === true ||
    reaches(world, acts, field, byWriters === true ? 'write' : 'rows', row as Row) ||
    (alsoBy !== undefined && reaches(world, acts, row[alsoBy] as Field, 'rows', row as Row)))
const writes = (world: World, acts: Acts | null, field: Field, row: Kept['row']): boolean => acts !== null && reaches(world, acts, field, 'write', row as Row)

export const nothingYet = (): Attacked => ({ triples: 0, writes: 0, counts: 0, seen: 0, differences: [] })

/** A place in a function of the database, and what a careless hand would have written there. */
export type Defect = Readonly<{ in: string; instead: string; says: string }>

const plant = (db: TestDatabase, { in: where, instead, says }: Defect): Promise<void> =>
  db.asOwner(async (_, client) => {
    const { rows } = await client.query<{ text: string }>(
      `select pg_get_functiondef(p.oid) as text from pg_proc p where p.pronamespace in ('access'::regnamespace, 'leads'::regnamespace) and p.proname = $1`,
      [where],
    )
    const text = rows[0]?.text ?? ''
    if (!text.includes(instead)) throw new Error(`${where} has no “${instead}”`)
    await client.query(text.replaceAll(instead, says))
  })

/** Lays one land down and lets everybody at every table; with a defect, to see that it is found. */
export const attack = async (world: World, attacked: Attacked, defect: Defect | null = null): Promise<void> => {
  await using db = await aDatabase()
  const tables = await layDown(db, world)
  if (defect !== null) await plant(db, defect)
  const kept = await db.asOwner(async (_, client) => {
    const of = new Map<string, readonly Kept[]>()
    for (const table of tables) of.set(table.name, await rowsOf(client, table))
    return of
  })
  const members = (kept.get('registry.household_member') ?? []).map(({ row }) => ({
    division: String(row['division']),
    household: String(row['household_id']),
    person: String(row['person_id']),
  }))
  const gathered = await db.asOwner((_, client) => gatheredOf(client))
  for (const asker of askersOf(world)) await attackAs(db, { ...world, members }, asker, tables, kept, gathered, attacked)
}

const tell = (world: World, asker: Asker): string => {
  const as = asker.onBehalfOf ?? asker.account
  const person = world.accounts.find(({ id }) => id === as)?.person ?? null
  const related = [
    ...world.responsibilities.filter(({ holder, deputy }) => person !== null && (holder === person || deputy === person)),
    ...world.guardianships.filter(({ guardian }) => guardian === person),
  ]
  return `${JSON.stringify(asker)} with ${JSON.stringify(world.grants.filter(grant => grant.account === as))} and ${JSON.stringify(related)}`
}

const attackAs = async (
  db: TestDatabase,
  world: World,
  asker: Asker,
  tables: readonly ProtectedTable[],
  kept: ReadonlyMap<string, readonly Kept[]>,
  gathered: readonly Gathered[],
  attacked: Attacked,
): Promise<void> => {
  const acts = actsOf(world, asker)
  const differ = (what: string, expected: readonly string[], found: readonly string[]): void => {
    const [more, less] = [found.filter(id => !expected.includes(id)), expected.filter(id => !found.includes(id))]
    if (more.length > 0 || less.length > 0)
      attacked.differences.push(`${what}: too much ${more.slice(0, 3).join(' ')}, too little ${less.slice(0, 3).join(' ')}; ${tell(world, asker)}`)
  }
  class Undone extends Error {}
  await asActor(db.pool, actingOf(asker), async (_, client) => {
    const chance = chanceOf(world.salt + asker.account)
    const seen = new Map<string, ReadonlySet<string>>()
    for (const table of tables) {
      const protection = protectionOf(table)
      const rows = kept.get(table.name) ?? []
      attacked.triples += rows.length
      const visible = rows.filter(({ row }) => table.maySelect && sees(world, acts, protection, row)).map(({ id }) => id)
      attacked.seen += visible.length
      seen.set(table.name, new Set(visible))
      if (table.maySelect)
        differ(
          `sees ${table.name}`,
          visible,
          (await client.query<{ id: string }>(`select ${idText(table)} as id from ${table.name}`)).rows.map(({ id }) => id),
        )

      if (protection.closed === true || protection.alsoBy !== undefined || protection.byWriters === true) continue
      if (table.maySelect)
        for (const [division, of] of Map.groupBy(rows, ({ row }) => String(row['division']))) {
          // Whoever sees a whole division may have its rows counted; nobody else is told a number here.
          const [{ n } = { n: null }] = (await client.query<{ n: bigint | null }>(`select access.count_whole($1, $2, '{}') as n`, [table.name, division])).rows
          if (n !== null) differ(`counts whole ${table.name}`, [`${division} ${of.filter(({ id }) => visible.includes(id)).length}`], [`${division} ${n}`])
        }

      const { rows: found } = await client.query<{ division: string; n: bigint }>(`select division, n from access.count_rows($1)`, [table.name])
      const counted = Map.groupBy(
        rows.filter(({ row }) => acts !== null && reaches(world, acts, protection.field, 'counts', row as Row)),
        ({ row }) => row['division'],
      )
      attacked.counts += 1
      differ(
        `counts ${table.name}`,
        [...counted].map(([division, of]) => `${division} ${of.length}`),
        found.map(({ division, n }) => `${division} ${n}`),
      )

      const changed = table.columns.find(({ name, mayUpdate }) => mayUpdate && !table.key.includes(name) && !(placeColumns as readonly string[]).includes(name))
      if (changed !== undefined) {
        const allowed = rows.filter(({ id, row }) => visible.includes(id) && writes(world, acts, protection.field, row)).map(({ id }) => id)
        await client.query('savepoint s')
        const { rows: written } = await client.query<{ id: string }>(
          `update ${table.name} set "${changed.name}" = "${changed.name}" returning ${idText(table)} as id`,
        )
        await client.query('rollback to savepoint s')
        attacked.writes += rows.length
        differ(
          `changes ${table.name}`,
          allowed,
          written.map(({ id }) => id),
        )
      }
      if (table.mayInsert) await adds(client, table, protection)
    }
    for (const { what, division, onlyWhole, atHome, ask, values, lines } of gathered) {
      const given = lines.filter(
        ({ needs }) =>
          (atHome === undefined || acts?.account.division === division) &&
          needs.every(
            ([table, id]) =>
              seen.get(table)?.has(id) === true &&
              (onlyWhole === undefined || (acts !== null && reaches(world, acts, tableFields[table]?.field ?? 'access', 'rows', { division }))),
          ),
      )
      differ(
        `is given ${what}`,
        given.map(({ line }) => line),
        (await client.query<{ line: string }>(ask, [...values])).rows.map(({ line }) => line),
      )
    }
    throw new Undone()

    async function adds(on: pg.ClientBase, table: ProtectedTable, { field, foundedOnly }: Protection): Promise<void> {
      const reachable = (kept.get(table.name) ?? []).filter(({ row }) => writes(world, acts, field, row))
      const places = [placeBy(world, chance), ...reachable.slice(0, 1).map(({ row }) => row as Row)]
      for (const [n, place] of places.entries()) {
        const row = rowAt(table, place, 5_000 + n)
        const standsAt = Object.fromEntries(placeColumns.filter(name => name in row).map(name => [name, row[name] === null ? null : String(row[name])]))
        await on.query('savepoint s')
        const outcome = await on.query(insertText(table), [JSON.stringify([row])]).then(
          () => 'added',
          (error: unknown) => (error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)),
        )
        await on.query('rollback to savepoint s')
        attacked.writes += 1
        // A number that is taken: the row was let in as far as rights go, and is there already.
        const let_in = outcome === '23505' ? 'added' : outcome
        differ(
          `adds to ${table.name} at ${JSON.stringify(place)}`,
          [foundedOnly !== true && writes(world, acts, field, standsAt) ? 'added' : '42501'],
          [let_in],
        )
      }
    }
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error
  })
}
