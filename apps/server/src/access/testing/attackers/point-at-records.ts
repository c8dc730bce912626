import type { TestDatabase } from '../../../platform/postgres/testing/index.ts'
import { protectedTables } from './lay-down.ts'

/** Which records there are, by the column that numbers them: `lead_id` of every lead, and of which division it is. */
export type Records = ReadonlyMap<string, readonly Readonly<{ division: string; id: string }>[]>

/** Of every table whose rows go by a number within their division. */
export const recordsOf = (db: TestDatabase): Promise<Records> =>
  db.asOwner(async (_, client) => {
    const records = new Map<string, Readonly<{ division: string; id: string }>[]>()
    for (const { name, key } of await protectedTables(client)) {
      const [division, column, ...more] = key
      if (division !== 'division' || column === undefined || !column.endsWith('_id') || more.length > 0) continue
      const { rows } = await client.query<{ division: string; id: string }>(`select division, ${column}::text as id from ${name} order by 1, ${column}`)
      records.set(column, [...(records.get(column) ?? []), ...rows])
    }
    return records
  })

export const near = (records: Records, division: string): Records =>
  new Map([...records].map(([column, of]) => [column, of.filter(each => each.division === division)]))

/** The column that a field of an order numbers: `leadId` and each of `leadIds` a lead. */
const columnOf = (field: string): string => `${field.replace(/Ids?$/, '').replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}_id`

/** Where no column is called so, every column whose name ends so: a `listId` may be that of a delivered list. */
const numbersOf = (records: Records, column: string): readonly string[] =>
  (records.get(column) ?? [...records].filter(([name]) => name.endsWith(`_${column}`)).flatMap(([, of]) => of)).map(({ id }) => id)

/** From here on rows are numbered alike in every table (`rowAt`): what hangs on a record has the number of its record. */
const alikeFrom = 10_000

/** The same order about records that there are; `nth` says which. Of numbers that go together, the last field says which. */
export const pointed = (order: unknown, records: Records, nth: number): unknown => {
  const numbers = (field: string): readonly string[] => numbersOf(records, columnOf(field))
  const last = Object.keys((order ?? {}) as object).findLast(field => numbers(field).some(id => Number(id) >= alikeFrom))
  const alike = last === undefined ? [] : numbers(last).filter(id => Number(id) >= alikeFrom)
  const point = (value: unknown, at: number, field: string): unknown => {
    if (Array.isArray(value)) return value.map((each, n) => point(each, at + n, field))
    if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, point(each, at, key)]))
    if (typeof value !== 'string' || !/Ids?$/.test(field)) return value
    const there = numbers(field)
    const one = there[at % there.length]
    return one === undefined || Number(one) < alikeFrom ? (one ?? value) : (alike[at % alike.length] ?? one)
  }
  return point(order, nth, '')
}
