import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as sql from './expression.ts'
import { type AggregateName, bigint, boolean, type Expr, text, unknown, type WindowName } from './expression.ts'
import { functionNames } from './functions.ts'
import { expression, relation } from './print.ts'
import { type Relation, unionAll, values } from './relation.ts'
import { aggregateCases, type Cell, functionCases, sample, windowCases } from './testing/cases.ts'

/** What each function of the plan means (`testing/cases.ts`), held on the engine that runs it. */
type Database = Readonly<{ rows: (query: string) => Promise<readonly (readonly Cell[])[]>; close: () => void }>

let database: Database
beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  database = {
    // Whole numbers come back as text from the JSON form; the tests read them as numbers.
    rows: async query => {
      const reader = await connection.runAndReadAll(query)
      const whole = reader.columnTypes().map(type => String(type) === 'BIGINT')
      return reader.getRowsJson().map(row => row.map((cell, i) => (whole[i] === true && cell !== null ? Number(cell) : (cell as Cell))))
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
})
afterAll(() => database.close())

const typeOnEngine = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' }
const valueOf = async (e: Expr): Promise<Cell> => {
  const printed = expression(e, 'duckdb')
  const [row] = await database.rows(`SELECT ${printed} AS v, typeof(${printed}) AS t`)
  expect(row?.[1]).toBe(typeOnEngine[e.type])
  return row?.[0] ?? null
}
const rowsOf = (r: Relation<never> | Relation): Promise<readonly (readonly Cell[])[]> => database.rows(relation(r as Relation, 'duckdb'))

const [yes, no, unsure] = [boolean(true), boolean(false), unknown('boolean')]
const noNumber = unknown('bigint')

describe('functions', () => {
  test.each(functionNames)('%s', async name => {
    for (const [e, expected] of functionCases[name]) expect([expression(e, 'duckdb'), await valueOf(e)]).toEqual([expression(e, 'duckdb'), expected])
  })

  test('a case takes its first true branch and passes over those that are unknown', async () => {
    expect(
      await valueOf(
        sql.cases(
          [
            [unsure, bigint(1)],
            [yes, bigint(2)],
          ],
          bigint(3),
        ),
      ),
    ).toBe(2)
    expect(await valueOf(sql.cases([[unsure, bigint(1)]], noNumber))).toBe(null)
    expect(await valueOf(sql.add(sql.cases([[no, bigint(1)]], bigint(3)), bigint(1)))).toBe(4)
  })

  test('any text comes back as it went in, also from a nested query', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: fc.constantFrom(...`'"\\\n\r;-%_ab\u2028`) }),
      fc.string({ unit: 'binary' }).map(s => s.toWellFormed().replaceAll('\0', '')),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async written => {
        const nested = values({ k: 'text' }, [[text(written)]])
          .with(() => ({ again: text(written) }))
          .where(c => sql.eq(c.k, c.again))
        expect(await rowsOf(nested)).toEqual([[written, written]])
      }),
      { numRuns: 150 },
    )
  })

  test('sums do not overflow into another type, they fail', async () => {
    await expect(valueOf(sql.multiply(bigint(Number.MAX_SAFE_INTEGER), bigint(Number.MAX_SAFE_INTEGER)))).rejects.toThrow('Overflow')
  })
})

describe('aggregates', () => {
  test.each(Object.keys(aggregateCases) as AggregateName[])('%s', async name => {
    for (const [make, x, y] of aggregateCases[name]) {
      const grouped = sample.groupBy(
        c => ({ g: c.g }),
        c => ({ value: make(c) }),
      )
      expect((await rowsOf(grouped)).toSorted()).toEqual([
        ['x', x],
        ['y', y],
      ])
    }
  })

  test('without keys there is one row even of nothing; with keys there is none', async () => {
    const none = sample.where(() => boolean(false))
    expect(
      await rowsOf(
        none.groupBy(
          () => ({}),
          c => ({ n: sql.countRows(), s: sql.sumOf(c.v) }),
        ),
      ),
    ).toEqual([[0, null]])
    expect(
      await rowsOf(
        none.groupBy(
          () => ({ line: text('PS-A1.2') }),
          () => ({ n: sql.countRows() }),
        ),
      ),
    ).toEqual([])
  })
})

describe('windows', () => {
  test.each(Object.keys(windowCases) as WindowName[])('%s', async name => {
    for (const [make, expected] of windowCases[name]) {
      const rows = await rowsOf(sample.select(c => ({ k: c.k, value: make(c) })))
      expect(rows.toSorted((a, b) => Number(a[0]) - Number(b[0])).map(r => r[1])).toEqual(expected)
    }
  })
})

describe('relations', () => {
  const left = values({ id: 'bigint', n: 'text' }, [
    [bigint(1), text('a')],
    [bigint(2), text('b')],
    [noNumber, text('c')],
  ])
  const right = values({ id: 'bigint', n: 'text' }, [
    [bigint(1), text('A')],
    [bigint(1), text('Z')],
    [bigint(3), text('C')],
    [noNumber, text('D')],
  ])
  const sorted = async (r: Relation): Promise<readonly string[]> => (await rowsOf(r)).map(row => row.map(String).join(' ')).toSorted()

  test('an unknown key joins nothing', async () => {
    const both = (kind: 'inner' | 'left' | 'full'): Relation =>
      left.join(
        kind,
        right,
        (l, r) => [[l.id, r.id]],
        (l, r) => ({ ln: l.n, rn: r.n }),
      ) as unknown as Relation
    expect(await sorted(both('inner'))).toEqual(['a A', 'a Z'])
    expect(await sorted(both('left'))).toEqual(['a A', 'a Z', 'b null', 'c null'])
    expect(await sorted(both('full'))).toEqual(['a A', 'a Z', 'b null', 'c null', 'null C', 'null D'])
  })

  test('a residual narrows the partners, not the rows of a left join', async () => {
    const joined = left.join(
      'left',
      right,
      (l, r) => [[l.id, r.id]],
      (l, r) => ({ ln: l.n, rn: r.n }),
      (_, r) => sql.ne(r.n, text('A')),
    )
    expect(await sorted(joined as unknown as Relation)).toEqual(['a Z', 'b null', 'c null'])
  })

  test('columns of nested relations are never confused, even under one name', async () => {
    const nested = left
      .join(
        'inner',
        right.where(c => sql.eq(c.n, text('Z'))),
        (l, r) => [[l.id, r.id]],
        (l, r) => ({ id: l.id, n: r.n, r: l.n }),
      )
      .join(
        'left',
        left.with(c => ({ l: c.n })),
        (l, r) => [[l.id, r.id]],
        (l, r) => ({ n: l.n, l: r.l, r: l.r }),
        (l, r) => sql.eq(l.r, r.n),
      )
    expect(await sorted(nested as unknown as Relation)).toEqual(['Z a a'])
  })

  test('having never multiplies rows, lacking is its complement, and without a pair both ask whether there is anyone', async () => {
    expect(await sorted(left.having(right, (l, r) => [[l.id, r.id]]) as unknown as Relation)).toEqual(['1 a'])
    expect(await sorted(left.lacking(right, (l, r) => [[l.id, r.id]]) as unknown as Relation)).toEqual(['2 b', 'null c'])
    expect(await sorted(left.having(right, () => []) as unknown as Relation)).toHaveLength(3)
    expect(await sorted(left.lacking(right, () => []) as unknown as Relation)).toEqual([])
  })

  test('union keeps every row, distinct one of each', async () => {
    const twice = unionAll(left, left)
    expect(await sorted(twice as unknown as Relation)).toHaveLength(6)
    expect(await sorted(twice.distinct(c => ({ n: c.n })) as unknown as Relation)).toEqual(['a', 'b', 'c'])
  })

  test('no rows are still a table with columns', async () => {
    const none = values({ id: 'bigint', n: 'text' }, [])
    expect(await rowsOf(none as unknown as Relation)).toEqual([])
    expect(await sorted(unionAll(left, none) as unknown as Relation)).toHaveLength(3)
  })
})
