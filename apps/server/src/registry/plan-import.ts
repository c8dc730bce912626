import { createHash } from 'node:crypto'
import { evidenceOf, type FactCounts, type FactMatter, factMatters, type ImportCounts, type Told } from '@yingjin/domain/registry'
import type { IdentityKind } from '@yingjin/kernel'
import type { Tx } from '../platform/postgres/index.ts'
import type { FieldVault } from '../platform/vault/index.ts'
import { type FactTable, factTables, saidColumns } from './fact-tables.ts'
import { layLines } from './planned-lines.ts'
import { kindNamed } from './reading.ts'
import { addRows, ask, askOne, keep } from './statement.ts'

/** An import as it lies in its table. */
export type StagedImport = Readonly<{
  division: string
  import_id: bigint
  source: string
  roster: string
  coverage: string
  rows_accepted: number
  rows_refused: number
  rows_foreign: number
}>

export type IncomingRow = Readonly<{ rowNo: number; told: Told; raw: string }>

const columns = {
  row_no: 'int',
  name: 'text',
  former_name: 'text',
  sex: 'text',
  born_on: 'date',
  hukou_division: 'text',
  township: 'text',
  village: 'text',
  village_group: 'text',
  address: 'text',
  school_code: 'text',
  school_name: 'text',
  matter: 'text',
  state: 'text',
  stage: 'text',
  grade: 'text',
  class_name: 'text',
  boards: 'boolean',
  household_register: 'text',
  relation: 'text',
  household_index: 'bytea',
  household_record: 'uuid',
  household_sealed: 'bytea',
  guardian_name: 'text',
  guardian_relation: 'text',
  guardian_ground: 'text',
  item: 'text',
  term: 'text',
  amount: 'bigint',
  paid_on: 'date',
  pay_state: 'text',
  opening_item: 'text',
  terms: 'int',
  opening_amount: 'bigint',
  opening_stage: 'text',
  opening_designation: 'text',
  damaged: 'boolean',
  same_as: 'text',
} as const
const numberColumns = {
  row_no: 'int',
  kind: 'text',
  record: 'uuid',
  number_sealed: 'bytea',
  number_index: 'bytea',
  birth_and_last_four_index: 'bytea',
} as const
const keyColumns = { row_no: 'int', kind: 'text', number_index: 'bytea' } as const
const evidenceColumns = { row_no: 'int', evidence_index: 'bytea', whole: 'boolean' } as const
const guardianColumns = {
  row_no: 'int',
  name: 'text',
  sex: 'text',
  born_on: 'date',
  kind: 'text',
  record: 'uuid',
  number_sealed: 'bytea',
  number_index: 'bytea',
  birth_and_last_four_index: 'bytea',
  phone_record: 'uuid',
  phone_sealed: 'bytea',
  phone_index: 'bytea',
} as const
const designationColumns = { row_no: 'int', kind: 'text', standing: 'text', detail: 'jsonb' } as const

/** A permit number is compared as it stands, as a certificate's is. */
export const indexKindOf = (kind: Told['numbers'][number]['kind']): IdentityKind => (kind === 'permit' ? 'certificate-number' : kind)

/** Evidence is no number of a kind; it is digested as certificates are, which it never equals. */
export const evidenceKind = 'certificate-number'

const defined = (of: Readonly<Record<string, string>>): string =>
  Object.entries(of)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')

const incomingOf = ({ rowNo, told, raw }: IncomingRow, fields: FieldVault): Readonly<Record<string, unknown>> => {
  const record = told.household === null ? null : crypto.randomUUID()
  return {
    row_no: rowNo,
    name: told.name,
    former_name: told.formerName,
    sex: told.sex,
    born_on: told.bornOn,
    hukou_division: told.residence?.hukouDivision,
    township: told.residence?.township,
    village: told.residence?.village,
    village_group: told.residence?.villageGroup,
    address: told.residence?.address,
    school_code: told.school?.code,
    school_name: told.school?.name,
    matter: told.enrolment?.matter,
    state: told.enrolment?.state,
    stage: told.enrolment?.stage,
    grade: told.enrolment?.grade,
    class_name: told.enrolment?.className,
    boards: told.enrolment?.boards,
    household_register: told.household?.register,
    relation: told.household?.relation,
    household_index: told.household === null ? null : fields.index('certificate-number', told.household.number),
    household_record: record,
    household_sealed:
      told.household === null || record === null ? null : fields.seal({ field: 'registry.household.number_sealed', record }, told.household.number),
    guardian_name: told.guardian?.name,
    guardian_relation: told.guardian?.relation,
    guardian_ground: told.guardian?.ground,
    item: told.payment?.item,
    term: told.payment?.term,
    amount: told.payment?.amount.toString(),
    paid_on: told.payment?.paidOn,
    pay_state: told.payment?.state,
    opening_item: told.opening?.item,
    terms: told.opening?.terms,
    opening_amount: told.opening?.amount?.toString(),
    opening_stage: told.opening?.stage,
    opening_designation: told.opening?.designation,
    damaged: told.damagedNumber,
    same_as: createHash('sha256').update(raw).digest('base64'),
  }
}

/**
 * Lays the rows beside what is known, in tables that end with the transaction: whom each row stands for, and of every
 * matter what is new, changed, over and the same. A dry run stops here; a commit writes exactly this. New persons and
 * households stand below zero until they are numbered.
 */
export const planImport = async (tx: Tx, fields: FieldVault, staged: StagedImport, rows: readonly IncomingRow[]): Promise<ImportCounts> => {
  await layDown(tx, fields, rows)
  await keep(tx, 'merged', `select person_id, merged_into from registry.person where division = $1 and merged_into is not null`, staged.division)
  const { merged } = await askOne<{ merged: boolean }>(tx, `select exists (select from merged) as merged`)
  await findPlaces(tx, staged)
  await match(
    tx,
    staged,
    rows.some(({ told }) => told.payment !== null || told.opening !== null),
  )
  await findHouseholds(tx, staged)
  await findGuardians(tx, staged)
  const absence = await absenceOf(tx, staged)
  for (const matter of factMatters) await compare(tx, staged, matter, factTables[matter], absence === 'counts', merged)
  const lines = await layLines(tx, staged)
  const facts: Partial<Record<FactMatter, FactCounts>> = {}
  for (const matter of factMatters) {
    const counts = {
      new: lines('facts-new', matter),
      changed: lines('facts-changed', matter),
      ended: lines('facts-ended', matter),
      unchanged: lines('facts-unchanged', matter),
    }
    if (counts.new + counts.changed + counts.ended + counts.unchanged > 0) facts[matter] = counts
  }
  const said = await askOne<{ matched: number; new: number; doubtful: number; repeated: number; aside: number }>(
    tx,
    `select count(*) filter (where outcome = 'matched')::int as matched, count(*) filter (where outcome = 'new')::int as new,
       count(*) filter (where outcome = 'doubtful')::int as doubtful, count(*) filter (where outcome = 'repeated')::int as repeated,
       count(*) filter (where outcome = 'set-aside')::int as aside
     from incoming`,
  )
  const guardians = await askOne<ImportCounts['guardians']>(
    tx,
    `select count(*) filter (where outcome in ('known', 'here'))::int as known, count(distinct person_id) filter (where outcome = 'new')::int as new,
       count(*) filter (where outcome = 'name-only')::int as "nameOnly", count(*) filter (where outcome = 'other-name')::int as "otherName" from guardian`,
  )
  await keep(tx, 'planned', `select person_id from (${touchedPersons}) t where person_id > 0`)
  const { touched } = await askOne<{ touched: number }>(tx, `select count(*)::int as touched from planned`)
  return {
    rows: {
      accepted: staged.rows_accepted,
      refused: staged.rows_refused,
      matched: said.matched,
      new: said.new,
      doubtful: said.doubtful,
      repeated: said.repeated,
      setAside: said.aside,
    },
    persons: { new: lines('persons-new'), matched: lines('persons-matched'), touched },
    guardians,
    locked: await againstLocks(tx, staged),
    facts,
    absence,
    lastList: lines('last-list') === 0 ? null : { persons: lines('last-list'), notHere: lines('not-here') },
  }
}

/** Of how many members of each locked list something else is said now, and who comes to its list. The lists stay as they are. */
const againstLocks = (tx: Tx, { division, source }: StagedImport): Promise<ImportCounts['locked']> =>
  ask<ImportCounts['locked'][number]>(
    tx,
    `select l.locked_list_id::text as "lockedListId", l.name, c.changed, c.came from registry.locked_list l cross join lateral (
       select (select count(*)::int from registry.locked_member m join planned p on p.person_id = m.person_id
               where m.division = $1 and m.locked_list_id = l.locked_list_id) as changed,
         (select count(distinct p.person_id)::int from (select person_id, live_id from plan_designation union all select person_id, live_id from plan_enrolment) p where (l.source = $2 or starts_with($2, l.source || ' ')) and p.live_id is null and not exists (
               select from registry.locked_member m where m.division = $1 and m.locked_list_id = l.locked_list_id and m.person_id = p.person_id)) as came) c
     where l.division = $1 and c.changed + c.came > 0 order by l.locked_list_id`,
    division,
    source,
  )

/** Persons of whom the plan writes or ends anything. */
/** The number of a class, as `classNumberOf` reads it. */
const classNumber = (name: string): string => `substring(normalize(${name}, nfkc) from '(?:^|\\D)0?(\\d{1,2})\\D{0,3}$')`

export const touchedPersons = factMatters
  .map(
    matter =>
      `select person_id from plan_${matter} where not same union select live_person from plan_${matter} where not same and live_person is not null union select person_id from over_${matter}`,
  )
  .join(' union ')

const layDown = async (tx: Tx, fields: FieldVault, rows: readonly IncomingRow[]): Promise<void> => {
  await ask(
    tx,
    `create temporary table incoming (${defined(columns)}, at_area text, at_school_id bigint, at_class_id bigint, person_id bigint, matched_id bigint, row_answer_id bigint,
       household_id bigint, outcome text, evidence text, question text, candidates bigint[] not null default '{}', differs_from int, stands boolean not null default false) on commit drop`,
  )
  await ask(tx, `create temporary table incoming_number (${defined(numberColumns)}) on commit drop`)
  await ask(tx, `create temporary table incoming_key (${defined(keyColumns)}) on commit drop`)
  await ask(tx, `create temporary table incoming_evidence (${defined(evidenceColumns)}) on commit drop`)
  await ask(tx, `create temporary table incoming_guardian (${defined(guardianColumns)}) on commit drop`)
  await ask(tx, `create temporary table guardian_key (${defined(keyColumns)}) on commit drop`)
  await ask(tx, `create temporary table incoming_designation (${defined(designationColumns)}) on commit drop`)
  await addRows(
    tx,
    'incoming',
    Object.keys(columns),
    rows.values().map(row => incomingOf(row, fields)),
  )
  const numbers = function* (): Generator<Readonly<Record<string, unknown>>> {
    for (const { rowNo, told } of rows)
      for (const { kind, text, birthAndLastFour } of told.numbers) {
        const record = crypto.randomUUID()
        yield {
          row_no: rowNo,
          kind,
          record,
          number_sealed: fields.seal({ field: 'registry.identity_number.number_sealed', record }, text),
          number_index: fields.index(indexKindOf(kind), text),
          birth_and_last_four_index: birthAndLastFour === null ? null : fields.index('birth-and-last-four', birthAndLastFour),
        }
      }
  }
  const keys = function* (): Generator<Readonly<Record<string, unknown>>> {
    for (const { rowNo, told } of rows)
      for (const { kind, text } of told.numbers) for (const index of fields.indexes(indexKindOf(kind), text)) yield { row_no: rowNo, kind, number_index: index }
  }
  const designations = function* (): Generator<Readonly<Record<string, unknown>>> {
    for (const { rowNo, told } of rows) for (const { kind, standing, detail } of told.designations) yield { row_no: rowNo, kind, standing, detail }
  }
  await addRows(tx, 'incoming_number', Object.keys(numberColumns), numbers())
  await addRows(tx, 'incoming_key', Object.keys(keyColumns), keys())
  await addRows(tx, 'incoming_designation', Object.keys(designationColumns), designations())
  // An answer is looked for where there are any: evidence is digested a second time.
  const { answered } = await askOne<{ answered: boolean }>(
    tx,
    `select exists (select from registry.row_answer where division = $1 and ended_act is null) as answered`,
    fields.division,
  )
  if (answered) {
    const evidence = function* (): Generator<Readonly<Record<string, unknown>>> {
      for (const { rowNo, told, raw } of rows)
        for (const [whole, text] of [
          [false, evidenceOf(told)],
          [true, raw],
        ] as const)
          for (const index of fields.indexes(evidenceKind, text)) yield { row_no: rowNo, evidence_index: index, whole }
    }
    await addRows(tx, 'incoming_evidence', Object.keys(evidenceColumns), evidence())
  }
  const seal = (record: string, plain: string): Buffer => fields.seal({ field: 'registry.identity_number.number_sealed', record }, plain)
  const guardians = function* (): Generator<Readonly<Record<string, unknown>>> {
    for (const { rowNo, told } of rows) {
      if (told.guardian === null) continue
      const { name, sex, bornOn, number, phone } = told.guardian
      const [record, phoneRecord] = [crypto.randomUUID(), crypto.randomUUID()]
      yield {
        row_no: rowNo,
        name,
        ...(number === null
          ? {}
          : {
              sex,
              born_on: bornOn,
              kind: number.kind,
              record,
              number_sealed: seal(record, number.text),
              number_index: fields.index(indexKindOf(number.kind), number.text),
              birth_and_last_four_index: number.birthAndLastFour === null ? null : fields.index('birth-and-last-four', number.birthAndLastFour),
            }),
        ...(phone === null ? {} : { phone_record: phoneRecord, phone_sealed: seal(phoneRecord, phone), phone_index: fields.index('phone', phone) }),
      }
    }
  }
  const guardianKeys = function* (): Generator<Readonly<Record<string, unknown>>> {
    for (const { rowNo, told } of rows) {
      const number = told.guardian?.number ?? null
      if (number === null) continue
      for (const index of fields.indexes(indexKindOf(number.kind), number.text)) yield { row_no: rowNo, kind: number.kind, number_index: index }
    }
  }
  await addRows(tx, 'incoming_guardian', Object.keys(guardianColumns), guardians())
  await addRows(tx, 'guardian_key', Object.keys(keyColumns), guardianKeys())
  for (const table of ['incoming', 'incoming_number', 'incoming_key', 'incoming_designation', 'incoming_evidence', 'incoming_guardian', 'guardian_key'])
    await ask(tx, `analyze ${table}`)
}

/** Schools by code and then by name, villages and townships by name: where the words fit one place only. */
const findPlaces = async (tx: Tx, { division, import_id }: StagedImport): Promise<void> => {
  await ask(
    tx,
    `with named as (
       select o.organisation_id, o.kind, o.code, o.area, n.name from registry.organisation o
       join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
       where o.division = $1 and o.ended_act is null
     ), by_code as (select code, min(organisation_id) as id from named where kind = 'school' and code is not null group by code having count(distinct organisation_id) = 1),
     by_name as (select name, min(organisation_id) as id from named where kind = 'school' group by name having count(distinct organisation_id) = 1),
     townships as (select name, min(area) as area from named where kind = 'township' group by name having count(distinct area) = 1),
     villages as (select v.name, t.name as township, min(v.area) as area from named v join townships t on t.area = left(v.area, 9) where v.kind = 'village'
       group by v.name, t.name having count(distinct v.area) = 1)
     update incoming i set at_school_id = coalesce(c.id, s.id), at_area = coalesce(v.area, t.area)
     from incoming r left join by_code c on c.code = r.school_code left join by_name s on s.name = r.school_name
     left join townships t on t.name = r.township left join villages v on v.township = r.township and v.name = r.village
     where r.row_no = i.row_no and num_nonnulls(c.id, s.id, v.area, t.area) > 0`,
    division,
  )
  // A class is called so in one school year, and the roll of an August may speak of the old or the new one; where a roster
  // says no day, in any that fits one class only.
  await ask(
    tx,
    `with of_year as (
       select distinct first || '-' || first + 1 as school_year from registry.import i
       cross join lateral unnest(array[extract(year from i.as_of - interval '8 months')::int, extract(year from i.as_of - interval '7 months')::int]) first
       where i.division = $1 and i.import_id = $2 and i.as_of is not null
     ), named as (
       select k.school_id, k.stage, k.number, k.class_id as id, n.grade, n.name, n.school_year from registry.class k
       join registry.class_name n on n.division = k.division and n.class_id = k.class_id and n.ended_act is null
       where k.division = $1 and k.ended_act is null and (n.school_year in (select school_year from of_year) or not exists (select from of_year))
     ), spoken as (
       select r.row_no, r.at_school_id, r.stage, r.grade, r.class_name, ${classNumber('r.class_name')} as number from incoming r
       where r.at_school_id is not null and r.class_name is not null
     ), found as (
       -- By the name it bears, else by its number in the grade, however the roster writes it.
       select s.row_no, n.id, row_number() over (partition by s.row_no order by n.school_year desc, n.name = s.class_name desc, n.id) as nth,
         min(n.id) over (partition by s.row_no) = max(n.id) over (partition by s.row_no) as alone
       from spoken s join named n on n.school_id = s.at_school_id and n.grade is not distinct from s.grade
       where n.name = s.class_name or (n.stage = s.stage and n.number = s.number)
     )
     update incoming i set at_class_id = f.id from found f where f.row_no = i.row_no and f.nth = 1 and (f.alone or exists (select from of_year))`,
    division,
    import_id,
  )
}

/**
 * Whom each row stands for, from the strongest evidence down: a whole number; a student number; name, birth date and
 * place where they fit one person only. What contradicts, or fits several, is a question and never a guess.
 */
const match = async (tx: Tx, { division }: StagedImport, lines: boolean): Promise<void> => {
  await ask(
    tx,
    `create temporary table hit on commit drop as
     select distinct k.row_no, k.kind, coalesce(p.merged_into, p.person_id) as person_id, coalesce(r.matched_id, p.person_id) as record_id
     from incoming_key k
     join registry.identity_number n on n.division = $1 and n.kind = k.kind and n.number_index = k.number_index and n.ended_act is null
     join registry.person p on p.division = $1 and p.person_id = n.person_id and p.gone_act is null
     left join registry.import_row r on p.person_id in (select merged_into from merged) and r.division = $1 and r.import_id = n.import_id and r.row_no = n.row_no
     where k.kind in ('resident-id', 'permit', 'student-number')`,
    division,
  )
  await ask(tx, 'analyze hit')
  // Step by step in tables of their own, each with its statistics: in one statement the planner guesses the sizes.
  await keep(
    tx,
    'evidence',
    `select i.row_no, i.name, i.former_name, i.born_on, i.at_school_id, i.at_area, i.damaged, s.ids as strong, t.ids as student,
       coalesce(h.strong, false) as has_strong, coalesce(h.student, false) as has_student, coalesce(s.ids[1], t.ids[1]) as by_number
     from incoming i
     left join (select row_no, array_agg(distinct person_id) as ids from hit where kind <> 'student-number' group by row_no) s using (row_no)
     left join (select row_no, array_agg(distinct person_id) as ids from hit where kind = 'student-number' group by row_no) t using (row_no)
     left join (select row_no, bool_or(kind in ('resident-id', 'permit')) as strong, bool_or(kind = 'student-number') as student from incoming_number group by row_no) h using (row_no)`,
  )
  await keep(
    tx,
    'alike',
    `select r.row_no, array_agg(distinct p.person_id) as weak, array_agg(distinct p.person_id) filter (
         where coalesce(p.school_id = r.at_school_id, false) or coalesce(p.area = r.at_area and length(p.area) = 12, false)) as near
     from evidence r join registry.person p on p.division = $1 and p.name = r.name and p.born_on = r.born_on and p.gone_act is null and p.merged_into is null
     where r.by_number is null and not (r.has_strong and exists (
       select from registry.identity_number n where n.division = $1 and n.person_id = p.person_id and n.ended_act is null and n.kind in ('resident-id', 'permit')))
     group by r.row_no`,
    division,
  )
  await keep(
    tx,
    'agreed',
    `select o.row_no, bool_or(t.name = o.name or coalesce(t.former_name = o.name, false) or coalesce(t.name = o.former_name, false)) as agrees
     from evidence o join registry.particulars t on t.division = $1 and t.person_id = o.by_number and t.ended_act is null where o.name is not null group by o.row_no`,
    division,
  )
  await keep(
    tx,
    'numbered_otherwise',
    `select o.row_no from evidence o where o.strong is null and o.has_strong and o.by_number is not null and exists (
       select from registry.identity_number n where n.division = $1 and n.person_id = o.by_number and n.ended_act is null and n.kind in ('resident-id', 'permit'))`,
    division,
  )
  await keep(
    tx,
    'judged',
    `select o.row_no, o.by_number, w.near, w.weak, o.strong, o.student,
       case
         when cardinality(o.strong) > 1 then 'several-persons'
         when o.strong is not null and o.student is not null and o.student <> o.strong then 'numbers-disagree'
         when cardinality(o.student) > 1 then 'several-persons'
         when x.row_no is not null then 'numbers-disagree'
         when o.by_number is not null and not coalesce(k.agrees, true) then 'names-disagree'
         when o.by_number is not null then null
         when cardinality(w.near) > 1 then 'several-persons'
         when cardinality(w.near) = 1 then null
         when w.weak is not null and not o.has_strong then 'no-evidence'
         when o.has_strong or o.has_student then null
         when o.damaged or o.name is null or o.born_on is null or (o.at_school_id is null and coalesce(length(o.at_area), 0) < 12) then 'no-evidence'
       end as question
     from evidence o left join alike w using (row_no) left join agreed k using (row_no) left join numbered_otherwise x using (row_no)`,
  )
  await ask(
    tx,
    `update incoming i set
       question = j.question,
       candidates = case when j.question is null then '{}' else array(select distinct c from unnest(coalesce(j.strong, '{}') || coalesce(j.student, '{}') || coalesce(j.weak, '{}')) c order by c) end,
       person_id = case when j.question is null then coalesce(j.by_number, j.near[1]) end,
       evidence = case when j.question is not null then null when j.strong is not null then 'identity-number' when j.student is not null then 'student-number' when j.near is not null then 'name-birth-place' end,
       outcome = case when j.question is not null then 'doubtful' when coalesce(j.by_number, j.near[1]) is not null then 'matched' else 'new' end
     from judged j where j.row_no = i.row_no`,
  )
  await hearAnswers(tx, division)
  // A record that was merged: which one the row was matched to, so that a split can give its facts back.
  await ask(
    tx,
    `update incoming i set matched_id = h.record_id
     from (select row_no, min(record_id) as record_id from hit group by row_no having bool_and(record_id <> person_id) and count(distinct record_id) = 1) h
     where h.row_no = i.row_no and i.outcome = 'matched' and i.row_answer_id is null`,
  )
  // Rows of one file that nobody known stands behind: the same number is the same person, and must carry one name.
  await ask(tx, 'analyze incoming')
  await keep(
    tx,
    'keyed',
    `select i.row_no, i.name, case when i.row_answer_id is null then n.student end as student,
       coalesce('answer/' || i.row_answer_id, n.strong, n.student, concat_ws('/', i.name, i.born_on, i.at_school_id, i.at_area)) as key
     from incoming i left join (
       select row_no, min(kind || encode(number_index, 'hex')) filter (where kind in ('resident-id', 'permit')) as strong,
         min(encode(number_index, 'hex')) filter (where kind = 'student-number') as student
       from incoming_number group by row_no
     ) n using (row_no) where i.outcome = 'new'`,
  )
  await keep(
    tx,
    'ranked',
    `select k.row_no, -dense_rank() over (order by k.key) as person_id,
       case when s.student is not null then 'numbers-disagree' when n.key is not null then 'names-disagree' end as question,
       case when s.student is null and n.key is not null
         then case when k.name is distinct from n.first_name then n.first_row else n.other_row end end as differs_from
     from keyed k
     left join (select student from keyed where student is not null group by student having count(distinct key) > 1) s using (student)
     left join (
       select key, (array_agg(name order by row_no))[1] as first_name, min(row_no) as first_row,
         (array_agg(row_no order by row_no) filter (where name is distinct from first_name))[1] as other_row
       from (select k.*, first_value(name) over (partition by key order by row_no) as first_name from keyed k) f
       group by key having count(distinct name) > 1) n using (key)`,
  )
  await ask(
    tx,
    `update incoming i set question = r.question, person_id = case when r.question is null then r.person_id end, outcome = case when r.question is null then 'new' else 'doubtful' end,
       differs_from = r.differs_from
     from ranked r where r.row_no = i.row_no`,
  )
  await ask(tx, 'analyze incoming')
  if (!lines)
    await ask(
      tx,
      `with told as materialized (
         select i.row_no, i.person_id, row_number() over w as nth, i.same_as = first_value(i.same_as) over w as same, first_value(a.row_no) over w is not null as chosen,
           first_value(i.row_no) over w as first_row
         from incoming i left join answer a on a.row_no = i.row_no and a.whole where i.person_id is not null
         window w as (partition by i.person_id order by a.row_no is null, i.row_no)
       )
       update incoming i set outcome = case when t.same then 'repeated' when t.chosen then 'set-aside' else 'doubtful' end,
         question = case when t.same or t.chosen then null else 'row-differs' end,
         candidates = case when t.same or t.chosen or t.person_id < 0 then '{}' else array[t.person_id] end,
         differs_from = case when t.same or t.chosen then null else t.first_row end
       from told t where t.row_no = i.row_no and t.nth > 1`,
    )
  await ask(tx, `update incoming set stands = outcome in ('matched', 'new') where outcome in ('matched', 'new')`)
  await ask(tx, 'analyze incoming')
}

/** What persons answered about rows like these: it outweighs what the rows alone would say. Who is gone is asked about again. */
const hearAnswers = async (tx: Tx, division: string): Promise<void> => {
  await keep(
    tx,
    'answer',
    `select distinct on (e.row_no) e.row_no, a.row_answer_id, a.whole, a.answer, coalesce(p.merged_into, p.person_id) as person_id
     from incoming_evidence e
     join registry.row_answer a on a.division = $1 and a.evidence_index = e.evidence_index and a.whole = e.whole and a.ended_act is null
     left join registry.person p on p.division = $1 and p.person_id = a.person_id and p.gone_act is null
     where a.person_id is null or p.person_id is not null
     order by e.row_no, a.whole desc, a.row_answer_id desc`,
    division,
  )
  await ask(
    tx,
    `update incoming i set row_answer_id = a.row_answer_id, evidence = 'answer', question = null, candidates = '{}', person_id = a.person_id,
       outcome = case when a.answer = 'nobody' then 'set-aside' when a.person_id is null then 'new' else 'matched' end
     from answer a where a.row_no = i.row_no`,
  )
}

/**
 * Who is guardian: the person of a whole number under the same name, known, on this list, or new. A number under another
 * name or of several persons makes nobody; the name stays beside the child, and it is counted.
 */
const findGuardians = async (tx: Tx, { division }: StagedImport): Promise<void> => {
  await keep(
    tx,
    'guardian_hit',
    `select k.row_no, array_agg(distinct coalesce(p.merged_into, p.person_id)) as ids
     from guardian_key k
     join registry.identity_number n on n.division = $1 and n.kind = k.kind and n.number_index = k.number_index and n.ended_act is null
     join registry.person p on p.division = $1 and p.person_id = n.person_id and p.gone_act is null group by k.row_no`,
    division,
  )
  await keep(
    tx,
    'guardian_agreed',
    `select g.row_no, bool_or(t.name = g.name or coalesce(t.former_name = g.name, false)) as agrees
     from guardian_hit h join incoming_guardian g using (row_no)
     join registry.particulars t on t.division = $1 and t.person_id = h.ids[1] and t.ended_act is null group by g.row_no`,
    division,
  )
  await keep(
    tx,
    'guardian_here',
    `select g.row_no, array_agg(distinct i.person_id) as ids, bool_and(i.name = g.name) as agrees
     from incoming_guardian g join incoming_number n on n.kind = g.kind and n.number_index = g.number_index
     join incoming i on i.row_no = n.row_no and i.stands group by g.row_no`,
  )
  await keep(
    tx,
    'guardian',
    `with numbered as (
       select g.*, i.person_id as child_id, h.ids as hits, coalesce(a.agrees, true) as agrees, e.ids as here, coalesce(e.agrees, true) as here_agrees,
         min(g.name) over n = max(g.name) over n as one_name,
         (select least(min(o.person_id), 0) from incoming o) - dense_rank() over (order by g.kind, g.number_index) as below
       from incoming_guardian g join incoming i on i.row_no = g.row_no and i.stands
       left join guardian_hit h on h.row_no = g.row_no left join guardian_agreed a on a.row_no = g.row_no left join guardian_here e on e.row_no = g.row_no
       window n as (partition by g.kind, g.number_index)
     ), judged as (
       select n.*, case
         when n.number_index is null then 'name-only'
         when cardinality(coalesce(n.hits, n.here)) > 1 or coalesce(n.hits[1], n.here[1]) = n.child_id then 'other-name'
         when n.hits is not null then case when n.agrees then 'known' else 'other-name' end
         when n.here is not null then case when n.here_agrees then 'here' else 'other-name' end
         when n.one_name then 'new' else 'other-name' end as outcome
       from numbered n
     )
     select j.*, case j.outcome when 'known' then j.hits[1] when 'here' then j.here[1] when 'new' then j.below end as person_id from judged j`,
  )
}

const findHouseholds = async (tx: Tx, { division }: StagedImport): Promise<void> => {
  await ask(
    tx,
    `with wanted as (select household_register, household_index, -dense_rank() over (order by household_register, household_index) as below from incoming
       where stands and household_index is not null group by household_register, household_index),
     found as (select w.*, (select min(h.household_id) from registry.household h where h.division = $1 and h.register = w.household_register and h.number_index = w.household_index and h.gone_act is null) as known from wanted w)
     update incoming i set household_id = coalesce(f.known, f.below) from found f where i.stands and f.household_register = i.household_register and f.household_index = i.household_index`,
    division,
  )
}

/** Whoever is not on a complete roster is off it, unless a row was refused or nobody knows whom it stands for: it may be anybody. */
const absenceOf = async (tx: Tx, staged: StagedImport): Promise<ImportCounts['absence']> => {
  const refused = staged.rows_refused > staged.rows_foreign
  if (staged.coverage === 'partial' && refused && kindNamed(staged.roster)?.coverage.extent === 'complete') return 'rows-refused'
  if (staged.coverage !== 'complete') return 'partial'
  if (refused) return 'rows-refused'
  const { n } = await askOne<{ n: number }>(
    tx,
    `select count(*)::int as n from incoming where outcome = 'doubtful' and candidates = '{}' and question <> 'row-differs'`,
  )
  return n > 0 ? 'rows-doubtful' : 'counts'
}

const compare = async (
  tx: Tx,
  { division, source }: StagedImport,
  matter: FactMatter,
  of: FactTable,
  absenceCounts: boolean,
  merged: boolean,
): Promise<void> => {
  const said = saidColumns(of)
  const list = (side: string, names: readonly string[]): string => names.map(name => `${side}.${name}`).join(', ')
  const keys = ['person_id', ...of.keys]
  const live = `l.division = $1 and l.${of.source} = $2 and l.ended_act is null`
  // What stands of a merged record is of the person it was merged into. Each record keeps its own word, also where that
  // stands with the person it was merged into: a split must find it.
  const standing = merged
    ? `(select l.*, coalesce(m.merged_into, l.person_id) as of_person, coalesce(r.matched_id, l.person_id) as record_id
        from ${of.table} l left join merged m on m.person_id = l.person_id
        left join registry.import_row r on m.person_id is null and l.person_id in (select merged_into from merged)
          and r.division = $1 and r.import_id = l.import_id and r.row_no = l.row_no where ${live})`
    : `(select l.*, l.person_id as of_person, l.person_id as record_id from ${of.table} l where ${live})`
  await keep(
    tx,
    `plan_${matter}`,
    `with told as (${of.said}), said as (
       select distinct on (${list('t', keys)}) t.*, case when i.person_id = t.person_id then coalesce(i.matched_id, t.person_id) else t.person_id end as record_id
       from told t join incoming i using (row_no) order by ${list('t', keys)}, t.row_no)
     select ${merged ? `distinct on (${list('s', keys)})` : ''} s.person_id, s.row_no, ${list('s', said)}, l.${of.id} as live_id, l.person_id as live_person,
       l.${of.id} is not null and l.record_id = s.record_id and row(${list('l', of.content)}) is not distinct from row(${list('s', of.content)}) as same
     from said s left join ${standing} l on l.of_person = s.person_id${of.keys.map(k => ` and l.${k} = s.${k}`).join('')}
     ${merged ? `order by ${list('s', keys)}, l.record_id is distinct from s.record_id, l.person_id <> l.of_person, l.${of.id}` : ''}`,
    division,
    source,
  )
  const said_of = `exists (select from plan_${matter} p where p.person_id = l.of_person) and not exists (select from plan_${matter} p where p.live_id = l.${of.id})`
  const twice = merged
    ? `or exists (select from plan_${matter} p where not p.same and p.person_id = l.of_person and p.live_id <> l.${of.id}${of.keys.map(k => ` and p.${k} = l.${k}`).join('')})`
    : ''
  await ask(
    tx,
    `create temporary table over_${matter} on commit drop as
     select l.${of.id} as live_id, l.person_id from ${standing} l
     where l.person_id is not null and ($3
       and not exists (select from (select unnest(c.candidates) as person_id from incoming c where c.outcome = 'doubtful') d where d.person_id = l.of_person)
       and (not exists (select from incoming i where i.stands and i.person_id = l.of_person) ${of.absence === 'matter' ? `or (${said_of})` : ''}) ${twice})`,
    division,
    source,
    absenceCounts && of.absence !== 'nothing',
  )
}
