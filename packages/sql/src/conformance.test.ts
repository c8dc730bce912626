import { DuckDBInstance } from '@duckdb/node-api'
import { day } from '@yingjin/kernel'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as sql from './expression.ts'
import { type AggregateName, bigint, boolean, date, type Expr, text, unknown, type WindowName } from './expression.ts'
import { type FunctionName, functionNames } from './functions.ts'
import { expression, relation } from './print.ts'
import { type Relation, unionAll, values } from './relation.ts'

/**
 * What each function of the plan means, held on the engine that runs it. The tables are complete by type: a
 * function without a case does not compile.
 */
type Cell = string | number | boolean | null
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
const [noNumber, noText, noDate] = [unknown('bigint'), unknown('text'), unknown('date')]
const september = date(day('2022-09-03'))

type Case = readonly [Expr, Cell]
const functionCases: Readonly<Record<FunctionName, readonly Case[]>> = {
  and: [
    [sql.and(yes, yes), true],
    [sql.and(yes, unsure), null],
    [sql.and(unsure, no), false],
    [sql.and(no, unsure, yes), false],
    [sql.and(), true],
    [sql.and(unsure), null],
  ],
  or: [
    [sql.or(no, no), false],
    [sql.or(no, unsure), null],
    [sql.or(unsure, yes), true],
    [sql.or(), false],
    [sql.or(sql.and(yes, no), yes), true],
  ],
  not: [
    [sql.not(yes), false],
    [sql.not(no), true],
    [sql.not(unsure), null],
    [sql.not(sql.or(no, yes)), false],
  ],
  eq: [
    [sql.eq(text('甲'), text('甲')), true],
    [sql.eq(bigint(1), bigint(2)), false],
    [sql.eq(noNumber, noNumber), null],
    [sql.eq(text('a'), text('a ')), false],
  ],
  ne: [
    [sql.ne(bigint(1), bigint(2)), true],
    [sql.ne(bigint(1), noNumber), null],
  ],
  lt: [
    [sql.lt(bigint(1), bigint(2)), true],
    [sql.lt(september, date(day('2022-09-03'))), false],
    [sql.lt(noDate, september), null],
  ],
  le: [
    [sql.le(bigint(2), bigint(2)), true],
    [sql.le(noNumber, bigint(2)), null],
  ],
  gt: [
    [sql.gt(text('b'), text('a')), true],
    [sql.gt(bigint(2), noNumber), null],
  ],
  ge: [
    [sql.ge(bigint(2), bigint(2)), true],
    [sql.ge(noNumber, noNumber), null],
  ],
  'is-null': [
    [sql.isNull(noText), true],
    [sql.isNull(text('')), false],
  ],
  'is-known': [
    [sql.isKnown(noText), false],
    [sql.isKnown(bigint(0)), true],
  ],
  same: [
    [sql.same(noNumber, noNumber), true],
    [sql.same(bigint(1), noNumber), false],
    [sql.same(bigint(1), bigint(1)), true],
  ],
  'is-true': [
    [sql.isTrue(yes), true],
    [sql.isTrue(no), false],
    [sql.isTrue(unsure), false],
  ],
  'is-false': [
    [sql.isFalse(no), true],
    [sql.isFalse(yes), false],
    [sql.isFalse(unsure), false],
  ],
  in: [
    [sql.isIn(bigint(1), [bigint(1), bigint(2)]), true],
    [sql.isIn(bigint(3), [bigint(1), bigint(2)]), false],
    [sql.isIn(noNumber, [bigint(1)]), null],
    [sql.isIn(bigint(1), [bigint(1), noNumber]), true],
    [sql.isIn(bigint(3), [bigint(1), noNumber]), null],
    [sql.isIn(bigint(3), []), false],
  ],
  coalesce: [
    [sql.coalesce(noText, noText, text('c')), 'c'],
    [sql.coalesce(noText, noText), null],
    [sql.coalesce(bigint(0), bigint(1)), 0],
  ],
  'null-if': [
    [sql.nullIf(text(''), text('')), null],
    [sql.nullIf(text('a'), text('')), 'a'],
    [sql.nullIf(text('a'), noText), 'a'],
    [sql.nullIf(noText, text('a')), null],
  ],
  add: [
    [sql.add(bigint(1), bigint(2), bigint(3)), 6],
    [sql.add(bigint(1), noNumber), null],
  ],
  subtract: [
    [sql.subtract(bigint(1), sql.subtract(bigint(2), bigint(3))), 2],
    [sql.subtract(noNumber, bigint(1)), null],
  ],
  multiply: [
    [sql.multiply(sql.add(bigint(1), bigint(2)), bigint(3)), 9],
    [sql.multiply(noNumber, bigint(0)), null],
  ],
  'divide-down': [
    [sql.divideDown(bigint(7), 2), 3],
    [sql.divideDown(sql.multiply(bigint(125_001), bigint(1)), 2), 62_500],
    [sql.divideDown(noNumber, 2), null],
  ],
  smaller: [
    [sql.smaller(bigint(1), bigint(2)), 1],
    [sql.smaller(noNumber, bigint(2)), null],
    [sql.smaller(september, date(day('2022-09-02'))), '2022-09-02'],
  ],
  larger: [
    [sql.larger(bigint(1), bigint(2)), 2],
    [sql.larger(bigint(1), noNumber), null],
  ],
  'bit-or': [
    [sql.bitOr(bigint(1), bigint(4), bigint(5)), 5],
    [sql.bitOr(bigint(1), noNumber), null],
    [sql.bitOr(), 0],
  ],
  'bit-and': [
    [sql.bitAnd(bigint(6), bigint(3)), 2],
    [sql.bitAnd(noNumber, bigint(3)), null],
  ],
  concat: [
    [sql.concat(text('张'), text('三')), '张三'],
    [sql.concat(text('张'), noText), null],
  ],
  slice: [
    [sql.slice(text('欧阳·娜𠮷娜'), 4, 2), '娜𠮷'],
    [sql.slice(text('ab'), 2, 9), 'b'],
    [sql.slice(text('ab'), 3, 1), ''],
    [sql.slice(noText, 1, 1), null],
  ],
  length: [
    [sql.lengthOf(text('买买提·𠮷')), 5],
    [sql.lengthOf(text('')), 0],
    [sql.lengthOf(noText), null],
  ],
  'starts-with': [
    [sql.startsWith(text('500243001'), text('500243')), true],
    [sql.startsWith(text('a%b'), text('%')), false],
    [sql.startsWith(noText, text('a')), null],
    [sql.startsWith(text('a'), noText), null],
  ],
  'to-bigint': [
    [sql.toBigint(text('0012')), 12],
    [sql.toBigint(text('-5')), -5],
    ...['', '1.6', '1e3', '0x10', ' 12', '1,000', '一', '99999999999999999999'].map((t): Case => [sql.toBigint(text(t)), null]),
    [sql.toBigint(noText), null],
  ],
  'to-date': [
    [sql.toDate(text('2024-02-29')), '2024-02-29'],
    ...['', '2023-02-29', '2022-9-3', '2022/09/03', '2022-09-03 10:00', 'infinity'].map((t): Case => [sql.toDate(text(t)), null]),
    [sql.toDate(noText), null],
  ],
  'to-text': [
    [sql.toText(bigint(-12)), '-12'],
    [sql.toText(september), '2022-09-03'],
    [sql.toText(yes), 'true'],
    [sql.toText(noNumber), null],
  ],
  year: [
    [sql.yearOf(september), 2022],
    [sql.yearOf(noDate), null],
  ],
  month: [
    [sql.monthOf(september), 9],
    [sql.monthOf(noDate), null],
  ],
  day: [
    [sql.dayOfMonth(september), 3],
    [sql.dayOfMonth(noDate), null],
  ],
}

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

/** k is a total order; g groups; v and t have holes. */
const sample = values({ k: 'bigint', g: 'text', v: 'bigint', t: 'text', b: 'boolean' }, [
  [bigint(1), text('x'), bigint(5), text('丙'), yes],
  [bigint(2), text('x'), noNumber, noText, unsure],
  [bigint(3), text('x'), bigint(2), text('甲'), yes],
  [bigint(4), text('y'), noNumber, noText, unsure],
])
type Sample = typeof sample.c

const aggregateCases: Readonly<Record<AggregateName, readonly (readonly [(c: Sample) => Expr, x: Cell, y: Cell])[]>> = {
  count: [
    [() => sql.countRows(), 3, 1],
    [c => sql.countRows(sql.isKnown(c.v)), 2, 0],
  ],
  'count-distinct': [[c => sql.countDistinct(c.b), 1, 0]],
  sum: [
    [c => sql.sumOf(c.v), 7, null],
    [c => sql.sumOf(c.v, sql.gt(c.v, bigint(2))), 5, null],
  ],
  min: [
    [c => sql.minOf(c.v), 2, null],
    [c => sql.minOf(c.t, sql.eq(c.k, bigint(1))), '丙', null],
  ],
  max: [[c => sql.maxOf(c.v), 5, null]],
  'bit-or': [
    [c => sql.bitOrOf(c.v), 7, null],
    [c => sql.bitOrOf(c.v, sql.eq(c.k, bigint(3))), 2, null],
  ],
  'bool-or': [[c => sql.anyTrue(c.b), true, null]],
  'bool-and': [[c => sql.allTrue(c.b), true, null]],
  'join-text': [
    [c => sql.joinText(c.t, [sql.desc(c.k)]), '甲；丙', null],
    [c => sql.joinText(c.t, [sql.asc(c.k)], sql.gt(c.k, bigint(1))), '甲', null],
  ],
  first: [
    [c => sql.firstBy(c.v, [sql.asc(c.k)]), 5, null],
    [c => sql.firstBy(c.v, [sql.asc(c.k)], sql.gt(c.k, bigint(1))), null, null],
    [c => sql.firstBy(c.k, [sql.desc(c.v), sql.asc(c.k)]), 1, 4],
  ],
}

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

const windowCases: Readonly<Record<WindowName, readonly (readonly [(c: Sample) => Expr, readonly Cell[]])[]>> = {
  count: [[c => sql.countOver([c.g]), [3, 3, 3, 1]]],
  'count-distinct': [[c => sql.over('bigint', 'count-distinct', c.b, [c.g]), [1, 1, 1, 0]]],
  'row-number': [[c => sql.rowNumber([c.g], [sql.desc(c.k)]), [3, 2, 1, 1]]],
  'dense-rank': [[c => sql.over('bigint', 'dense-rank', null, [], [sql.asc(c.v)]), [2, 3, 1, 3]]],
  min: [[c => sql.over('bigint', 'min', c.v, [c.g]), [2, 2, 2, null]]],
  max: [[c => sql.over('bigint', 'max', c.v, [c.g]), [5, 5, 5, null]]],
  sum: [[c => sql.over('bigint', 'sum', c.v, [c.g]), [7, 7, 7, null]]],
}

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
