import { eq, type Expr, firstBy, asc, isKnown, type Plan, type Relation, text } from '@yingjin/sql'
import { knownOf, type KnownPersons } from './known-persons.ts'
import { columnOr, rosterRows } from './roster-table.ts'
import type { Matching } from './match-rows.ts'
import type { Situation } from './situation.ts'
import { type Spine, spineKinds } from './spine.ts'

export const cardSchema = {
  person_id: 'bigint',
  file: 'text',
  sheet: 'text',
  row: 'bigint',
  member: 'bigint',
  name: 'text',
  id_number: 'text',
  sex: 'text',
  birth: 'date',
  school_name: 'text',
  stage: 'text',
  grade: 'bigint',
  class_name: 'text',
  township: 'text',
  village: 'text',
  school_township: 'text',
  /** Whom of the registry it is; unknown where there is none, where nobody there answers to it, or several do. */
  known_person: 'bigint',
} as const

/** One line per person: who and where. Name and number are those of the row that founded the person, as corrected. */
export const cards = (
  plan: Plan,
  situation: Situation,
  registry: KnownPersons,
  spine: Spine,
  matches: Matching['matches'],
  place: Relation,
): Relation<typeof cardSchema> => {
  const register = rosterRows(situation, 'household-register')
  const homes = spine.matches
    .where(c => eq(c.roster, text('household-register')))
    .join(
      'inner',
      register.select(c => ({
        row_id: c['row_id'] as Expr<'bigint'>,
        township: columnOr(register, 'township', 'text'),
        village: columnOr(register, 'village', 'text'),
      })),
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ person_id: l.person_id, row_id: l.row_id, township: r.township, village: r.village }),
    )
    .groupBy(
      c => ({ person_id: c.person_id }),
      c => ({ township: firstBy(c.township, [asc(c.row_id)]), village: firstBy(c.village, [asc(c.row_id)]) }),
    )
  const founders = spine.matches
    .where(c => eq(c.person_id, c.row_id))
    .join(
      'inner',
      registry.identified(spineKinds),
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ person_id: l.person_id, file: r.file, sheet: r.sheet, row: r.row, member: r.member, name: r.name, id_number: r.id_number }),
    )
  const births = spine.identities.groupBy(
    c => ({ person_id: c.person_id }),
    c => ({ first_birth: firstBy(c.birth, [asc(c.row_id)], isKnown(c.birth)), first_sex: firstBy(c.sex_key, [asc(c.row_id)], isKnown(c.sex_key)) }),
  )
  return plan.step(
    'card',
    'who and where, one line per person',
    founders
      .join(
        'left',
        births,
        (l, r) => [[l.person_id, r.person_id]],
        (l, r) => ({
          person_id: l.person_id,
          file: l.file,
          sheet: l.sheet,
          row: l.row,
          member: l.member,
          name: l.name,
          id_number: l.id_number,
          sex: r.first_sex,
          birth: r.first_birth,
        }),
      )
      .join(
        'left',
        place,
        (l, r) => [[l.person_id, r['person_id'] as Expr]],
        (l, r) => ({
          ...l,
          school_name: r['official_name'] as Expr<'text'>,
          stage: r['stage'] as Expr<'text'>,
          grade: r['grade'] as Expr<'bigint'>,
          class_name: r['class_name'] as Expr<'text'>,
          school_township: r['township'] as Expr<'text'>,
        }),
      )
      .join(
        'left',
        homes,
        (l, r) => [[l.person_id, r.person_id]],
        (l, r) => ({ ...l, township: r.township, village: r.village }),
      )
      .join(
        'left',
        knownOf(matches, registry),
        (l, r) => [[l.person_id, r.person_id]],
        (l, r) => ({ ...l, known_person: r.known_person }),
      )
      .select(c => ({
        person_id: c.person_id,
        file: c.file,
        sheet: c.sheet,
        row: c.row,
        member: c.member,
        name: c.name,
        id_number: c.id_number,
        sex: c.sex,
        birth: c.birth,
        school_name: c.school_name,
        stage: c.stage,
        grade: c.grade,
        class_name: c.class_name,
        township: c.township,
        village: c.village,
        school_township: c.school_township,
        known_person: c.known_person,
      })),
  )
}
