import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, type Result } from '@yingjin/kernel'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Embedded, openEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { connected, openPostgres, type Postgres } from './open-postgres.ts'
import { placeOf } from './place.ts'
import { type PostgresProblem, wordPostgres } from './postgres-problem.ts'

/** A server that asks every role but its superuser for a password, as a real one does; reached by URL, and by nothing else. */
let scratch = ''
let server: Embedded
let config = ''
let count = 0
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'url-'))
  const folder = join(scratch, 'server')
  await must(await openEmbedded(folder, { settings: { fsync: 'off' } })).stop()
  writeFileSync(join(folder, 'data/pg_hba.conf'), 'local all postgres trust\nlocal all all scram-sha-256\n')
  server = must(await openEmbedded(folder, { settings: { fsync: 'off' } }))
})
afterAll(async () => {
  await server.stop()
  rmSync(scratch, { recursive: true, force: true })
})
/** Roles belong to the whole server: each test begins without office and login and with a database and an owner of its own. */
let database = ''
beforeEach(async () => {
  count += 1
  config = join(scratch, `config-${count}`)
  database = `county_${count}`
  await admin(`create database ${database} template template0 encoding 'UTF8' locale 'C'`)
  for (const each of Array.from({ length: count }, (_, i) => `county_${i + 1}`)) {
    await connected(server.admin(each), client =>
      client.query(`do $$ declare one text; begin for one in select rolname from pg_roles where rolname in ('yingjin_office', 'yingjin_login') loop
        execute format('drop owned by %I', one); end loop; end $$`),
    )
  }
  await admin('drop role if exists yingjin_office, yingjin_login')
})
const admin = (sql: string): Promise<unknown> => connected(server.admin(), client => client.query(sql))
const url = (user: string, password = ''): string =>
  `postgresql:///${database}?host=${encodeURIComponent(String(server.admin().host))}&user=${user}${password === '' ? '' : `&password=${password}`}`
const open = (address: string, officeUrl?: string): Promise<Result<Postgres, PostgresProblem>> =>
  openPostgres({ kind: 'url', url: address, ...(officeUrl === undefined ? {} : { officeUrl }) }, { config })
const said = (result: Result<Postgres, PostgresProblem>): string => (result.ok ? 'opened' : wordPostgres(result.problem))

test('the office of a server by URL is made with a password of its own, kept for the owner of this computer alone', async () => {
  const first = must(await open(url('postgres')))
  expect(first.office().user).toBe('yingjin_office')
  expect(await connected(first.office(), async client => (await client.query('select current_user::text as who')).rows)).toEqual([{ who: 'yingjin_office' }])
  expect(statSync(join(config, 'postgres.json')).mode & 0o777).toBe(0o600)
  expect(Object.values(JSON.parse(readFileSync(join(config, 'postgres.json'), 'utf8')) as object)).toEqual([first.office().password, first.login()?.password])
  const again = must(await open(url('postgres')))
  expect(again.office().password).toBe(first.office().password)
  expect(must(await migrate(again.owner())).length).toBeGreaterThan(0)
})

test('an owner who is no superuser serves, and the office sees nothing of a table that no policy opens', async () => {
  await admin(`create role county_owner_${count} login createrole password 'secret'; alter database ${database} owner to county_owner_${count}`)
  const opened = must(await open(url(`county_owner_${count}`, 'secret')))
  must(await migrate(opened.owner()))
  await connected(opened.owner(), client =>
    client.query(`create table leads.secret (division text primary key); call infrastructure.guard('leads.secret');
      insert into leads.secret values ('990101'); grant select on leads.secret to yingjin_office`),
  )
  const seenBy = (config: pg.ClientConfig): Promise<number | null> =>
    connected(config, async client => (await client.query('select from leads.secret')).rowCount)
  expect(await seenBy(opened.owner())).toBe(1)
  expect(await seenBy(opened.office())).toBe(0)
})

test('a lost password is said with the ways out, and nothing is changed', async () => {
  must(await open(url('postgres')))
  rmSync(join(config, 'postgres.json'))
  expect(said(await open(url('postgres')))).toContain('请用 OFFICE_DATABASE_URL 给出它的连接')
})

test('an owner who may not make roles is told what the administrator does, and with the office made all is well', async () => {
  await admin(`create role plain_owner_${count} login password 'secret'; alter database ${database} owner to plain_owner_${count}`)
  const owner = url(`plain_owner_${count}`, 'secret')
  expect(said(await open(owner))).toContain("create role yingjin_office login password '…'")
  await admin(`create role yingjin_office login password 'given'`)
  expect(said(await open(owner, url('yingjin_office', 'given')))).toBe('opened')
})

test('an office that is the owner, of rank, or no member is refused with the reason', async () => {
  await admin(`create role yingjin_office login password 'given'; create role strong_${count} login bypassrls password 's' in role yingjin_office;
    create role stranger_${count} login password 's'; create role member_${count} login password 's' in role yingjin_office`)
  expect(said(await open(url('postgres'), url('postgres')))).toContain('它就是 DATABASE_URL 的用户')
  expect(said(await open(url('postgres'), url(`strong_${count}`, 's')))).toContain('BYPASSRLS')
  expect(said(await open(url('postgres'), url(`stranger_${count}`, 's')))).toContain(`grant yingjin_office to stranger_${count}`)
  expect(said(await open(url('postgres'), url(`member_${count}`, 's')))).toBe('opened')
  await connected(server.admin(database), client => client.query(`create table public.own (); alter table public.own owner to member_${count}`))
  expect(said(await open(url('postgres'), url(`member_${count}`, 's')))).toContain('它拥有应尽的表或库')
})

test('the login library has an address of its own where the administrator gives one, apart from the office', async () => {
  await admin(`create role login_owner_${count} login password 'secret'; alter database ${database} owner to login_owner_${count};
    create role yingjin_office login password 'given'; create role yingjin_login login password 'own';
    create role both_${count} login password 's' in role yingjin_login, yingjin_office; create role alone_${count} login password 's' in role yingjin_login`)
  const [owner, office] = [url(`login_owner_${count}`, 'secret'), url('yingjin_office', 'given')]
  const openWith = (loginUrl?: string) =>
    openPostgres({ kind: 'url', url: owner, officeUrl: office, ...(loginUrl === undefined ? {} : { loginUrl }) }, { config })
  const without = must(await openWith())
  expect(without.login()).toBe(null)
  for (const user of ['yingjin_login', `alone_${count}`]) {
    const opened = must(await openWith(url(user, user === 'yingjin_login' ? 'own' : 's')))
    must(await migrate(opened.owner()))
    expect(await connected(opened.login() ?? {}, async client => (await client.query('select from login."user"')).rowCount)).toBe(0)
    await expect(connected(opened.login() ?? {}, client => client.query('select from registry.person'))).rejects.toMatchObject({ code: '42501' })
  }
  expect(said(await openWith(url('yingjin_office', 'given')))).toContain('必须分开')
  expect(said(await openWith(url(`both_${count}`, 's')))).toContain('请用 LOGIN_DATABASE_URL 给出')
  expect(said(await openWith('mysql://a'))).toContain('LOGIN_DATABASE_URL 看不懂')
  expect(said(await openWith(url('yingjin_login', 'wrong')))).toContain('口令不对')
})

test('an address that is wrong in any way is refused in Chinese, and never tells a password', async () => {
  expect(said(await open('mysql://a:b@c/d'))).toContain('DATABASE_URL 看不懂')
  expect(said(await open('postgresql://x:geheim@[not-a-host/d'))).toContain('DATABASE_URL 看不懂')
  const closed = said(await open('postgresql://x:geheim@127.0.0.1:1/d'))
  expect(closed).toContain('那里没有数据库在运行')
  expect(closed).not.toContain('geheim')
  await admin(`create role wrong_${count} login password 'right'`)
  expect(said(await open(url(`wrong_${count}`, 'geheim')))).toContain('口令不对')
  expect(said(await open(`postgresql:///nowhere?host=${encodeURIComponent(String(server.admin().host))}&user=postgres`))).toContain('没有这个库')
})

test('a database of another encoding is refused with the statement that makes a good one', async () => {
  await admin(`create database ascii_${count} template template0 encoding 'SQL_ASCII' locale 'C'`)
  expect(said(await open(`postgresql:///ascii_${count}?host=${encodeURIComponent(String(server.admin().host))}&user=postgres`))).toContain("encoding 'UTF8'")
})

test('the place is the folder of the data directory unless DATABASE_URL names another', () => {
  expect(placeOf('/data', {})).toEqual({ kind: 'embedded', folder: '/data/postgres' })
  expect(placeOf('/data', { DATABASE_URL: 'postgresql://h/d', OFFICE_DATABASE_URL: '' })).toEqual({ kind: 'url', url: 'postgresql://h/d' })
  expect(placeOf('/data', { DATABASE_URL: 'a', OFFICE_DATABASE_URL: 'b' })).toEqual({ kind: 'url', url: 'a', officeUrl: 'b' })
  expect(placeOf('/data', { DATABASE_URL: 'a', LOGIN_DATABASE_URL: 'c' })).toEqual({ kind: 'url', url: 'a', loginUrl: 'c' })
})

test('every refusal has its sentence and says what to do', () => {
  const tooOld = wordPostgres({ code: 'postgres/too-old', facts: { server: 'h:5432/d', found: '14.9' } })
  expect(tooOld).toBe('数据库 h:5432/d 是 PostgreSQL 14.9，太旧；需要 15 或更高版本。')
})
