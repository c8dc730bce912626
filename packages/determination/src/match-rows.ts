import { ambiguousSchema as cascadeDoubtSchema, cascade, matchSchema as cascadeMatchSchema, personKeySchema } from '@yingjin/comparison'
import { cases, concat, eq, type Expr, type Plan, type Relation, text, unionAll, values } from '@yingjin/sql'
import type { identitySchema } from './roster-table.ts'

/** By what a person is found again: narrow, because it is copied for every roster that adds to it. */
export const personIdentitySchema = { person_id: 'bigint', row_id: 'bigint', ...personKeySchema } as const
export const matchSchema = { row_id: 'bigint', roster: 'text', person_id: 'bigint', evidence: 'text', name_relation: 'text' } as const
/** `why`: conflict (same number, incompatible name) or ambiguous; `reason` says of an ambiguous row what kept it apart. */
export const doubtSchema = { ...matchSchema, reason: 'text', why: 'text' } as const

export type Matching = Readonly<{
  matches: Relation<typeof matchSchema>
  doubts: Relation<typeof doubtSchema>
}>

type IdentityRows = Relation<typeof identitySchema>

/** What comparing with nobody finds: the first roster founds all its persons. */
export const nobodyKnown: Matching = { matches: values(matchSchema, []), doubts: values(doubtSchema, []) }

/** Runs the cascade for one roster and says of each row: matched, in doubt, or nobody known. */
export const matchRows = (plan: Plan, prefix: string, rows: IdentityRows, identities: Relation<typeof personIdentitySchema>): Matching => {
  const found = cascade(
    plan,
    prefix,
    // A child may stand on one payment file per item: within each it is expected once.
    rows.select(c => ({
      left_id: c.row_id,
      ...c,
      roster: cases<'text'>([[eq(c.roster, text('payment-roster')), concat(c.roster, text(' '), c.file)]], c.roster),
    })),
    identities,
  )
  const placed = <S extends typeof cascadeMatchSchema | typeof cascadeDoubtSchema>(pairs: Relation<S>) =>
    pairs.join(
      'inner',
      rows.pick('row_id', 'roster'),
      (l, r) => [[l.left_id, r.row_id]],
      (l, r) => ({
        row_id: r.row_id,
        roster: r.roster,
        person_id: l.person_id,
        evidence: l.evidence,
        name_relation: l.name_relation,
        reason: 'reason' in l ? (l.reason as Expr<'text'>) : text(''),
      }),
    )
  return {
    matches: plan.step(
      `${prefix}_matches`,
      'rows and the persons they were found to be',
      placed(found.matches).pick('row_id', 'roster', 'person_id', 'evidence', 'name_relation'),
    ),
    doubts: plan.step(
      `${prefix}_doubts`,
      'rows that may be somebody known, kept apart for a person to decide',
      unionAll(
        placed(found.conflicts).with(() => ({ why: text('conflict') })),
        placed(found.ambiguous).with(() => ({ why: text('ambiguous') })),
      ),
    ),
  }
}
