import { asc, bigint, carryOut, lt, output, Plan, type Relation, table, text } from '@yingjin/sql'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DuckDb, openDuckDb } from './index.ts'

let folder: string
let db: DuckDb
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yingjin-duckdb-'))
  db = await openDuckDb({ spill: join(folder, 'spill') })
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

test('a table of literals comes back as it went in, dates as text and unknown as null', async () => {
  await db.createTable('t', { a: 'text', b: 'bigint', c: 'boolean', d: 'date' }, [
    ["it's", 1, true, '2022-02-28'],
    [null, null, null, null],
  ])
  expect(await db.rows('SELECT * FROM t ORDER BY b')).toEqual([
    { a: "it's", b: 1, c: true, d: '2022-02-28' },
    { a: null, b: null, c: null, d: null },
  ])
})

test('a plan runs step by step and says what it does', async () => {
  await db.createTable('numbers', { n: 'bigint' }, [[1], [2], [3]])
  const plan = new Plan()
  const doubled = plan.step(
    'doubled',
    'every number twice',
    table('numbers', { n: 'bigint' }).select(c => ({ n: c.n, word: text('x') })),
  )
  const small = plan.step(
    'small',
    'only the small ones',
    doubled.where(c => lt(c.n, bigint(3))),
  )
  const said: string[] = []
  await db.runPlan(carryOut(plan, [small as unknown as Relation]), step => said.push(`${step.index + 1}/${step.of} ${step.why}`))
  expect(said).toEqual(['1/2 every number twice', '2/2 only the small ones'])
  expect(await db.rows('SELECT count(*) AS n FROM small')).toEqual([{ n: 2 }])
})

test('the same rows in a total order are the same bytes', async () => {
  await db.execute('CREATE TABLE many AS SELECT range AS n FROM range(50000)')
  const result = output('many', table('many', { n: 'bigint' }), c => [asc(c.n)])
  await db.writeParquet(result, join(folder, 'a.parquet'))
  await db.writeParquet(result, join(folder, 'b.parquet'))
  expect(readFileSync(join(folder, 'a.parquet')).equals(readFileSync(join(folder, 'b.parquet')))).toBe(true)
  let sum = 0
  for await (const row of db.stream<{ n: number }>('SELECT n FROM many')) sum += row.n
  expect(sum).toBe((49_999 * 50_000) / 2)
})
