import { expect, test } from 'vitest'
import { appliedIn, readMigrations } from '../migrate.ts'
import { connected } from '../open-postgres.ts'
import { aDatabase } from './index.ts'

test('each test has a migrated database of its own', async () => {
  await using one = await aDatabase()
  await using two = await aDatabase()
  expect(one.name).not.toBe(two.name)
  await one.asOwner((_, client) => client.query('create table infrastructure.only_here ()'))
  const there = (await two.asOwner((_, client) => client.query(`select to_regclass('infrastructure.only_here') as found`))).rows
  expect(there).toEqual([{ found: null }])
  expect((await connected(two.postgres.owner(), appliedIn))?.length).toBe(readMigrations().length)
})

test('an empty one is not migrated, and a closed one is gone', async () => {
  const empty = await aDatabase({ empty: true })
  expect(await connected(empty.postgres.owner(), appliedIn)).toBe(null)
  await empty.close()
  await expect(connected(empty.postgres.owner(), client => client.query('select 1'))).rejects.toThrow('does not exist')
})

test('many are made at once', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => aDatabase()))
  expect(new Set(all.map(each => each.name)).size).toBe(5)
  await Promise.all(all.map(each => each.close()))
})
