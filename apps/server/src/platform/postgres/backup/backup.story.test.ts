import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { must, type Result } from '@yingjin/kernel'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor } from '../acting.ts'
import { migrate, type Migration, readMigrations } from '../migrate.ts'
import { connected } from '../open-postgres.ts'
import { tables } from '../tables.ts'
import { aDatabase, type TestDatabase } from '../testing/index.ts'
import { type BackedUp, backUp, type BackupProblem, type Manifest, restore, wordBackup } from './index.ts'

let scratch = ''
let folders = 0
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'backup-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const aFolder = (): string => join(scratch, String((folders += 1)))

/** A county of a few rows in the tables of the program, laid down in the order of what rests on what. */
const aCounty = `
  insert into infrastructure.division values ('990101', '990100', '示例县'), ('990100', '990100', '示例市');
  insert into access.account (division, name, kind) values ('990101', '示例操作员', 'person'), ('990101', '系统', 'system');
  insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest, reason)
    select '990101', 'import', date '2022-09-01' + n, 1, 1, gen_random_uuid(), sha256(''), case when n % 2 = 0 then E'行\\t一\\n\\\\N' end from generate_series(1, 50) n;
  insert into registry.organisation (division, kind, code, area, act_id) values ('990101', 'school', '2199010001', '990101101', 1);
  insert into registry.school values ('990101', 1, array['primary', '初中,"x"']);
  insert into registry.class (division, school_id, stage, entered_in, number, act_id) values ('990101', 1, 'primary', 2022, '1', 1);
  insert into registry.person (division, name, born_on, match_code, school_id, class_id, act_id)
    select '990101', '示例' || n, date '2012-01-01' + n, sha256(n::text::bytea), 1, 1, 1 + n % 50 from generate_series(1, 200) n;
  update registry.person set merged_into = 1 where person_id = 2;
  insert into registry.enrolment (division, person_id, matter, state, source, valid_from, act_id)
    select '990101', n, 'on-roll', 'enrolled', 'roll', null, 1 from generate_series(1, 200) n;
  insert into registry.designation (division, person_id, kind, standing, detail, roster, act_id)
    values ('990101', 3, 'disabled', 'yes', '{"级": [1, 2.50]}', 'disabled', 1);
  insert into registry.locked_list (division, name, source, members, digest, act_id) values ('990101', '示例底数', 'disabled', 1, sha256(''), 1);
  insert into registry.locked_member (division, locked_list_id, person_id, name, facts) values ('990101', 1, 3, '示例3', '{}');`

const aFilledDatabase = async (): Promise<TestDatabase> => {
  const db = await aDatabase()
  await db.asOwner((_, client) => client.query(aCounty))
  return db
}
const backedUp = async (db: TestDatabase): Promise<BackedUp> => must(await backUp(db.postgres.owner(), aFolder()))
const said = (result: Result<unknown, BackupProblem>): string => (result.ok ? '' : wordBackup(result.problem))
const contentOf = ({ tables: kept, sequences, migrations }: Manifest): unknown => ({ kept, sequences, migrations })

test('drill: a restored database equals the one that was backed up, table by table, and works on', async () => {
  const db = await aFilledDatabase()
  const { manifest, folder } = await backedUp(db)
  expect(manifest.tables.map(table => table.name)).toEqual(Object.keys(tables).toSorted())
  expect(manifest.tables.find(table => table.name === 'registry.person')?.rows).toBe(200)

  const other = await aDatabase({ empty: true })
  expect(must(await restore(other.postgres.owner(), folder)).steps).toEqual([])
  expect(contentOf((await backedUp(other)).manifest)).toEqual(contentOf(manifest))

  // The office is as closed there as here, the numbers go on, what rests on others is held, and triggers fire.
  expect(await asActor(other.pool, '', (_, client) => client.query('select from registry.person').then(found => found.rowCount))).toBe(0)
  const owner = (sql: string): Promise<pg.QueryResult> => other.asOwner((_, client) => client.query(sql))
  const [next] = (await owner(`insert into registry.person (division, name, act_id) values ('990101', '示例', 1) returning person_id`)).rows as {
    person_id: bigint
  }[]
  expect(next?.person_id).toBe(201n)
  await expect(owner(`insert into registry.person (division, name, act_id) values ('990101', '示例', 9999)`)).rejects.toThrow('foreign key')
  expect(
    (
      await owner(
        `insert into registry.enrolment (division, person_id, matter, state, source, act_id) values ('990101', 1, 'present', 'enrolled', 'x', 1) returning class_id`,
      )
    ).rows,
  ).toEqual([{ class_id: 1n }])
  const guards = 'select * from infrastructure.table_guard order by 1, 2'
  expect((await owner(guards)).rows).toEqual((await db.asOwner((_, client) => client.query(guards))).rows)
})

test('a backup is of one moment although others write on, and its files are private', async () => {
  const db = await aFilledDatabase()
  const writing = { on: true }
  const writer = (async () => {
    while (writing.on)
      await db.asOwner((_, client) =>
        client.query(`with a as (insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest)
          values ('990101', 'note', '2022-09-01', 1, 1, gen_random_uuid(), sha256('')) returning act_id)
          insert into registry.household (division, register, act_id) select '990101', 'hukou', act_id from a`),
      )
  })()
  const { folder, manifest } = await backedUp(db)
  writing.on = false
  await writer
  const rows = (name: string): number => manifest.tables.find(table => table.name === name)?.rows ?? 0
  expect(rows('audit.act') - 50).toBe(rows('registry.household'))
  must(await restore((await aDatabase({ empty: true })).postgres.owner(), folder))
  for (const name of ['.', 'tables']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o700)
  for (const name of ['manifest.json', ...readdirSync(join(folder, 'tables')).map(each => join('tables', each))])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
})

test('a backup is written into a folder of its own, and one that breaks off leaves none', async () => {
  const db = await aFilledDatabase()
  const taken = aFolder()
  mkdirSync(taken)
  writeFileSync(join(taken, 'letter.txt'), '')
  expect(said(await backUp(db.postgres.owner(), taken))).toContain('备份要写进一个新的或空的文件夹')
  const before = readdirSync(scratch)
  const broken = aFolder()
  // A table that somebody holds stops the backup half way, where its connection is then ended.
  await db.asOwner(async (_, client) => {
    await client.query('lock table registry.person in access exclusive mode')
    const backing = backUp(db.postgres.owner(), broken).then(() => 'whole', String)
    await connected(db.admin(), async admin => {
      const end = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'yingjin backup' and datname = current_database() and wait_event_type = 'Lock'`
      while ((await admin.query(end)).rowCount === 0);
    })
    expect(await backing).toMatch(/terminat|connection error/)
  })
  expect(readdirSync(scratch)).toEqual(before)
})

test('a damaged backup names its file, and the database stays empty', async () => {
  const { folder } = await backedUp(await aFilledDatabase())
  const empty = await aDatabase({ empty: true })
  const damage = async (harm: (copy: string) => void): Promise<string> => {
    const copy = aFolder()
    cpSync(folder, copy, { recursive: true })
    harm(copy)
    return said(await restore(empty.postgres.owner(), copy))
  }
  const person = join('tables', 'registry.person.copy.gz')
  expect(await damage(copy => rmSync(join(copy, person)))).toContain(`${person}”不在了`)
  expect(await damage(copy => writeFileSync(join(copy, person), readFileSync(join(copy, person)).subarray(0, 500)))).toContain(`${person}”读不出来`)
  expect(
    await damage(copy =>
      writeFileSync(
        join(copy, person),
        gzipSync(
          gunzipSync(readFileSync(join(copy, person)))
            .toString()
            .replace('示例7', '示例8'),
        ),
      ),
    ),
  ).toContain(`${person}”与备份时不同`)
  expect(await damage(copy => appendFileSync(join(copy, 'manifest.json'), 'x'))).toContain('manifest.json”读不出来')
  expect(
    await damage(copy => writeFileSync(join(copy, 'manifest.json'), readFileSync(join(copy, 'manifest.json'), 'utf8').replace('"rows": 200', '"rows": 199'))),
  ).toContain('manifest.json”与备份时不同')
  expect(await damage(copy => rmSync(join(copy, 'manifest.json')))).toContain('不是应尽的备份')
  expect(await damage(() => undefined)).toBe('')
})

test('a backup goes into an empty database only', async () => {
  const db = await aFilledDatabase()
  const { folder } = await backedUp(db)
  expect(said(await restore(db.postgres.owner(), folder))).toContain('只能恢复到空的数据库')
  expect(said(await restore((await aDatabase()).postgres.owner(), folder))).toContain('只能恢复到空的数据库')
  expect(said(await backUp((await aDatabase({ empty: true })).postgres.owner(), aFolder()))).toContain('还没有应尽的数据')
})

/** What the tables of the program do not have, and a backup must carry all the same. */
const odd = `
  create table infrastructure."Odd, ""table""" (
    division text not null, id bigint generated always as identity, "a b" text, twice text generated always as ("a b" || "a b") stored,
    parent bigint, other bigint, primary key (division, id), foreign key (division, parent) references infrastructure."Odd, ""table""");
  create table infrastructure.partner (division text not null, id bigint generated by default as identity, odd bigint, at timestamptz, raw bytea,
    primary key (division, id), foreign key (division, odd) references infrastructure."Odd, ""table""");
  alter table infrastructure."Odd, ""table""" add foreign key (division, other) references infrastructure.partner deferrable initially deferred;
  create table infrastructure.parted (division text not null, n int not null, primary key (division, n)) partition by list (division);
  create table infrastructure.parted_1 partition of infrastructure.parted for values in ('990101');
  create function infrastructure.never() returns trigger language plpgsql as $$ begin raise exception 'fired'; end $$;
  create trigger off before insert on infrastructure.partner for each row execute function infrastructure.never();
  alter table infrastructure.partner disable trigger off;
  call infrastructure.guard('infrastructure.partner');
  insert into infrastructure."Odd, ""table""" (division, "a b") values ('990101', E'\\\\.'), ('990101', '');
  insert into infrastructure.partner (division, odd, at, raw) values ('990101', 1, '2022-09-01 00:00:00.000001+08', '\\x00ff'), ('990101', null, '-infinity', '');
  update infrastructure."Odd, ""table""" set other = 1, parent = 2 where id = 1;
  insert into infrastructure.parted values ('990101', 1);`
const oddTables = ['infrastructure.Odd, "table"', 'infrastructure.partner', 'infrastructure.parted'] as const
const withSteps = (...texts: readonly string[]): Readonly<{ known: readonly Migration[]; tables: ReadonlySet<string> }> => {
  const known = readMigrations()
  const more = texts.map((text, i) => {
    const number = known.length + i + 1
    return { number, name: `${String(number).padStart(4, '0')}-more`, text, digest: String(number).padStart(64, '0') }
  })
  return { known: [...known, ...more], tables: new Set([...Object.keys(tables), ...(texts.length === 0 ? [] : oddTables)]) }
}

test('circles, generated columns, partitions, disabled triggers, odd names and odd values come back as they were', async () => {
  const shape = withSteps(odd)
  const [db, other] = [await aDatabase({ empty: true }), await aDatabase({ empty: true })]
  must(await migrate(db.postgres.owner(), shape.known))
  const { manifest, folder } = must(await backUp(db.postgres.owner(), aFolder(), { shape }))
  must(await restore(other.postgres.owner(), folder, shape))
  expect(contentOf(must(await backUp(other.postgres.owner(), aFolder(), { shape })).manifest)).toEqual(contentOf(manifest))
  const twice = await other.asOwner((_, client) => client.query('select twice from infrastructure."Odd, ""table""" where id = 1'))
  expect(twice.rows).toEqual([{ twice: '\\.\\.' }])
  await other.asOwner((_, client) => client.query(`insert into infrastructure.partner (division) values ('990101')`))
})

test('an older backup is restored by a newer program and brought to its state; a newer one and another past are refused', async () => {
  const db = await aFilledDatabase()
  const { folder } = await backedUp(db)
  const newer = withSteps(odd)
  const other = await aDatabase({ empty: true })
  expect(must(await restore(other.postgres.owner(), folder, newer)).steps).toHaveLength(1)
  const ahead = must(await backUp(other.postgres.owner(), aFolder(), { shape: newer }))
  expect(ahead.manifest.tables.find(table => table.name === 'registry.person')?.rows).toBe(200)

  const empty = (await aDatabase({ empty: true })).postgres.owner()
  expect(said(await restore(empty, ahead.folder))).toContain('请用同一版本或更新的程序恢复')
  const [first, ...rest] = readMigrations()
  if (first === undefined) throw new Error('no steps')
  expect(said(await restore(empty, folder, { ...withSteps(), known: [{ ...first, digest: '0'.repeat(64) }, ...rest] }))).toContain(
    '0001-foundation 与本程序里的不同',
  )
  expect(said(await backUp(db.postgres.owner(), aFolder(), { shape: newer }))).toContain('先启动一次新程序完成升级再备份')
  expect(said(await backUp(other.postgres.owner(), aFolder()))).toContain('请用新程序备份')
})

test('a table nobody listed, or one whose rows are hidden, makes no backup; what others keep beside is named', async () => {
  const db = await aFilledDatabase()
  const owner = (sql: string): Promise<unknown> => db.asOwner((_, client) => client.query(sql))
  await owner('create schema neighbour; create table neighbour.own (n int)')
  expect((await backedUp(db)).left).toEqual(['neighbour'])
  await owner('drop policy owner on registry.person')
  await owner('create policy none on registry.class as restrictive for select to public using (false)')
  expect(said(await backUp(db.postgres.owner(), aFolder()))).toContain('看不全表 registry.class')
  await owner('drop policy none on registry.class')
  expect(said(await backUp(db.postgres.owner(), aFolder()))).toContain('看不全表 registry.person')
  await owner('create table registry.stray (n int)')
  expect(said(await backUp(db.postgres.owner(), aFolder()))).toContain('应尽不认识的表 registry.stray')
})
