import { dedupe, personKeySchema } from '@yingjin/comparison'
import type { RosterKindId } from '@yingjin/intake'
import {
  cases,
  coalesce,
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
import { asSaid, groupedAsSaid, type KnownPersons, ownersOf } from './known-persons.ts'
import { doubtSchema, type Matching, matchRows, matchSchema, nobodyKnown, personIdentitySchema } from './match-rows.ts'
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

export type Spine = Matching &
  Readonly<{
    /** Every row of every spine kind with the person it belongs to: all names and numbers a person was seen with. */
    identities: Relation<typeof personIdentitySchema>
    /** Whom persons are about whom somebody said who they are. */
    owners: ReturnType<typeof ownersOf>
    /** Persons whose identity is open: rows in doubt founded them, or such a row may be theirs. */
    doubted: Relation<{ person_id: 'bigint' }>
    /** Rows of one roster that carry the same whole number under names that cannot be one person. */
    sharedIds: Relation<typeof sharedSchema>
  }>

export const sharedSchema = { row_id: 'bigint', person_id: 'bigint', id18: 'text' } as const

/** All of them in one; of none, nothing. */
const all = <S extends Schema>(schema: S, parts: readonly Relation<S>[]): Relation<S> => {
  const [first, ...rest] = parts
  return first === undefined ? values(schema, []) : unionAll(first, ...rest)
}

/**
 * Persons of the county: each spine roster is compared with everybody already known; rows that are nobody known
 * found new persons. A row in doubt founds a person of its own, so that no child vanishes behind somebody else's
 * number, and the doubt is kept. A person's number in this run is the smallest row that founded it.
 */
export const spine = (plan: Plan, situation: Situation, registry: KnownPersons): Spine => {
  let identities: Relation<typeof personIdentitySchema> = values(personIdentitySchema, [])
  const matches: Relation<typeof matchSchema>[] = []
  const doubts: Relation<typeof doubtSchema>[] = []
  const shared: Relation<typeof sharedSchema>[] = []
  let owners: ReturnType<typeof ownersOf> = values({ person_id: 'bigint', known_person: 'bigint' }, [])
  for (const kind of spineKinds) {
    if (!isReceived(situation, kind)) continue
    const prefix = `spine_${kind.replaceAll('-', '_')}`
    const rows = registry.identified([kind])
    const { groups: alike, sharedIds } = dedupe(plan, prefix, rows)
    const found = matches.length === 0 ? nobodyKnown : matchRows(plan, prefix, rows, identities)
    const { said } = registry
    const known = said === null || matches.length === 0 ? found : asSaid(plan, prefix, rows, found, { ...registry, said }, owners, all(matchSchema, matches))
    const groups = said === null ? alike : groupedAsSaid(plan, prefix, alike, said)
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
    if (said !== null) {
      const here = ownersOf(plan, prefix, settled, said)
      owners = owners.node.kind === 'values' ? here : unionAll(owners, here)
    }
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
  const settledMatches = plan.step('spine_matches', 'all rows of spine rosters with their persons', all(matchSchema, matches))
  const settledDoubts = plan.step('spine_doubts', 'all rows of spine rosters in doubt', all(doubtSchema, doubts))
  return {
    identities,
    owners,
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
