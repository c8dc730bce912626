import { type FactMatter, factMatters } from '@yingjin/domain/registry'
import type { Tx } from '../platform/postgres/index.ts'
import { factTables, saidColumns } from './fact-tables.ts'
import { type StagedImport, touchedPersons } from './plan-import.ts'
import { refreshTokens } from './search-tokens.ts'
import { ask, keep } from './statement.ts'

/** Named moments at which a test ends the program or its connection. */
export type ImportPoint =
  | 'begun'
  | 'part-laid'
  | 'parts-ended'
  | 'planned'
  | 'persons-written'
  | `${FactMatter}-written`
  | 'refreshed'
  | 'rows-settled'
  | 'ended'
  | 'restored'
export type AtPoint = (point: ImportPoint) => Promise<void>

/**
 * Writes exactly what the plan says: new persons and households under numbers of their own, facts that differ, ends of facts
 * that are over. In the order of the rows, so that done again it draws the same numbers, whatever the server knows of its
 * tables by then.
 */
export const writePlan = async (tx: Tx, { division, import_id }: StagedImport, act: bigint, at: AtPoint): Promise<void> => {
  await keep(
    tx,
    'newcomer',
    `select person_id as below, nextval(pg_get_serial_sequence('registry.person', 'person_id')) as person_id
     from (select person_id from (
       select person_id, row_no, false as as_guardian from incoming where stands union all select person_id, row_no, true from guardian) i
       where person_id < 0 group by person_id order by min(row_no), bool_and(as_guardian)) n`,
  )
  await ask(
    tx,
    `insert into registry.person (division, person_id, name, sex, born_on, area, school_id, class_id, act_id) overriding system value
     select $1, n.person_id, i.name, i.sex, i.born_on, i.at_area,
       case when i.state in ('enrolled', 'suspended') then i.at_school_id end, case when i.state in ('enrolled', 'suspended') and i.at_school_id is not null then i.at_class_id end, $2
     from newcomer n join (
       select distinct on (person_id) person_id, row_no, name, sex, born_on, at_area, state, at_school_id, at_class_id from (
         select person_id, row_no, name, sex, born_on, at_area, state, at_school_id, at_class_id from incoming where stands and person_id < 0
         union all select person_id, row_no, name, sex, born_on, null, null, null, null from guardian where outcome = 'new') i
       order by person_id, row_no) i on i.person_id = n.below order by n.person_id`,
    division,
    act,
  )
  await keep(
    tx,
    'new_household',
    `select household_id as below, nextval(pg_get_serial_sequence('registry.household', 'household_id')) as household_id
     from (select household_id from incoming where stands and household_id < 0 group by household_id order by min(row_no)) n`,
  )
  await ask(
    tx,
    `insert into registry.household (division, household_id, register, number_record, number_sealed, number_index, area, act_id) overriding system value
     select $1, n.household_id, i.household_register, i.household_record, i.household_sealed, i.household_index, i.at_area, $2
     from new_household n join (select distinct on (household_id) * from incoming where stands order by household_id, row_no) i on i.household_id = n.below`,
    division,
    act,
  )
  await at('persons-written')
  for (const matter of factMatters) {
    const of = factTables[matter]
    const said = saidColumns(of)
    // Whom and what the plan calls by a number below zero.
    const below: Readonly<Record<string, string>> = { household_id: 'new_household', guardian_person_id: 'newcomer' }
    const made = said.filter(name => below[name] !== undefined)
    await ask(
      tx,
      `update ${of.table} t set ended_act = $2 where t.division = $1 and t.${of.id} in (select live_id from plan_${matter} where not same and live_id is not null union all select live_id from over_${matter})`,
      division,
      act,
    )
    await ask(
      tx,
      `insert into ${of.table} (division, person_id, ${of.source}, ${said.join(', ')}, import_id, row_no, act_id, area, school_id, class_id${matter === 'designation' ? ', as_of' : ''})
       select $1, q.person_id, i.source, ${said.map(name => (made.includes(name) ? `coalesce(of_${name}.made_id, p.${name})` : `p.${name}`)).join(', ')}, i.import_id, p.row_no, $2,
         q.area, q.school_id, q.class_id${matter === 'designation' ? ', i.as_of' : ''}
       from plan_${matter} p left join newcomer n on n.below = p.person_id ${made.map(name => `left join (select below, ${name === 'household_id' ? 'household_id' : 'person_id'} as made_id from ${below[name]}) of_${name} on of_${name}.below = p.${name}`).join(' ')}
       join registry.person q on q.division = $1 and q.person_id = coalesce(n.person_id, p.person_id)
       join registry.import i on i.division = $1 and i.import_id = $3 where not p.same
       order by ${['row_no', ...of.keys].map(name => `p.${name}`).join(', ')}`,
      division,
      act,
      import_id,
    )
    await at(`${matter}-written`)
  }
  await ask(
    tx,
    `create temporary table touched on commit drop as select person_id from newcomer union select person_id from (${touchedPersons}) t where person_id > 0`,
  )
  // New persons were written as their only source says.
  await refreshPersons(tx, division, 'select person_id from touched except select person_id from newcomer')
  await at('refreshed')
  await ask(
    tx,
    `update registry.import_row r set outcome = i.outcome, evidence = i.evidence, question = i.question, person_id = coalesce(n.person_id, i.person_id),
       matched_id = i.matched_id, row_answer_id = i.row_answer_id, differs_from = i.differs_from,
       candidates = case when i.question = 'row-differs' and n.person_id is not null then array[n.person_id] else i.candidates end
     from incoming i left join newcomer n on n.below = i.person_id where r.division = $1 and r.import_id = $2 and r.row_no = i.row_no`,
    division,
    import_id,
  )
  // Whom an answer made: a later row like it stands for the same person.
  await ask(
    tx,
    `update registry.row_answer a set person_id = n.person_id from incoming i join newcomer n on n.below = i.person_id
     where a.division = $1 and a.row_answer_id = i.row_answer_id and a.person_id is null and i.outcome = 'new'`,
    division,
  )
  await at('rows-settled')
}

/** Persons of the table `touched`: who and where they are now, and what they are searched by. */
export const refreshPersons = async (tx: Tx, division: string, of = 'select distinct person_id from touched'): Promise<void> => {
  await ask(tx, 'analyze touched')
  await ask(tx, `select registry.refresh_persons($1, array(${of}))`, division)
  await refreshTokens(tx, division)
}

/**
 * Takes an import back, as an act: what it said is ended, what it ended is said again under its old provenance, and
 * persons and households that it made are gone. What was known before stays answerable as of its time.
 */
export const writeUndo = async (
  tx: Tx,
  division: string,
  importId: bigint,
  act: bigint,
  at: AtPoint,
): Promise<Readonly<{ ended: number; restored: number; personsGone: number }>> => {
  await ask(tx, `create temporary table touched (person_id bigint) on commit drop`)
  const acts = (
    await ask<{ act_id: bigint }>(
      tx,
      `select i.committed_act as act_id from registry.import i where i.division = $1 and i.import_id = $2 union select a.act_id
       from registry.import i join registry.row_answer a using (division, import_id) where i.division = $1 and i.import_id = $2 and a.act_id > i.committed_act`,
      division,
      importId,
    )
  ).map(({ act_id }) => String(act_id))
  const outcome = { ended: 0, restored: 0, personsGone: 0 }
  for (const matter of factMatters) {
    const of = factTables[matter]
    const ended = await ask(
      tx,
      // What it said may stand again by the undo of a later import, under the act of that undo.
      `with over as (update ${of.table} set ended_act = $3 where division = $1 and (act_id = any ($2::bigint[]) or import_id = $4) and ended_act is null returning person_id)
       insert into touched select person_id from over returning person_id`,
      division,
      acts,
      act,
      importId,
    )
    outcome.ended += ended.length
  }
  await at('ended')
  for (const matter of factMatters) {
    const of = factTables[matter]
    const said = saidColumns(of)
    const kept = `division, person_id, ${of.source}, ${said.join(', ')}, import_id, row_no${of.dated.map(name => `, ${name}`).join('')}`
    const restored = await ask(
      tx,
      `with again as (
         insert into ${of.table} (${kept}, act_id, area, school_id, class_id)
         select ${kept
           .split(', ')
           .map(name => `t.${name}`)
           .join(
             ', ',
           )}, $3, t.area, t.school_id, t.class_id from ${of.table} t where t.division = $1 and t.ended_act = any ($2::bigint[]) and t.act_id <> all ($2::bigint[])
         order by t.${of.id} returning person_id)
       insert into touched select person_id from again returning person_id`,
      division,
      acts,
      act,
    )
    outcome.restored += restored.length
  }
  await at('restored')
  const gone = await ask(
    tx,
    `update registry.person set gone_act = $3, version = version + 1 where division = $1 and act_id = any ($2::bigint[]) returning person_id`,
    division,
    acts,
    act,
  )
  await ask(tx, `update registry.household set gone_act = $3, version = version + 1 where division = $1 and act_id = any ($2::bigint[])`, division, acts, act)
  await ask(tx, `update registry.row_answer set ended_act = $3 where division = $1 and import_id = $2 and ended_act is null`, division, importId, act)
  outcome.personsGone = gone.length
  // Whoever is gone stays where they were, for those who could see them then.
  await refreshPersons(
    tx,
    division,
    'select distinct t.person_id from touched t join registry.person p on p.division = $1 and p.person_id = t.person_id and p.gone_act is null',
  )
  return outcome
}
