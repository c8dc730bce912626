import { expect, test } from 'vitest'
import { carryOut } from './carry-out.ts'
import { bigint, countRows, eq, gt, isKnown, minOf } from './expression.ts'
import { Plan } from './plan.ts'
import { type Relation, table, unionAll } from './relation.ts'

const roll = table('roll', { row_id: 'bigint', name: 'text', school: 'text', boards: 'boolean', address: 'text' })
const match = table('match', { row_id: 'bigint', person_id: 'bigint', evidence: 'text' })
const read = (...kept: object[]): Record<string, string[]> =>
  Object.fromEntries([...carryOut(new Plan(), kept as Relation[]).sources].map(([name, columns]) => [name, [...columns].toSorted()]))

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

test('of a table that is only counted one column is read, for a row must have one', () => {
  expect(
    read(
      roll.groupBy(
        () => ({}),
        () => ({ rows: countRows() }),
      ),
    ),
  ).toEqual({ roll: ['row_id'] })
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
  const { steps, readNoMore } = carryOut(plan, [third as unknown as Relation])
  expect(steps.map(s => s.name)).toEqual(['first', 'second', 'third'])
  expect(Object.fromEntries(readNoMore)).toEqual({ first: ['roll'], second: ['first'], third: ['second'] })
})

test('a step holds only the columns that a later step or a result reads', () => {
  const plan = new Plan()
  const named = plan.step(
    'named',
    'rows with a name',
    roll.where(c => isKnown(c.name)),
  )
  const { steps, sources } = carryOut(plan, [named.where(c => c.boards).pick('school') as unknown as Relation])
  expect(steps.map(s => Object.keys(s.relation.schema))).toEqual([['school', 'boards']])
  expect([...(sources.get('roll') ?? [])].toSorted()).toEqual(['boards', 'name', 'school'])
})
