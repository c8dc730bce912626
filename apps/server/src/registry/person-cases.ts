import { findPersons, mergePersons, type NumberKind, type RegistryProblem, showPerson, splitPerson } from '@yingjin/domain/registry'
import type { AccessProblem } from '@yingjin/domain/access'
import { birthAndLastFour, done, identityText, masks, type PlainDate, problem, readResidentId, refused, type Result } from '@yingjin/kernel'
import { rosterKinds } from '@yingjin/intake'
import { orderCase, questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import { giveBack, hiddenRows } from './give-back.ts'
import type { RegistryParts } from './import-cases.ts'
import { indexKindOf } from './plan-import.ts'
import { soughtToken } from './search-tokens.ts'
import { ask } from './statement.ts'

type PersonRow = Readonly<{
  division: string
  person_id: bigint
  name: string
  sex: string | null
  born_on: string | null
  area: string | null
  school_id: bigint | null
  class_id: bigint | null
  merged_into: bigint | null
  version: number
}>
type Found = Readonly<{
  personId: string
  name: string
  sex: string | null
  bornOn: string | null
  area: string | null
  schoolId: string | null
  classId: string | null
  place: { school: string | null; className: string | null; township: string | null }
  numbers: { kind: string; masked: string }[]
}>

const personColumns = 'p.division, p.person_id, p.name, p.sex, p.born_on, p.area, p.school_id, p.class_id, p.merged_into, p.version'

/** The numbers of persons as a screen shows them: opened and masked in one go. */
export const maskedNumbersOf = async (
  tx: Tx,
  fields: FieldVault,
  division: string,
  personIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly { kind: string; masked: string }[]>> => {
  const numbers = await ask<{ person_id: bigint; kind: NumberKind; record: string; number_sealed: Buffer }>(
    tx,
    `select distinct on (person_id, kind, number_index) person_id, kind, record, number_sealed from registry.identity_number
     where division = $1 and person_id = any ($2::bigint[]) and ended_act is null order by person_id, kind, number_index, identity_number_id`,
    division,
    personIds.map(String),
  )
  const of = Map.groupBy(numbers, ({ person_id }) => person_id)
  return new Map(
    [...of].map(([person, rows]) => [person, rows.map(({ kind, record, number_sealed }) => ({ kind, masked: maskOf(fields, kind, record, number_sealed) }))]),
  )
}

/** Persons as a screen shows them. */
const shown = async (tx: Tx, fields: FieldVault, division: string, persons: readonly PersonRow[]): Promise<readonly Found[]> => {
  const numbers = await maskedNumbersOf(
    tx,
    fields,
    division,
    persons.map(({ person_id }) => person_id),
  )
  const named = await namedChildren(
    tx,
    division,
    persons.map(({ person_id }) => person_id),
  )
  const placeOf = (person: bigint) => {
    const { school = null, className = null, township = null } = named.get(person) ?? {}
    return { school, className, township }
  }
  return persons.map(p => ({
    personId: String(p.person_id),
    name: p.name,
    sex: p.sex,
    bornOn: p.born_on,
    area: p.area,
    schoolId: p.school_id === null ? null : String(p.school_id),
    classId: p.class_id === null ? null : String(p.class_id),
    place: placeOf(p.person_id),
    numbers: [...(numbers.get(p.person_id) ?? [])],
  }))
}

/** Persons by their numbers, as a screen shows them. */
export const shownPersons = async (tx: Tx, fields: FieldVault, division: string, personIds: readonly bigint[]): Promise<readonly Found[]> =>
  personIds.length === 0
    ? []
    : shown(
        tx,
        fields,
        division,
        await ask<PersonRow>(
          tx,
          `select ${personColumns} from registry.person p where p.division = $1 and p.person_id = any ($2::bigint[]) and p.gone_act is null order by p.person_id`,
          division,
          personIds.map(String),
        ),
      )

export type NamedChild = Readonly<{ name: string; school: string | null; className: string | null; township: string | null }>

/** Children as a list names them: whoever the actor may not see is not in the map. */
export const namedChildren = async (tx: Tx, division: string, personIds: readonly bigint[]): Promise<ReadonlyMap<bigint, NamedChild>> => {
  if (personIds.length === 0) return new Map()
  const rows = await ask<NamedChild & Readonly<{ person_id: bigint; class_name: string | null }>>(
    tx,
    `select p.person_id, p.name, s.name as school, k.name as class_name, t.name as township
     from registry.person p
     left join lateral (select n.name from registry.organisation_name n where n.division = p.division and n.organisation_id = p.school_id and n.ended_act is null
       order by n.valid_from desc limit 1) s on true
     left join lateral (select n.name from registry.class_name n where n.division = p.division and n.class_id = p.class_id and n.ended_act is null
       order by n.school_year desc limit 1) k on true
     left join lateral (select n.name from registry.organisation o join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
       where o.division = p.division and o.kind = 'township' and o.area = left(p.area, 9) and o.ended_act is null order by n.valid_from desc limit 1) t on true
     where p.division = $1 and p.person_id = any ($2::bigint[]) and p.gone_act is null`,
    division,
    [...new Set(personIds)].map(String),
  )
  return new Map(rows.map(({ person_id, name, school, class_name, township }) => [person_id, { name, school, className: class_name, township }]))
}

const maskOf = (fields: FieldVault, kind: NumberKind, record: string, sealed: Buffer): string => {
  const plain = fields.open({ field: 'registry.identity_number.number_sealed', record }, sealed)
  if (!plain.ok) throw new VaultRefusal(plain.problem)
  return masks[indexKindOf(kind)](plain.value)
}

const find = async (tx: Tx, division: string, personId: string): Promise<Result<PersonRow, RegistryProblem>> => {
  const [person] = await ask<PersonRow>(
    tx,
    `select ${personColumns} from registry.person p where p.division = $1 and p.person_id = $2 and p.gone_act is null`,
    division,
    personId,
  )
  return person === undefined ? refused(problem('registry/not-found', { what: `人员 ${personId}` })) : done(person)
}

/** Handovers with the standing they had as known on an act. */
const handoversAsKnown = (act: string): string => {
  const closed = `(${act}::bigint is null or closed_act <= ${act})`
  return `(select division, handover_id, person_id, kind, from_school_id, to_school_id, to_school_name, stage, grade, case when ${closed} then status else 'open' end as status,
    opened_on as valid_from, case when ${closed} then closed_on end as valid_to, act_id, null::bigint as ended_act from registry.handover)`
}

/**
 * What stands on a person's card. `dated`: true from valid_from to valid_to. `by`: whose word it is, where a row does not
 * say it because acts alone write the table. $3 is the act as of which it is asked, $4 the day.
 */
const cardMatters: readonly Readonly<{ matter: string; dated?: true; by?: 'act'; rows?: string }>[] = [
  { matter: 'particulars' },
  { matter: 'residence' },
  { matter: 'identity_number' },
  { matter: 'enrolment', dated: true },
  { matter: 'handover', dated: true, by: 'act', rows: handoversAsKnown('$3') },
  { matter: 'designation', dated: true },
  { matter: 'household_member', dated: true },
  { matter: 'guardianship', dated: true },
  { matter: 'person_role' },
  { matter: 'post', dated: true, by: 'act' },
  { matter: 'responsibility', dated: true, by: 'act' },
  { matter: 'away', dated: true, by: 'act' },
  { matter: 'past_payment' },
  { matter: 'opening_entry' },
]
type CardRow = Readonly<{
  matter: string
  says: Record<string, unknown>
  record: string | null
  number_sealed: Buffer | null
  act_id: bigint
  import_id: bigint | null
  row_no: number | null
}>
type AsOf = Readonly<{ asKnownOn: string | null; asTrueOn: string | null }>

/** All matters of a card in one statement, with the conditions that are asked for and no others: it is planned once for each way of asking. */
const cardStatement = ({ asKnownOn, asTrueOn }: AsOf): string => {
  const known = asKnownOn === null ? 't.ended_act is null and $3::bigint is null' : 't.act_id <= $3 and (t.ended_act is null or t.ended_act > $3)'
  const isTrue = (dated: boolean): string =>
    asTrueOn === null
      ? '$4::date is null'
      : dated
        ? '(t.valid_from is null or t.valid_from <= $4) and (t.valid_to is null or t.valid_to >= $4)'
        : '$4::date is not null'
  const said = cardMatters.map(
    ({ matter, dated = false, by, rows = `registry.${matter}` }, at) =>
      `select ${at} as at, '${matter}' as matter, to_jsonb(t) as says, ${matter === 'identity_number' ? 't.record, t.number_sealed' : 'null::uuid as record, null::bytea as number_sealed'},
         t.act_id, ${by === 'act' ? 'null::bigint as import_id, null::integer as row_no' : 't.import_id, t.row_no'}, t.${matter}_id as id
       from ${rows} t where t.division = $1 and t.person_id = any ($2::bigint[]) and ${known} and ${isTrue(dated)}`,
  )
  return `${said.join(' union all ')} order by at, act_id, id`
}

const sourceOf = (matter: string, says: Readonly<Record<string, unknown>>): string =>
  cardMatters.find(each => each.matter === matter)?.by ?? String(says['source'] ?? says['roster'])
/** Whose word it is where no roster says it. */
const sourcesOfOurs: Readonly<Record<string, string>> = { act: '系统内登记', correction: '更正（已审批）', 'school-life': '学籍办理' }
/** A roster as officials call it, with of whom a partial one speaks; what no roster says was entered in the office. */
const sourceWord = (source: string): string => {
  const [roster = '', ...of] = source.split(/[ :/]/)
  const kind = (rosterKinds as Readonly<Record<string, Readonly<{ name: string }> | undefined>>)[roster]
  return kind === undefined ? (sourcesOfOurs[source] ?? source) : [kind.name, of.join(' ')].filter(part => part !== '').join('·')
}

/** What every source says of a person, and of whoever was joined with it, with its day and its row. */
const factsOf = async (tx: Tx, fields: FieldVault, division: string, personId: string, asOf: AsOf) => {
  const same = await ask<{ person_id: bigint }>(
    tx,
    `select person_id from registry.person where division = $1 and person_id = $2 union all select person_id from registry.person where division = $1 and merged_into = $2`,
    division,
    personId,
  )
  const ids = same.map(({ person_id }) => String(person_id))
  const rows = await ask<CardRow>(tx, cardStatement(asOf), division, ids, asOf.asKnownOn, asOf.asTrueOn)
  const acts = await ask<{ act_id: bigint; recorded_at: string }>(
    tx,
    `select act_id, recorded_at::text as recorded_at from registry.days_of_acts($1::bigint[])`,
    [...new Set(rows.map(({ act_id }) => String(act_id)))],
  )
  const imported = rows.filter(({ import_id }) => import_id !== null)
  const places = await ask<{ import_id: bigint; row_no: number; sheet: string; sheet_row: number }>(
    tx,
    `select r.import_id, r.row_no, r.sheet, r.sheet_row from unnest($2::bigint[], $3::integer[]) s (import_id, row_no)
     join registry.import_row r on r.division = $1 and r.import_id = s.import_id and r.row_no = s.row_no`,
    division,
    imported.map(({ import_id }) => String(import_id)),
    imported.map(({ row_no }) => row_no),
  )
  const recordedAt = new Map(acts.map(({ act_id, recorded_at }) => [act_id, recorded_at]))
  const placeOf = new Map(places.map(place => [`${place.import_id} ${place.row_no}`, place]))
  return rows.map(({ matter, says, record, number_sealed, act_id, import_id, row_no }) => {
    const plain = Object.fromEntries(Object.entries(says).filter(([key]) => !bookkeeping.includes(key) && !key.endsWith('_index') && key !== `${matter}_id`))
    const masked = record === null || number_sealed === null ? {} : { number: maskOf(fields, says['kind'] as NumberKind, record, number_sealed) }
    const place = placeOf.get(`${import_id} ${row_no}`)
    return {
      matter,
      says: { ...plain, ...masked },
      source: sourceOf(matter, says),
      sourceName: sourceWord(sourceOf(matter, says)),
      actId: String(act_id),
      recordedAt: recordedAt.get(act_id) ?? '',
      sheet: place?.sheet ?? null,
      row: place?.sheet_row ?? null,
    }
  })
}

/** What a row carries besides what it says. */
const bookkeeping = [
  'division',
  'person_id',
  'import_id',
  'row_no',
  'act_id',
  'ended_act',
  'area',
  'school_id',
  'class_id',
  'record',
  'number_sealed',
  'number_index',
]

/**
 * Persons of a few numbers that are looked up first. Said as `in (select …)`, the planner would read the whole county: of
 * the conditions of a row policy it knows nothing, and thinks that almost no row is left.
 */
const among = (select: string): string => `p.person_id = any (array(${select}))`

/** Persons: found before one is made, shown with every source, joined and parted. */
export const personCases = ({ fieldsOf }: RegistryParts) => {
  const findThem = questionCase(findPersons, async (order, { tx, actor: { division } }) => {
    const fields = fieldsOf(division)
    const conditions: string[] = []
    const values: unknown[] = [division, order.after ?? '0', order.limit]
    const value = (v: unknown): string => `$${values.push(v)}`
    const numbered = (kinds: readonly NumberKind[], text: string): void => {
      const or = kinds.map(
        kind => `(n.kind = '${kind}' and n.number_index = any (${value(fields.indexes(indexKindOf(kind), identityText(indexKindOf(kind), text)))}::bytea[]))`,
      )
      conditions.push(
        among(`select coalesce(q.merged_into, q.person_id) from registry.identity_number n join registry.person q on q.division = n.division and q.person_id = n.person_id
        where n.division = $1 and n.ended_act is null and (${or.join(' or ')})`),
      )
    }
    const tokened = (kinds: readonly string[], text: string): void =>
      void conditions.push(
        among(
          `select s.person_id from registry.search_token s where s.division = $1 and s.kind = any (${value(kinds)}::text[]) and s.token = ${value(soughtToken(text))}`,
        ),
      )
    if (order.idNumber !== undefined)
      numbered(readResidentId(order.idNumber).class === 'PERMIT' ? ['permit'] : ['resident-id', 'certificate-number'], order.idNumber)
    if (order.studentNumber !== undefined) numbered(['student-number'], order.studentNumber)
    if (order.bornOn !== undefined && order.lastFour !== undefined)
      conditions.push(
        among(`select n.person_id from registry.identity_number n where n.division = $1 and n.ended_act is null
          and n.birth_and_last_four_index = any (${value(fields.indexes('birth-and-last-four', birthAndLastFour(order.bornOn as PlainDate, order.lastFour)))}::bytea[])`),
      )
    if (order.name !== undefined) tokened(['name'], order.name)
    if (order.pinyin !== undefined) tokened(['pinyin', 'initials'], order.pinyin)
    if (conditions.length === 0) return refused<RegistryProblem>(problem('registry/nothing-to-seek', {}))
    const rows = await ask<PersonRow>(
      tx,
      `select ${personColumns} from registry.person p where p.division = $1 and p.gone_act is null and p.merged_into is null and p.person_id > $2 and ${conditions.join(' and ')}
       order by p.person_id limit $3`,
      ...values,
    )
    return done({ persons: [...(await shown(tx, fields, division, rows))], next: rows.length < order.limit ? null : String(rows.at(-1)?.person_id) })
  })

  const show = questionCase(showPerson, async ({ personId, asKnownOn, asTrueOn }, { tx, actor: { division } }) => {
    const person = await find(tx, division, personId)
    if (!person.ok) return person
    const fields = fieldsOf(division)
    const facts = await factsOf(tx, fields, division, personId, { asKnownOn: asKnownOn ?? null, asTrueOn: asTrueOn ?? null })
    const [card] = await shown(tx, fields, division, [person.value])
    if (card === undefined) throw new Error('a person was found and not shown')
    return done({ person: card, mergedInto: person.value.merged_into === null ? null : String(person.value.merged_into), facts })
  })

  /** A version that is no longer the newest is refused: somebody else was here meanwhile. */
  const pointTo = async (tx: Tx, person: PersonRow, target: string | null, version: number): Promise<AccessProblem | null> => {
    const changed = await ask(
      tx,
      `update registry.person set merged_into = $3, version = version + 1 where division = $1 and person_id = $2 and version = $4 returning person_id`,
      person.division,
      person.person_id,
      target,
      version,
    )
    return changed.length === 1 ? null : problem('access/stale', { what: `人员 ${person.person_id}`, version: person.version, given: version })
  }
  const event = (tx: Tx, division: string, kind: 'merge' | 'split', personId: string, other: string, reason: string, act: bigint): Promise<unknown> =>
    ask(
      tx,
      `insert into registry.person_event (division, kind, person_id, other_person_id, reason, act_id) values ($1, $2, $3, $4, $5, $6)`,
      division,
      kind,
      personId,
      other,
      reason,
      act,
    )

  const merge = orderCase(mergePersons, async ({ personId, otherPersonId, version, reason }, { tx, actor: { division }, act }) => {
    if (personId === otherPersonId) return refused<RegistryProblem | AccessProblem>(problem('registry/same-person', {}))
    const [kept, other] = [await find(tx, division, personId), await find(tx, division, otherPersonId)]
    if (!kept.ok) return kept
    if (!other.ok) return other
    for (const { person_id, merged_into } of [kept.value, other.value])
      if (merged_into !== null) return refused<RegistryProblem | AccessProblem>(problem('registry/already-merged', { personId: String(person_id) }))
    const stale = await pointTo(tx, other.value, personId, version)
    if (stale !== null) return refused<RegistryProblem | AccessProblem>(stale)
    // Who pointed to the other points to the kept one: no chains.
    await ask(
      tx,
      `update registry.person set merged_into = $3, version = version + 1 where division = $1 and merged_into = $2`,
      division,
      otherPersonId,
      personId,
    )
    await event(tx, division, 'merge', personId, otherPersonId, reason, act)
    return done({ personId })
  })

  const split = orderCase(splitPerson, async ({ personId, version, reason }, { tx, actor: { division }, act }) => {
    const person = await find(tx, division, personId)
    if (!person.ok) return person
    const { merged_into } = person.value
    if (merged_into === null) return refused<RegistryProblem | AccessProblem>(problem('registry/not-merged', { personId }))
    const stale = await pointTo(tx, person.value, null, version)
    if (stale !== null) return refused<RegistryProblem | AccessProblem>(stale)
    await event(tx, division, 'split', String(merged_into), personId, reason, act)
    const hidden = await hiddenRows(tx, division, person.value.person_id)
    if (hidden !== null) return refused<RegistryProblem | AccessProblem>(hidden)
    await giveBack(tx, division, merged_into, person.value.person_id, act)
    return done({ personId })
  })

  return { find: findThem, show, merge, split }
}
