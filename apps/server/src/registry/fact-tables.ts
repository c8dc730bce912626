import type { FactMatter } from '@yingjin/domain/registry'

/**
 * A table of facts that imports write: one row per person, source and keys; what is compared, what is carried along
 * uncompared, and the statement over `incoming` that says what a file tells.
 * `absence` says what a complete roster ends by its silence: `person` who is not on it is no longer enrolled; `matter`
 * besides, of a person who is on it, what it leaves out is over (its designations). Who somebody is does not end with a
 * list: a child who comes back is the same child. A blank cell says nothing.
 */
export type FactTable = Readonly<{
  table: `registry.${FactMatter}`
  id: string
  source: 'source' | 'roster'
  keys: readonly string[]
  content: readonly string[]
  carried: readonly string[]
  /** Days that acts and opening rosters say of a fact. */
  dated: readonly string[]
  absence: 'nothing' | 'person' | 'matter'
  said: string
}>

const fact = (
  matter: FactMatter,
  of: Readonly<{
    keys?: readonly string[]
    content: readonly string[]
    carried?: readonly string[]
    dated?: readonly string[]
    source?: 'roster'
    absence?: 'person' | 'matter'
    said: string
  }>,
): FactTable => ({
  table: `registry.${matter}`,
  id: `${matter}_id`,
  source: of.source ?? 'source',
  keys: of.keys ?? [],
  content: of.content,
  carried: of.carried ?? [],
  dated: of.dated ?? [],
  absence: of.absence ?? 'nothing',
  said: of.said,
})

/** Guardians who are persons, of whom the list says no more in a row of their own. */
const guardians = `guardian g where g.person_id is not null and not exists (select from incoming i where i.stands and i.person_id = g.person_id)`

/** Complete by type: an import tells of these and of nothing else. */
export const factTables: Readonly<Record<FactMatter, FactTable>> = {
  particulars: fact('particulars', {
    content: ['name', 'former_name', 'sex', 'born_on'],
    said: `select i.person_id, i.row_no, i.name, i.former_name, i.sex, i.born_on from incoming i where i.stands and i.name is not null
      union all select g.person_id, g.row_no, g.name, null, g.sex, g.born_on from ${guardians}`,
  }),
  residence: fact('residence', {
    content: ['hukou_division', 'township', 'village', 'village_group', 'address', 'at_area'],
    said: `select i.person_id, i.row_no, i.hukou_division, i.township, i.village, i.village_group, i.address, i.at_area from incoming i
      where i.stands and num_nonnulls(i.hukou_division, i.township, i.village, i.village_group, i.address) > 0`,
  }),
  identity_number: fact('identity_number', {
    keys: ['kind'],
    content: ['number_index'],
    carried: ['record', 'number_sealed', 'birth_and_last_four_index'],
    said: `select i.person_id, i.row_no, n.kind, n.number_index, n.record, n.number_sealed, n.birth_and_last_four_index
      from incoming i join incoming_number n using (row_no) where i.stands
      union all select g.person_id, g.row_no, g.kind, g.number_index, g.record, g.number_sealed, g.birth_and_last_four_index from ${guardians}
      union all select g.person_id, g.row_no, 'phone', g.phone_index, g.phone_record, g.phone_sealed, null from ${guardians} and g.phone_index is not null
      union all select g.child_id, g.row_no, 'phone', g.phone_index, g.phone_record, g.phone_sealed, null from guardian g
        where g.person_id is null and g.phone_index is not null and not exists (select from incoming_number n where n.row_no = g.row_no and n.kind = 'phone')`,
  }),
  enrolment: fact('enrolment', {
    keys: ['matter'],
    dated: ['valid_from', 'valid_to'],
    content: ['at_school_id', 'at_school_name', 'at_class_id', 'stage', 'grade', 'class_name', 'boards', 'state'],
    absence: 'person',
    said: `select i.person_id, i.row_no, i.matter, i.at_school_id, i.school_name as at_school_name, i.at_class_id, i.stage, i.grade, i.class_name, i.boards, i.state
      from incoming i where i.stands and i.matter is not null`,
  }),
  designation: fact('designation', {
    keys: ['kind'],
    dated: ['valid_from', 'valid_to', 'as_of'],
    content: ['standing', 'detail'],
    source: 'roster',
    absence: 'matter',
    said: `select i.person_id, i.row_no, d.kind, d.standing, d.detail from incoming i join incoming_designation d using (row_no) where i.stands`,
  }),
  household_member: fact('household_member', {
    dated: ['valid_from', 'valid_to'],
    content: ['household_id', 'relation'],
    absence: 'person',
    said: `select i.person_id, i.row_no, i.household_id, i.relation from incoming i where i.stands and i.household_id is not null`,
  }),
  guardianship: fact('guardianship', {
    dated: ['valid_from', 'valid_to'],
    content: ['guardian_person_id', 'guardian_name', 'relation', 'ground'],
    said: `select i.person_id, i.row_no, g.person_id as guardian_person_id, i.guardian_name, i.guardian_relation as relation, i.guardian_ground as ground
      from incoming i left join guardian g using (row_no) where i.stands and i.guardian_name is not null`,
  }),
  past_payment: fact('past_payment', {
    keys: ['item', 'term', 'line'],
    content: ['amount', 'paid_on', 'state'],
    said: `select i.person_id, i.row_no, i.item, i.term, i.amount, i.paid_on, i.pay_state as state,
        (row_number() over (partition by i.person_id, i.item, i.term order by i.row_no))::int as line
      from incoming i where i.stands and i.item is not null`,
  }),
  opening_entry: fact('opening_entry', {
    keys: ['item'],
    content: ['terms', 'amount', 'stage', 'at_school_id', 'at_school_name', 'designation'],
    absence: 'matter',
    said: `select i.person_id, i.row_no, i.opening_item as item, i.terms, i.opening_amount as amount, i.opening_stage as stage, i.at_school_id,
        i.school_name as at_school_name, i.opening_designation as designation
      from incoming i where i.stands and i.opening_item is not null`,
  }),
}

/** Everything a row of the table says, beside whom it is of and where it comes from. */
export const saidColumns = ({ keys, content, carried }: FactTable): readonly string[] => [...keys, ...content, ...carried]
