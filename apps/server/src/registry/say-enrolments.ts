import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/** Whose word it is when officials act upon an enrolment; a change that was asked for and approved is a `correction`. */
export type SourceOfAct = 'school-life' | 'correction'

const columns = 'person_id, matter, state, ground, at_school_id, at_school_name, at_class_id, stage, grade, class_name, boards, valid_from'

/** The standing words about enrolments of the persons that `of` selects. */
export const standing = (of: string): string => `registry.standing_enrolment($1, array(${of}))`

/**
 * Says of persons how they are enrolled from a day on, by an act: what acts had said before was so until then, what rosters
 * say stays beside it. `said` selects person_id, matter, state, ground, at_school_id, at_school_name, at_class_id, stage, grade,
 * class_name, boards, valid_from; its first value is the division. Gives the persons it was about, placed anew.
 */
export const sayEnrolments = async (
  tx: Tx,
  division: string,
  act: bigint,
  source: SourceOfAct,
  said: string,
  ...values: readonly unknown[]
): Promise<readonly bigint[]> => {
  await ask(tx, `create temporary table said_enrolment on commit drop as select ${columns} from (${said}) s`, division, ...values)
  await ask(
    tx,
    `with over as (
       update registry.enrolment e set ended_act = $2 from said_enrolment s
       where e.division = $1 and e.person_id = s.person_id and e.matter = s.matter and e.import_id is null and e.ended_act is null and e.valid_to is null
       returning ${columns
         .split(', ')
         .map(name => `e.${name}`)
         .join(', ')}, e.source, s.valid_from as from_now, e.area, e.school_id, e.class_id)
     insert into registry.enrolment (division, ${columns}, valid_to, source, act_id, area, school_id, class_id)
     select $1, ${columns}, from_now - 1, source, $2, area, school_id, class_id from over where valid_from < from_now`,
    division,
    act,
  )
  const written = await ask<{ person_id: bigint }>(
    tx,
    `insert into registry.enrolment (division, ${columns}, source, act_id, area, school_id, class_id)
     select $1, ${columns
       .split(', ')
       .map(name => `s.${name}`)
       .join(', ')}, $3, $2, p.area, p.school_id, p.class_id
     from said_enrolment s join registry.person p on p.division = $1 and p.person_id = s.person_id returning person_id`,
    division,
    act,
    source,
  )
  await ask(tx, 'drop table said_enrolment')
  const persons = [...new Set(written.map(({ person_id }) => person_id))]
  await settle(tx, division, persons)
  return persons
}

/** Places persons anew after their facts. */
export const settle = async (tx: Tx, division: string, persons: readonly bigint[]): Promise<void> => {
  await ask(tx, `select registry.settle_persons($1, $2::bigint[])`, division, persons.map(String))
}
