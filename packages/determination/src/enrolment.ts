import type { RosterKindId } from '@yingjin/intake'
import {
  and,
  anyTrue,
  bigint,
  type Bool,
  boolean,
  cases,
  coalesce,
  date,
  eq,
  type Expr,
  gt,
  isFalse,
  isIn,
  isKnown,
  isNull,
  isTrue,
  lt,
  maxOf,
  minOf,
  not,
  or,
  type Plan,
  type Relation,
  table,
  text,
  unionAll,
  unknown,
  values,
} from '@yingjin/sql'
import { columnOr, rosterRows } from './roster-table.ts'
import { absenceCounts, isReceived, type Situation, tablesOf } from './situation.ts'
import type { matchSchema } from './match-rows.ts'
import type { Spine } from './spine.ts'

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

/**
 * What officials did about an enrolment, as it stands for a known person: `matter` is on-roll or present, `acted_on` the
 * day from which it is so. A roster of a later day outweighs it.
 */
export const knownEnrolmentSchema = {
  known_person: 'bigint',
  matter: 'text',
  state: 'text',
  stage: 'text',
  grade: 'bigint',
  class_name: 'text',
  school_key: 'text',
  school_name: 'text',
  boards: 'boolean',
  acted_on: 'date',
} as const
export const knownEnrolmentTable = 'known_enrolment'
const actSchema = { person_id: 'bigint', ...knownEnrolmentSchema } as const

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

/** As of which day a row of a kind speaks; unknown where its file does not say. */
const spokenOn = (situation: Situation, kind: RosterKindId, c: Readonly<Record<string, Expr>>): Expr<'date'> => {
  const [file, sheet] = [c['file'] as Expr<'text'>, c['sheet'] as Expr<'text'>]
  const dated = tablesOf(situation, kind).flatMap(t =>
    t.asOf === null ? [] : [[t.sheet === undefined ? eq(file, text(t.file)) : and(eq(file, text(t.file)), eq(sheet, text(t.sheet))), date(t.asOf)] as const],
  )
  return dated.length === 0 ? unknown('date') : cases<'date'>(dated, unknown('date'))
}

/** What an official did goes before what a roster of an earlier day, or of no day, had said. */
const outweighs = (act: { acted_on: Expr<'date'> }, spoken: Expr<'date'>): Bool => or(isNull(spoken), isTrue(lt(spoken, act.acted_on)))

/** The rows of a kind, each as the acts leave it. A row stays the place where it stands; what it says is what was done. */
const asActedOn = (situation: Situation, kind: RosterKindId, rows: Relation<typeof enrolmentRowSchema>, acts: Relation<typeof actSchema>) => {
  const spoken = rosterRows(situation, kind).select(c => ({ row_id: c['row_id'] as Expr<'bigint'>, spoken: spokenOn(situation, kind, c) }))
  const taken = ['stage', 'grade', 'class_name', 'school_key', 'school_name'] as const
  const states = { active: 'enrolled', suspended: 'suspended', transferred: 'transferred-out' } as const
  return rows
    .join(
      'inner',
      spoken,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ ...l, spoken: r.spoken }),
    )
    .join(
      'left',
      acts.where(c => eq(c.matter, text('on-roll'))),
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => {
        const done = and(isKnown(r.person_id), outweighs(r, l.spoken))
        return {
          ...Object.fromEntries(Object.keys(enrolmentRowSchema).map(key => [key, l[key as keyof typeof l]])),
          ...Object.fromEntries(taken.map(key => [key, cases([[done, coalesce(r[key] as Expr<'text'>, l[key] as Expr<'text'>)]], l[key] as Expr<'text'>)])),
          boards: cases<'boolean'>([[done, coalesce(r.boards, l.boards)]], l.boards),
          ...Object.fromEntries(
            Object.entries(states).map(([key, state]) => [key, cases<'boolean'>([[done, eq(r.state, text(state))]], l[key as keyof typeof states])]),
          ),
        }
      },
    ) as unknown as Relation<typeof enrolmentRowSchema>
}

/** Children whom officials enrolled and no roll names yet: a row of their own, under the place that made them known. */
const enrolledByActs = (acts: Relation<typeof actSchema>, rows: Relation<typeof enrolmentRowSchema>): Relation<typeof enrolmentRowSchema> =>
  acts
    .where(c => and(eq(c.matter, text('on-roll')), isIn(c.state, [text('enrolled'), text('suspended')])))
    .lacking(rows, (l, r) => [[l.person_id, r.person_id]])
    .select(
      c =>
        Object.fromEntries(
          Object.entries({
            ...Object.fromEntries(Object.entries(enrolmentRowSchema).map(([key, type]) => [key, unknown(type)])),
            person_id: c.person_id,
            row_id: c.person_id,
            roster: text('student-roll'),
            stage: c.stage,
            grade: c.grade,
            class_name: c.class_name,
            school_key: c.school_key,
            school_name: c.school_name,
            boards: c.boards,
            active: eq(c.state, text('enrolled')),
            suspended: eq(c.state, text('suspended')),
            transferred: boolean(false),
          }),
        ) as Record<string, Expr>,
    ) as unknown as Relation<typeof enrolmentRowSchema>

const presentSchema = {
  row_id: 'bigint',
  stage: 'text',
  grade: 'bigint',
  class_name: 'text',
  school_key: 'text',
  school_name: 'text',
  boards: 'boolean',
  here: 'boolean',
  person_id: 'bigint',
} as const

/** Who sits in the classroom, as schools report it and officials changed it since. */
const presentAsActedOn = (
  plan: Plan,
  situation: Situation,
  reported: Relation<typeof presentSchema>,
  acts: Relation<typeof actSchema>,
): Relation<typeof presentSchema> => {
  const about = acts.where(c => eq(c.matter, text('present')))
  const spoken = rosterRows(situation, 'pupils-present').select(c => ({
    row_id: c['row_id'] as Expr<'bigint'>,
    spoken: spokenOn(situation, 'pupils-present', c),
  }))
  const changed = reported
    .join(
      'inner',
      spoken,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ ...l, spoken: r.spoken }),
    )
    .join(
      'left',
      about,
      (l, r) => [[l.person_id, r.person_id]],
      (l, r) => {
        const done = and(isKnown(r.person_id), outweighs(r, l.spoken))
        const taken = <T extends 'text' | 'bigint' | 'boolean'>(was: Expr<T>, is: Expr<T>): Expr<T> => cases<T>([[done, coalesce(is, was)]], was)
        return {
          row_id: l.row_id,
          stage: taken(l.stage, r.stage),
          grade: taken(l.grade, r.grade),
          class_name: taken(l.class_name, r.class_name),
          school_key: taken(l.school_key, r.school_key),
          school_name: taken(l.school_name, r.school_name),
          boards: taken(l.boards, r.boards),
          here: taken(l.here, eq(r.state, text('enrolled'))),
          person_id: l.person_id,
        }
      },
    )
  const besides = about
    .lacking(reported, (l, r) => [[l.person_id, r.person_id]])
    .select(c => ({
      row_id: c.person_id,
      stage: c.stage,
      grade: c.grade,
      class_name: c.class_name,
      school_key: c.school_key,
      school_name: c.school_name,
      boards: c.boards,
      here: eq(c.state, text('enrolled')),
      person_id: c.person_id,
    }))
  return plan.step('present_as_acted', 'who is present, as reported and as changed since', unionAll(changed, besides))
}

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
  /** As officials changed them since. */
  rows: Relation<typeof enrolmentRowSchema>
  /** As the rosters name them. */
  named: Relation<typeof enrolmentRowSchema>
  /** One row per person with at least one active enrolment, or present without one. */
  current: Relation<typeof enrolmentSchema>
}>

const actsOf = (plan: Plan, memory: Relation<{ person_id: 'bigint'; known_person: 'bigint' }>): Relation<typeof actSchema> =>
  plan.step(
    'enrolment_acts',
    'what officials did about enrolments, by person',
    memory.join(
      'inner',
      table(knownEnrolmentTable, knownEnrolmentSchema),
      (l, r) => [[l.known_person, r.known_person]],
      (l, r) => ({ person_id: l.person_id, ...r }),
    ),
  )

/** Whoever stands on one of these is in class by that. */
export const presentKinds: readonly RosterKindId[] = ['kindergarten-children', 'higher-education']

/**
 * Who is on which roll, and who is in the classroom: two facts (在籍, 在校).
 * Absent from the classroom list means *no* only when the child's own school stands on that list: a school that sent
 * nothing must not turn its pupils into dropouts, nor a pupil whose number is written wrong on its list. Absent from
 * the roll means *no* on the same terms: the school that reports the pupil stands on the roll, and the number is sound.
 */
export const enrolments = (
  plan: Plan,
  situation: Situation,
  spine: Spine,
  doubts: Relation<{ person_id: 'bigint'; roster: 'text' }>,
  memory: Relation<{ person_id: 'bigint'; known_person: 'bigint' }> | null,
): Enrolments => {
  const acts = memory === null || situation.office?.enrolled !== true ? null : actsOf(plan, memory)
  const kinds = enrolmentKinds.filter(kind => isReceived(situation, kind))
  const union = (parts: readonly Relation<typeof enrolmentRowSchema>[]): Relation<typeof enrolmentRowSchema> => {
    const [first, ...rest] = parts
    return first === undefined ? values(enrolmentRowSchema, []) : unionAll(first, ...rest)
  }
  const named = plan.step('enrolment_rows', 'every enrolment a roster names, active or not', union(kinds.map(kind => rowsOf(situation, kind, spine.matches))))
  const rows =
    acts === null
      ? named
      : plan.step(
          'enrolments_as_acted',
          'enrolments as rosters name them and officials changed them since',
          union([
            ...kinds.map(kind =>
              asActedOn(
                situation,
                kind,
                named.where(c => eq(c.roster, text(kind))),
                acts,
              ),
            ),
            enrolledByActs(acts, named),
          ]),
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
  const reported = plan.step(
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
  const inClass = acts === null ? reported : presentAsActedOn(plan, situation, reported, acts)
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
  // A school reports by its list: what officials did about one child says nothing of the others.
  const reporting = reported.distinct(c => ({ reporting_key: c.school_key })).where(c => not(isNull(c.reporting_key)))
  const onTheRoll = named
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
  return { rows, named, current }
}
