import { personKeySchema } from '@yingjin/comparison'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import {
  bigint,
  cases,
  coalesce,
  countDistinct,
  eq,
  type Expr,
  isKnown,
  minOf,
  ne,
  type Plan,
  type Relation,
  table,
  text,
  unionAll,
  values,
} from '@yingjin/sql'
import { type Matching, matchRows, type matchSchema, personIdentitySchema } from './match-rows.ts'
import { type identitySchema, personRows } from './roster-table.ts'
import type { Situation } from './situation.ts'

/** Whom the registry knows, by every name and number that any source gave: one row per person and source. */
export const knownIdentitySchema = { ...personIdentitySchema, student_number: 'text' } as const
export const knownIdentityTable = 'known_identity'

/** How a person is written after somebody corrected it; what was not corrected is unknown. */
export const knownCorrectionSchema = { known_person: 'bigint', name: 'text', id_number: 'text', ...personKeySchema } as const
export const knownCorrectionTable = 'known_correction'

/** Persons about whom somebody said who they are: corrected, merged or parted, or answered for a row. */
export const knownSettledSchema = { known_person: 'bigint' } as const
export const knownSettledTable = 'known_settled'

/** Rows of which somebody said whose they are. */
export const knownRowSchema = { row_id: 'bigint', known_person: 'bigint' } as const
export const answeredRowTable = 'answered_row'

export type KnownPersons = Readonly<{
  /** Which known person a row stands for; a row that answers to nobody, or to two, has none. */
  rows: Relation<typeof knownRowSchema>
  /** The same, of persons about whom somebody said who they are: null where nobody did. */
  said: Relation<typeof knownRowSchema> | null
  /** Rows of which somebody said whose they are, each by itself. */
  answered: Relation<typeof knownRowSchema>
  /** Rows about persons by which they are compared: as written, and where an official corrected the person, as corrected. */
  identified: (kinds: readonly RosterKindId[]) => Relation<typeof identitySchema>
}>

/** By what a number is corrected, by what a name: each is taken over as a whole or not at all. */
const ofNumber = ['id_class', 'id18', 'id17', 'id15', 'id18_old'] as const
const ofName = ['name_same', 'name_fold', 'name_pinyin'] as const

/**
 * Answers for every row of every roster: which person of the registry it stands for. What a machine found there adds
 * nothing to a run, which finds as much by itself; what persons said does (corrections, merges, answered doubts). A run on
 * a registry in which nobody said anything is therefore the run without it.
 */
export const knownPersons = (plan: Plan, situation: Situation): KnownPersons => {
  const { office } = situation
  if (office === undefined)
    return { rows: values(knownRowSchema, []), said: null, answered: values(knownRowSchema, []), identified: kinds => personRows(situation, kinds) }
  const written = personRows(situation, Object.keys(rosterKinds) as RosterKindId[])
  const known = table(knownIdentityTable, knownIdentitySchema)
  const answered = table(answeredRowTable, knownRowSchema)
  const alike = matchRows(plan, 'known', written, known.pick(...(Object.keys(personIdentitySchema) as (keyof typeof personIdentitySchema)[])))
  // A student number names a record of one pupil: it finds whose other number is damaged.
  const pupils = known
    .where(c => isKnown(c.student_number))
    .groupBy(
      c => ({ student_number: c.student_number, name_pinyin: c.name_pinyin }),
      c => ({ known_person: minOf(c.person_id), persons: countDistinct(c.person_id) }),
    )
    .where(c => eq(c.persons, bigint(1)))
  const byStudentNumber = written.join(
    'inner',
    pupils,
    (l, r) => [
      [l.student_number, r.student_number],
      [l.name_pinyin, r.name_pinyin],
    ],
    (l, r) => ({ row_id: l.row_id, known_person: r.known_person }),
  )
  const first = alike.matches.select(c => ({ row_id: c.row_id, known_person: c.person_id })).lacking(answered, (l, r) => [[l.row_id, r.row_id]])
  const rows = plan.step(
    'known_row',
    'which person of the registry each row stands for',
    unionAll(
      answered,
      first,
      byStudentNumber.lacking(answered, (l, r) => [[l.row_id, r.row_id]]).lacking(alike.matches, (l, r) => [[l.row_id, r.row_id]]),
    ),
  )
  if (!office.settled) return { rows, said: null, answered, identified: kinds => personRows(situation, kinds) }
  const said = plan.step(
    'known_row_said',
    'rows of persons about whom somebody said who they are',
    rows.having(table(knownSettledTable, knownSettledSchema), (l, r) => [[l.known_person, r.known_person]]),
  )
  const corrections = plan.step(
    'corrected_row',
    'rows of persons whom an official corrected, and how they are written',
    said.join(
      'inner',
      table(knownCorrectionTable, knownCorrectionSchema),
      (l, r) => [[l.known_person, r.known_person]],
      (l, { known_person: _known, ...r }) => ({ row_id: l.row_id, ...r }),
    ),
  )
  const identified = (kinds: readonly RosterKindId[]): Relation<typeof identitySchema> =>
    personRows(situation, kinds).join(
      'left',
      corrections,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => {
        const whole = (keys: readonly (keyof typeof r & keyof typeof l)[], given: Expr) =>
          Object.fromEntries(keys.map(key => [key, cases([[isKnown(given), r[key] as Expr<'text'>]], l[key] as Expr<'text'>)]))
        return {
          ...l,
          ...whole(['id_number', ...ofNumber], r.id_number),
          ...whole(['name', ...ofName], r.name),
          birth: coalesce(r.birth, l.birth),
          sex_key: coalesce(r.sex_key, l.sex_key),
          former_pinyin: coalesce(r.former_pinyin, l.former_pinyin),
        }
      },
    ) as unknown as Relation<typeof identitySchema>
  return { rows, said, answered, identified }
}

/** Whom the persons of the run are, by rows about which somebody said so. */
type Owners = Relation<{ person_id: 'bigint'; known_person: 'bigint' }>

export const ownersOf = (plan: Plan, prefix: string, matches: Relation<typeof matchSchema>, said: Relation<typeof knownRowSchema>): Owners =>
  plan.step(
    `${prefix}_owners`,
    'persons of the run about whom somebody said who they are',
    matches
      .join(
        'inner',
        said,
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ person_id: l.person_id, known_person: r.known_person }),
      )
      .distinct(c => ({ person_id: c.person_id, known_person: c.known_person })),
  )

/**
 * Pairs of a row and somebody it looks like, of which somebody said that the row is another's: whoever answered for a row had
 * the person before her eyes whom it is not, so that it is enough how that person is known.
 */
const answeredOtherwise = (
  found: Matching,
  { answered, rows }: Pick<KnownPersons, 'answered' | 'rows'>,
  before: Relation<typeof matchSchema>,
): Relation<{ row_id: 'bigint'; person_id: 'bigint' }> => {
  const looked = unionAll(found.matches.pick('row_id', 'person_id'), found.doubts.pick('row_id', 'person_id'))
    .join(
      'inner',
      answered,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ ...l, theirs: r.known_person }),
    )
    .join(
      'inner',
      before.pick('row_id', 'person_id'),
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({ row_id: l.row_id, person_id: l.person_id, theirs: l.theirs, of: r.row_id }),
    )
    .join(
      'inner',
      rows,
      (l, r) => [[l.of, r.row_id]],
      (l, r) => ({ row_id: l.row_id, person_id: l.person_id, theirs: l.theirs, own: r.known_person }),
    )
  return looked
    .where(c => ne(c.own, c.theirs))
    .distinct(c => ({ row_id: c.row_id, person_id: c.person_id }))
    .lacking(
      looked.where(c => eq(c.own, c.theirs)),
      (l, r) => [
        [l.row_id, r.row_id],
        [l.person_id, r.person_id],
      ],
    )
}

/**
 * What somebody said of a person goes before what names and numbers look like: rows of one known person are one person,
 * and rows of two are not.
 */
export const asSaid = (
  plan: Plan,
  prefix: string,
  rows: Relation<typeof identitySchema>,
  found: Matching,
  registry: KnownPersons & Readonly<{ said: Relation<typeof knownRowSchema> }>,
  owners: Owners,
  before: Relation<typeof matchSchema>,
): Matching => {
  const { said } = registry
  const one = owners
    .groupBy(
      c => ({ known_person: c.known_person }),
      c => ({ person_id: minOf(c.person_id), persons: countDistinct(c.person_id) }),
    )
    .where(c => eq(c.persons, bigint(1)))
  const known = plan.step(
    `${prefix}_as_said`,
    'rows that are somebody because somebody said so',
    said
      .join(
        'inner',
        one,
        (l, r) => [[l.known_person, r.known_person]],
        (l, r) => ({ row_id: l.row_id, person_id: r.person_id }),
      )
      .join(
        'inner',
        rows.pick('row_id', 'roster'),
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ row_id: l.row_id, roster: r.roster, person_id: l.person_id, evidence: text('known-person'), name_relation: text('') }),
      ),
  )
  const refuted = plan.step(
    `${prefix}_refuted`,
    'rows that look like somebody and are another, because somebody said so',
    unionAll(
      answeredOtherwise(found, registry, before),
      unionAll(found.matches.pick('row_id', 'person_id'), found.doubts.pick('row_id', 'person_id'))
        .join(
          'inner',
          said,
          (l, r) => [[l.row_id, r.row_id]],
          (l, r) => ({ ...l, known_person: r.known_person }),
        )
        .join(
          'inner',
          owners,
          (l, r) => [[l.person_id, r.person_id]],
          (l, r) => ({ row_id: l.row_id, person_id: l.person_id, own: l.known_person, theirs: r.known_person }),
        )
        .where(c => ne(c.own, c.theirs))
        .select(c => ({ row_id: c.row_id, person_id: c.person_id })),
    ).distinct(c => ({ row_id: c.row_id, person_id: c.person_id })),
  )
  const standing = <R extends Relation<typeof matchSchema>>(pairs: R): R =>
    pairs
      .lacking(known, (l, r) => [[l.row_id, r.row_id]])
      .lacking(refuted, (l, r) => [
        [l.row_id, r.row_id],
        [l.person_id, r.person_id],
      ]) as R
  return {
    matches: plan.step(`${prefix}_matches_said`, 'rows and their persons, as somebody said and as they look', unionAll(known, standing(found.matches))),
    doubts: plan.step(
      `${prefix}_doubts_said`,
      'rows in doubt of which nobody said anything',
      standing(found.doubts as unknown as Relation<typeof matchSchema>) as unknown as Matching['doubts'],
    ),
  }
}

/** Rows of one roster that are one person: as they look, and as somebody said. The number of a group stays its smallest row. */
export const groupedAsSaid = (
  plan: Plan,
  prefix: string,
  groups: Relation<{ row_id: 'bigint'; group_id: 'bigint' }>,
  said: Relation<typeof knownRowSchema>,
): Relation<{ row_id: 'bigint'; group_id: 'bigint' }> => {
  const labelled = groups.join(
    'left',
    said,
    (l, r) => [[l.row_id, r.row_id]],
    (l, r) => ({ row_id: l.row_id, group_id: l.group_id, known_person: r.known_person }),
  )
  const ofGroup = labelled.groupBy(
    c => ({ group_id: c.group_id }),
    c => ({ persons: countDistinct(c.known_person), known_person: minOf(c.known_person) }),
  )
  const told = plan.step(
    `${prefix}_group_said`,
    'rows alike, with whom somebody said they are',
    labelled.join(
      'inner',
      ofGroup,
      (l, r) => [[l.group_id, r.group_id]],
      (l, r) => ({ row_id: l.row_id, group_id: l.group_id, known_person: cases<'bigint'>([[eq(r.persons, bigint(1)), r.known_person]], l.known_person) }),
    ),
  )
  const smallest = told.groupBy(
    c => ({ known_person: coalesce(c.known_person, bigint(0)), group_id: cases<'bigint'>([[isKnown(c.known_person), bigint(0)]], c.group_id) }),
    c => ({ first: minOf(c.row_id) }),
  )
  return plan.step(
    `${prefix}_grouped`,
    'rows of one roster that are one person, as somebody said and as they look',
    told.join(
      'inner',
      smallest,
      (l, r) => [
        [coalesce(l.known_person, bigint(0)), r.known_person],
        [cases<'bigint'>([[isKnown(l.known_person), bigint(0)]], l.group_id), r.group_id],
      ],
      (l, r) => ({ row_id: l.row_id, group_id: r.first }),
    ),
  )
}

/** The known person of a person of the run: the one to whom all its rows answer that answer to anybody. */
export const knownOf = (matches: Relation<typeof matchSchema>, known: KnownPersons): Owners =>
  matches
    .join(
      'inner',
      known.rows,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ person_id: l.person_id, known_person: r.known_person }),
    )
    .groupBy(
      c => ({ person_id: c.person_id }),
      c => ({ known_person: minOf(c.known_person), persons: countDistinct(c.known_person) }),
    )
    .where(c => eq(c.persons, bigint(1)))
    .pick('person_id', 'known_person')

/** Persons of the run and of the registry that are each other's only one: what is remembered of the one is said of the other. */
export const remembered = (plan: Plan, matches: Relation<typeof matchSchema>, known: KnownPersons): Owners => {
  const owners = plan.step('known_person', 'whom of the registry a person of the run is', knownOf(matches, known))
  const once = owners
    .groupBy(
      c => ({ known_person: c.known_person }),
      c => ({ persons: countDistinct(c.person_id) }),
    )
    .where(c => eq(c.persons, bigint(1)))
  return owners.having(once, (l, r) => [[l.known_person, r.known_person]])
}
