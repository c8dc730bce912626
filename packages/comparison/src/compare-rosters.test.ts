import { sampleId } from '@yingjin/kernel/testing'
import { Plan, table } from '@yingjin/sql'
import { expect, test } from 'vitest'
import { compareRosters, otherRowSchema, rosterOutcomes } from './compare-rosters.ts'
import { identityRowSchema } from './identity.ts'
import { personKeys, personKeySchema, type PersonRow } from './normalise/person-keys.ts'
import { damagedRosters } from './testing/damaged-rosters.ts'
import type { NaiveRow } from './testing/naive-cascade.ts'
import { given, onDuckDb, type Rows } from './testing/on-duckdb.ts'

type Right = Rows<typeof otherRowSchema>[number]

const keyed = (row: PersonRow) => {
  const values = personKeys(row, { villages: null })
  return Object.fromEntries(Object.keys(personKeySchema).map((column, k) => [column, values[k] ?? null])) as Record<keyof typeof personKeySchema, string | null>
}

const run = async (left: readonly NaiveRow[], right: readonly Right[]) => {
  const plan = new Plan()
  const found = compareRosters(plan, 'x', table('left', identityRowSchema), table('right', otherRowSchema))
  return onDuckDb([given('left', identityRowSchema, left), given('right', otherRowSchema, right)], plan, {
    matched: found.matched,
    conflicts: found.conflicts,
    ambiguous: found.ambiguous,
    onlyLeft: found.onlyLeft,
    onlyRight: found.onlyRight,
    counts: found.counts,
  })
}

const id = (sequence: number) => sampleId({ born: '2012-03-04', sequence })

test('both residuals of two rosters, with a child listed twice on the right', async () => {
  const left: readonly PersonRow[] = [
    { id_number: id(11), name: '张伟' },
    { id_number: id(21), name: '李强' },
    { id_number: id(31), name: '王芳' },
    { id_number: id(41), name: '单雨' },
  ]
  const right: readonly PersonRow[] = [
    { id_number: id(11), name: '张伟' },
    { id_number: id(11), name: '張偉' },
    { id_number: id(21), name: '赵敏' },
    { id_number: id(51), name: '欧阳娜' },
    { id_number: id(41) },
  ]
  const found = await run(
    left.map((row, i) => ({ left_id: i + 1, roster: '学籍', ...keyed(row) })),
    right.map((row, i) => ({ right_id: 101 + i, ...keyed(row) })),
  )
  expect(found['matched']?.toSorted((a, b) => Number(a['right_id']) - Number(b['right_id']))).toMatchObject([
    { left_id: 1, right_id: 101, evidence: 'D1' },
    { left_id: 1, right_id: 102, evidence: 'D1' },
  ])
  expect(found['conflicts']).toEqual([{ left_id: 2, right_id: 103, evidence: 'D1x', name_relation: 'different' }])
  expect(found['ambiguous']).toMatchObject([{ left_id: 4, right_id: 105, reason: 'name-unreadable' }])
  expect(found['onlyLeft']).toEqual([{ left_id: 3 }])
  expect(found['onlyRight']).toEqual([{ right_id: 104 }])
  const counts = Object.fromEntries((found['counts'] ?? []).map(c => [c['outcome'] as string, [c['left_rows'], c['right_rows']]]))
  expect(counts).toEqual({ matched: [1, 2], conflict: [1, 1], ambiguous: [1, 1], 'only-left': [1, 0], 'only-right': [0, 1] })
})

test('the counts of either side add up to its rows, whatever the rosters', async () => {
  for (const seed of [1, 2, 3]) {
    const { rows, persons } = damagedRosters(seed, 200)
    const right = persons.map(({ person_id: _person, ...keys }, i) => ({ right_id: i, ...keys }))
    const counts = (await run(rows, right))['counts'] ?? []
    expect(counts.map(c => c['outcome'])).toEqual(expect.arrayContaining([...rosterOutcomes]))
    const sum = (side: string) => counts.reduce((total, c) => total + Number(c[side]), 0)
    expect(sum('left_rows')).toBe(rows.length)
    expect(sum('right_rows')).toBe(right.length)
  }
})
