import { findPersons, type NumberKind, type RegistryProblem, showPerson } from '@yingjin/domain/registry'
import { birthAndLastFour, done, identityText, masks, type PlainDate, problem, readResidentId, refused, type Result } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import type { RegistryParts } from './import-cases.ts'
import { indexKindOf } from './plan-import.ts'
import { soughtToken } from './search-tokens.ts'
import { sourceWord } from './source-word.ts'
import { ask } from './statement.ts'

export type PersonRow = Readonly<{
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

/** The numbers on record of persons (an array at this place), each once. */
const numbersAt = (persons: string): string =>
  `select distinct on (person_id, kind, number_index) person_id, kind, record, number_sealed from registry.identity_number
   where division = $1 and person_id = any (${persons}::bigint[]) and ended_act is null order by person_id, kind, number_index, identity_number_id`

/** The numbers of persons as a screen shows them: opened and masked in one go. */
export const maskedNumbersOf = async (
  tx: Tx,
  fields: FieldVault,
  division: string,
  personIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly { kind: string; masked: string }[]>> => {
  const numbers = await ask<{ person_id: bigint; kind: NumberKind; record: string; number_sealed: Buffer }>(
    tx,
    numbersAt('$2'),
    division,
    personIds.map(String),
  )
  const of = Map.groupBy(numbers, ({ person_id }) => person_id)
  return new Map(
    [...of].map(([person, rows]) => [person, rows.map(({ kind, record, number_sealed }) => ({ kind, masked: maskOf(fields, kind, record, number_sealed) }))]),
  )
}

type MaskedNumbers = Awaited<ReturnType<typeof maskedNumbersOf>>

type FaceRow = Readonly<{ matter: string; id: string; says: string; record: string | null; number_sealed: Buffer | null }>

/** The numbers of persons, and what their schools, classes and townships are called, in one statement: `whole` as `findCard` gives it. */
const facesOf = async (
  tx: Tx,
  fields: FieldVault,
  division: string,
  persons: readonly PersonRow[],
  { known, whole }: Readonly<{ known: MaskedNumbers | null; whole: readonly string[] }>,
): Promise<Readonly<{ numbers: MaskedNumbers; called: (kind: 'school' | 'class' | 'township', id: string | null) => string | null }>> => {
  const each = <T>(of: (person: PersonRow) => T | null): readonly string[] => [...new Set(persons.flatMap(p => of(p) ?? []).map(String))]
  const places = [each(({ school_id }) => school_id), each(({ class_id }) => class_id), each(townshipOf)]
  const numbers = whole.includes('persons') ? `select * from registry.whole_numbers($1, $5::bigint[])` : numbersAt('$5')
  const rows = await ask<FaceRow>(
    tx,
    `select kind as matter, place as id, name as says, null::uuid as record, null::bytea as number_sealed
       from registry.names_of_places($1, $2::bigint[], $3::bigint[], $4::text[])
     ${known === null ? `union all select 'number', person_id::text, kind, record, number_sealed from (${numbers}) n` : ''}`,
    division,
    ...places,
    ...(known === null ? [each(({ person_id }) => person_id)] : []),
  )
  const names = new Map(rows.map(({ matter, id, says }) => [`${matter} ${id}`, says]))
  const of = Map.groupBy(
    rows.filter(({ matter }) => matter === 'number'),
    ({ id }) => BigInt(id),
  )
  return {
    numbers: known ?? new Map([...of].map(([person, held]) => [person, held.map(row => maskedNumber(fields, row))])),
    called: (kind, id) => (id === null ? null : (names.get(`${kind} ${id}`) ?? null)),
  }
}

const maskedNumber = (fields: FieldVault, { says, record, number_sealed }: FaceRow): { kind: string; masked: string } => {
  if (record === null || number_sealed === null) throw new Error('a number without what it is sealed as')
  return { kind: says, masked: maskOf(fields, says as NumberKind, record, number_sealed) }
}

const townshipOf = ({ area }: PersonRow): string | null => area?.slice(0, 9) ?? null

/** Persons as a screen shows them, with their numbers where they are at hand. */
const shown = async (
  tx: Tx,
  fields: FieldVault,
  division: string,
  persons: readonly PersonRow[],
  { known = null, whole = [] }: Readonly<{ known?: MaskedNumbers | null; whole?: readonly string[] }> = {},
): Promise<readonly Found[]> => {
  if (persons.length === 0) return []
  const { numbers, called } = await facesOf(tx, fields, division, persons, { known, whole })
  return persons.map(p => {
    const [schoolId, classId] = [p.school_id === null ? null : String(p.school_id), p.class_id === null ? null : String(p.class_id)]
    return {
      personId: String(p.person_id),
      name: p.name,
      sex: p.sex,
      bornOn: p.born_on,
      area: p.area,
      schoolId,
      classId,
      place: { school: called('school', schoolId), className: called('class', classId), township: called('township', townshipOf(p)) },
      numbers: [...(numbers.get(p.person_id) ?? [])],
    }
  })
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
  const rows = await ask<Readonly<{ kind: string; id: string; name: string; school: string | null; class: string | null; township: string | null }>>(
    tx,
    `with p as materialized (select person_id, name, school_id, class_id, left(area, 9) as township
       from registry.person where division = $1 and person_id = any ($2::bigint[]) and gone_act is null)
     select 'child' as kind, person_id::text as id, name, school_id::text as school, class_id::text as class, township from p
     union all select kind, place, name, null, null, null from registry.names_of_places($1,
       array(select distinct school_id from p where school_id is not null), array(select distinct class_id from p where class_id is not null),
       array(select distinct township from p where township is not null))`,
    division,
    [...new Set(personIds)].map(String),
  )
  const places = new Map(rows.map(({ kind, id, name }) => [`${kind} ${id}`, name]))
  const called = (kind: string, id: string | null): string | null => (id === null ? null : (places.get(`${kind} ${id}`) ?? null))
  return new Map(
    rows
      .filter(({ kind }) => kind === 'child')
      .map(({ id, name, school, class: of, township }) => [
        BigInt(id),
        { name, school: called('school', school), className: called('class', of), township: called('township', township) },
      ]),
  )
}

export const maskOf = (fields: FieldVault, kind: NumberKind, record: string, sealed: Buffer): string => {
  const plain = fields.open({ field: 'registry.identity_number.number_sealed', record }, sealed)
  if (!plain.ok) throw new VaultRefusal(plain.problem)
  return masks[indexKindOf(kind)](plain.value)
}

export const findPerson = async (tx: Tx, division: string, personId: string): Promise<Result<PersonRow, RegistryProblem>> => {
  const [person] = await ask<PersonRow>(
    tx,
    `select ${personColumns} from registry.person p where p.division = $1 and p.person_id = $2 and p.gone_act is null`,
    division,
    personId,
  )
  return person === undefined ? refused(problem('registry/not-found', { what: `人员 ${personId}` })) : done(person)
}

/** Handovers with the standing they had as known on an act: its own line of a card, in place of the view's. */
const handoversAsKnown = (act: string): string =>
  `select at, matter, to_jsonb(h) as says, record, number_sealed, act_id, import_id, row_no, id, valid_from, valid_to
   from (select 4 as at, 'handover' as matter, null::uuid as record, null::bytea as number_sealed, null::bigint as import_id, null::integer as row_no, handover_id as id,
     person_id, kind, from_school_id, to_school_id, to_school_name, stage, grade, case when closed_act <= ${act} then status else 'open' end as status,
     opened_on as valid_from, case when closed_act <= ${act} then closed_on end as valid_to, act_id
     from registry.handover where division = $1 and person_id = any ($2::bigint[]) and act_id <= ${act}) h`

/** The fields that a card is made of, and the matters whose word is an act's alone. */
const cardFields = ['persons', 'designations', 'organisations', 'payments']
const byAct: readonly string[] = ['handover', 'post', 'responsibility', 'away']
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

const lineColumns = 'at, matter, says, record, number_sealed, act_id, import_id, row_no, id, valid_from, valid_to'

/** All matters of a card in one statement: what is on record now, or was as known on an act ($3), as it is true on a day ($4). */
const cardOf = async (
  tx: Tx,
  division: string,
  ids: readonly string[],
  { asKnownOn, asTrueOn }: AsOf,
  whole: readonly string[],
): Promise<readonly CardRow[]> => {
  const of = 'division = $1 and person_id = any ($2::bigint[])'
  const lines =
    asKnownOn === null
      ? [
          ...(whole.length === 0 ? [] : [`select ${lineColumns} from registry.whole_card($1, $2::bigint[]) where $3::bigint is null`]),
          ...(whole.length === cardFields.length
            ? []
            : [
                `select ${lineColumns} from registry.card_line where ${of} and ended_act is null and $3::bigint is null and field in (${cardFields
                  .filter(field => !whole.includes(field))
                  .map(field => `'${field}'`)
                  .join(', ')})`,
              ]),
        ]
      : [
          `select ${lineColumns} from registry.card_line where ${of} and matter <> 'handover' and act_id <= $3 and (ended_act is null or ended_act > $3)`,
          handoversAsKnown('$3'),
        ]
  const then = asTrueOn === null ? '$4::date is null' : '(valid_from is null or valid_from <= $4) and (valid_to is null or valid_to >= $4)'
  return ask<CardRow>(
    tx,
    `select matter, says, record, number_sealed, act_id, import_id, row_no from (${lines.join(' union all ')}) l where ${then} order by at, act_id, id`,
    division,
    ids,
    asKnownOn,
    asTrueOn,
  )
}

const sourceOf = (matter: string, says: Readonly<Record<string, unknown>>): string =>
  byAct.includes(matter) ? 'act' : String(says['source'] ?? says['roster'])
/** A person by its number with whoever was joined with it, and the fields of its card that the actor sees of the whole division. */
const findCard = async (
  tx: Tx,
  division: string,
  personId: string,
): Promise<Result<Readonly<{ person: PersonRow; ids: readonly string[]; whole: readonly string[] }>, RegistryProblem>> => {
  const rows = await ask<PersonRow & Readonly<{ gone: boolean; whole: readonly string[] | null }>>(
    tx,
    `select ${personColumns}, p.gone_act is not null as gone, case when p.person_id = $2 then access.whole_fields(p.division, $3) end as whole
     from registry.person p where p.division = $1 and (p.person_id = $2 or p.merged_into = $2)`,
    division,
    personId,
    cardFields,
  )
  const person = rows.find(row => String(row.person_id) === personId && !row.gone)
  if (person === undefined) return refused(problem('registry/not-found', { what: `人员 ${personId}` }))
  return done({ person, ids: rows.map(({ person_id }) => String(person_id)), whole: person.whole ?? [] })
}

/** What every source says of these persons, who are one, with its day and its row. */
const factsOf = async (tx: Tx, fields: FieldVault, division: string, rows: readonly CardRow[]) => {
  const acts = await ask<{ act_id: bigint; recorded_at: string }>(
    tx,
    `select act_id, recorded_at::text as recorded_at from registry.days_of_acts($1::bigint[])`,
    [...new Set(rows.map(({ act_id }) => String(act_id)))],
  )
  const imported = rows.filter(({ import_id }) => import_id !== null)
  const places = await ask<{ import_id: bigint; row_no: number; sheet: string | null; sheet_row: number | null; as_of: PlainDate | null }>(
    tx,
    `select s.import_id, s.row_no, r.sheet, r.sheet_row, d.as_of from unnest($2::bigint[], $3::integer[]) s (import_id, row_no)
     left join registry.import_row r on r.division = $1 and r.import_id = s.import_id and r.row_no = s.row_no
     left join registry.days_of_imports($1) d on d.import_id = s.import_id`,
    division,
    imported.map(({ import_id }) => String(import_id)),
    imported.map(({ row_no }) => row_no),
  )
  const recordedAt = new Map(acts.map(({ act_id, recorded_at }) => [act_id, recorded_at]))
  const placeOf = new Map(places.map(place => [`${place.import_id} ${place.row_no}`, place]))
  return rows.map(({ matter, says, record, number_sealed, act_id, import_id, row_no }) => {
    const masked = record === null || number_sealed === null ? {} : { number: maskOf(fields, says['kind'] as NumberKind, record, number_sealed) }
    const place = placeOf.get(`${import_id} ${row_no}`)
    return {
      matter,
      says: { ...cardSays(matter, says), ...masked },
      source: sourceOf(matter, says),
      sourceName: sourceWord(sourceOf(matter, says)),
      actId: String(act_id),
      recordedAt: recordedAt.get(act_id) ?? '',
      sheet: place?.sheet ?? null,
      row: place?.sheet_row ?? null,
      asOf: place?.as_of ?? null,
    }
  })
}

/** The numbers of one person that its card of today shows, each once: as `maskedNumbersOf` gives them. */
const numbersOn = (card: readonly CardRow[], facts: readonly Readonly<{ says: Readonly<Record<string, unknown>> }>[], person: bigint): MaskedNumbers => {
  const own = card
    .flatMap(({ matter, says }, at) =>
      matter === 'identity_number' && String(says['person_id']) === String(person) ? [{ says, masked: facts[at]?.says['number'] }] : [],
    )
    .toSorted((a, b) => Number(a.says['identity_number_id']) - Number(b.says['identity_number_id']))
  const once = new Map<string, { kind: string; masked: string }>()
  for (const { says, masked } of own) {
    const [kind, index] = [String(says['kind']), `${says['kind']} ${says['number_index']}`]
    if (!once.has(index)) once.set(index, { kind, masked: String(masked) })
  }
  return new Map([[person, [...once].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, number]) => number)]])
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

/** What a row of a matter says, without what it carries besides. */
export const cardSays = (matter: string, row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !bookkeeping.includes(key) && !key.endsWith('_index') && key !== `${matter}_id`))

/**
 * Persons of a few numbers that are looked up first. Said as `in (select …)`, the planner would read the whole county: of
 * the conditions of a row policy it knows nothing, and thinks that almost no row is left.
 */
const among = (select: string): string => `p.person_id = any (array(${select}))`

/** Persons: found before one is made, shown with every source, joined and parted. */
export const personCases = ({ fieldsOf }: RegistryParts) => {
  const findThem = questionCase(findPersons, async (order, { tx, actor: { division } }) => {
    const fields = fieldsOf(division)
    const [conditions, lists]: [string[], string[]] = [[], []]
    const [rank = '0', last = '0'] = order.after?.split('/') ?? []
    const values: unknown[] = [division, rank, last, order.limit]
    /** Who is called so whole comes before who only begins so. */
    let whole = 'true'
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
    /** Whole, or where it is long enough to find few, by its beginning in the first of the kinds. */
    const tokened = (kinds: readonly [string, ...string[]], text: string, least: number): void => {
      const [sought, name] = [soughtToken(text), `sought_${lists.length}`]
      const token = value(sought)
      const equal = `select s.person_id, 0 as rank from registry.search_token s where s.division = $1 and s.kind = any (${value(kinds)}::text[]) and s.token = ${token}`
      lists.push(
        `${name} as materialized (${
          sought.length < least
            ? equal
            : `${equal} union all select s.person_id, 1 from registry.search_token s where s.division = $1 and s.kind = ${value(kinds[0])}
                 and s.token > ${token} and s.token < ${value(`${sought}\u{10FFFF}`)}`
        })`,
      )
      conditions.push(among(`select person_id from ${name}`))
      whole = among(`select person_id from ${name} where rank = 0`)
    }
    if (order.idNumber !== undefined)
      numbered(readResidentId(order.idNumber).class === 'PERMIT' ? ['permit'] : ['resident-id', 'certificate-number'], order.idNumber)
    if (order.studentNumber !== undefined) numbered(['student-number'], order.studentNumber)
    if (order.bornOn !== undefined && order.lastFour !== undefined)
      conditions.push(
        among(`select n.person_id from registry.identity_number n where n.division = $1 and n.ended_act is null
          and n.birth_and_last_four_index = any (${value(fields.indexes('birth-and-last-four', birthAndLastFour(order.bornOn as PlainDate, order.lastFour)))}::bytea[])`),
      )
    if (order.name !== undefined) tokened(['name'], order.name, 2)
    if (order.pinyin !== undefined) tokened(['pinyin', 'initials'], order.pinyin, 3)
    if (conditions.length === 0) return refused<RegistryProblem>(problem('registry/nothing-to-seek', {}))
    const rows = await ask<PersonRow & Readonly<{ rank: number; whole: readonly string[] }>>(
      tx,
      `${lists.length === 0 ? '' : `with ${lists.join(', ')} `}select *, (select access.whole_fields($1, array['persons'])) as whole from (select ${personColumns}, case when ${whole} then 0 else 1 end as rank
         from registry.person p where p.division = $1 and p.gone_act is null and p.merged_into is null and ${conditions.join(' and ')}) p
       where (p.rank, p.person_id) > ($2::integer, $3::bigint) order by p.rank, p.person_id limit $4`,
      ...values,
    )
    const end = rows.at(-1)
    return done({
      persons: [...(await shown(tx, fields, division, rows, end === undefined ? {} : { whole: end.whole }))],
      next: rows.length < order.limit || end === undefined ? null : `${end.rank}/${end.person_id}`,
    })
  })

  const show = questionCase(showPerson, async ({ personId, asKnownOn, asTrueOn }, { tx, actor: { division } }) => {
    const found = await findCard(tx, division, personId)
    if (!found.ok) return found
    const { person, ids, whole } = found.value
    const fields = fieldsOf(division)
    const card = await cardOf(tx, division, ids, { asKnownOn: asKnownOn ?? null, asTrueOn: asTrueOn ?? null }, whole)
    const facts = await factsOf(tx, fields, division, card)
    const known = asKnownOn === undefined && asTrueOn === undefined ? numbersOn(card, facts, person.person_id) : null
    const [face] = await shown(tx, fields, division, [person], { known, whole })
    if (face === undefined) throw new Error('a person was found and not shown')
    return done({ person: face, mergedInto: person.merged_into === null ? null : String(person.merged_into), facts })
  })

  return { find: findThem, show }
}
