import { day } from '@yingjin/kernel'
import * as sql from '../expression.ts'
import { type AggregateName, bigint, boolean, date, type Expr, text, unknown, type WindowName } from '../expression.ts'
import type { FunctionName } from '../functions.ts'
import { values } from '../relation.ts'

/**
 * What each function, aggregate and window of the plan means, one value at a time. Complete by type: a function without
 * a case does not compile. Every engine that reads the plan is held to these.
 */
export type Cell = string | number | boolean | null

const [yes, no, unsure] = [boolean(true), boolean(false), unknown('boolean')]
const [noNumber, noText, noDate] = [unknown('bigint'), unknown('text'), unknown('date')]
const september = date(day('2022-09-03'))

export type Case = readonly [Expr, Cell]
export const functionCases: Readonly<Record<FunctionName, readonly Case[]>> = {
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
  'divide-down-by': [
    [sql.divideDownBy(bigint(7), bigint(2)), 3],
    [sql.divideDownBy(bigint(7), sql.add(bigint(1), bigint(2))), 2],
    [sql.divideDownBy(bigint(0), bigint(9)), 0],
    [sql.divideDownBy(bigint(9_007_199_254_740_991), bigint(3)), 3_002_399_751_580_330],
    [sql.divideDownBy(bigint(7), bigint(0)), null],
    [sql.divideDownBy(noNumber, bigint(2)), null],
    [sql.divideDownBy(bigint(7), noNumber), null],
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
  'days-between': [
    [sql.daysBetween(september, september), 0],
    [sql.daysBetween(date(day('2024-02-28')), date(day('2024-03-01'))), 2],
    [sql.daysBetween(date(day('2023-02-28')), date(day('2023-03-01'))), 1],
    [sql.daysBetween(date(day('1900-02-28')), date(day('1900-03-01'))), 1],
    [sql.daysBetween(date(day('2022-09-01')), date(day('2023-09-01'))), 365],
    [sql.daysBetween(date(day('2022-09-03')), date(day('2022-09-01'))), -2],
    [sql.daysBetween(noDate, september), null],
    [sql.daysBetween(september, noDate), null],
  ],
}

/** k is a total order; g groups; v and t have holes. */
export const sample = values({ k: 'bigint', g: 'text', v: 'bigint', t: 'text', b: 'boolean' }, [
  [bigint(1), text('x'), bigint(5), text('丙'), yes],
  [bigint(2), text('x'), noNumber, noText, unsure],
  [bigint(3), text('x'), bigint(2), text('甲'), yes],
  [bigint(4), text('y'), noNumber, noText, unsure],
])
type Sample = typeof sample.c

export const aggregateCases: Readonly<Record<AggregateName, readonly (readonly [(c: Sample) => Expr, x: Cell, y: Cell])[]>> = {
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

export const windowCases: Readonly<Record<WindowName, readonly (readonly [(c: Sample) => Expr, readonly Cell[]])[]>> = {
  count: [[c => sql.countOver([c.g]), [3, 3, 3, 1]]],
  'count-distinct': [[c => sql.over('bigint', 'count-distinct', c.b, [c.g]), [1, 1, 1, 0]]],
  'row-number': [[c => sql.rowNumber([c.g], [sql.desc(c.k)]), [3, 2, 1, 1]]],
  'dense-rank': [[c => sql.over('bigint', 'dense-rank', null, [], [sql.asc(c.v)]), [2, 3, 1, 3]]],
  min: [[c => sql.over('bigint', 'min', c.v, [c.g]), [2, 2, 2, null]]],
  max: [[c => sql.over('bigint', 'max', c.v, [c.g]), [5, 5, 5, null]]],
  sum: [[c => sql.over('bigint', 'sum', c.v, [c.g]), [7, 7, 7, null]]],
}
