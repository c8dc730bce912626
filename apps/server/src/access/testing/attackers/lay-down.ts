import type pg from 'pg'
import type { TestDatabase } from '../../../platform/postgres/testing/index.ts'
import { layDownRoles } from '../../lay-down-roles.ts'
import type { Row } from './oracle.ts'
import { areasOf, type Asker, askersOf, divisions, prefectureOf, thingIds, type World } from './world.ts'

/** A table under row policies, as the catalogue has it. */
export type ProtectedTable = Readonly<{
  name: string
  key: readonly string[]
  /** `check` is what the table itself asks of the column alone. */
  columns: readonly Readonly<{ name: string; type: string; nullable: boolean; generated: boolean; mayUpdate: boolean; check: string | null }>[]
  maySelect: boolean
  mayInsert: boolean
}>

export const placeColumns = [
  'division',
  'area',
  'school_id',
  'class_id',
  'household_id',
  'person_id',
  'import_id',
  'fund_id',
  'project_id',
  'order_id',
  'case_id',
  'loan_id',
  'report_id',
] as const satisfies readonly (keyof Row)[]

/**
 * Every table with row security: whatever a migration adds is found here. The queue knows no division and nobody but the
 * processes of the program (platform/queue says so in its tests).
 */
export const protectedTables = async (client: pg.ClientBase): Promise<readonly ProtectedTable[]> =>
  (
    await client.query<ProtectedTable>(`
      select format('%s.%s', n.nspname, c.relname) as name,
        (select array_agg(a.attname::text order by x.at) from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality x (num, at)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = x.num where i.indrelid = c.oid and i.indisprimary) as key,
        (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'nullable', not a.attnotnull, 'generated', a.attgenerated <> '',
           'mayUpdate', has_column_privilege('yingjin_office', c.oid, a.attnum, 'update') and a.attidentity = '',
           'check', (select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1)) order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
        has_table_privilege('yingjin_office', c.oid, 'select') as "maySelect", has_table_privilege('yingjin_office', c.oid, 'insert') as "mayInsert"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relrowsecurity and c.relkind in ('r', 'p') and n.nspname <> 'pgboss' order by 1`)
  ).rows

/** What checks and triggers ask of a row is not what is attacked here: rows of any content may stand anywhere. */
const loosen = async (client: pg.ClientBase, tables: readonly ProtectedTable[]): Promise<void> => {
  const names = tables.map(({ name }) => `'${name}'::regclass`).join(', ')
  const { rows } = await client.query<{ text: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as text from pg_constraint
    where conrelid in (${names}) and contype in ('f', 'c', 'x') and conparentid = 0 order by contype = 'f' desc`)
  for (const { text } of rows) await client.query(text)
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`)
  // What use cases add is numbered beyond what is laid down.
  await client.query(
    `select setval(pg_get_serial_sequence(attrelid::regclass::text, attname), 1000000) from pg_attribute where attrelid in (${names}) and attidentity <> ''`,
  )
}

export const markOf = (division: string): string => `·${division}`

type Value = string | number | boolean | null | readonly string[] | object

/** A value nobody looks at, never the same twice; words say of which division they are, so that none may be found elsewhere. */
const filler = (type: string, n: number, division: string): Value => {
  if (type.endsWith('[]')) return []
  if (/^(bigint|integer|smallint|numeric)/.test(type)) return 10_000 + n
  if (type === 'text') return `t${n}${markOf(division)}`
  if (type === 'date') return '2022-09-01'
  if (type.startsWith('timestamp')) return '2022-09-01T00:00:00Z'
  if (type === 'boolean') return n % 2 === 0
  if (type === 'bytea') return `\\x${n.toString(16).padStart(64, '0')}`
  if (type === 'uuid') return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
  if (type === 'jsonb' || type === 'json') return {}
  throw new Error(`say in lay-down.ts what a ${type} is filled with`)
}

/** The words a column may hold, where its table names them all. */
const wordsOf = (check: string | null): readonly string[] =>
  /= ANY \(ARRAY\[/.test(check ?? '') ? [...(check ?? '').matchAll(/'([^']*)'::text/g)].map(([, said = '']) => said) : []

/** A row of a table at a place; columns of place that the table has and the place leaves open are empty where they may be. */
export const rowAt = (table: ProtectedTable, place: Row, n: number): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    table.columns
      .filter(({ generated }) => !generated)
      .map(({ name, type, nullable, check }) => {
        const isPlace = (placeColumns as readonly string[]).includes(name)
        const said = isPlace ? (place[name as keyof Row] ?? null) : null
        if (said !== null) return [name, said]
        const words = wordsOf(check)
        if (!nullable && words.length > 0) return [name, words[n % words.length] ?? null]
        return [name, nullable ? null : isPlace && name === 'area' ? `${place.division}009009` : filler(type, n, place.division)]
      }),
  )

export const insertText = (table: ProtectedTable): string => {
  const columns = table.columns.filter(({ generated }) => !generated).map(({ name }) => `"${name}"`)
  return `insert into ${table.name} (${columns.join(', ')}) overriding system value select ${columns.join(', ')} from json_populate_recordset(null::${table.name}, $1::json)`
}

/** Small numbers by chance, the same for the same salt. */
export const chanceOf = (salt: number): ((below: number) => number) => {
  let state = (salt * 2_654_435_761 + 1) >>> 0
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Where a row may stand: where a person stands, or anywhere, consistent or not. */
export const placeBy = (world: World, chance: (below: number) => number): Row => {
  const person = world.persons[chance(world.persons.length * 2)]
  const division = person?.division ?? divisions[chance(divisions.length)] ?? divisions[0]
  const schools = world.schools.filter(each => each.division === division)
  const school = person === undefined ? (schools[chance(3)]?.id ?? null) : person.school
  const thing = (): string | null => (chance(3) === 0 ? null : String(thingIds[chance(thingIds.length)]))
  const areas = [...areasOf(division), division, `${division}001`, null]
  return {
    division,
    area: person === undefined ? (areas[chance(areas.length)] ?? null) : person.area,
    school_id: school === null ? null : String(school),
    class_id: person === undefined ? (school === null ? null : String(school * 10 + 1 + chance(2))) : person.class === null ? null : String(person.class),
    person_id: person === undefined ? null : String(person.id),
    household_id: thing(),
    import_id: thing(),
    fund_id: thing(),
    project_id: thing(),
    order_id: thing(),
    case_id: thing(),
    loan_id: thing(),
    report_id: thing(),
  }
}

const rowsPerTable = 24
export const machineSecret = 'a secret of the attackers’ run'

/** The land in a database, by its owner. */
export const layDown = (db: TestDatabase, world: World): Promise<readonly ProtectedTable[]> =>
  db.asOwner(async (_, client) => {
    await layDownRoles(client)
    const tables = await protectedTables(client)
    await loosen(client, tables)
    const put = async (name: string, rows: readonly object[]): Promise<void> => {
      await client.query(
        `insert into ${name} (${Object.keys(rows[0] ?? {}).join(', ')}) overriding system value select ${Object.keys(rows[0] ?? {}).join(', ')} from json_populate_recordset(null::${name}, $1::json)`,
        [JSON.stringify(rows)],
      )
    }
    await put(
      'infrastructure.division',
      divisions.map(division => ({ division, prefecture: prefectureOf(division), name: division })),
    )
    await client.query(`insert into infrastructure.machine (name, secret_digest) values ('attackers', sha256(convert_to($1, 'UTF8')))`, [machineSecret])
    await client.query(`insert into login.session (user_id, digest, expires_at) select 'u' || n, sha256(convert_to('good' || n, 'UTF8')), now() + interval '1 day' from generate_series(1, 20) n
      union all select 'u' || n, sha256(convert_to('over' || n, 'UTF8')), now() - interval '1 second' from generate_series(1, 20) n`)
    const laid = (name: string, rows: readonly Readonly<Record<string, Value>>[]): Promise<void> => {
      const table = tables.find(each => each.name === name)
      if (table === undefined) throw new Error(`no table ${name}`)
      return put(
        name,
        rows.map((row, n) => ({ ...rowAt(table, { division: String(row['division']) }, n), ...row })),
      )
    }
    await laid(
      'access.account',
      world.accounts.map(({ division, id, closed, area, school, person }) => ({
        division,
        account_id: id,
        login_id: `u${id}`,
        person_id: person === null ? null : String(person),
        kind: 'person',
        area,
        school_id: school === null ? null : String(school),
        closed_at: closed ? '2022-01-01' : null,
      })),
    )
    await laid(
      'audit.act',
      divisions.map((division, n) => ({ division, act_id: n + 1 })),
    )
    await laid(
      'access.grant',
      world.grants.map(({ id, division, account, role, kind, key, fields, opened, from, to, revoked }) => ({
        division,
        grant_id: id,
        account_id: account,
        role,
        kind,
        key,
        fields: fields === null ? null : [...fields],
        ground: opened ? 'opened' : 'appointment',
        reason: '试',
        valid_from: from,
        valid_to: to,
        revoked_act: revoked ? 1 : null,
      })),
    )
    if (world.deputies.length > 0)
      await laid(
        'access.deputy',
        world.deputies.map(({ id, division, forAccount, account, from, to, revoked }) => ({
          division,
          deputy_id: id,
          for_account_id: forAccount,
          account_id: account,
          valid_from: from,
          valid_to: to,
          revoked_act: revoked ? 1 : null,
        })),
      )
    await laid(
      'registry.organisation',
      world.schools.map(({ division, id, area }) => ({ division, organisation_id: id, kind: 'school', area })),
    )
    await laid(
      'registry.school',
      world.schools.map(({ division, id }) => ({ division, school_id: id })),
    )
    await laid(
      'registry.class',
      world.classes.map(({ division, id, school }) => ({ division, class_id: id, school_id: school })),
    )
    await laid(
      'registry.person',
      world.persons.map(({ division, id, area, school, class: of }) => ({ division, person_id: id, area, school_id: school, class_id: of })),
    )
    await laid(
      'registry.import',
      world.imports.map(({ division, id, sender }) => ({ division, import_id: id, sender })),
    )
    if (world.responsibilities.length > 0)
      await laid(
        'registry.responsibility',
        world.responsibilities.map(({ id, division, holder, deputy, role, target, key, from, to, ended }) => ({
          division,
          responsibility_id: id,
          holder_person_id: String(holder),
          deputy_person_id: deputy === null ? null : String(deputy),
          role,
          target,
          person_id: target === 'child' ? key : null,
          household_id: target === 'household' ? key : null,
          area: target === 'village' || target === 'township' || target === 'group' ? (key.split(' ')[0] ?? null) : null,
          village_group: target === 'group' ? (key.split(' ')[1] ?? null) : null,
          valid_from: from,
          valid_to: to,
          ended_act: ended ? 1 : null,
        })),
      )
    await laid(
      'registry.residence',
      world.residences.map(({ division, id, person, at, group, ended }) => {
        const of = world.persons.find(each => each.id === person)
        return {
          division,
          residence_id: id,
          person_id: String(person),
          at_area: at,
          village_group: group,
          area: of?.area ?? null,
          school_id: of?.school ?? null,
          class_id: of?.class ?? null,
          ended_act: ended ? 1 : null,
        }
      }),
    )
    if (world.guardianships.length > 0)
      await laid(
        'registry.guardianship',
        world.guardianships.map(({ id, division, guardian, child, ground, from, to, ended }) => ({
          division,
          guardianship_id: id,
          guardian_person_id: String(guardian),
          person_id: String(child),
          ground,
          valid_from: from,
          valid_to: to,
          ended_act: ended ? 1 : null,
        })),
      )
    // Two may be deputies of one pair.
    const starters = new Map(
      askersOf(world)
        .filter(({ by }) => by === 'job')
        .map(asker => [jobOf(asker), asker]),
    )
    await laid(
      'jobs.job',
      [...starters.values()]
        .flatMap(asker => [[asker, 'running'] as const, [{ ...asker, by: 'job-over' as const }, 'done'] as const])
        .map(([asker, status], n) => ({
          division: asker.division,
          job_id: jobOf(asker),
          account_id: asker.account,
          for_account_id: asker.onBehalfOf ?? asker.account,
          started_act: 20_000 + n,
          status,
        })),
    )
    const done = new Set([
      'access.account',
      'audit.act',
      'access.grant',
      'access.deputy',
      'registry.organisation',
      'registry.school',
      'registry.class',
      'registry.person',
      'registry.import',
      'registry.responsibility',
      'registry.guardianship',
    ])
    const chance = chanceOf(world.salt)
    for (const table of tables.filter(({ name }) => !done.has(name))) {
      const rows = Array.from({ length: rowsPerTable }, (_, n) => rowAt(table, placeBy(world, chance), n))
      // Two rows may fall on one key; one of them stands.
      await client.query(`${insertText(table)} on conflict do nothing`, [JSON.stringify(rows)])
    }
    return tables
  })

/** A job that an account started for itself or for another, and one of the same that is over. */
const jobOf = ({ account, by, onBehalfOf }: Asker): number => (by === 'job-over' ? 200_000 : 100_000) + account * 100 + (onBehalfOf ?? 0)

/** What an asker shows the database. A job says itself on whose behalf it is. */
export const actingOf = (asker: Asker): Readonly<{ session: string; onBehalfOf: bigint | null }> => {
  const { account, division, by, onBehalfOf } = asker
  const sessions = {
    session: `login:good${account}`,
    'expired-session': `login:over${account}`,
    'no-session': '',
    machine: `machine:${machineSecret}:${account}`,
    'wrong-machine': `machine:guessed:${account}`,
    job: `job:${machineSecret}:${division}:${jobOf(asker)}`,
    'job-over': `job:${machineSecret}:${division}:${jobOf(asker)}`,
    'job-of-wrong-machine': `job:guessed:${division}:${jobOf(asker)}`,
  }
  return { session: sessions[by], onBehalfOf: onBehalfOf === null || by === 'job' ? null : BigInt(onBehalfOf) }
}
