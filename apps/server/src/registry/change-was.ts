import type { FactMatter, NumberKind } from '@yingjin/domain/registry'
import type { Tx } from '../platform/postgres/index.ts'
import type { FieldVault } from '../platform/vault/index.ts'
import { cardSays, maskOf } from './person-cases.ts'
import { ask } from './statement.ts'

type Says = Readonly<Record<string, unknown>>
type Asked = Readonly<{
  change_request_id: bigint
  person_id: bigint | null
  wanted: Says & Readonly<{ matter: string }>
  answered_act: bigint | null
}>
export type Difference = Readonly<{ was: readonly Says[]; becomes: readonly Says[] }>

/** The table that says what each kind of change is about; somebody who is new is in none. */
const tableOf: Readonly<Record<string, FactMatter | undefined>> = {
  particulars: 'particulars',
  'identity-number': 'identity_number',
  residence: 'residence',
  enrolment: 'enrolment',
  'end-enrolment': 'enrolment',
  guardianship: 'guardianship',
  'household-membership': 'household_member',
}

/** A row as the card shows it, of which a correction says another thing than it is called in the order. */
const columnOf: Readonly<Record<string, string | undefined>> = {
  of: 'matter',
  from: 'valid_from',
  to: 'valid_to',
  schoolId: 'at_school_id',
  classId: 'at_class_id',
}
const inColumns = (wanted: Says): Says =>
  Object.fromEntries(
    Object.entries(wanted)
      .filter(([key]) => key !== 'matter')
      .map(([key, value]) => [columnOf[key] ?? key.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`), value]),
  )

const concerns = (wanted: Asked['wanted'], says: Says): boolean =>
  wanted.matter === 'identity-number' ? says['kind'] === wanted['kind'] : wanted.matter === 'enrolment' ? says['matter'] === wanted['of'] : true

/** What rows of one matter said of persons until an act, or say now; of persons who were joined too. */
const stood = async (tx: Tx, fields: FieldVault, division: string, matter: FactMatter, requests: readonly Asked[]) => {
  type Row = Readonly<{ request: bigint; says: Record<string, unknown>; record: string | null; number_sealed: Buffer | null }>
  const school = matter === 'enrolment' ? `|| jsonb_build_object('at_school_name', coalesce(t.at_school_name, registry_name.name))` : ''
  const rows = await ask<Row>(
    tx,
    `select q.request, to_jsonb(t) ${school} as says, ${matter === 'identity_number' ? 't.record, t.number_sealed' : 'null::uuid as record, null::bytea as number_sealed'}
     from unnest($2::bigint[], $3::bigint[], $4::bigint[]) q (request, person_id, act)
     join registry.person p on p.division = $1 and (p.person_id = q.person_id or p.merged_into = q.person_id)
     join registry.${matter} t on t.division = p.division and t.person_id = p.person_id
       and case when q.act is null then t.ended_act is null else t.act_id < q.act and (t.ended_act is null or t.ended_act >= q.act) end
     ${
       matter === 'enrolment'
         ? `left join lateral (select n.name from registry.organisation_name n where n.division = t.division and n.organisation_id = t.at_school_id and n.ended_act is null
              order by n.valid_from desc limit 1) registry_name on true`
         : ''
     }
     order by q.request, t.act_id, t.${matter}_id`,
    division,
    requests.map(({ change_request_id }) => String(change_request_id)),
    requests.map(({ person_id }) => String(person_id)),
    requests.map(({ answered_act }) => (answered_act === null ? null : String(answered_act))),
  )
  return rows.map(({ request, says, record, number_sealed }) => ({
    request,
    says: {
      ...cardSays(matter, says),
      ...(record === null || number_sealed === null ? {} : { number: maskOf(fields, says['kind'] as NumberKind, record, number_sealed) }),
    },
  }))
}

const schoolNames = async (tx: Tx, division: string, schools: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows =
    schools.length === 0
      ? []
      : await ask<{ id: bigint; name: string }>(
          tx,
          `select distinct on (organisation_id) organisation_id as id, name from registry.organisation_name
           where division = $1 and organisation_id = any ($2::bigint[]) and ended_act is null order by organisation_id, valid_from desc`,
          division,
          schools,
        )
  return new Map(rows.map(({ id, name }) => [String(id), name]))
}

/** Of each request, what was said of its matter and what is said with it, side by side as whoever answers it reads it. */
export const differencesOf = async (tx: Tx, fields: FieldVault, division: string, requests: readonly Asked[]): Promise<(request: Asked) => Difference> => {
  const was = new Map<bigint, Says[]>()
  for (const [matter, of] of Map.groupBy(requests, ({ wanted }) => tableOf[wanted.matter])) {
    if (matter === undefined) continue
    const wantedOf = new Map(of.map(({ change_request_id, wanted }) => [change_request_id, wanted]))
    for (const { request, says } of await stood(tx, fields, division, matter, of)) {
      const wanted = wantedOf.get(request)
      if (wanted !== undefined && concerns(wanted, says)) was.set(request, [...(was.get(request) ?? []), says])
    }
  }
  const schools = await schoolNames(
    tx,
    division,
    requests.flatMap(({ wanted }) => (typeof wanted['schoolId'] === 'string' ? [wanted['schoolId']] : [])),
  )
  return ({ change_request_id, wanted }) => {
    const before = was.get(change_request_id) ?? []
    const school = schools.get(String(wanted['schoolId']))
    const after =
      wanted.matter === 'end-enrolment'
        ? before
            .filter(({ state }) => state === 'enrolled' || state === 'suspended')
            .map(says => ({ ...says, state: 'left', ground: wanted['ground'], valid_from: wanted['from'], valid_to: null }))
        : [{ ...inColumns(wanted), ...(school === undefined ? {} : { at_school_name: school }) }]
    return { was: before, becomes: after }
  }
}

/** Requests that the actor may answer and nobody has: its own are another's to answer. */
export const changesToAnswer = async (tx: Tx, division: string): Promise<number> => {
  const [row] = await ask<{ n: number }>(
    tx,
    `select count(*)::integer as n from registry.change_request r where r.division = $1 and r.status = 'asked' and not registry.is_own_account(r.asked_by)
       and case when r.person_id is null then registry.reaches_school(r.division, r.school_id, 'persons', 'write')
         else registry.reaches_person(r.division, r.person_id, 'persons', 'write') end`,
    division,
  )
  return row?.n ?? 0
}
