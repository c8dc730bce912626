import {
  and,
  bigint,
  cases,
  coalesce,
  countDistinct,
  countRows,
  eq,
  type Expr,
  gt,
  isKnown,
  isNull,
  minOf,
  ne,
  not,
  or,
  type Plan,
  type Relation,
  type Schema,
  text,
  toText,
  unionAll,
  unknown,
} from '@yingjin/sql'
import { fullRank, rankOf } from './name-relation.ts'
import { personKeySchema } from './normalise/person-keys.ts'

/** Rows of one source; `row_id` occurs once. A `student_number text` column is used when there is one. */
export const sourceRowSchema = { row_id: 'bigint', ...personKeySchema } as const satisfies Schema
type SourceRow = typeof sourceRowSchema

export const groupSchema = { row_id: 'bigint', group_id: 'bigint' } as const
export const sharedIdSchema = { id18: 'text', row_id: 'bigint', group_id: 'bigint' } as const

export type Deduped = Readonly<{
  /** Every row once; `group_id` is the smallest `row_id` among the rows of the same person. */
  groups: Relation<typeof groupSchema>
  /** One number, plainly different names (一证多人): every row that carries such a number. */
  sharedIds: Relation<typeof sharedIdSchema>
}>

const studentNumberOf = (rows: Relation<SourceRow>): Expr<'text'> =>
  'student_number' in rows.schema ? ((rows.c as Readonly<Record<string, Expr>>)['student_number'] as Expr<'text'>) : unknown('text')

/** Beyond this many rows a number is a filler, and comparing every two of them would never end. */
const mostComparedRows = 100

/**
 * Finds the rows of one source that are the same person: same whole ID and compatible names, or, for a row without a
 * whole ID, same student number and same sound of the name (J and L numbers identify a student record, never an ID).
 * Where one number stands beside names that do not go together, nobody is merged by number alone. A student number
 * that stands beside two different persons ties no further row to either. Step names begin with `<prefix>_dedupe_`.
 */
export const dedupe = (plan: Plan, prefix: string, rows: Relation<SourceRow>): Deduped => {
  const names = `${prefix}_dedupe`
  const keyed = plan.step(
    `${names}_rows`,
    'rows with what may tie two of them together',
    rows.select(c => ({
      row_id: c.row_id,
      id18: c.id18,
      name_same: c.name_same,
      name_fold: c.name_fold,
      name_pinyin: c.name_pinyin,
      former_pinyin: c.former_pinyin,
      student_number: studentNumberOf(rows),
    })),
  )
  const numbers = keyed
    .where(c => isKnown(c.id18))
    .groupBy(
      c => ({ id18: c.id18 }),
      c => ({ rows: countRows(), sounds: countDistinct(c.name_pinyin), silent: countRows(isNull(c.name_pinyin)) }),
    )
  const mixed = plan.step(
    `${names}_mixed`,
    'numbers that stand in several rows whose names sound different or cannot be read',
    numbers
      .where(c => or(gt(c.sounds, bigint(1)), and(gt(c.rows, bigint(1)), gt(c.silent, bigint(0)))))
      .select(c => ({ id18: c.id18, crowded: gt(c.rows, bigint(mostComparedRows)), sounds: c.sounds })),
  )
  const few = keyed.having(
    mixed.where(c => not(c.crowded)),
    (l, r) => [[l.id18, r.id18]],
  )
  const relations = plan.step(
    `${names}_relations`,
    'every two rows of such a number, and how their names relate',
    few
      .join(
        'inner',
        few,
        (l, r) => [[l.id18, r.id18]],
        (l, r) => ({ id18: l.id18, row_id: l.row_id, other: r.row_id, rank: fullRank(l, r) }),
      )
      .where(c => ne(c.row_id, c.other)),
  )
  const crowded = mixed.where(c => c.crowded)
  const apart = unionAll(
    relations.where(c => gt(c.rank, bigint(rankOf('former')))).distinct(c => ({ id18: c.id18 })),
    crowded.pick('id18'),
  )
  const tied = plan.step(
    `${names}_tied`,
    'rows with a whole number: one group per number, or per number and sound where the names do not go together',
    keyed
      .where(c => isKnown(c.id18))
      .join(
        'left',
        apart,
        (l, r) => [[l.id18, r.id18]],
        (l, r) => ({
          row_id: l.row_id,
          id18: l.id18,
          name_pinyin: l.name_pinyin,
          student_number: l.student_number,
          // A name nobody can read goes with no other: it stands alone under its own row.
          tie: cases<'text'>([[isNull(r.id18), text('')]], coalesce(l.name_pinyin, toText(l.row_id))),
        }),
      ),
  )
  const byNumber = (
    rows: Relation<{ row_id: 'bigint'; student_number: 'text'; name_pinyin: 'text' }>,
    of: Relation<{ row_id: 'bigint'; group_id: 'bigint' }>,
  ) =>
    rows
      .where(c => and(isKnown(c.student_number), isKnown(c.name_pinyin)))
      .join(
        'inner',
        of,
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ student_number: l.student_number, name_pinyin: l.name_pinyin, group_id: r.group_id }),
      )
      .groupBy(
        c => ({ student_number: c.student_number, name_pinyin: c.name_pinyin }),
        c => ({ groups: countDistinct(c.group_id), group_id: minOf(c.group_id) }),
      )
  const groupOfTie = tied.groupBy(
    c => ({ id18: c.id18, tie: c.tie }),
    c => ({ group_id: minOf(c.row_id) }),
  )
  const withId = plan.step(
    `${names}_with_id`,
    'and the group of each',
    tied.join(
      'inner',
      groupOfTie,
      (l, r) => [
        [l.id18, r.id18],
        [l.tie, r.tie],
      ],
      (l, r) => ({ row_id: l.row_id, group_id: r.group_id }),
    ),
  )
  const without = keyed.where(c => isNull(c.id18))
  const known = byNumber(tied, withId).where(c => eq(c.groups, bigint(1)))
  const alike = byNumber(
    without,
    without.select(c => ({ row_id: c.row_id, group_id: c.row_id })),
  )
  const labelled = plan.step(
    `${names}_labelled`,
    'rows with a first name for their group: by whole number, else by student number, else their own',
    unionAll(
      withId,
      without
        .join(
          'left',
          known,
          (l, r) => [
            [l.student_number, r.student_number],
            [l.name_pinyin, r.name_pinyin],
          ],
          (l, r) => ({ ...l, known: r.group_id }),
        )
        .join(
          'left',
          alike,
          (l, r) => [
            [l.student_number, r.student_number],
            [l.name_pinyin, r.name_pinyin],
          ],
          (l, r) => ({ row_id: l.row_id, group_id: coalesce(l.known, r.group_id, l.row_id) }),
        ),
    ),
  )
  const smallest = labelled.groupBy(
    c => ({ label: c.group_id }),
    c => ({ group_id: minOf(c.row_id) }),
  )
  const groups = plan.step(
    `${names}_groups`,
    'every row with the smallest row of the same person',
    labelled.join(
      'inner',
      smallest,
      (l, r) => [[l.group_id, r.label]],
      (l, r) => ({ row_id: l.row_id, group_id: r.group_id }),
    ),
  )
  const different = unionAll(
    relations.where(c => eq(c.rank, bigint(rankOf('different')))).distinct(c => ({ id18: c.id18, row_id: c.row_id })),
    keyed
      .having(
        crowded.where(c => gt(c.sounds, bigint(1))),
        (l, r) => [[l.id18, r.id18]],
      )
      .pick('id18', 'row_id'),
  )
  const sharedIds = plan.step(
    `${names}_shared`,
    'one number, plainly different names',
    different.join(
      'inner',
      groups,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ id18: l.id18, row_id: l.row_id, group_id: r.group_id }),
    ),
  )
  return { groups, sharedIds }
}
