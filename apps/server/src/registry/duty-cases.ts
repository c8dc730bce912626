import { countDuties, type DutyPlace, dutyPlaces, type DutyStanding, listDuties, listPlaces } from '@yingjin/domain/registry'
import { done } from '@yingjin/kernel'
import { questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { nameOf } from './owners.ts'
import { ask } from './statement.ts'

type Asked = Readonly<{ division: string; day: string; chain: string | null; role: string | null }>

const townshipOf = (area: string): string => `(select ${nameOf('t.organisation_id')} from registry.organisation t
  where t.division = $1 and t.kind = 'township' and t.area = left(${area}, 9) and t.ended_act is null limit 1)`

/**
 * Every place within the actor’s reach with who answers for it on a day ($1 division, $2 day, $3 chain, $4 role). Who reaches
 * the persons of a place sees who answers for it, and so does who administers the accounts of the county. Classes are those
 * of the newest school year that classes were named for.
 */
const places = `
  with reach as materialized (
    select $1 = any (access.divisions('persons', 'rows')) or $1 = any (access.divisions('access', 'rows')) as whole,
      access.reach('persons', 'rows', 'school') as schools, access.reach('persons', 'rows', 'class') as classes,
      access.reach('persons', 'rows', 'township') as townships, access.reach('persons', 'rows', 'village') as villages
  ), answering as materialized (
    select r.responsibility_id, r.chain, r.role, r.target,
      case r.target when 'class' then r.class_id::text when 'school' then r.school_id::text when 'division' then r.division else r.area end as place,
      r.holder_person_id, h.name as holder, r.deputy_person_id, d.name as deputy, r.valid_from, r.valid_to
    from registry.responsibility r
    left join registry.person h on h.division = r.division and h.person_id = r.holder_person_id
    left join registry.person d on d.division = r.division and d.person_id = r.deputy_person_id
    where r.division = $1 and r.ended_act is null and r.valid_from <= $2::date and (r.valid_to is null or r.valid_to >= $2::date)
      and r.target in ('class', 'school', 'village', 'township', 'division') and not $1 = any (access.divisions('access', 'rows'))
    union all
    select * from registry.who_answers_for_places($1, $2::date)
  ), asked as materialized (
    select * from answering where ($3::text is null or chain = $3) and ($4::text is null or role = $4)
  ), known as materialized (
    select person_id from access.persons_with_account(array(select distinct holder_person_id from asked)) as k (person_id)
  ), place as (
    select 'division' as place, 1 as at, d.division as key, d.name, null::text as within, null::bigint as school_id, null::text as area
    from infrastructure.division d, reach where d.division = $1 and reach.whole
    union all
    select o.kind, case o.kind when 'township' then 2 else 3 end, o.area, ${nameOf('o.organisation_id')}, case o.kind when 'village' then ${townshipOf('o.area')} end, null, o.area
    from registry.organisation o, reach where o.division = $1 and o.kind in ('township', 'village') and o.ended_act is null and (o.valid_to is null or o.valid_to >= $2::date)
      and (reach.whole or left(o.area, 9) = any (reach.townships) or o.area = any (reach.villages))
    union all
    select 'school', 4, o.organisation_id::text, ${nameOf('o.organisation_id')}, ${townshipOf('o.area')}, o.organisation_id, o.area
    from registry.organisation o, reach where o.division = $1 and o.kind = 'school' and o.ended_act is null and (o.valid_to is null or o.valid_to >= $2::date)
      and (reach.whole or o.organisation_id::text = any (reach.schools))
    union all
    select 'class', 5, k.class_id::text, w.name, ${nameOf('k.school_id')}, k.school_id, null
    from registry.class k
    join registry.class_name w on w.division = k.division and w.class_id = k.class_id and w.ended_act is null
      and w.school_year = (select max(y.school_year) from registry.class_name y where y.division = $1 and y.ended_act is null), reach
    where k.division = $1 and k.ended_act is null and w.grade is not null
      and (reach.whole or k.school_id::text = any (reach.schools) or k.class_id::text = any (reach.classes))
  ), answered as (
    select p.*, case when not exists (select from asked a where a.target = p.place and a.place = p.key) then 'nobody'
      when exists (select from asked a where a.target = p.place and a.place = p.key and a.holder_person_id in (select person_id from known)) then 'held'
      else 'no-account' end as standing
    from place p
  )`

const valuesOf = ({ division, day, chain, role }: Asked): readonly unknown[] => [division, day, chain, role]

type Holder = Readonly<{
  place: DutyPlace
  key: string
  responsibility_id: bigint
  chain: string
  role: string
  holder_person_id: bigint
  holder: string | null
  deputy: string | null
  valid_from: string
  valid_to: string | null
  has_account: boolean
}>

const holdersOf = async (tx: Tx, asked: Asked, of: readonly Readonly<{ place: DutyPlace; key: string }>[]): Promise<ReadonlyMap<string, readonly Holder[]>> =>
  Map.groupBy(
    await ask<Holder>(
      tx,
      `${places} select a.target as place, a.place as key, a.responsibility_id, a.chain, a.role, a.holder_person_id, a.holder, a.deputy, a.valid_from, a.valid_to,
         a.holder_person_id in (select person_id from known) as has_account
       from asked a join unnest($5::text[], $6::text[]) w (place, key) on w.place = a.target and w.key = a.place order by a.chain, a.role, a.responsibility_id`,
      ...valuesOf(asked),
      of.map(({ place }) => place),
      of.map(({ key }) => key),
    ),
    ({ place, key }) => `${place} ${key}`,
  )

/** Which places nobody answers for, and where whoever answers cannot be reached. */
export const dutyCases = () => ({
  countDuties: questionCase(countDuties, async ({ chain, role, on }, { tx, actor: { division }, today }) => {
    const values = valuesOf({ division, day: on ?? today, chain: chain ?? null, role: role ?? null })
    const rows = await ask<{ place: DutyPlace; all: number; held: number; nobody: number; no_account: number }>(
      tx,
      `${places} select place, count(*)::int as "all", (count(*) filter (where standing = 'held'))::int as held,
         (count(*) filter (where standing = 'nobody'))::int as nobody, (count(*) filter (where standing = 'no-account'))::int as no_account
       from answered group by place, at order by at`,
      ...values,
    )
    const roles = await ask<{ chain: string; role: string }>(tx, `${places} select chain, role from answering group by 1, 2 order by 1, 2`, ...values)
    return done({
      places: rows.map(({ place, all, held, nobody, no_account }) => ({ place, all, held, nobody, noAccount: no_account })),
      roles: roles.map(each => ({ chain: each.chain, role: each.role })),
    })
  }),
  listDuties: questionCase(listDuties, async ({ place, standing, chain, role, schoolId, on, after, limit }, { tx, actor: { division }, today }) => {
    const asked = { division, day: on ?? today, chain: chain ?? null, role: role ?? null }
    const where = `($5::text is null or place = $5) and ($6::text is null or standing = $6) and ($7::bigint is null or school_id = $7)`
    const values = [...valuesOf(asked), place ?? null, standing ?? null, schoolId ?? null]
    const rows = await ask<
      Readonly<{ total: number; place: DutyPlace; key: string; name: string | null; within: string | null; school_id: bigint | null; standing: DutyStanding }>
    >(
      tx,
      `${places} select (count(*) over ())::int as total, place, key, name, within, school_id, standing from answered where ${where}
       order by at, within, name, key offset $8 limit $9`,
      ...values,
      after ?? '0',
      limit,
    )
    const beyond = after === undefined ? 0 : Number(after)
    const [{ total } = { total: 0 }] =
      rows.length > 0 || beyond === 0
        ? rows
        : await ask<{ total: number }>(tx, `${places} select count(*)::int as total from answered where ${where}`, ...values)
    const holders = await holdersOf(tx, asked, rows)
    return done({
      total,
      duties: rows.map(row => ({
        place: row.place,
        key: row.key,
        name: row.name ?? dutyPlaces[row.place],
        within: row.within,
        schoolId: row.school_id === null ? null : String(row.school_id),
        standing: row.standing,
        holders: (holders.get(`${row.place} ${row.key}`) ?? []).map(each => ({
          responsibilityId: String(each.responsibility_id),
          chain: each.chain,
          role: each.role,
          personId: String(each.holder_person_id),
          name: each.holder,
          deputy: each.deputy,
          from: each.valid_from,
          to: each.valid_to,
          hasAccount: each.has_account,
        })),
      })),
      next: beyond + rows.length < total && rows.length > 0 ? String(beyond + rows.length) : null,
    })
  }),
  listPlaces: questionCase(listPlaces, async ({ kind, name, on, after, limit }, { tx, actor: { division }, today }) => {
    const from = `from (select o.organisation_id, o.kind, o.area, ${nameOf('o.organisation_id')} as name,
        case when o.kind in ('village', 'school') then ${townshipOf('o.area')} end as within
      from registry.organisation o where o.division = $1 and o.ended_act is null and (o.valid_to is null or o.valid_to >= $2::date) and ($3::text is null or o.kind = $3)) p
      where ($4::text is null or strpos(p.name, $4) > 0)`
    const values = [division, on ?? today, kind ?? null, name ?? null]
    const [{ total } = { total: 0 }] = await ask<{ total: number }>(tx, `select count(*)::int as total ${from}`, ...values)
    const rows = await ask<{ organisation_id: bigint; kind: string; area: string; name: string | null; within: string | null }>(
      tx,
      `select p.* ${from} and p.organisation_id > $5 order by p.organisation_id limit $6`,
      ...values,
      after ?? '0',
      limit,
    )
    return done({
      total,
      places: rows.map(row => ({ organisationId: String(row.organisation_id), kind: row.kind, name: row.name ?? '', area: row.area, within: row.within })),
      next: rows.length < limit ? null : String(rows.at(-1)?.organisation_id),
    })
  }),
})
