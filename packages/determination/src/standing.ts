import { type FactKey, facts } from '@yingjin/facts'
import { type Population, type RosterKindId, rosterKinds } from '@yingjin/intake'
import {
  and,
  anyTrue,
  type Bool,
  boolean,
  cases,
  coalesce,
  eq,
  type Expr,
  isIn,
  isKnown,
  isNull,
  isTrue,
  maxOf,
  minOf,
  ne,
  not,
  or,
  type Plan,
  type Relation,
  startsWith,
  text,
  unionAll,
  unknown,
  values,
  ge,
  le,
  slice,
  toBigint,
} from '@yingjin/sql'
import { columnOr, type identitySchema, rosterRows } from './roster-table.ts'
import { absenceCounts, isReceived, type Situation } from './situation.ts'
import type { Matching } from './match-rows.ts'
import type { Spine } from './spine.ts'

/** Facts that a person's standing on rosters establishes by itself: the designations (困难类别). */
export const designationKeys = (Object.keys(facts) as FactKey[]).filter(key => facts[key].group === 'hardship')

/** What one roster row says about one person: the ground on which an explanation names file, sheet and row. */
export const evidenceSchema = { person_id: 'bigint', fact: 'text', says: 'boolean', row_id: 'bigint', roster: 'text' } as const

export const kindsEstablishing = (fact: FactKey): readonly RosterKindId[] =>
  (Object.keys(rosterKinds) as RosterKindId[]).filter(kind =>
    rosterKinds[kind].establishes.some(e => e.fact === fact && e.value === 'yes' && e.absence === 'no'),
  )

/** Kinds that may take a designation away: the second list of a pair. */
const kindsDenying = (fact: FactKey): readonly RosterKindId[] =>
  (Object.keys(rosterKinds) as RosterKindId[]).filter(kind =>
    rosterKinds[kind].establishes.some(e => e.fact === fact && e.value === 'no' && designationPair(kind)),
  )
/** A column that says no (是否烈士或优抚子女=否) is not a list one stands on. */
const designationPair = (kind: RosterKindId): boolean => rosterKinds[kind].direction === 'negative'

/** One row per roster row and fact it establishes, for facts a row establishes by being there. */
export const evidence = (plan: Plan, situation: Situation, matches: Matching['matches']): Relation<typeof evidenceSchema> => {
  const parts: Relation<typeof evidenceSchema>[] = []
  for (const kind of Object.keys(rosterKinds) as RosterKindId[]) {
    if (!isReceived(situation, kind)) continue
    const rows = rosterRows(situation, kind)
    for (const { fact, value, when } of rosterKinds[kind].establishes) {
      if (typeof value !== 'string' || !designationKeys.includes(fact)) continue
      const speaking =
        when === undefined
          ? rows
          : rows.where(c =>
              isIn(
                coalesce(sayable(c[when.column] as Expr), text('')),
                when.is.map(w => text(w)),
              ),
            )
      parts.push(
        matches
          .where(c => eq(c.roster, text(kind)))
          .join(
            'inner',
            speaking,
            (l, r) => [[l.row_id, r['row_id'] as Expr]],
            l => ({ person_id: l.person_id, fact: text(fact), says: boolean(value === 'yes'), row_id: l.row_id, roster: text(kind) }),
          ),
      )
    }
  }
  const [first, ...rest] = parts
  return plan.step('evidence', 'what each roster row says about a person', first === undefined ? values(evidenceSchema, []) : unionAll(first, ...rest))
}

/** A `when` compares words; a yes-no column is compared as `true`/`false`. */
const sayable = (column: Expr): Expr<'text'> =>
  column.type === 'text'
    ? (column as Expr<'text'>)
    : cases<'text'>(
        [
          [isTrue(column as Bool), text('true')],
          [eq(column as Bool, boolean(false)), text('false')],
        ],
        unknown('text'),
      )

/**
 * Persons whose absence from a kind says nothing, because a row of it may be theirs: a row in doubt, a row of the
 * same-sounding name whose number is damaged and which is nobody else's, or a pupil of the same sound whom their own
 * school reports as present and no roll knows.
 */
export const doubtsPerKind = (plan: Plan, situation: Situation, spine: Spine, matching: Matching, rows: Relation<typeof identitySchema>) => {
  const found = matching.matches.where(c => ne(c.evidence, text('founded')))
  // A row in doubt may carry somebody else's number: it is then the namesake's all the same.
  const nobodys = unionAll(
    rows.where(c => isNull(c.id18)).lacking(found, (l, r) => [[l.row_id, r.row_id]]),
    rows.where(c => isKnown(c.id18)).having(matching.doubts, (l, r) => [[l.row_id, r.row_id]]),
  ).where(c => isKnown(c.name_pinyin))
  const namesakes = spine.identities
    .join(
      'inner',
      nobodys,
      (l, r) => [[l.name_pinyin, r.name_pinyin]],
      (l, r) => ({ person_id: l.person_id, roster: r.roster, mine: l.birth, theirs: r.birth, own: eq(l.row_id, r.row_id) }),
    )
    .where(c => and(not(c.own), or(isNull(c.mine), isNull(c.theirs), eq(c.mine, c.theirs))))
    .pick('person_id', 'roster')
  return plan.step(
    'doubt_per_kind',
    'whose absence from which roster says nothing',
    unionAll(namesakes, strangersInClass(situation, spine), matching.doubts.pick('person_id', 'roster')).distinct(c => ({
      person_id: c.person_id,
      roster: c.roster,
    })),
  )
}

const strangersInClass = (situation: Situation, spine: Spine): Relation<{ person_id: 'bigint'; roster: 'text' }> => {
  const atSchool = (kind: RosterKindId, matches: Spine['matches']) => {
    const listed = rosterRows(situation, kind)
    return matches
      .where(c => eq(c.roster, text(kind)))
      .join(
        'inner',
        listed.select(c => ({
          row_id: c['row_id'] as Expr<'bigint'>,
          name_pinyin: columnOr(listed, 'name_pinyin', 'text'),
          school_key: columnOr(listed, 'school_key', 'text'),
        })),
        (l, r) => [[l.row_id, r.row_id]],
        (l, r) => ({ person_id: l.person_id, name_pinyin: r.name_pinyin, school_key: r.school_key }),
      )
  }
  const strangers = atSchool(
    'pupils-present',
    spine.matches.where(c => eq(c.evidence, text('founded'))),
  )
  return atSchool('student-roll', spine.matches).join(
    'inner',
    strangers,
    (l, r) => [
      [l.name_pinyin, r.name_pinyin],
      [l.school_key, r.school_key],
    ],
    l => ({ person_id: l.person_id, roster: text('pupils-present') }),
  )
}

const covers = (population: Population, c: { resident: Bool; in_county_school: Bool }): Bool => {
  switch (population) {
    case 'residents':
      return isTrue(c.resident)
    case 'pupils-of-county-schools':
    case 'kindergarten-children':
    case 'vocational-students':
      return isTrue(c.in_county_school)
    case 'all':
      return boolean(true)
  }
}

/** The division of registration as rolls write it. */
export const writtenDivisions = (situation: Situation, spine: Spine) => {
  const rolls = (['student-roll', 'vocational-roll', 'kindergarten-children', 'higher-education', 'pupils-present'] as const).map(kind => {
    const rows = rosterRows(situation, kind)
    return rows.select(c => ({ row_id: c['row_id'] as Expr<'bigint'>, division: columnOr(rows, 'hukou_division', 'text') }))
  })
  return spine.matches.join(
    'inner',
    unionAll(rolls[0] as (typeof rolls)[number], ...rolls.slice(1)),
    (l, r) => [[l.row_id, r.row_id]],
    (l, r) => ({ person_id: l.person_id, row_id: l.row_id, roster: l.roster, division: r.division }),
  )
}

/** Is the child on this county's household register? The register decides; else the division on the student record. */
const residents = (plan: Plan, situation: Situation, spine: Spine) => {
  const register = rosterRows(situation, 'household-register')
  const ages = register.groupBy(
    () => ({}),
    () => ({ oldest: minOf(columnOr(register, 'birth', 'date')), youngest: maxOf(columnOr(register, 'birth', 'date')) }),
  )
  const written = writtenDivisions(situation, spine)
    .where(c => isKnown(c.division))
    .groupBy(
      c => ({ person_id: c.person_id }),
      c => ({
        here: anyTrue(or(startsWith(c.division, text(situation.county)), startsWith(c.division, text(situation.countyName)))),
        elsewhere: anyTrue(and(isKnown(toBigint(slice(c.division, 1, 6))), not(startsWith(c.division, text(situation.county))))),
      }),
    )
  const listed = spine.matches.where(c => eq(c.roster, text('household-register'))).distinct(c => ({ person_id: c.person_id }))
  const persons = spine.identities.groupBy(
    c => ({ person_id: c.person_id }),
    c => ({ numbered: anyTrue(isKnown(c.id18)), birth: minOf(c.birth) }),
  )
  const counts = absenceCounts(situation, 'household-register')
  return plan.step(
    'resident',
    'on this county’s household register, and whether a sound number makes absence speak',
    persons
      .join(
        'left',
        listed,
        (l, r) => [[l.person_id, r.person_id]],
        (l, r) => ({ ...l, listed: isKnown(r.person_id) }),
      )
      .join(
        'left',
        written,
        (l, r) => [[l.person_id, r.person_id]],
        (l, r) => ({ ...l, here: coalesce(r.here, boolean(false)), elsewhere: coalesce(r.elsewhere, boolean(false)) }),
      )
      .join(
        'left',
        spine.doubted,
        (l, r) => [[l.person_id, r.person_id]],
        (l, r) => ({ ...l, sound: and(l.numbered, isNull(r.person_id)) }),
      )
      .join(
        'left',
        ages,
        () => [],
        (l, r) => ({ ...l, oldest: r.oldest, youngest: r.youngest }),
      )
      .select(c => ({
        person_id: c.person_id,
        sound: c.sound,
        birth: c.birth,
        hukou_in_county: cases<'boolean'>(
          [
            [c.listed, boolean(true)],
            [and(c.here, not(c.elsewhere)), boolean(true)],
            [and(c.elsewhere, not(c.here)), boolean(false)],
            [and(boolean(counts), c.sound, isTrue(ge(c.birth, c.oldest)), isTrue(le(c.birth, c.youngest))), boolean(false)],
          ],
          unknown('boolean'),
        ),
      })),
  )
}

export type Standing = Readonly<{
  /** person_id, sound, birth, hukou_in_county, one column per designation, and `conflict_<fact>` where two rosters disagree. */
  persons: Relation
  evidence: Relation<typeof evidenceSchema>
}>

/**
 * Designations per person: yes on a positive roster, no on a negative one or absent from every complete roster that
 * could say yes and that covers this child; both at once is a conflict and stays unknown (design §3).
 */
export const standing = (
  plan: Plan,
  situation: Situation,
  spine: Spine,
  matching: Matching,
  doubts: Relation<{ person_id: 'bigint'; roster: 'text' }>,
  inCounty: Relation<{ person_id: 'bigint'; in_county_school: 'boolean' }>,
): Standing => {
  const said = evidence(plan, situation, matching.matches)
  const perFact =
    (says: boolean, fact: FactKey) =>
    (c: typeof said.c): Bool =>
      and(eq(c.fact, text(fact)), says ? c.says : not(c.says))
  const summed = plan.step(
    'said',
    'per person and designation: is it said, is it denied',
    said.groupBy(
      c => ({ person_id: c.person_id }),
      c =>
        Object.fromEntries(
          designationKeys.flatMap(f => [
            [`yes_${f}`, anyTrue(perFact(true, f)(c))],
            [`no_${f}`, anyTrue(perFact(false, f)(c))],
          ]),
        ) as Record<string, Bool>,
    ),
  ) as Relation
  const absentFrom = [...new Set(designationKeys.flatMap(kindsEstablishing))].filter(kind => absenceCounts(situation, kind))
  const doubted = doubts.groupBy(
    c => ({ person_id: c.person_id }),
    c =>
      Object.fromEntries(
        [...new Set(designationKeys.flatMap(fact => [...kindsEstablishing(fact), ...kindsDenying(fact)]))].map(kind => [
          `doubt_${kind}`,
          anyTrue(eq(c.roster, text(kind))),
        ]),
      ) as Record<string, Bool>,
  ) as Relation
  const base = residents(plan, situation, spine)
    .join(
      'left',
      inCounty,
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => ({ ...l, in_county_school: r.in_county_school }),
    )
    .join(
      'left',
      summed,
      (l, r) => [[l.person_id, r['person_id'] as Expr]],
      (l, r) => ({ ...l, ...without(r, 'person_id') }),
    )
    .join(
      'left',
      doubted,
      (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
      (l, r) => ({ ...l, ...without(r, 'person_id') }),
    ) as Relation
  const designation = (c: Readonly<Record<string, Expr>>, fact: FactKey): Bool => {
    const [yes, no] = [isTrue(c[`yes_${fact}`] as Bool), isTrue(c[`no_${fact}`] as Bool)]
    const kinds = kindsEstablishing(fact)
    const inDoubt = (of: readonly RosterKindId[]): Bool => or(...of.map(kind => isTrue(c[`doubt_${kind}`] as Bool)))
    const absent =
      kinds.length > 0 && kinds.every(kind => absentFrom.includes(kind))
        ? and(
            isTrue(c['sound'] as Bool),
            ...kinds.map(kind =>
              and(
                covers(rosterKinds[kind].coverage.population, { resident: c['hukou_in_county'] as Bool, in_county_school: c['in_county_school'] as Bool }),
                not(inDoubt([kind])),
              ),
            ),
          )
        : boolean(false)
    return cases<'boolean'>(
      [
        [and(yes, no), unknown('boolean')],
        // A row of the other list may be this child's: what one list says is not yet certain.
        [and(yes, inDoubt(kindsDenying(fact))), unknown('boolean')],
        [and(no, inDoubt(kinds)), unknown('boolean')],
        [yes, boolean(true)],
        [no, boolean(false)],
        [absent, boolean(false)],
      ],
      unknown('boolean'),
    )
  }
  const persons = plan.step(
    'standing',
    'what the county knows of each person’s designations',
    base.select(c => ({
      person_id: c['person_id'] as Expr<'bigint'>,
      sound: c['sound'] as Bool,
      birth: c['birth'] as Expr<'date'>,
      hukou_in_county: c['hukou_in_county'] as Bool,
      ...Object.fromEntries(designationKeys.map(f => [f, designation(c, f)])),
      ...Object.fromEntries(designationKeys.map(f => [`conflict_${f}`, and(isTrue(c[`yes_${f}`] as Bool), isTrue(c[`no_${f}`] as Bool))])),
    })),
  ) as Relation
  return { persons, evidence: said }
}

const without = (columns: Readonly<Record<string, Expr>>, key: string): Record<string, Expr> =>
  Object.fromEntries(Object.entries(columns).filter(([k]) => k !== key))
