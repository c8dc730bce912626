import { day } from '@yingjin/kernel'
import { describe, expect, test } from 'vitest'
import * as sql from './expression.ts'
import { bigint, boolean, column, date, type Expr, text, unknown } from './expression.ts'
import { type FunctionName, functionNames } from './functions.ts'
import { output, Plan } from './plan.ts'
import { expression, outputSql, relation, stepSql } from './print.ts'
import { type Relation, table, values } from './relation.ts'

const [a, b, n, m, t, d] = [
  column('a', 'boolean'),
  column('b', 'boolean'),
  column('n', 'bigint'),
  column('m', 'bigint'),
  column('t', 'text'),
  column('d', 'date'),
] as const
const printed = (e: Expr): string => expression(e, 'spark')

/** The printed text of every function, read by a person: no Spark runs here (docs/decisions/0070). */
const inSpark: Readonly<Record<FunctionName, readonly [Expr, string]>> = {
  and: [sql.and(a, b), '(`a` AND `b`)'],
  or: [sql.or(a, b), '(`a` OR `b`)'],
  not: [sql.not(a), '(NOT `a`)'],
  eq: [sql.eq(n, m), '(`n` = `m`)'],
  ne: [sql.ne(n, m), '(`n` <> `m`)'],
  lt: [sql.lt(n, m), '(`n` < `m`)'],
  le: [sql.le(n, m), '(`n` <= `m`)'],
  gt: [sql.gt(n, m), '(`n` > `m`)'],
  ge: [sql.ge(n, m), '(`n` >= `m`)'],
  'is-null': [sql.isNull(n), '(`n` IS NULL)'],
  'is-known': [sql.isKnown(n), '(`n` IS NOT NULL)'],
  same: [sql.same(n, m), '(`n` <=> `m`)'],
  'is-true': [sql.isTrue(a), '(`a` IS TRUE)'],
  'is-false': [sql.isFalse(a), '(`a` IS FALSE)'],
  in: [sql.isIn(t, [text('primary'), text('junior')]), "(`t` IN ('primary', 'junior'))"],
  coalesce: [sql.coalesce(n, m), 'coalesce(`n`, `m`)'],
  'null-if': [sql.nullIf(n, m), 'nullif(`n`, `m`)'],
  add: [sql.add(n, m), '(`n` + `m`)'],
  subtract: [sql.subtract(n, m), '(`n` - `m`)'],
  multiply: [sql.multiply(n, m), '(`n` * `m`)'],
  'divide-down': [sql.divideDown(n, 2), '(`n` div CAST(2 AS BIGINT))'],
  'divide-down-by': [sql.divideDownBy(n, m), '(`n` div nullif(`m`, 0))'],
  smaller: [sql.smaller(n, m), '(CASE WHEN `n` IS NULL OR `m` IS NULL THEN NULL ELSE least(`n`, `m`) END)'],
  larger: [sql.larger(n, m), '(CASE WHEN `n` IS NULL OR `m` IS NULL THEN NULL ELSE greatest(`n`, `m`) END)'],
  'bit-or': [sql.bitOr(n, m), '(`n` | `m`)'],
  'bit-and': [sql.bitAnd(n, m), '(`n` & `m`)'],
  concat: [sql.concat(t, t), 'CAST(`t` || `t` AS STRING)'],
  slice: [sql.slice(t, 1, 2), 'substring(`t`, CAST(CAST(1 AS BIGINT) AS INT), CAST(CAST(2 AS BIGINT) AS INT))'],
  length: [sql.lengthOf(t), 'CAST(length(`t`) AS BIGINT)'],
  'starts-with': [sql.startsWith(t, text('9901')), "startswith(`t`, '9901')"],
  'to-bigint': [sql.toBigint(t), "(CASE WHEN (`t` RLIKE '^-?[0-9]+$') AND NOT (`t` RLIKE '[^-0-9]') THEN TRY_CAST(`t` AS BIGINT) END)"],
  'to-date': [sql.toDate(t), "(CASE WHEN (`t` RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') AND NOT (`t` RLIKE '[^-0-9]') THEN TRY_CAST(`t` AS DATE) END)"],
  'to-text': [sql.toText(n), 'CAST(`n` AS STRING)'],
  year: [sql.yearOf(d), 'CAST(year(`d`) AS BIGINT)'],
  month: [sql.monthOf(d), 'CAST(month(`d`) AS BIGINT)'],
  day: [sql.dayOfMonth(d), 'CAST(day(`d`) AS BIGINT)'],
  'days-between': [sql.daysBetween(d, date(day('2022-09-01'))), "CAST(datediff(DATE '2022-09-01', `d`) AS BIGINT)"],
}

describe('for Spark', () => {
  test.each(functionNames)('%s', name => {
    const [e, expected] = inSpark[name]
    expect(printed(e)).toBe(expected)
  })

  test('no operator divides into a fraction, and no text rests on how backslashes are read in patterns', () => {
    for (const [e] of Object.values(inSpark)) expect(printed(e)).not.toMatch(/[/\\]/)
  })

  test('literals carry their type; names stand in backticks; quotes, backslashes and line breaks of a text are escaped', () => {
    expect(
      [bigint(-7), boolean(true), date(day('2022-09-01')), unknown('text'), text("张'三"), text('a\nb\\n'), column('a`b', 'text', 'l')].map(printed),
    ).toEqual(['CAST(-7 AS BIGINT)', 'TRUE', "DATE '2022-09-01'", 'CAST(NULL AS STRING)', "'张\\'三'", "'a\\nb\\\\n'", 'l.`a``b`'])
  })

  test('aggregates filter, and what depends on an order is put in order after it is collected', () => {
    expect(printed(sql.sumOf(n, a))).toBe('CAST(sum(`n`) FILTER (WHERE `a`) AS BIGINT)')
    expect(printed(sql.countDistinct(n))).toBe('count(DISTINCT `n`)')
    expect(printed(sql.firstBy(t, [sql.desc(n)]))).toBe(
      "get(transform(array_sort(collect_list(named_struct('k0', `n`, 'v', `t`)), (x, y) -> CASE WHEN x.k0 IS NULL AND y.k0 IS NOT NULL THEN 1 WHEN x.k0 IS NOT NULL AND y.k0 IS NULL THEN -1 WHEN x.k0 < y.k0 THEN 1 WHEN x.k0 > y.k0 THEN -1 ELSE 0 END), r -> r.v), 0)",
    )
    expect(printed(sql.joinText(t, [sql.asc(n)], a))).toBe(
      "CASE WHEN count(`t`) FILTER (WHERE `a`) > 0 THEN array_join(transform(array_sort(collect_list(named_struct('k0', `n`, 'v', `t`)) FILTER (WHERE `t` IS NOT NULL AND `a`), (x, y) -> CASE WHEN x.k0 IS NULL AND y.k0 IS NOT NULL THEN 1 WHEN x.k0 IS NOT NULL AND y.k0 IS NULL THEN -1 WHEN x.k0 < y.k0 THEN -1 WHEN x.k0 > y.k0 THEN 1 ELSE 0 END), r -> r.v), '；') END",
    )
  })

  test('windows count in whole numbers of one width', () => {
    expect(printed(sql.rowNumber([t], [sql.asc(n)]))).toBe('CAST(row_number() OVER (PARTITION BY `t` ORDER BY `n` ASC NULLS LAST) AS BIGINT)')
    expect(printed(sql.over('bigint', 'count-distinct', n, [t]))).toBe('CAST(size(collect_set(`n`) OVER (PARTITION BY `t`)) AS BIGINT)')
  })

  test('a plan is tables of Parquet, rows with a partner are a semi-join, and an output is in a total order', () => {
    const pupil = table('pupil', { person_id: 'bigint', school: 'text' })
    const known = values({ school: 'text' }, [[text('清水小学')]])
    const plan = new Plan()
    const ours = plan.step(
      'ours',
      'pupils of known schools',
      pupil.having(known, (l, r) => [[l.school, r.school]]),
    )
    expect(plan.steps.map(s => stepSql(s, 'spark'))).toEqual([
      `-- pupils of known schools
CREATE TABLE \`ours\` USING PARQUET AS
SELECT l.\`person_id\`, l.\`school\`
FROM \`pupil\` AS l
LEFT SEMI JOIN (
  SELECT * FROM (VALUES ('清水小学')) AS v(\`school\`)
) AS r ON l.\`school\` = r.\`school\``,
    ])
    expect(
      outputSql(
        output('out', ours, c => [sql.desc(c.person_id)]),
        'spark',
      ),
    ).toBe(`SELECT *
FROM \`ours\` AS t
ORDER BY \`person_id\` DESC NULLS LAST`)
    expect(relation(pupil.lacking(known, (l, r) => [[l.school, r.school]]) as unknown as Relation, 'spark')).toContain('LEFT ANTI JOIN (')
  })
})
