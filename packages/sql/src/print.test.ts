import { day } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import { and, asc, bigint, boolean, column, countRows, date, desc, eq, gt, isNull, or, sumOf, text, unknown } from './expression.ts'
import { output, Plan } from './plan.ts'
import { expression, outputSql, relation, stepSql } from './print.ts'
import { table, unionAll, values } from './relation.ts'

const pupil = table('pupil', { person_id: 'bigint', name: 'text', school: 'text' })
const roll = table('roll', { person_id: 'bigint', school: 'text', since: 'date' })
const printed = (r: Parameters<typeof relation>[0] | typeof pupil): string => relation(r as Parameters<typeof relation>[0], 'duckdb')

describe('printed SQL', () => {
  test('literals carry their type, names and texts are quoted', () => {
    expect(
      [bigint(-7), boolean(true), date(day('2022-09-01')), unknown('date'), text("张'三"), text('a\nb'), column('a"b', 'text')].map(e =>
        expression(e, 'duckdb'),
      ),
    ).toEqual(['CAST(-7 AS BIGINT)', 'TRUE', "DATE '2022-09-01'", 'CAST(NULL AS DATE)', "'张''三'", "('a' || chr(10) || 'b')", '"a""b"'])
  })

  test('operators are always in brackets, so that no precedence is relied on', () => {
    const [a, b] = [column('a', 'boolean'), column('b', 'boolean')]
    expect(expression(and(or(a, b), isNull(a)), 'duckdb')).toBe('(("a" OR "b") AND ("a" IS NULL))')
  })

  test('a filter of a selection nests', () => {
    expect(printed(pupil.select(c => ({ person_id: c.person_id, place: c.school })).where(c => eq(c.place, text('清水小学'))) as unknown as typeof pupil)).toBe(
      `SELECT "person_id", "place"
FROM (
  SELECT "person_id",
    "school" AS "place"
  FROM "pupil" AS t
) AS t
WHERE ("place" = '清水小学')`,
    )
  })

  test('a join states its pairs first and its residual after them', () => {
    const joined = pupil.join(
      'left',
      roll.where(c => gt(c.since, date(day('2022-09-01')))),
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({ person_id: l.person_id, since: r.since }),
      (l, r) => eq(l.school, r.school),
    )
    expect(printed(joined as unknown as typeof pupil)).toBe(`SELECT l."person_id" AS "person_id",
  r."since" AS "since"
FROM "pupil" AS l
LEFT JOIN (
  SELECT "person_id", "school", "since"
  FROM "roll" AS t
  WHERE ("since" > DATE '2022-09-01')
) AS r ON l."person_id" = r."person_id" AND (l."school" = r."school")`)
  })

  test('rows with and without a partner', () => {
    expect(printed(pupil.lacking(roll, (l, r) => [[l.person_id, r.person_id]]))).toBe(`SELECT l."person_id", l."name", l."school"
FROM "pupil" AS l
ANTI JOIN "roll" AS r ON l."person_id" = r."person_id"`)
    expect(printed(pupil.having(roll, () => []))).toContain('SEMI JOIN "roll" AS r ON TRUE')
  })

  test('a filtered sum keeps its filter inside the cast', () => {
    const paid = table('paid', { line: 'text', amount_fen: 'bigint' })
    const sums = paid.groupBy(
      c => ({ line: c.line }),
      c => ({ rows: countRows(), fen: sumOf(c.amount_fen, gt(c.amount_fen, bigint(0))) }),
    )
    expect(printed(sums as unknown as typeof pupil)).toBe(`SELECT "line",
  count(*) AS "rows",
  CAST(sum("amount_fen") FILTER (WHERE ("amount_fen" > CAST(0 AS BIGINT))) AS BIGINT) AS "fen"
FROM "paid" AS t
GROUP BY "line"`)
  })

  test('a step is one table, and its reason one line of comment whatever was written', () => {
    const plan = new Plan()
    const step = plan.step('known', 'pupils\n; DROP TABLE pupil', pupil.pick('person_id'))
    expect(plan.steps.map(s => stepSql(s, 'duckdb'))).toEqual([
      `-- pupils ; DROP TABLE pupil
CREATE TABLE "known" AS
SELECT "person_id"
FROM "pupil" AS t`,
    ])
    expect(printed(step as unknown as typeof pupil)).toBe('SELECT "person_id" FROM "known"')
    expect(() => plan.step('known', 'again', pupil)).toThrow('two steps named known')
  })

  test('an output is ordered from outside, where a name can only mean a column of the result', () => {
    const joined = pupil.join(
      'inner',
      roll,
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({ person_id: l.person_id, school: r.school }),
    )
    expect(
      outputSql(
        output('out', joined, c => [asc(c.person_id), desc(c.school)]),
        'duckdb',
      ),
    ).toBe(`SELECT *
FROM (
  SELECT l."person_id" AS "person_id",
    r."school" AS "school"
  FROM "pupil" AS l
  INNER JOIN "roll" AS r ON l."person_id" = r."person_id"
) AS t
ORDER BY "person_id" ASC NULLS LAST, "school" DESC NULLS LAST`)
  })
})

describe('a plan refuses what cannot be meant', () => {
  test('unions of different schemas, rows of the wrong width, numbers that are not whole', () => {
    expect(() => unionAll(pupil as never, roll as never)).toThrow('union of different schemas')
    expect(() => values({ a: 'text' }, [[text('a'), text('b')]])).toThrow('2 cells for 1 columns')
    expect(() => bigint(0.5)).toThrow('not a whole number')
  })
  test('comparing columns of different types does not compile', () => {
    // @ts-expect-error a number is not a text
    expect(eq(bigint(1), text('1')).kind).toBe('call')
  })
})
