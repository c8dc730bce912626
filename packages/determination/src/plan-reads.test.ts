import { bigint, countRows, eq, gt, isKnown, minOf, Plan, table, unionAll } from '@yingjin/sql'
import { expect, test } from 'vitest'
import { columnsRead, readNoMore } from './plan-reads.ts'

const roll = table('roll', { row_id: 'bigint', name: 'text', school: 'text', boards: 'boolean', address: 'text' })
const match = table('match', { row_id: 'bigint', person_id: 'bigint', evidence: 'text' })
const read = (...relations: Parameters<typeof columnsRead>[0] extends Iterable<infer R> ? R[] : never): Record<string, string[]> =>
  Object.fromEntries([...columnsRead(relations)].map(([name, columns]) => [name, [...columns].toSorted()]))

test('what is chosen, filtered by and joined on is read, and nothing else', () => {
  const boarders = roll
    .where(c => c.boards)
    .join(
      'inner',
      match,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ person_id: r.person_id, name: l.name }),
    )
    .pick('person_id')
  expect(read(boarders)).toEqual({ roll: ['boards', 'row_id'], match: ['person_id', 'row_id'] })
})

test('a semi-join reads of its right side only what it compares', () => {
  expect(read(match.having(roll, (l, r) => [[l.row_id, r.row_id]]).pick('person_id'))).toEqual({ match: ['person_id', 'row_id'], roll: ['row_id'] })
})

test('an aggregate reads its keys, its arguments and its conditions', () => {
  const bySchool = roll.groupBy(
    c => ({ school: c.school }),
    c => ({ first: minOf(c.row_id, c.boards), unused: minOf(c.address) }),
  )
  expect(read(bySchool.pick('first'))).toEqual({ roll: ['boards', 'row_id', 'school'] })
})

test('distinct reads every column it looks at, and a union reads them of each part', () => {
  const once = roll.distinct(c => ({ school: c.school, name: c.name })).pick('name')
  expect(read(once)).toEqual({ roll: ['name', 'school'] })
  expect(read(unionAll(roll.pick('row_id'), match.pick('row_id')))).toEqual({ roll: ['row_id'], match: ['row_id'] })
})

test('a table that is only counted is still read', () => {
  expect(
    read(
      roll.groupBy(
        () => ({}),
        () => ({ rows: countRows() }),
      ),
    ),
  ).toEqual({ roll: [] })
})

test('a table goes after its last reader and stays when the results read it', () => {
  const plan = new Plan()
  const first = plan.step(
    'first',
    'rows with a name',
    roll.where(c => isKnown(c.name)),
  )
  const second = plan.step(
    'second',
    'some of them',
    first.where(c => gt(c.row_id, bigint(1))),
  )
  const third = plan.step(
    'third',
    'and fewer',
    second.where(c => eq(c.row_id, bigint(2))),
  )
  plan.step('unread', 'nobody asks for it', roll.pick('row_id'))
  expect(Object.fromEntries(readNoMore(plan, [third]))).toEqual({ second: ['first'], third: ['second'], unread: ['roll', 'unread'] })
})
