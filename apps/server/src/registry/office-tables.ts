import type { OfficeTable } from '@yingjin/determination'
import type { Field } from '@yingjin/domain/access'
import type { FieldName } from '../platform/vault/index.ts'

/** Of which facts a snapshot tells: those of a division known on an act (and not ended by then), and true on a day. */
export type OfficeMoment = Readonly<{ division: string; act: bigint; on: string }>

/**
 * How a table of the office snapshot is asked for. With `sealed` the statement gives record and sealed value first, and the
 * value stands last in the table as it was before it was sealed. Whoever asks sees all of `field` in the county. A subject that knows more adds a line of its own.
 */
export type OfficeQuery = Readonly<{ table: OfficeTable; field: Field; sealed?: FieldName; rows: (moment: OfficeMoment) => string }>

/** Rows of `t` that were known then. */
const known = ({ division, act }: OfficeMoment): string => `t.division = '${division}' and t.act_id <= ${act} and (t.ended_act is null or t.ended_act > ${act})`
const knownAndTrue = (moment: OfficeMoment): string =>
  `${known(moment)} and (t.valid_from is null or t.valid_from <= '${moment.on}') and (t.valid_to is null or t.valid_to >= '${moment.on}')`
const digestOfFile = ({ division }: OfficeMoment): string =>
  `(select encode(i.file_digest, 'hex') from registry.import i where i.division = '${division}' and i.import_id = t.import_id)`

export const registryOfficeQueries: readonly OfficeQuery[] = [
  {
    table: 'persons',
    field: 'persons',
    // Merges and splits as the events tell them, so that every act has its own answer; the newest event of a record counts.
    rows: ({ division, act }) => `
      with recursive event as (
        select distinct on (e.other_person_id) e.other_person_id, e.person_id, e.kind from registry.person_event e
        where e.division = '${division}' and e.act_id <= ${act} order by e.other_person_id, e.act_id desc, e.person_event_id desc
      ), follows as (
        select e.other_person_id, e.person_id, 1 as steps from event e where e.kind = 'merge'
        union all
        select f.other_person_id, e.person_id, f.steps + 1 from follows f join event e on e.other_person_id = f.person_id and e.kind = 'merge' where f.steps < 100
      ), survivor as (
        select distinct on (f.other_person_id) f.other_person_id, f.person_id from follows f order by f.other_person_id, f.steps desc
      ), named as (select e.person_id from event e union select e.other_person_id from event e)
      select t.person_id, coalesce(s.person_id, t.person_id), n.person_id is not null
      from registry.person t left join survivor s on s.other_person_id = t.person_id left join named n on n.person_id = t.person_id
      where t.division = '${division}' and t.act_id <= ${act} and (t.gone_act is null or t.gone_act > ${act}) order by t.person_id`,
  },
  {
    table: 'particulars',
    field: 'persons',
    rows: m => `
      select t.particulars_id, t.person_id, t.source, t.name, t.former_name, t.sex, t.born_on
      from registry.particulars t where ${known(m)} order by t.particulars_id`,
  },
  {
    table: 'numbers',
    field: 'identity',
    sealed: 'registry.identity_number.number_sealed',
    // A phone tells nobody apart and stays where it is.
    rows: m => `
      select t.record, t.number_sealed, t.identity_number_id, t.person_id, translate(t.source, E'\\n\\r', '  '), t.kind
      from registry.identity_number t where ${known(m)} and t.kind <> 'phone' order by t.identity_number_id`,
  },
  {
    table: 'residences',
    field: 'persons',
    rows: m => `
      select t.residence_id, t.person_id, t.source, t.hukou_division, t.township, t.village, t.village_group, t.address
      from registry.residence t where ${known(m)} order by t.residence_id`,
  },
  {
    table: 'enrolments',
    field: 'persons',
    rows: m => `
      select t.enrolment_id, t.person_id, t.source, t.matter, o.code,
        coalesce(t.at_school_name, (select n.name from registry.organisation_name n where n.division = t.division and n.organisation_id = t.at_school_id
          and n.act_id <= ${m.act} and (n.ended_act is null or n.ended_act > ${m.act}) and n.valid_from <= '${m.on}' order by n.valid_from desc, n.act_id desc limit 1)),
        t.stage, t.grade, t.class_name, t.boards, t.state, t.ground, t.valid_from, t.valid_to, t.import_id is null, d.as_of
      from registry.enrolment t left join registry.organisation o on o.division = t.division and o.organisation_id = t.at_school_id
      left join registry.days_of_imports('${m.division}') d on d.import_id = t.import_id
      where ${knownAndTrue(m)} order by t.enrolment_id`,
  },
  {
    table: 'designations',
    field: 'designations',
    rows: m => `
      select t.designation_id, t.person_id, t.household_id, t.roster, t.kind, t.standing, t.detail, t.as_of
      from registry.designation t where ${knownAndTrue(m)} order by t.designation_id`,
  },
  {
    table: 'household-members',
    field: 'persons',
    rows: m => `
      select t.household_member_id, t.person_id, t.household_id, t.source, t.relation
      from registry.household_member t where ${knownAndTrue(m)} order by t.household_member_id`,
  },
  {
    table: 'guardianships',
    field: 'persons',
    rows: m => `
      select t.guardianship_id, t.person_id, t.guardian_person_id, t.source, t.guardian_name, t.relation, t.ground
      from registry.guardianship t where ${knownAndTrue(m)} order by t.guardianship_id`,
  },
  {
    table: 'past-payments',
    field: 'payments',
    rows: m => `
      select t.past_payment_id, t.person_id, t.source, t.item, t.term, t.amount, t.paid_on, t.state, ${digestOfFile(m)}
      from registry.past_payment t where ${known(m)} order by t.past_payment_id`,
  },
  {
    table: 'opening-entries',
    field: 'payments',
    rows: m => `
      select t.opening_entry_id, t.person_id, t.source, t.item, t.terms, t.amount, ${digestOfFile(m)}
      from registry.opening_entry t where ${known(m)} order by t.opening_entry_id`,
  },
  {
    table: 'answered-rows',
    field: 'imports',
    // As the rows of imports that stood then were settled; a person made of an answer is known from its own act.
    rows: m => `
      select row_number() over (order by r.import_id, r.row_no), r.person_id, encode(i.file_digest, 'hex'), r.sheet, r.sheet_row
      from registry.import_row r join registry.import i on i.division = r.division and i.import_id = r.import_id
      join registry.row_answer t on t.division = r.division and t.row_answer_id = r.row_answer_id
      join registry.person p on p.division = r.division and p.person_id = r.person_id and p.act_id <= ${m.act}
      where ${known(m)} and i.committed_act <= ${m.act} and (i.undone_act is null or i.undone_act > ${m.act}) order by r.import_id, r.row_no`,
  },
  {
    table: 'set-aside-rows',
    field: 'imports',
    // Also of a person who stands twice on a list: the row that was not the right one.
    rows: ({ division, act }) => `
      select row_number() over (order by s.import_id, s.row_no), encode(i.file_digest, 'hex'), s.sheet, s.sheet_row, s.nth
      from (select r.division, r.import_id, r.row_no, r.sheet, r.sheet_row, r.outcome,
          row_number() over (partition by r.import_id, r.sheet, r.sheet_row order by r.row_no) as nth
        from registry.import_row r where r.division = '${division}'
          and r.import_id in (select o.import_id from registry.import_row o where o.division = '${division}' and o.outcome = 'set-aside')) s
      join registry.import i on i.division = s.division and i.import_id = s.import_id
      where s.outcome = 'set-aside' and i.committed_act <= ${act} and (i.undone_act is null or i.undone_act > ${act}) order by s.import_id, s.row_no`,
  },
  {
    table: 'column-meanings',
    field: 'imports',
    rows: m => `
      select t.column_meaning_id, t.sender, t.roster, translate(t.heading, E'\\n\\r', '  '), t.meaning
      from registry.column_meaning t where ${known(m)} order by t.column_meaning_id`,
  },
]
