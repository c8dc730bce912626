import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, type Migration, readMigrations, remaining } from './migrate.ts'
import { connected, type Postgres } from './open-postgres.ts'
import { wordPostgres } from './postgres-problem.ts'
import { aDatabase } from './testing/index.ts'

let scratch = ''
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'migrate-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const anEmptyDatabase = async (): Promise<Postgres> => (await aDatabase({ empty: true })).postgres
const ask = async (server: Postgres, sql: string): Promise<unknown[]> => connected(server.owner(), async client => (await client.query(sql)).rows)

/** The foundation, with steps of a test behind it. */
const steps = (...texts: readonly string[]): readonly Migration[] => {
  const [foundation] = readMigrations()
  if (foundation === undefined) throw new Error('no foundation')
  return [
    foundation,
    ...texts.map((text, i) => ({ number: i + 2, name: `${String(i + 2).padStart(4, '0')}-step`, text, digest: String(text.length).padStart(64, '0') })),
  ]
}
const saidBy = (result: Awaited<ReturnType<typeof migrate>>): string => (result.ok ? '' : wordPostgres(result.problem))

test('an empty database is brought to the present state, and a second time there is nothing to do', async () => {
  const server = await anEmptyDatabase()
  const known = readMigrations()
  expect(must(await migrate(server.owner()))).toEqual(known.map(step => step.name))
  expect(must(await migrate(server.owner()))).toEqual([])
  expect(await ask(server, 'select number, name, digest from infrastructure.migration order by number')).toEqual(
    known.map(({ number, name, digest }) => ({ number, name, digest })),
  )
})

test('two programs that start at once migrate once', async () => {
  const server = await anEmptyDatabase()
  const both = await Promise.all([migrate(server.owner()), migrate(server.owner())])
  expect(both.map(each => must(each).length).toSorted((a, b) => a - b)).toEqual([0, readMigrations().length])
})

test('a step that fails leaves nothing of itself, names its file and line, and the steps before it stand', async () => {
  const server = await anEmptyDatabase()
  const broken = steps('create table infrastructure.one (n int)', 'create table infrastructure.two (n int);\nselect no_such_function();')
  expect(saidBy(await migrate(server.owner(), broken))).toContain('0003-step 第2行')
  expect(await ask(server, `select to_regclass('infrastructure.one') is not null as one, to_regclass('infrastructure.two') is null as two`)).toEqual([
    { one: true, two: true },
  ])
  expect(must(await migrate(server.owner(), steps('create table infrastructure.one (n int)', 'select 1')))).toEqual(['0003-step'])
})

test('a name without its schema lands nowhere', async () => {
  expect(saidBy(await migrate((await anEmptyDatabase()).owner(), steps('create table stray (n int)')))).toContain('0002-step')
})

test('a database newer than the program, a changed step, a step of another program and a late one are refused by name', async () => {
  const server = await anEmptyDatabase()
  must(await migrate(server.owner(), steps('select 1', 'select 22')))
  expect(saidBy(await migrate(server.owner(), steps('select 1')))).toContain('由更新版本的应尽建立（结构第 3 号，本程序只认到第 2 号）')
  expect(saidBy(await migrate(server.owner(), steps('select 1', 'select 333')))).toContain('0003-step 与现在程序里的不同')
  const [one, two, three] = steps('select 1', 'select 22')
  if (one === undefined || two === undefined || three === undefined) throw new Error('three steps')
  expect(saidBy(await migrate(server.owner(), [one, { ...two, name: '0002-other' }, three]))).toContain('0002-step 在本程序里没有')
  expect(remaining([one, two], [one, two, three], 'x')).toMatchObject({ ok: true, value: [three] })
})

test('a database where other programs keep schemas of our names is refused', async () => {
  const server = await anEmptyDatabase()
  await ask(server, 'create schema registry')
  expect(saidBy(await migrate(server.owner()))).toContain('请新建一个空库')
})

test('steps are numbered without a gap, and the digest does not depend on line ends', () => {
  const unix = mkdtempSync(join(scratch, 'steps-'))
  const dos = mkdtempSync(join(scratch, 'steps-'))
  writeFileSync(join(unix, '0001-one.sql'), 'select 1;\nselect 2;\n')
  writeFileSync(join(dos, '0001-one.sql'), 'select 1;\r\nselect 2;\r\n')
  expect(readMigrations(dos)).toEqual(readMigrations(unix))
  writeFileSync(join(unix, '0003-three.sql'), 'select 3')
  expect(() => readMigrations(unix)).toThrow('0003-three.sql should be number 2')
})

test('a column says its class once, keeps its remark, and a class or a column that does not exist is refused', async () => {
  const server = await anEmptyDatabase()
  const made = `create table infrastructure.t (a int, b bytea);
    comment on column infrastructure.t.a is 'how many';
    call infrastructure.classify('infrastructure.t', 'restricted', 'a');
    call infrastructure.classify('infrastructure.t', 'open', 'a');
    call infrastructure.classify('infrastructure.t', 'identity', 'b');`
  must(await migrate(server.owner(), steps(made)))
  expect(await ask(server, `select in_column, type, class from infrastructure.column_class where in_table = 't' order by 1`)).toEqual([
    { in_column: 'a', type: 'integer', class: 'open' },
    { in_column: 'b', type: 'bytea', class: 'identity' },
  ])
  expect(await ask(server, `select col_description('infrastructure.t'::regclass, 1) as said`)).toEqual([{ said: 'open: how many' }])
  await expect(ask(server, `call infrastructure.classify('infrastructure.t', 'secret', 'a')`)).rejects.toThrow('no class')
  await expect(ask(server, `call infrastructure.classify('infrastructure.t', 'open', 'z')`)).rejects.toThrow('no column')
})
