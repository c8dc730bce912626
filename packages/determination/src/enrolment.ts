import type { RosterKindId } from '@yingjin/intake'
import {
  and,
  anyTrue,
  bigint,
  type Bool,
  boolean,
  cases,
  coalesce,
  eq,
  type Expr,
  gt,
  isFalse,
  isIn,
  isKnown,
  isNull,
  isTrue,
  maxOf,
  minOf,
  not,
  or,
  type Plan,
  type Relation,
  text,
  unionAll,
  unknown,
  values,
} from '@yingjin/sql'
import { columnOr, rosterRows } from './roster-table.ts'
import { absenceCounts, isReceived, type Situation } from './situation.ts'
import type { matchSchema, Spine } from './spine.ts'

export const enrolmentRowSchema = {
  person_id: 'bigint',
  row_id: 'bigint',
  roster: 'text',
  stage: 'text',
  grade: 'bigint',
  class_name: 'text',
  school_key: 'text',
  school_name: 'text',
  boards: 'boolean',
  farming_specialty: 'boolean',
  entry_year: 'bigint',
  full_time_degree: 'boolean',
  degree_or_diploma: 'boolean',
  tuition_fee: 'bigint',
  accommodation_fee: 'bigint',
  tuition_exempted: 'boolean',
  entry_month: 'date',
  /** On the roll and expected in class. */
  active: 'boolean',
  /** On the roll, away with leave (休学). */
  suspended: 'boolean',
  /** Known to have gone to a school elsewhere. */
  transferred: 'boolean',
} as const

/** 学生当前状态 that leave a child on the roll and in class (JY/T 1001: 在读, 复学; blank means nothing else was noted). */
const activeWords = ['在读', '在校', '复学', '正常', '01', '1', '05']
const suspendedWords = ['休学', '02', '2']
const transferredWords = ['转出', '转学', '10']

const enrolmentKinds = ['student-roll', 'kindergarten-children', 'vocational-roll', 'higher-education'] as const satisfies readonly RosterKindId[]
const stageOfKind: Readonly<Partial<Record<RosterKindId, string>>> = {
  'kindergarten-children': 'preschool',
  'vocational-roll': 'vocational',
  'higher-education': 'higher',
}

const statusIn = (status: Expr<'text'>, words: readonly string[]): Bool =>
  isIn(
    coalesce(status, text('')),
    words.map(w => text(w)),
  )

/** On the roll, in class or on leave. */
const counts = (c: { active: Bool; suspended: Bool }): Bool => or(c.active, c.suspended)

const rowsOf = (situation: Situation, kind: RosterKindId, matches: Relation<typeof matchSchema>): Relation<typeof enrolmentRowSchema> => {
  const rows = rosterRows(situation, kind)
  const fixedStage = stageOfKind[kind]
  const status = columnOr(rows, 'roll_status', 'text')
  const wanted = rows.select(c => ({
    row_id: c['row_id'] as Expr<'bigint'>,
    stage: fixedStage === undefined ? columnOr(rows, 'stage', 'text') : text(fixedStage),
    grade: columnOr(rows, 'grade', 'bigint'),
    class_name: columnOr(rows, 'class_name', 'text'),
    school_key: columnOr(rows, 'school_key', 'text'),
    school_name: columnOr(rows, 'school_name', 'text'),
    boards: columnOr(rows, 'boards', 'boolean'),
    farming_specialty: columnOr(rows, 'farming_specialty', 'boolean'),
    entry_year: columnOr(rows, 'entry_year', 'bigint'),
    full_time_degree: columnOr(rows, 'full_time_degree', 'boolean'),
    degree_or_diploma: columnOr(rows, 'degree_or_diploma', 'boolean'),
    tuition_fee: columnOr(rows, 'tuition_fee', 'bigint'),
    accommodation_fee: columnOr(rows, 'accommodation_fee', 'bigint'),
    tuition_exempted: columnOr(rows, 'tuition_exempted', 'boolean'),
    entry_month: columnOr(rows, 'entry_month', 'date'),
    active: or(isNull(status), statusIn(status, activeWords)),
    suspended: statusIn(status, suspendedWords),
    transferred: statusIn(status, transferredWords),
  }))
  return matches.join(
    'inner',
    wanted,
    (l, r) => [[l.row_id, r.row_id]],
    (l, r) => ({ person_id: l.person_id, row_id: r.row_id, roster: l.roster, ...Object.fromEntries(Object.entries(r).filter(([k]) => k !== 'row_id')) }),
  ) as unknown as Relation<typeof enrolmentRowSchema>
}

/** The value all rows agree on; unknown when they differ: nothing is chosen in silence. */
export const agreed = <T extends 'text' | 'bigint' | 'boolean' | 'date'>(value: Expr<T>, where: Bool): Expr<T> =>
  cases<T>([[eq(minOf(value, where), maxOf(value, where) as never), minOf(value, where)]], unknown(value.type) as Expr<T>)

/** None, one, or 2 for more than one: counting them all would hold every school per person and say nothing more. */
const upToTwo = (school: Expr<'text'>, where: Bool): Expr<'bigint'> => {
  const [first, last] = [minOf(school, where), maxOf(school, where)]
  return cases(
    [
      [isNull(first), bigint(0)],
      [eq(first, last), bigint(1)],
    ],
    bigint(2),
  )
}

export const enrolmentSchema = {
  person_id: 'bigint',
  /** 0, 1, or 2 for more than one school. */
  enrolments: 'bigint',
  stage: 'text',
  grade: 'bigint',
  class_name: 'text',
  school_key: 'text',
  school_name: 'text',
  boards: 'boolean',
  farming_specialty: 'boolean',
  entry_year: 'bigint',
  full_time_degree: 'boolean',
  degree_or_diploma: 'boolean',
  tuition_fee: 'bigint',
  accommodation_fee: 'bigint',
  tuition_exempted: 'boolean',
  on_roll: 'boolean',
  away: 'boolean',
  present: 'boolean',
} as const

export type Enrolments = Readonly<{
  rows: Relation<typeof enrolmentRowSchema>
  /** One row per person with at least one active enrolment, or present without one. */
  current: Relation<typeof enrolmentSchema>
}>

const presentKinds: readonly RosterKindId[] = ['kindergarten-children', 'higher-education']

/**
 * Who is on which roll, and who is in the classroom: two facts (在籍, 在校).
 * Absent from the classroom list means *no* only when the child's own school stands on that list: a school that sent
 * nothing must not turn its pupils into dropouts, nor a pupil whose number is written wrong on its list. Absent from
 * the roll means *no* on the same terms: the school that reports the pupil stands on the roll, and the number is sound.
 */
export const enrolments = (plan: Plan, situation: Situation, spine: Spine, doubts: Relation<{ person_id: 'bigint'; roster: 'text' }>): Enrolments => {
  const parts = enrolmentKinds.filter(kind => isReceived(situation, kind)).map(kind => rowsOf(situation, kind, spine.matches))
  const [first, ...rest] = parts
  const rows = plan.step(
    'enrolment_rows',
    'every enrolment a roster names, active or not',
    first === undefined ? values(enrolmentRowSchema, []) : unionAll(first, ...rest),
  )
  const rolls = rows.groupBy(
    c => ({ person_id: c.person_id }),
    c => ({
      enrolments: upToTwo(coalesce(c.school_key, c.school_name, c.roster), counts(c)),
      stage: agreed(c.stage, counts(c)),
      grade: agreed(c.grade, counts(c)),
      class_name: agreed(c.class_name, counts(c)),
      school_key: agreed(c.school_key, counts(c)),
      school_name: agreed(c.school_name, counts(c)),
      boards: agreed(c.boards, counts(c)),
      farming_specialty: agreed(c.farming_specialty, counts(c)),
      entry_year: agreed(c.entry_year, counts(c)),
      full_time_degree: agreed(c.full_time_degree, counts(c)),
      degree_or_diploma: agreed(c.degree_or_diploma, counts(c)),
      tuition_fee: agreed(c.tuition_fee, counts(c)),
      accommodation_fee: agreed(c.accommodation_fee, counts(c)),
      tuition_exempted: agreed(c.tuition_exempted, counts(c)),
      on_roll: anyTrue(counts(c)),
      away: and(anyTrue(c.suspended), not(anyTrue(c.active))),
      listed_present: anyTrue(
        and(
          c.active,
          isIn(
            c.roster,
            presentKinds.map(k => text(k)),
          ),
        ),
      ),
    }),
  )
  const inClassRows = rosterRows(situation, 'pupils-present')
  const inClass = plan.step(
    'present_rows',
    'pupils their school reports as present',
    spine.matches.join(
      'inner',
      inClassRows.select(c => ({
        row_id: c['row_id'] as Expr<'bigint'>,
        stage: columnOr(inClassRows, 'stage', 'text'),
        grade: columnOr(inClassRows, 'grade', 'bigint'),
        class_name: columnOr(inClassRows, 'class_name', 'text'),
        school_key: columnOr(inClassRows, 'school_key', 'text'),
        school_name: columnOr(inClassRows, 'school_name', 'text'),
        boards: columnOr(inClassRows, 'boards', 'boolean'),
        here: not(isFalse(columnOr(inClassRows, 'present', 'boolean'))),
      })),
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ ...r, person_id: l.person_id }),
    ),
  )
  const present = inClass.groupBy(
    c => ({ person_id: c.person_id }),
    c => ({
      stage: agreed(c.stage, boolean(true)),
      grade: agreed(c.grade, boolean(true)),
      class_name: agreed(c.class_name, boolean(true)),
      school_key: agreed(c.school_key, boolean(true)),
      school_name: agreed(c.school_name, boolean(true)),
      boards: agreed(c.boards, boolean(true)),
      here: anyTrue(c.here),
    }),
  )
  const reporting = inClass.distinct(c => ({ reporting_key: c.school_key })).where(c => not(isNull(c.reporting_key)))
  const onTheRoll = rows
    .where(c => eq(c.roster, text('student-roll')))
    .distinct(c => ({ rolled_school: c.school_key }))
    .where(c => isKnown(c.rolled_school))
  const numbered = spine.identities
    .where(c => isKnown(c.id18))
    .distinct(c => ({ numbered: c.person_id }))
    .lacking(spine.doubted, (l, r) => [[l.numbered, r.person_id]])
  const together = rolls.join(
    'full',
    present,
    (l, r) => [[l.person_id, r.person_id]],
    (l, r) => ({
      person_id: coalesce(l.person_id, r.person_id),
      enrolments: coalesce(l.enrolments, bigint(0)),
      stage: cases<'text'>([[isNull(l.person_id), r.stage]], l.stage),
      grade: cases<'bigint'>([[isNull(l.person_id), r.grade]], l.grade),
      class_name: coalesce(l.class_name, r.class_name),
      school_key: cases<'text'>([[isNull(l.person_id), r.school_key]], l.school_key),
      school_name: cases<'text'>([[isNull(l.person_id), r.school_name]], l.school_name),
      boards: coalesce(l.boards, r.boards),
      farming_specialty: l.farming_specialty,
      entry_year: l.entry_year,
      full_time_degree: l.full_time_degree,
      degree_or_diploma: l.degree_or_diploma,
      tuition_fee: l.tuition_fee,
      accommodation_fee: l.accommodation_fee,
      tuition_exempted: l.tuition_exempted,
      on_roll: l.on_roll,
      /** The school that reports the pupil, whose roll would have to list him. */
      present_school: r.school_key,
      listed_present: coalesce(l.listed_present, boolean(false)),
      away: coalesce(l.away, boolean(false)),
      here: r.here,
    }),
  )
  const current = plan.step(
    'enrolment',
    'where each person is enrolled now; differing rolls leave the fact open',
    together
      .join(
        'left',
        reporting,
        (l, r) => [[l.school_key, r.reporting_key]],
        (l, r) => ({ ...l, reported: isKnown(r.reporting_key) }),
      )
      .join(
        'left',
        doubts.where(c => eq(c.roster, text('pupils-present'))).distinct(c => ({ doubted: c.person_id })),
        (l, r) => [[l.person_id, r.doubted]],
        (l, r) => ({ ...l, sought: isKnown(r.doubted) }),
      )
      .join(
        'left',
        onTheRoll,
        (l, r) => [[l.present_school, r.rolled_school]],
        (l, r) => ({ ...l, rolled: isKnown(r.rolled_school) }),
      )
      .join(
        'left',
        numbered.lacking(
          doubts.where(c => eq(c.roster, text('student-roll'))),
          (l, r) => [[l.numbered, r.person_id]],
        ),
        (l, r) => [[l.person_id, r.numbered]],
        (l, r) => ({ ...l, sound: isKnown(r.numbered) }),
      )
      .where(c => or(gt(c.enrolments, bigint(0)), isTrue(c.here)))
      .select(({ here, listed_present, reported, sought, present_school: _school, rolled, sound, ...kept }) => ({
        ...kept,
        on_roll: coalesce(
          kept.on_roll,
          cases<'boolean'>([[and(boolean(absenceCounts(situation, 'student-roll')), rolled, sound), boolean(false)]], unknown('boolean')),
        ),
        present: cases<'boolean'>(
          [
            [isKnown(here), here],
            [kept.away, boolean(false)],
            [listed_present, boolean(true)],
            [and(boolean(absenceCounts(situation, 'pupils-present')), reported, not(sought)), boolean(false)],
          ],
          unknown('boolean'),
        ),
      })),
  ) as unknown as Relation<typeof enrolmentSchema>
  return { rows, current }
}
