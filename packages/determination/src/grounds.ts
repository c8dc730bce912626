import { type FactKey, factOf } from '@yingjin/facts'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { boolean, eq, type Expr, isFalse, isKnown, not, or, type Plan, type Relation, startsWith, text, toDate, unionAll, values } from '@yingjin/sql'
import type { answerSchema } from './answers.ts'
import { type Enrolments, enrolmentRowSchema, presentKinds } from './enrolment.ts'
import type { Matching } from './match-rows.ts'
import { columnOr, type identitySchema, rosterRows } from './roster-table.ts'
import { schoolEntries } from './school.ts'
import { isReceived, type Situation } from './situation.ts'
import { evidenceSchema, writtenDivisions } from './standing.ts'
import type { Spine } from './spine.ts'

type Grounds = Relation<typeof evidenceSchema>
type Columns = Readonly<Record<string, Expr>>

/** Whether a kind says by its definition that it establishes a fact. */
const establishes = (kind: RosterKindId, fact: FactKey): boolean => rosterKinds[kind].establishes.some(e => e.fact === fact)

/** What the school directory says of a child's school, by fact, under the name of its column. */
const ofSchool: Readonly<Partial<Record<FactKey, string>>> = {
  school_approved: 'school_approved',
  school_inclusive: 'school_inclusive',
  school_rural: 'school_rural',
  school_nutrition_plan: 'school_nutrition_plan',
  school_supplies_meals: 'school_supplies_meals',
  care_fee: 'care_fee',
  senior_tuition_fee: 'school_tuition_fee',
  vocational_tuition_fee: 'school_tuition_fee',
  textbook_fee: 'textbook_fee',
  dormitory_fee: 'dormitory_fee',
  school_code: 'official_code',
}

const kindsOfRolls = ['student-roll', 'kindergarten-children', 'vocational-roll', 'higher-education'] as const satisfies readonly RosterKindId[]

/**
 * The row of the roster on which each known fact of an enrolled child stands: a roll says on the roll, stage and grade, the
 * list of the classroom says present, the directory speaks of the school, the register of residence. A row is named only
 * where what it says is what the run took; a fact nobody's row says has none. What people filled in is named where no
 * roster speaks; a row below zero is the office's.
 */
export const grounds = (
  plan: Plan,
  asked: readonly FactKey[],
  {
    situation,
    said,
    matching,
    spine,
    enrolled,
    place,
    facts,
    answers,
  }: Readonly<{
    situation: Situation
    said: Grounds
    matching: Matching
    spine: Spine
    enrolled: Enrolments
    place: Relation
    facts: Relation
    answers: Relation<typeof answerSchema>
  }>,
): Grounds => {
  const found = [
    ...ofRolls(situation, enrolled, asked, facts),
    ...ofClassroom(situation, matching, enrolled, asked, facts),
    ...ofDirectory(plan, situation, place, asked, facts),
    ...(asked.includes('hukou_in_county') ? ofResidence(situation, spine, facts) : []),
  ]
  const rosters = plan.step('roster_grounds', 'the rows of rosters on which each fact of a person stands', unionAll(said, ...found))
  return plan.step('grounds', 'the rows on which each fact of a person stands', unionAll(rosters, filledIn(answers, rosters, asked, facts)))
}

/** Where the rows stand that an explanation may cite. */
export const citedPlaces = (situation: Situation, rows: Relation<typeof identitySchema>): Relation => {
  const directory = rosterRows(situation, 'school-directory')
  return unionAll(
    rows.select(c => ({ row_id: c.row_id, file: c.file, sheet: c.sheet, row: c.row, roster: c.roster })),
    directory.select(() => ({
      row_id: columnOr(directory, 'row_id', 'bigint'),
      file: columnOr(directory, 'file', 'text'),
      sheet: columnOr(directory, 'sheet', 'text'),
      row: columnOr(directory, 'row', 'bigint'),
      roster: text('school-directory'),
    })),
  ) as unknown as Relation
}

/** Rows that say of a person what the run took for true; of a yes-no fact, whether that is a yes. */
const agreeing = (rows: Relation, facts: Relation, fact: FactKey, value: (c: Columns) => Expr): Grounds =>
  (
    rows.join(
      'inner',
      facts,
      (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]],
      (l, r) => ({ ...l, taken: r[fact] as Expr, stands: value(l) }),
    ) as Relation
  )
    .where(c => eq(c['stands'] as Expr<'text'>, c['taken'] as Expr<'text'>))
    .select(c => ({
      person_id: c['person_id'] as Expr<'bigint'>,
      fact: text(fact),
      says: factOf(fact).type.kind === 'yes-no' ? (c['taken'] as Expr<'boolean'>) : boolean(true),
      row_id: c['row_id'] as Expr<'bigint'>,
      roster: c['roster'] as Expr<'text'>,
    }))

const ofRolls = (situation: Situation, { named }: Enrolments, asked: readonly FactKey[], facts: Relation): readonly Grounds[] => {
  const counting = named.where(c => or(c.active, c.suspended))
  return kindsOfRolls
    .filter(kind => isReceived(situation, kind))
    .flatMap(kind => {
      const ofKind = (rows: typeof named) => rows.where(c => eq(c.roster, text(kind)))
      const columns = asked.filter(fact => fact in enrolmentRowSchema && (establishes(kind, fact) || fact === 'stage' || fact === 'grade'))
      return [
        ...columns.map(fact => agreeing(ofKind(counting) as unknown as Relation, facts, fact, c => c[fact] as Expr)),
        ...(asked.includes('on_roll')
          ? [agreeing(ofKind(named) as unknown as Relation, facts, 'on_roll', c => or(c['active'] as never, c['suspended'] as never))]
          : []),
        // Whoever stands on these lists is in class: no other list tells of them.
        ...(asked.includes('present') && presentKinds.includes(kind)
          ? [agreeing(ofKind(named) as unknown as Relation, facts, 'present', c => c['active'] as Expr)]
          : []),
      ]
    })
}

const ofClassroom = (situation: Situation, { matches }: Matching, { named }: Enrolments, asked: readonly FactKey[], facts: Relation): readonly Grounds[] => {
  const kind = 'pupils-present'
  if (!isReceived(situation, kind)) return []
  const listed = rosterRows(situation, kind)
  const rows = matches
    .where(c => eq(c.roster, text(kind)))
    .join(
      'inner',
      listed.select(c => ({
        row_id: c['row_id'] as Expr<'bigint'>,
        stage: columnOr(listed, 'stage', 'text'),
        grade: columnOr(listed, 'grade', 'bigint'),
        boards: columnOr(listed, 'boards', 'boolean'),
        present: not(isFalse(columnOr(listed, 'present', 'boolean'))),
      })),
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ person_id: l.person_id, roster: l.roster, ...r }),
    )
  // The list of the classroom says where somebody goes to school only while no roll does.
  const onNoRoll = rows.lacking(
    named.where(c => or(c.active, c.suspended)),
    (l, r) => [[l.person_id, r.person_id]],
  )
  return (['present', 'boards', 'stage', 'grade'] as const)
    .filter(fact => asked.includes(fact))
    .map(fact => agreeing((establishes(kind, fact) ? rows : onNoRoll) as unknown as Relation, facts, fact, c => c[fact] as Expr))
}

const ofDirectory = (plan: Plan, situation: Situation, place: Relation, asked: readonly FactKey[], facts: Relation): readonly Grounds[] => {
  const told = asked.filter(fact => fact in ofSchool)
  const lies = asked.includes('in_county_school')
  if (!isReceived(situation, 'school-directory') || (told.length === 0 && !lies)) return []
  const entries = schoolEntries(situation)
  const schools = place.select(c => ({
    person_id: c['person_id'] as Expr<'bigint'>,
    key: c['school_key'] as Expr<'text'>,
    name: c['school_name'] as Expr<'text'>,
  }))
  const by = (name: 'key' | 'name') =>
    schools.join(
      'inner',
      entries,
      (l, r) => [[l[name], r.alias]],
      (l, { alias: _alias, ...r }) => ({ person_id: l.person_id, roster: text('school-directory'), ...r }),
    ) as unknown as Relation
  const byKey = by('key')
  const rows = plan.step(
    'school_rows',
    'the rows of the directory that speak of each child’s school',
    unionAll(
      byKey,
      by('name').lacking(byKey, (l, r) => [[l['person_id'] as Expr, r['person_id'] as Expr]]),
    ).distinct(c => ({ ...c })),
  ) as Relation
  return [
    ...told.map(fact => agreeing(rows, facts, fact, c => c[ofSchool[fact] ?? ''] as Expr)),
    ...(lies ? [agreeing(rows, facts, 'in_county_school', () => boolean(true))] : []),
  ]
}

/** The register where the child stands on it, else the division that a roll writes. */
const ofResidence = (situation: Situation, spine: Spine, facts: Relation): readonly Grounds[] => {
  const register = spine.matches.where(c => eq(c.roster, text('household-register')))
  const written = writtenDivisions(situation, spine).where(c => isKnown(c.division))
  return [
    agreeing(register as unknown as Relation, facts, 'hukou_in_county', () => boolean(true)),
    agreeing(written.lacking(register, (l, r) => [[l.person_id, r.person_id]]) as unknown as Relation, facts, 'hukou_in_county', c =>
      or(startsWith(c['division'] as Expr<'text'>, text(situation.county)), startsWith(c['division'] as Expr<'text'>, text(situation.countyName))),
    ),
  ]
}

const filledIn = (answers: Relation<typeof answerSchema>, rosters: Grounds, asked: readonly FactKey[], facts: Relation): Grounds => {
  const alone = answers.lacking(rosters, (l, r) => [
    [l.person_id, r.person_id],
    [l.fact, r.fact],
  ])
  const parts = asked.map(fact => {
    const rows = alone.where(c => eq(c.fact, text(fact))).with(() => ({ roster: text('filled-facts') })) as unknown as Relation
    switch (factOf(fact).type.kind) {
      case 'yes-no':
        return agreeing(rows, facts, fact, c => c['says'] as Expr)
      case 'count':
      case 'money':
        return agreeing(rows, facts, fact, c => c['amount'] as Expr)
      case 'choice':
      case 'code':
        return agreeing(rows, facts, fact, c => c['word'] as Expr)
      case 'date':
        return agreeing(rows, facts, fact, c => toDate(c['word'] as Expr<'text'>))
    }
  })
  const [first, ...rest] = parts
  return first === undefined ? values(evidenceSchema, []) : unionAll(first, ...rest)
}
