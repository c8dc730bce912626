import { randomUUID } from 'node:crypto'
import { copyRows, type Tx } from '../../../apps/server/src/platform/postgres/index.ts'
import type { FieldVault } from '../../../apps/server/src/platform/vault/index.ts'
import { bornSql, type County, initialsSql, nameSql, numbersOf, pinyinSql } from './people.ts'

type Ask = (text: string, values?: readonly unknown[]) => Promise<unknown>

/** The day on which all leads of the bench are due: a list by days is one by their numbers. */
export const dueOnAll = '2026-12-31'

/** Numbers of a county: its persons, schools and leads begin behind those of the one before. */
export const firstPerson = ({ index, persons }: County): number => index * persons
export const schoolsOf = ({ pupils }: County): number => Math.max(4, Math.round(pupils / 750))
export const schoolId = ({ index }: County, n: number): number => index * 10_000 + n
export const leadsOf = ({ pupils }: County): number => Math.floor(pupils / 5)
/** The pupil that a lead of the county is about: one in five, in every school and township. */
export const pupilOfLead = (lead: number): number => lead * 5 - (Math.floor(lead / 80) % 5)
export const firstLead = (county: County): number => county.index * leadsOf(county)
export const actOf = ({ index }: County): number => index + 1
export const clerkOf = ({ index }: County): number => index + 1
export const townships = 20
/** Two rosters of the pupils, each without some of them: what one has and the other has not. */
export const comparedRosters = { left: 'household-register', right: 'student-roll' } as const

/** A county by statements over sets, with what the triggers of single rows would have filled in. Only its numbers come from here. */
export const layDownCounty = async (ask: Ask, tx: Tx, county: County, fields: FieldVault): Promise<void> => {
  const { division, persons, pupils } = county
  const [person, school, schools, act, clerk] = [firstPerson(county), schoolId(county, 0), schoolsOf(county), actOf(county), clerkOf(county)]
  const area = `'${division}' || lpad((1 + n % ${townships})::text, 3, '0') || lpad((1 + (n / ${townships}) % 10)::text, 3, '0')`
  const atSchool = `${school} + 1 + n % ${schools}`
  const atClass = `(${atSchool}) * 100::bigint + 1 + (n / ${schools}) % 12`
  const place = `${area}, case when n <= ${pupils} then ${atSchool} end, case when n <= ${pupils} then ${atClass} end`
  const [all, atSchools] = [`generate_series(1, ${persons}) n`, `generate_series(1, ${pupils}) n`]

  await ask(
    `insert into access.account (division, account_id, login_id, name, kind) overriding system value select '${division}', ${clerk}, 'clerk-${division}', '经办', 'person'`,
  )
  await ask(`insert into audit.act (division, act_id, kind, happened_on, account_id, on_behalf_of, client_id, order_digest) overriding system value
    select '${division}', ${act}, 'first', '2022-09-01', ${clerk}, ${clerk}, gen_random_uuid(), sha256('')`)
  await ask(
    `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) values ('${division}', ${clerk}, 'T-1', 'division', '${division}', 'appointment', '2020-01-01', ${act})`,
  )
  await ask(
    `insert into login.session (user_id, digest, expires_at) values ('clerk-${division}', sha256(convert_to('bench-${division}', 'UTF8')), now() + interval '1 day')`,
  )
  await ask(`insert into registry.organisation (division, organisation_id, kind, code, area, act_id) overriding system value
    select '${division}', ${school} + n, 'school', '21' || '${division}' || lpad(n::text, 6, '0'), '${division}' || lpad((1 + n % ${townships})::text, 3, '0') || '001', ${act} from generate_series(1, ${schools}) n`)
  await ask(`insert into registry.organisation_name (division, organisation_id, name, valid_from, act_id)
    select '${division}', ${school} + n, '第' || n || '小学', '2000-01-01', ${act} from generate_series(1, ${schools}) n`)
  await ask(`insert into registry.school (division, school_id, stages) select '${division}', ${school} + n, '{primary}' from generate_series(1, ${schools}) n`)
  await ask(`insert into registry.class (division, class_id, school_id, stage, entered_in, number, act_id) overriding system value
    select '${division}', (${school} + n) * 100::bigint + k, ${school} + n, 'primary', 2015 + k / 2, (1 + k % 2)::text, ${act} from generate_series(1, ${schools}) n, generate_series(1, 12) k`)
  await ask(`insert into registry.person (division, person_id, name, sex, born_on, area, school_id, class_id, act_id) overriding system value
    select '${division}', ${person} + n, ${nameSql}, case when n % 2 = 0 then '男' else '女' end, ${bornSql(pupils)}, ${place}, ${act} from ${all}`)
  await ask(`insert into registry.particulars (division, person_id, source, name, sex, born_on, act_id, area, school_id, class_id)
    select '${division}', ${person} + n, 'household-register', ${nameSql}, case when n % 2 = 0 then '男' else '女' end, ${bornSql(pupils)}, ${act}, ${place} from ${all}`)
  await ask(`insert into registry.residence (division, person_id, source, township, village, at_area, act_id, area, school_id, class_id)
    select '${division}', ${person} + n, 'household-register', '乡镇' || 1 + n % ${townships}, '村' || 1 + (n / ${townships}) % 10, ${area}, ${act}, ${place} from ${all}`)
  await ask(`insert into registry.search_token (division, kind, token, person_id, area, school_id, class_id)
    select '${division}', t.kind, t.token, ${person} + n, ${place} from ${all}, lateral (values ('name', ${nameSql}), ('pinyin', ${pinyinSql}), ('initials', ${initialsSql})) t (kind, token)`)
  await ask(`insert into registry.enrolment (division, person_id, matter, at_school_id, at_school_name, at_class_id, stage, grade, state, boards, source, act_id, area, school_id, class_id)
    select '${division}', ${person} + n, 'on-roll', ${atSchool}, '第' || 1 + n % ${schools} || '小学', ${atClass}, 'primary', 3, 'enrolled', n % 3 = 0, 'student-roll', ${act}, ${place} from ${atSchools}`)
  await ask(`insert into registry.guardianship (division, person_id, source, guardian_person_id, guardian_name, relation, ground, act_id, area, school_id, class_id)
    select '${division}', ${person} + n, 'student-roll', ${person} + ${pupils} + n, '家长' || n, '父亲', 'law', ${act}, ${place} from ${atSchools} where ${pupils} + n <= ${persons}`)
  await ask(`insert into registry.designation (division, person_id, kind, standing, roster, act_id, area, school_id, class_id)
    select '${division}', ${person} + n, 'lifted-out', 'yes', 'lifted-out-households', ${act}, ${place} from ${atSchools} where n % 5 = 0`)

  await ask(`create temporary table number (n int, kind text, record uuid, number_sealed bytea, number_index bytea, birth_and_last_four_index bytea)`)
  await copyRows(tx, 'number', ['n', 'kind', 'record', 'number_sealed', 'number_index', 'birth_and_last_four_index'], sealed(county, fields))
  await ask(`insert into registry.identity_number (division, person_id, source, kind, record, number_sealed, number_index, birth_and_last_four_index, act_id, area, school_id, class_id)
    select '${division}', ${person} + n, 'household-register', kind, record, number_sealed, number_index, birth_and_last_four_index, ${act}, ${place} from number`)
  await ask(`drop table number`)

  // In the order of a file, which is not that of persons.
  for (const [at, [roster, without]] of (
    [
      [comparedRosters.left, 30],
      [comparedRosters.right, 23],
    ] as const
  ).entries()) {
    const batch = county.index * 2 + 1 + at
    await ask(`insert into registry.import (division, import_id, roster, source, sender, as_of, coverage, file_digest, rows_read, rows_accepted, rows_refused, status, staged_act, committed_act)
      overriding system value select '${division}', ${batch}, '${roster}', '${roster}', '公安', '2022-09-01', 'complete', sha256('${batch}'), ${pupils}, ${pupils}, 0, 'committed', ${act}, ${act}`)
    await ask(`insert into registry.import_row (division, import_id, row_no, sheet, sheet_row, raw_sealed, outcome, evidence, person_id)
      select '${division}', ${batch}, no, 'Sheet1', no, decode(repeat(md5(n::text), 20), 'hex'), 'matched', 'identity-number', ${person} + n
      from (select n, row_number() over (order by hashint4(n + ${batch})) as no from ${atSchools} where n % ${without} <> 0) x`)
  }

  // Two runs: what the second says of four leads in five was said by the first already.
  const lead = firstLead(county)
  const ofLead = `generate_series(1, ${leadsOf(county)}) l, lateral (select l * 5 - (l / 80) % 5 as n) x`
  for (const run of [1, 2])
    await ask(`insert into leads.run (division, run_id, run, digest, content_digest, program_version, pack_digest, term, reference_date, counts, tables, act_id) overriding system value
      select '${division}', ${county.index * 2 + run}, 'run ${run}', sha256(''), sha256(''), '0.1.0', sha256(''), '2022-autumn', date '2022-09-01' + ${run}, '{}', '{"results": {"rows": 0, "digest": ""}}', ${act}`)
  const [first, second] = [county.index * 2 + 1, county.index * 2 + 2]
  await ask(`insert into leads.lead (division, lead_id, person_id, own_person_id, kind, state, presence, due_on, first_run_id, first_no, act_id, area, school_id, class_id) overriding system value
    select '${division}', ${lead} + l, ${person} + n, ${person} + n, (array['entitled-unpaid', 'paid-twice', 'on-roll-not-present', 'shared-id'])[1 + l % 4], 'open',
      case when l % 5 = 0 then 'new' else 'persisting' end, '${dueOnAll}', case when l % 5 = 0 then ${second} else ${first} end, l, ${act}, ${place} from ${ofLead}`)
  await ask(`insert into leads.lead_ground (division, lead_id, person_id, kind, ground, detail, rests_on, act_id, area, school_id, class_id)
    select '${division}', ${lead} + l, ${person} + n, (array['entitled-unpaid', 'paid-twice', 'on-roll-not-present', 'shared-id'])[1 + l % 4], '', '脱贫户', '脱贫户.xlsx〔Sheet1〕第' || l || '行', ${act}, ${place} from ${ofLead}`)
  await ask(`insert into leads.lead_about (division, lead_id, person_id, says, act_id, area, school_id, class_id)
    select '${division}', ${lead} + l, ${person} + n, '上学期的发放花名册中没有已付的记录', ${act}, ${place} from ${ofLead}`)
  await ask(`insert into leads.lead_in_run (division, lead_id, run_id, person_id, presence, area, school_id, class_id)
    select '${division}', ${lead} + l, r, ${person} + n, case when l % 5 = 0 or r = ${first} then 'new' else 'persisting' end, ${place} from ${ofLead}, unnest(array[${first}, ${second}]) r where l % 5 <> 0 or r = ${second}`)
  await ask(
    `insert into leads.line_in_run (division, run_id, line, form, title, clause, payee) select '${division}', ${second}, line, 'transfer', '生活补助', '第一条', '儿童' from unnest(array['A', 'B']) line`,
  )
  await ask(
    `insert into leads.reason_in_run (division, run_id, reason_no, line, state, says, missing) select '${division}', ${second}, no, line, 'due', '属于脱贫户', '{}' from unnest(array['A', 'B']) with ordinality x (line, no)`,
  )
  await ask(`insert into leads.result_line (division, run_id, person_no, line, person_id, own_person_id, state, amount_fen, form, decided, stage, area, school_id, class_id)
    select '${division}', ${second}, n, line, ${person} + n, ${person} + n, 'due', 62500, 'transfer', false, 'primary', ${place} from ${atSchools}, unnest(array['A', 'B']) line`)
  await ask(`insert into leads.result_ground (division, run_id, person_no, line, person_id, reason_no, area, school_id, class_id)
    select '${division}', ${second}, n, line, ${person} + n, no, ${place} from ${atSchools}, unnest(array['A', 'B']) with ordinality x (line, no)`)
}

const sealed = function* (county: County, fields: FieldVault): Generator<readonly unknown[]> {
  for (let n = 1; n <= county.persons; n += 1) {
    for (const { kind, text, besides } of numbersOf(n, county)) {
      const record = randomUUID()
      yield [
        n,
        kind,
        record,
        fields.seal({ field: 'registry.identity_number.number_sealed', record }, text),
        fields.index(kind, text),
        besides === null ? null : fields.index('birth-and-last-four', besides),
      ]
    }
  }
}
