import { day, term } from '@yingjin/kernel'
import { expect, test } from 'vitest'
import { absenceCounts, inForce, isTooNew, newerByDays, type ReceivedTable, type Situation, tablesInForce } from './situation.ts'

const disabled: ReceivedTable = { kind: 'disability-certificate', file: '持证残疾人.xlsx', asOf: day('2022-03-10'), whole: true }
const spring = (...received: readonly ReceivedTable[]): Situation => ({ county: '990101', countyName: '示例县', term: term('2022-spring'), received })

test('absence counts from a whole roster of the days around the first day of the term', () => {
  for (const asOf of ['2022-02-20', '2022-03-01', '2022-04-30'])
    expect(absenceCounts(spring({ ...disabled, asOf: day(asOf) }), 'disability-certificate')).toBe(true)
})

test('a roster dated long after the first day speaks for whoever is on it and says nothing of whoever is not', () => {
  const late = { ...disabled, asOf: day('2022-08-31') }
  const situation = spring(late)
  expect(isTooNew(late, situation)).toBe(true)
  expect(inForce(late, situation)).toBe(true)
  expect(absenceCounts(situation, 'disability-certificate')).toBe(false)
  expect(newerByDays).toBe(60)
  expect(isTooNew({ ...disabled, asOf: day('2022-05-01') }, situation)).toBe(true)
})

test('a payment roster made up later still says who was not paid in the term before', () => {
  const paid: ReceivedTable = { kind: 'payment-roster', file: '发放.xlsx', asOf: day('2022-07-31'), whole: true }
  expect(absenceCounts(spring(paid), 'payment-roster')).toBe(true)
})

test('each sheet is in force by its own date: an old hidden one neither speaks nor stands in the way, an old visible one does', () => {
  const shown = { ...disabled, sheet: '名单' }
  const old = { ...disabled, sheet: '旧表', asOf: day('2019-03-01') }
  const hidden = spring(shown, { ...old, hidden: true })
  expect(tablesInForce(hidden, 'disability-certificate')).toEqual([shown])
  expect(absenceCounts(hidden, 'disability-certificate')).toBe(true)
  expect(absenceCounts(spring(shown, old), 'disability-certificate')).toBe(false)
  expect(absenceCounts(spring({ ...old, hidden: true }), 'disability-certificate')).toBe(false)
  expect(absenceCounts(spring(shown, { ...shown, sheet: '补', hidden: true, whole: false }), 'disability-certificate')).toBe(false)
})
