import { foundHousehold, listHouseholds, moveHouseholdMember, type RegistryProblem, showHousehold } from '@yingjin/domain/registry'
import { done, masks, problem, refused } from '@yingjin/kernel'
import { orderCase, questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import type { RegistryParts } from './import-cases.ts'
import { sourceWord } from './source-word.ts'
import { ask, askOne, bytes } from './statement.ts'

type Register = 'hukou' | 'lifted-out' | 'monitored' | 'low-income' | 'other'
type HouseholdRow = Readonly<{ household_id: bigint; register: Register; number_record: string | null; number_sealed: Buffer | null; area: string | null }>
type Member = Readonly<{
  household_id: bigint
  person_id: bigint
  name: string
  relation: string | null
  valid_from: string | null
  valid_to: string | null
  source: string
  as_of: string | null
}>

const numberField = 'registry.household.number_sealed'
const shown = (fields: FieldVault, { household_id, register, number_record, number_sealed, area }: HouseholdRow) => {
  const plain = number_record === null || number_sealed === null ? null : fields.open({ field: numberField, record: number_record }, number_sealed)
  if (plain !== null && !plain.ok) throw new VaultRefusal(plain.problem)
  return { householdId: String(household_id), register, number: plain === null ? null : masks['certificate-number'](plain.value), area }
}

/** What was known on an act ($n, none for now) and true on a day ($m). */
const knownAndTrue = (row: string, act: string, day: string): string =>
  `case when ${act}::bigint is null then ${row}.ended_act is null else ${row}.act_id <= ${act} and (${row}.ended_act is null or ${row}.ended_act > ${act}) end
   and (${row}.valid_from is null or ${row}.valid_from <= ${day}::date) and (${row}.valid_to is null or ${row}.valid_to >= ${day}::date)`

/** Members of households on a day, whoever of them the asker reaches. */
const membersOf = (tx: Tx, division: string, households: readonly bigint[], on: string, asKnownOn: string | null): Promise<readonly Member[]> =>
  ask<Member>(
    tx,
    `select m.household_id, p.person_id, p.name, m.relation, m.valid_from, m.valid_to, m.source, d.as_of
     from registry.household_member m join registry.person q on q.division = m.division and q.person_id = m.person_id
     join registry.person p on p.division = m.division and p.person_id = coalesce(q.merged_into, q.person_id)
     left join registry.days_of_imports($1) d on d.import_id = m.import_id
     where m.division = $1 and m.household_id = any ($2::bigint[]) and ${knownAndTrue('m', '$4', '$3')}
     order by m.household_id, p.person_id, m.import_id is not null, m.source collate "C"`,
    division,
    households.map(String),
    on,
    asKnownOn,
  )
const byPerson = (members: readonly Member[]) =>
  [...Map.groupBy(members, ({ person_id }) => person_id).values()].flatMap(of => {
    const [first] = of
    if (first === undefined) return []
    return [
      {
        personId: String(first.person_id),
        name: first.name,
        relation: of.find(({ relation }) => relation !== null)?.relation ?? null,
        from: first.valid_from,
        to: first.valid_to,
        sources: of.map(({ source, as_of }) => ({ sourceName: sourceWord(source), asOf: as_of })),
      },
    ]
  })

/** Households of every register: who belongs to them from a day to a day. */
export const householdCases = ({ fieldsOf }: RegistryParts) => {
  const show = questionCase(showHousehold, async ({ householdId, on, asKnownOn }, { tx, actor: { division }, today }) => {
    const [own] = await ask<HouseholdRow>(
      tx,
      `select household_id, register, number_record, number_sealed, area from registry.household
       where division = $1 and household_id = $2 and case when $3::bigint is null then gone_act is null else act_id <= $3 and (gone_act is null or gone_act > $3) end`,
      division,
      householdId,
      asKnownOn ?? null,
    )
    const members = byPerson(await membersOf(tx, division, [BigInt(householdId)], on ?? today, asKnownOn ?? null))
    // A school reaches a child and not the household: it sees its own children of it, and of the household which register it is of.
    const { register } = await askOne<{ register: Register | null }>(tx, `select registry.register_of_household($1) as register`, householdId)
    if (own === undefined && (members.length === 0 || register === null))
      return refused<RegistryProblem>(problem('registry/not-found', { what: `户 ${householdId}` }))
    const { may } = await askOne<{ may: boolean }>(tx, `select access.may('designations', 'rows') as may`)
    const { place } = await askOne<{ place: string | null }>(
      tx,
      `select string_agg(name, '' order by length(area)) as place from (
         select distinct on (o.area) o.area, n.name from registry.organisation o
         join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
         where o.division = $1 and o.kind in ('township', 'village') and o.ended_act is null and o.area in ($2::text, left($2, 9))
         order by o.area, n.valid_from desc) p`,
      division,
      own?.area ?? null,
    )
    const designations = !may
      ? null
      : await ask<{ person_id: bigint | null; kind: string; standing: 'yes' | 'no' | 'unknown'; roster: string; as_of: string | null }>(
          tx,
          `select d.person_id, d.kind, d.standing, d.roster, d.as_of from registry.designation d
           where d.division = $1 and (d.household_id = $2 or d.person_id = any ($3::bigint[])) and ${knownAndTrue('d', '$5', '$4')}
           order by d.person_id nulls first, d.kind, d.roster collate "C"`,
          division,
          householdId,
          members.map(({ personId }) => personId),
          on ?? today,
          asKnownOn ?? null,
        )
    return done({
      household: own === undefined ? { householdId, register: register ?? 'other', number: null, area: null } : shown(fieldsOf(division), own),
      place,
      members,
      designations:
        designations?.map(d => ({
          personId: d.person_id === null ? null : String(d.person_id),
          kind: d.kind,
          standing: d.standing,
          roster: d.roster,
          asOf: d.as_of,
        })) ?? null,
    })
  })

  const list = questionCase(listHouseholds, async ({ area, register, after, limit }, { tx, actor: { division }, today }) => {
    const rows = await ask<HouseholdRow>(
      tx,
      `select household_id, register, number_record, number_sealed, area from registry.household
       where division = $1 and gone_act is null and ($2::text is null or area = $2 or left(area, 9) = $2) and ($3::text is null or register = $3) and household_id > $4
       order by household_id limit $5`,
      division,
      area ?? null,
      register ?? null,
      after ?? '0',
      limit,
    )
    const members = Map.groupBy(
      await membersOf(
        tx,
        division,
        rows.map(({ household_id }) => household_id),
        today,
        null,
      ),
      ({ household_id }) => household_id,
    )
    const fields = fieldsOf(division)
    return done({
      households: rows.map(row => ({
        ...shown(fields, row),
        members: byPerson(members.get(row.household_id) ?? []).map(({ personId, name, relation }) => ({ personId, name, relation })),
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.household_id),
    })
  })

  const found = orderCase(foundHousehold, async ({ register, number, area }, { tx, actor: { division }, act }) => {
    if (!area.startsWith(division)) return refused<RegistryProblem>(problem('registry/area-of-other-county', { area, own: division }))
    const { reaches } = await askOne<{ reaches: boolean }>(
      tx,
      `select $1 = any (access.divisions('persons', 'write')) or ($1 = access.home() and (left($2, 9) = any (access.reach('persons', 'write', 'township')) or $2 = any (access.reach('persons', 'write', 'village')))) as reaches`,
      division,
      area,
    )
    if (!reaches) return refused<RegistryProblem>(problem('registry/not-found', { what: `区划 ${area}` }))
    const fields = fieldsOf(division)
    const [known] =
      number === null
        ? []
        : await ask<{ household_id: bigint }>(
            tx,
            `select household_id from registry.household where division = $1 and register = $2 and number_index = any ($3::bytea[]) and gone_act is null limit 1`,
            division,
            register,
            fields.indexes('certificate-number', number),
          )
    if (known !== undefined) return refused<RegistryProblem>(problem('registry/household-known', { householdId: String(known.household_id) }))
    const record = number === null ? null : crypto.randomUUID()
    const { household_id } = await askOne<{ household_id: bigint }>(
      tx,
      `insert into registry.household (division, register, number_record, number_sealed, number_index, area, act_id) values ($1, $2, $3, $4, $5, $6, $7) returning household_id`,
      division,
      register,
      record,
      number === null || record === null ? null : bytes(fields.seal({ field: numberField, record }, number)),
      number === null ? null : bytes(fields.index('certificate-number', number)),
      area,
      act,
    )
    return done({ householdId: String(household_id) })
  })

  const move = orderCase(moveHouseholdMember, async ({ personId, fromHouseholdId, toHouseholdId, relation, from }, { tx, actor: { division }, act, today }) => {
    const [person] = await ask<{ merged_into: bigint | null }>(
      tx,
      `select merged_into from registry.person where division = $1 and person_id = $2 and gone_act is null for update`,
      division,
      personId,
    )
    if (person === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `人员 ${personId}` }))
    if (person.merged_into !== null) return refused<RegistryProblem>(problem('registry/already-merged', { personId }))
    if (from > today) return refused<RegistryProblem>(problem('registry/day-to-come', { day: from, today }))
    const households = await ask<{ household_id: bigint; register: Register }>(
      tx,
      `select household_id, register from registry.household where division = $1 and household_id = any ($2::bigint[]) and gone_act is null`,
      division,
      [toHouseholdId, ...(fromHouseholdId === null ? [] : [fromHouseholdId])],
    )
    const [to, old] = [toHouseholdId, fromHouseholdId].map(id => households.find(({ household_id }) => String(household_id) === id))
    if (to === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `户 ${toHouseholdId}` }))
    if (old !== undefined && old.register !== to.register) return refused<RegistryProblem>(problem('registry/other-register', { register: to.register }))
    const rows = await ask<{ household_id: bigint; register: Register; valid_from: string | null }>(
      tx,
      `select m.household_id, h.register, m.valid_from from registry.household_member m join registry.household h on h.division = m.division and h.household_id = m.household_id
       where m.division = $1 and m.person_id = $2 and m.ended_act is null and m.valid_to is null and h.register = $3 order by m.valid_from desc nulls last`,
      division,
      personId,
      to.register,
    )
    if (rows.some(({ household_id }) => String(household_id) === toHouseholdId))
      return refused<RegistryProblem>(problem('registry/in-household-already', { householdId: toHouseholdId }))
    const leaving = rows.filter(({ household_id }) => String(household_id) === fromHouseholdId)
    if (fromHouseholdId !== null && leaving.length === 0)
      return refused<RegistryProblem>(problem('registry/not-found', { what: `第 ${fromHouseholdId} 户里的这个人` }))
    const [stays] = rows
    if (fromHouseholdId === null && stays !== undefined)
      return refused<RegistryProblem>(problem('registry/in-household-already', { householdId: String(stays.household_id) }))
    const [since] = leaving
    if (since !== undefined && since.valid_from !== null && from <= since.valid_from)
      return refused<RegistryProblem>(problem('registry/day-before', { day: from, earliest: since.valid_from }))
    await ask(
      tx,
      `with over as (
         update registry.household_member set ended_act = $4 where division = $1 and person_id = $2 and household_id = $3 and ended_act is null and valid_to is null
         returning source, relation, valid_from, import_id, row_no)
       insert into registry.household_member (division, person_id, household_id, source, relation, valid_from, valid_to, import_id, row_no, act_id)
       select $1, $2, $3, source, relation, valid_from, $5::date - 1, import_id, row_no, $4 from over`,
      division,
      personId,
      fromHouseholdId,
      act,
      from,
    )
    await ask(
      tx,
      `insert into registry.household_member (division, person_id, household_id, source, relation, valid_from, act_id) values ($1, $2, $3, $4, $5, $6, $7)`,
      division,
      personId,
      toHouseholdId,
      `household-act ${to.register}`,
      relation,
      from,
      act,
    )
    return done({ personId })
  })

  return { showHousehold: show, listHouseholds: list, foundHousehold: found, moveHouseholdMember: move }
}
