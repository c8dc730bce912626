import { sampleId } from '@yingjin/kernel/testing'
import { Plan, table } from '@yingjin/sql'
import { describe, expect, test } from 'vitest'
import { dedupe, sourceRowSchema } from './dedupe.ts'
import { personKeys, personKeySchema, type PersonRow } from './normalise/person-keys.ts'
import { damagedRosters } from './testing/damaged-rosters.ts'
import { given, onDuckDb } from './testing/on-duckdb.ts'

const schema = { ...sourceRowSchema, student_number: 'text' } as const
type Row = { row_id: number; student_number: string | null } & Record<keyof typeof personKeySchema, string | null>

const keyed = (row: PersonRow, i: number): Row => {
  const values = personKeys(row, { villages: null })
  const keys = Object.fromEntries(Object.keys(personKeySchema).map((column, k) => [column, values[k] ?? null])) as Record<
    keyof typeof personKeySchema,
    string | null
  >
  return { row_id: i + 1, student_number: row.student_number ?? null, ...keys }
}

const run = async (rows: readonly Row[]) => {
  const plan = new Plan()
  const found = dedupe(plan, 'x', table('rows', schema))
  const read = await onDuckDb([given('rows', schema, rows)], plan, { groups: found.groups, shared: found.sharedIds })
  const groupOf = new Map((read['groups'] ?? []).map(g => [g['row_id'] as number, g['group_id'] as number]))
  return {
    groups: rows.map(r => groupOf.get(r.row_id)),
    size: (read['groups'] ?? []).length,
    shared: (read['shared'] ?? []).map(s => s['row_id'] as number).toSorted((a, b) => a - b),
  }
}
const grouped = (...rows: readonly PersonRow[]) => run(rows.map(keyed))

const id = sampleId({ born: '2012-03-04', sequence: 11 })
const other = sampleId({ born: '2012-03-04', sequence: 21 })

describe('rows of one source are one person', () => {
  test.each<[string, readonly PersonRow[], readonly number[], readonly number[]]>([
    [
      'same number, same name',
      [
        { id_number: id, name: '张伟' },
        { id_number: id, name: '張偉' },
      ],
      [1, 1],
      [],
    ],
    [
      'same number, same sound',
      [
        { id_number: id, name: '张伟' },
        { id_number: id, name: '张玮' },
      ],
      [1, 1],
      [],
    ],
    [
      'same number, former name',
      [
        { id_number: id, name: '李强(曾用名张伟)' },
        { id_number: id, name: '张伟' },
      ],
      [1, 1],
      [],
    ],
    [
      'same number, a lost character',
      [
        { id_number: id, name: '张□' },
        { id_number: id, name: '张伟' },
      ],
      [1, 1],
      [],
    ],
    [
      'same number, another name: two persons, one finding',
      [
        { id_number: id, name: '张伟' },
        { id_number: id, name: '李强' },
      ],
      [1, 2],
      [1, 2],
    ],
    [
      'same number, three names, two of them one',
      [
        { id_number: id, name: '张伟' },
        { id_number: id, name: '李强' },
        { id_number: id, name: '张玮' },
      ],
      [1, 2, 1],
      [1, 2, 3],
    ],
    ['same number, a name missing: neither merged nor accused', [{ id_number: id, name: '张伟' }, { id_number: id }], [1, 2], []],
    [
      'same name, two numbers',
      [
        { id_number: id, name: '张伟' },
        { id_number: other, name: '张伟' },
      ],
      [1, 2],
      [],
    ],
    [
      'no number, same J number',
      [
        { student_number: 'J990101201203040001', name: '张伟' },
        { student_number: 'J990101201203040001', name: '张伟' },
      ],
      [1, 1],
      [],
    ],
    [
      'no number, same J number, another name',
      [
        { student_number: 'J990101201203040001', name: '张伟' },
        { student_number: 'J990101201203040001', name: '李强' },
      ],
      [1, 2],
      [],
    ],
    [
      'a row without number joins the number that its student number stands beside, from before it',
      [
        { student_number: 'J990101201203040001', name: '张伟' },
        { id_number: id, student_number: 'J990101201203040001', name: '张伟' },
      ],
      [1, 1],
      [],
    ],
    [
      'but not when that student number stands beside two',
      [
        { id_number: id, student_number: 'L990101201203040001', name: '张伟' },
        { id_number: other, student_number: 'L990101201203040001', name: '张伟' },
        { student_number: 'L990101201203040001', name: '张伟' },
      ],
      [1, 2, 3],
      [],
    ],
    ['nothing known', [{}, {}], [1, 2], []],
  ])('%s', async (_, rows, groups, shared) => {
    expect(await grouped(...rows)).toEqual({ groups, size: rows.length, shared })
  })

  test('a number in hundreds of rows under many names is a filler: nobody is merged by it alone', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({ id_number: id, name: `张${String.fromCodePoint(0x4e00 + i * 7)}` }))
    const found = await grouped(...rows)
    expect(found.shared).toHaveLength(300)
    expect(new Set(found.groups).size).toBeGreaterThan(50)
  })
})

test('every row has one group, named after its smallest row, whatever the source', async () => {
  for (const seed of [1, 2, 3]) {
    const rows = damagedRosters(seed, 200).rows.map(({ left_id, roster: _roster, ...keys }) => ({ row_id: left_id as number, student_number: null, ...keys }))
    const { groups, size } = await run(rows as readonly Row[])
    expect(size).toBe(rows.length)
    for (const [i, group] of groups.entries()) {
      expect(group).toBeLessThanOrEqual(i)
      expect(groups[group as number]).toBe(group)
    }
  }
})
