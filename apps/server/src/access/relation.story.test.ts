import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { asActor, asActorReading, connected } from '../platform/postgres/index.ts'
import { aCounty, type County } from './testing/index.ts'

let county: County
beforeAll(async () => {
  county = await aCounty()
})
afterAll(() => county.close())

const first = `(select min(act_id) from audit.act where division = '990101')`
const put = (text: string): Promise<bigint> =>
  county.db.asOwner(async (_, client) => Object.values((await client.query<object>(text)).rows[0] ?? {})[0] as bigint)
const person = (name: string, area: string | null = null): Promise<bigint> =>
  put(
    `insert into registry.person (division, name, area, act_id) values ('990101', '${name}', ${area === null ? 'null' : `'${area}'`}, ${first}) returning person_id`,
  )
const seenBy = (account: bigint): Promise<readonly string[]> =>
  asActorReading(county.db.pool, county.as(account), async tx =>
    (await sql<{ name: string }>`select name from registry.person order by name`.execute(tx)).rows.map(({ name }) => name),
  )
const may = (account: bigint, field: string): Promise<boolean | undefined> =>
  asActorReading(
    county.db.pool,
    county.as(account),
    async tx => (await sql<{ may: boolean }>`select access.may(${field}, 'rows') as may`.execute(tx)).rows[0]?.may,
  )

test('whoever answers for a child on record sees that child and no other, as long as it stands', async () => {
  const [child, , teacher] = [await person('甲'), await person('乙'), await person('师')]
  const account = await county.account('师', { personId: teacher })
  expect([await seenBy(account), await may(account, 'care')]).toEqual([[], false])
  const responsibility = await put(`insert into registry.responsibility (division, chain, role, holder_person_id, target, person_id, valid_from, act_id)
    values ('990101', '三帮一', '教师', ${teacher}, 'child', ${child}, '2022-09-01', ${first}) returning responsibility_id`)
  expect([await seenBy(account), await may(account, 'care'), await may(account, 'designations')]).toEqual([['甲'], true, false])
  await put(`update registry.responsibility set valid_to = '2022-12-31' where responsibility_id = ${responsibility} returning 1`)
  expect([await seenBy(account), await may(account, 'care')]).toEqual([[], false])
})

test('a cadre sees the children of its households and of its village; a guardian by law the own child; hearsay opens nothing', async () => {
  const [inHouse, inVillage, own, , cadre, mother] = [
    await person('户里', '990101001001'),
    await person('村里', '990101002001'),
    await person('自家'),
    await person('别家', '990101001002'),
    await person('干部'),
    await person('母亲'),
  ]
  const household = await put(`insert into registry.household (division, register, act_id) values ('990101', 'hukou', ${first}) returning household_id`)
  await put(
    `insert into registry.household_member (division, person_id, household_id, source, act_id) values ('990101', ${inHouse}, ${household}, '户口簿', ${first}) returning 1`,
  )
  const answers = (target: string, column: string, value: string | bigint): Promise<bigint> =>
    put(`insert into registry.responsibility (division, chain, role, holder_person_id, target, ${column}, valid_from, act_id)
      values ('990101', '四包', '干部', ${cadre}, '${target}', '${value}', '2022-09-01', ${first}) returning 1`)
  await answers('household', 'household_id', household)
  const account = await county.account('干部', { personId: cadre })
  expect(await seenBy(account)).toEqual(['户里'])
  await answers('village', 'area', '990101002001')
  expect(await seenBy(account)).toEqual(['户里', '村里'].toSorted())

  const guards = (child: bigint, ground: string, source: string): Promise<bigint> =>
    put(`insert into registry.guardianship (division, person_id, source, guardian_person_id, guardian_name, ground, act_id)
      values ('990101', ${child}, '${source}', ${mother}, '母亲', '${ground}', ${first}) returning 1`)
  await guards(own, 'law', 'a')
  await guards(inVillage, 'unsaid', 'b')
  const parent = await county.account('母亲', { personId: mother })
  expect([await seenBy(parent), await may(parent, 'results'), await may(parent, 'trail')]).toEqual([['自家'], true, false])
})

test('a cadre of a village group sees the children who live in the group, and none of the next one', async () => {
  const [near, far, gone, cadre] = [
    await person('一组的', '990101003001'),
    await person('二组的', '990101003001'),
    await person('搬走的', '990101003001'),
    await person('组干部'),
  ]
  const lives = (of: bigint, group: string, ended = 'null'): Promise<bigint> =>
    put(`insert into registry.residence (division, person_id, source, at_area, village_group, act_id, ended_act)
      values ('990101', ${of}, '户口簿', '990101003001', '${group}', ${first}, ${ended}) returning 1`)
  await lives(near, '一组')
  await lives(far, '二组')
  await lives(gone, '一组', first)
  const account = await county.account('组干部', { personId: cadre })
  const responsibility =
    await put(`insert into registry.responsibility (division, chain, role, holder_person_id, target, area, village_group, valid_from, act_id)
    values ('990101', '四包', '组长', ${cadre}, 'group', '990101003001', '一组', '2022-09-01', ${first}) returning responsibility_id`)
  expect([await seenBy(account), await may(account, 'leads'), await may(account, 'results')]).toEqual([['一组的'], true, false])
  const acting = await asActorReading(
    county.db.pool,
    county.as(account),
    async tx =>
      (
        await sql<{
          person_id: bigint
        }>`select person_id from leads.accounts_acting('leads', array[${near}, ${far}]::bigint[], array[${account}, ${account}]::bigint[])`.execute(tx)
      ).rows,
  )
  expect(acting).toEqual([{ person_id: near }])
  await put(`update registry.responsibility set valid_to = '2022-12-31' where responsibility_id = ${responsibility} returning 1`)
  expect([await seenBy(account), await may(account, 'leads')]).toEqual([[], false])
})

test('a responsibility makes nobody an aid centre, whatever role it names', async () => {
  const [child, rogue] = [await person('丙'), await person('丁')]
  const account = await county.account('丁', { personId: rogue })
  for (const [target, column, value] of [
    ['child', 'person_id', child],
    ['township', 'area', '990101001'],
  ] as const)
    await put(`insert into registry.responsibility (division, chain, role, holder_person_id, target, ${column}, valid_from, act_id)
      values ('990101', '四包', 'A-12', ${rogue}, '${target}', '${value}', '2022-09-01', ${first}) returning 1`)
  expect([await seenBy(account), await may(account, 'persons'), await may(account, 'designations')]).toEqual([[], false, false])
})

test('what was looked up for somebody stands for that transaction alone, and nobody makes it up', async () => {
  await person('隐藏')
  const [clerk, stranger] = [await county.account('资助', {}), await county.account('外人', {})]
  await county.grant(clerk, 'A-12')
  const names = async (client: pg.ClientBase): Promise<number> => (await client.query('select from registry.person')).rowCount ?? 0
  const place = 'yingjin.whole_persons_rows'
  const kept = await asActor(county.db.pool, county.as(clerk), async (_, client) => {
    const all = await names(client)
    expect(all).toBeGreaterThan(0)
    const { rows } = await client.query<{ kept: string }>(`select current_setting('${place}') as kept`)
    // Somebody else in the middle of it is somebody else, and is itself again afterwards.
    await client.query(`select set_config('yingjin.session', $1, true)`, [county.as(stranger)])
    expect(await names(client)).toBe(0)
    await client.query(`select set_config('yingjin.session', $1, true)`, [county.as(clerk)])
    expect(await names(client)).toBe(all)
    return rows[0]?.kept ?? ''
  })
  expect(kept).toContain('{990101}')
  for (const said of [kept, '{990101}', `${'0'.repeat(64)}{990101}`, kept.slice(0, 64)])
    await asActor(county.db.pool, county.as(stranger), async (_, client) => {
      await client.query(`select set_config('${place}', $1, true)`, [said])
      expect(await names(client)).toBe(0)
    })
  await expect(county.db.pool.query(`select access.mark_of('\\x00', '${place}', '{990101}')`)).rejects.toThrow('permission denied')
  await expect(county.db.pool.query('select key from access.lookup_key')).rejects.toThrow('permission denied')
})

test('a type of the same name made in passing is never taken for the one a function of the owner means', async () => {
  const clerk = await county.account('旁人', {})
  await connected(county.db.postgres.office(), async client => {
    await client.query(`create function pg_temp.runs(said pg_catalog.text) returns boolean language plpgsql as $$ begin raise exception 'ran as %', current_user; end $$;
      create domain pg_temp.text as pg_catalog.text check (pg_temp.runs(value)); create domain pg_temp.bytea as pg_catalog.bytea`)
    await expect(client.query(`select 'a'::text`)).rejects.toThrow('ran as yingjin_office')
    await client.query(`begin; select set_config('yingjin.session', '${county.as(clerk)}', true)`)
    const { rows } = await client.query<{ home: string }>(
      `select access.home() as home, access.may('persons', 'rows') as may, access.divisions('leads', 'rows') as d`,
    )
    expect(rows[0]).toEqual({ home: '990101', may: false, d: [] })
    await client.query('rollback')
  })
})
