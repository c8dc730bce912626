import { bigint, cases, coalesce, countRows, eq, type Expr, minOf, type Plan, type Relation, type Schema, text, unionAll, values } from '@yingjin/sql'
import { cascade } from './cascade/cascade.ts'
import { dedupe } from './dedupe.ts'
import type { IdentityRow } from './identity.ts'
import { personKeySchema } from './normalise/person-keys.ts'

/** The other roster. `right_id` occurs once per row; a `student_number text` column is used when there is one. */
export const otherRowSchema = { right_id: 'bigint', ...personKeySchema } as const satisfies Schema

export const rosterPairSchema = { left_id: 'bigint', right_id: 'bigint', evidence: 'text', name_relation: 'text' } as const
export const doubtfulRosterPairSchema = { ...rosterPairSchema, reason: 'text' } as const
export const outcomeCountSchema = { outcome: 'text', left_rows: 'bigint', right_rows: 'bigint' } as const

/** What became of a row, the strongest first: a row that matched one and might be another counts as matched. */
export const rosterOutcomes = ['matched', 'conflict', 'ambiguous', 'only-left', 'only-right'] as const
export type RosterOutcome = (typeof rosterOutcomes)[number]

export const rosterOutcomeWording = {
  matched: '两份名册都有',
  conflict: '身份证号相同而姓名不符',
  ambiguous: '可能相符，须人工核对',
  'only-left': '仅前一份名册有',
  'only-right': '仅后一份名册有',
} as const satisfies Readonly<Record<RosterOutcome, string>>

/** 比对结果 of two rosters: what they share, what only one of them has, and what nobody could decide. */
export type RosterComparison = Readonly<{
  /** A person who stands in several rows of the other roster gives one pair per row. */
  matched: Relation<typeof rosterPairSchema>
  conflicts: Relation<typeof rosterPairSchema>
  ambiguous: Relation<typeof doubtfulRosterPairSchema>
  onlyLeft: Relation<{ left_id: 'bigint' }>
  onlyRight: Relation<{ right_id: 'bigint' }>
  /** Five rows, one per `RosterOutcome`. Each row of either roster is counted once, so the sides add up to the rosters. */
  counts: Relation<typeof outcomeCountSchema>
}>

const rankOfOutcome = (outcome: RosterOutcome): Expr<'bigint'> => bigint(rosterOutcomes.indexOf(outcome))

/**
 * Compares two rosters directly. Rows of the right one that are the same person are brought together first, so that
 * a person listed twice there is not taken for two candidates. Step names begin with `<prefix>_rosters_`.
 */
export const compareRosters = (plan: Plan, prefix: string, left: Relation<IdentityRow>, right: Relation<typeof otherRowSchema>): RosterComparison => {
  const names = `${prefix}_rosters`
  const others = right.with(c => ({ row_id: c.right_id }))
  const { groups } = dedupe(plan, names, others)
  const persons = plan.step(
    `${names}_persons`,
    'the other roster by person',
    others.join(
      'inner',
      groups,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ person_id: r.group_id, ...keysOf(l) }),
    ),
  )
  const found = cascade(plan, names, left, persons)

  const rows = <S extends { left_id: 'bigint'; person_id: 'bigint' } & Schema>(pairs: Relation<S>) =>
    pairs.join(
      'inner',
      groups,
      (l, r) => [[l['person_id'] as Expr, r.group_id]],
      (l, r) => ({ ...l, right_id: r.row_id }),
    )
  const matched = rows(found.matches).pick('left_id', 'right_id', 'evidence', 'name_relation')
  const conflicts = rows(found.conflicts).pick('left_id', 'right_id', 'evidence', 'name_relation')
  const ambiguous = rows(found.ambiguous).pick('left_id', 'right_id', 'evidence', 'name_relation', 'reason')
  const onlyRight = groups.having(found.unclaimed, (l, r) => [[l.group_id, r.person_id]]).select(c => ({ right_id: c.row_id }))

  const outcomes = plan.step(
    `${names}_outcomes`,
    'what became of every row of both rosters',
    unionAll(
      ...([
        matched.select(c => ({ left_id: c.left_id, right_id: c.right_id, outcome: rankOfOutcome('matched') })),
        conflicts.select(c => ({ left_id: c.left_id, right_id: c.right_id, outcome: rankOfOutcome('conflict') })),
        ambiguous.select(c => ({ left_id: c.left_id, right_id: c.right_id, outcome: rankOfOutcome('ambiguous') })),
      ] as const),
    ),
  )
  const tally = (each: Relation<{ id: 'bigint'; outcome: 'bigint' }>) =>
    each
      .groupBy(
        c => ({ id: c.id }),
        c => ({ outcome: minOf(c.outcome) }),
      )
      .groupBy(
        c => ({ outcome: c.outcome }),
        () => ({ rows: countRows() }),
      )
  const ofLeft = tally(
    unionAll(
      outcomes.select(c => ({ id: c.left_id, outcome: c.outcome })),
      found.unmatched.select(c => ({ id: c.left_id, outcome: rankOfOutcome('only-left') })),
    ),
  )
  const ofRight = tally(
    unionAll(
      outcomes.select(c => ({ id: c.right_id, outcome: c.outcome })),
      onlyRight.select(c => ({ id: c.right_id, outcome: rankOfOutcome('only-right') })),
    ),
  )
  const every = values(
    { outcome: 'bigint' },
    rosterOutcomes.map(o => [rankOfOutcome(o)]),
  )
  const counts = plan.step(
    `${names}_counts`,
    'rows per outcome',
    every
      .join(
        'left',
        ofLeft,
        (l, r) => [[l.outcome, r.outcome]],
        (l, r) => ({ outcome: l.outcome, left_rows: coalesce(r.rows, bigint(0)) }),
      )
      .join(
        'left',
        ofRight,
        (l, r) => [[l.outcome, r.outcome]],
        (l, r) => ({ outcome: wordOf(l.outcome), left_rows: l.left_rows, right_rows: coalesce(r.rows, bigint(0)) }),
      ),
  )
  return { matched, conflicts, ambiguous, onlyLeft: found.unmatched, onlyRight, counts }
}

const wordOf = (rank: Expr<'bigint'>): Expr<'text'> =>
  cases<'text'>(
    rosterOutcomes.map(o => [eq(rank, rankOfOutcome(o)), text(o)] as const),
    text('only-right'),
  )

const keysOf = <C extends Readonly<Record<keyof typeof personKeySchema, Expr>>>(columns: C): Pick<C, keyof typeof personKeySchema> =>
  Object.fromEntries(Object.keys(personKeySchema).map(key => [key, columns[key as keyof typeof personKeySchema]])) as Pick<C, keyof typeof personKeySchema>
