import { ambiguousSchema as cascadeDoubtSchema, cascade, dedupe, matchSchema as cascadeMatchSchema, personKeySchema } from '@yingjin/comparison'
import type { RosterKindId } from '@yingjin/intake'
import {
  cases,
  coalesce,
  concat,
  countDistinct,
  eq,
  type Expr,
  minOf,
  ne,
  or,
  type Plan,
  type Relation,
  type Schema,
  bigint,
  text,
  unionAll,
  unknown,
  values,
} from '@yingjin/sql'
import { identitySchema, personRows } from './roster-table.ts'
import { isReceived, type Situation } from './situation.ts'

/**
 * Kinds that say “this child exists here”, in the order in which they found persons. The household register comes
 * first because the county answers for every child on it; the classroom list last, for pupils present without a
 * student record.
 */
export const spineKinds = [
  'household-register',
  'student-roll',
  'kindergarten-children',
  'vocational-roll',
  'higher-education',
  'pupils-present',
] as const satisfies readonly RosterKindId[]

/** By what a person is found again: narrow, because it is copied for every roster that adds to it. */
export const personIdentitySchema = { person_id: 'bigint', row_id: 'bigint', ...personKeySchema } as const
export const matchSchema = { row_id: 'bigint', roster: 'text', person_id: 'bigint', evidence: 'text', name_relation: 'text' } as const
/** `why`: conflict (same number, incompatible name) or ambiguous; `reason` says of an ambiguous row what kept it apart. */
export const doubtSchema = { ...matchSchema, reason: 'text', why: 'text' } as const

export type Matching = Readonly<{
  matches: Relation<typeof matchSchema>
  doubts: Relation<typeof doubtSchema>
}>

export type Spine = Matching &
  Readonly<{
    /** Every row of every spine kind with the person it belongs to: all names and numbers a person was seen with. */
    identities: Relation<typeof personIdentitySchema>
    /** Persons whose identity is open: rows in doubt founded them, or such a row may be theirs. */
    doubted: Relation<{ person_id: 'bigint' }>
    /** Rows of one roster that carry the same whole number under names that cannot be one person. */
    sharedIds: Relation<typeof sharedSchema>
  }>

export const sharedSchema = { row_id: 'bigint', person_id: 'bigint', id18: 'text' } as const

type IdentityRows = Relation<typeof identitySchema>

/** What comparing with nobody finds: the first roster founds all its persons. */
const nobodyKnown: Matching = { matches: values(matchSchema, []), doubts: values(doubtSchema, []) }

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

/**
 * Persons of the county: each spine roster is compared with everybody already known; rows that are nobody known
 * found new persons. A row in doubt founds a person of its own, so that no child vanishes behind somebody else's
 * number, and the doubt is kept. A person's number in this run is the smallest row that founded it.
 */
export const spine = (plan: Plan, situation: Situation): Spine => {
  let identities: Relation<typeof personIdentitySchema> = values(personIdentitySchema, [])
  const matches: Relation<typeof matchSchema>[] = []
  const doubts: Relation<typeof doubtSchema>[] = []
  const shared: Relation<typeof sharedSchema>[] = []
  for (const kind of spineKinds) {
    if (!isReceived(situation, kind)) continue
    const prefix = `spine_${kind.replaceAll('-', '_')}`
    const rows = personRows(situation, [kind])
    const { groups, sharedIds } = dedupe(plan, prefix, rows)
    const known = matches.length === 0 ? nobodyKnown : matchRows(plan, prefix, rows, identities)
    // A second row of a group whose first row is known belongs to the same person, when the group agrees on one.
    const grouped = groups.join(
      'left',
      known.matches,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ row_id: l.row_id, group_id: l.group_id, person_id: r.person_id, evidence: r.evidence, name_relation: r.name_relation }),
    )
    const ofGroup = grouped.groupBy(
      c => ({ group_id: c.group_id }),
      c => ({ person: minOf(c.person_id), persons: countDistinct(c.person_id) }),
    )
    const settled = plan.step(
      `${prefix}_persons`,
      'each row with its person: known, known through a duplicate row, or founded here',
      grouped.join(
        'inner',
        ofGroup,
        (l, r) => [[l.group_id, r.group_id]],
        (l, r) => ({
          row_id: l.row_id,
          roster: text(kind),
          person_id: coalesce(l.person_id, cases<'bigint'>([[eq(r.persons, bigint(1)), r.person]], unknown('bigint')), l.group_id),
          evidence: coalesce(l.evidence, cases<'text'>([[or(eq(r.persons, bigint(1)), ne(l.row_id, l.group_id)), text('duplicate-row')]], text('founded'))),
          name_relation: coalesce(l.name_relation, text('')),
        }),
      ),
    )
    matches.push(settled)
    doubts.push(known.doubts)
    shared.push(
      sharedIds.join(
        'inner',
        settled,
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ row_id: l.row_id, person_id: r.person_id, id18: l.id18 }),
      ),
    )
    const keys = settled.join(
      'inner',
      rows,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ person_id: l.person_id, row_id: r.row_id, ...keysOf(r) }),
    ) as Relation<typeof personIdentitySchema>
    // One table per roster: copying everybody known so far for each roster cost a sixth of a run.
    const seen = plan.step(`${prefix}_known`, 'persons of this roster, with the names and numbers it gives them', keys)
    identities = identities.node.kind === 'values' ? seen : unionAll(identities, seen)
  }
  const all = <S extends Schema>(schema: S, parts: readonly Relation<S>[]): Relation<S> => {
    const [first, ...rest] = parts
    return first === undefined ? values(schema, []) : unionAll(first, ...rest)
  }
  const settledMatches = plan.step('spine_matches', 'all rows of spine rosters with their persons', all(matchSchema, matches))
  const settledDoubts = plan.step('spine_doubts', 'all rows of spine rosters in doubt', all(doubtSchema, doubts))
  return {
    identities,
    matches: settledMatches,
    doubts: settledDoubts,
    doubted: plan.step(
      'spine_doubted',
      'persons whose identity is open',
      unionAll(
        settledDoubts.pick('person_id'),
        settledDoubts.join(
          'inner',
          settledMatches,
          (l, r) => [[l.row_id, r.row_id]],
          (_l, r) => ({ person_id: r.person_id }),
        ),
      ).distinct(c => ({ person_id: c.person_id })),
    ),
    sharedIds: plan.step('spine_shared_ids', 'one number under two names in one roster', all(sharedSchema, shared)),
  }
}

const keysOf = <C extends Readonly<Record<keyof typeof personKeySchema, Expr>>>(columns: C): Pick<C, keyof typeof personKeySchema> =>
  Object.fromEntries(Object.keys(personKeySchema).map(key => [key, columns[key as keyof typeof personKeySchema]])) as Pick<C, keyof typeof personKeySchema>
