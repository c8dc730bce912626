import { type ChainRole, type ResponsibilityTarget, responsibilityTargets } from '@yingjin/domain/registry'
import type { PlainDate } from '@yingjin/kernel'
import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/**
 * Who answers for a child: by which responsibility, who holds it, and who acts on the day, which is the deputy while the
 * holder is away. Where there is no deputy, or it is away too, the holder acts all the same: a child has somebody.
 */
export type Owner = ChainRole &
  Readonly<{ responsibilityId: string; target: ResponsibilityTarget; holderPersonId: string; actingPersonId: string; from: string; to: string | null }>

const away = (person: string, day: string): string =>
  `exists (select from registry.away a where a.division = r.division and a.person_id = ${person} and a.ended_act is null and ${day}::date between a.valid_from and a.valid_to)`

/** Responsibilities in force on a day, each with who acts; $1 is the division. */
export const heldOn = (day: string): string => `
  select r.*, case when r.deputy_person_id is not null and ${away('r.holder_person_id', day)} and not ${away('r.deputy_person_id', day)}
    then r.deputy_person_id else r.holder_person_id end as acting_person_id
  from registry.responsibility r where r.division = $1 and r.ended_act is null and r.valid_from <= ${day}::date and (r.valid_to is null or r.valid_to >= ${day}::date)`

/**
 * Which of the responsibilities `held` is for which of the children `child` (person_id, school_id, class_id, area): one
 * join per target, so that a county is answered in one statement.
 */
export const answering = (day: string): string => {
  const inHousehold = `m.ended_act is null and (m.valid_from is null or m.valid_from <= ${day}::date) and (m.valid_to is null or m.valid_to >= ${day}::date)`
  return [
    `select c.person_id, h.responsibility_id from child c join held h on h.target = 'child' and h.person_id = c.person_id`,
    `select c.person_id, h.responsibility_id from held h join registry.household_member m on m.division = $1 and m.household_id = h.household_id and ${inHousehold} join child c on c.person_id = m.person_id where h.target = 'household'`,
    `select c.person_id, h.responsibility_id from held h join registry.residence s on s.division = $1 and s.at_area = h.area and s.village_group = h.village_group and s.ended_act is null join child c on c.person_id = s.person_id where h.target = 'group'`,
    `select c.person_id, h.responsibility_id from child c join held h on h.target = 'class' and h.class_id = c.class_id`,
    `select c.person_id, h.responsibility_id from child c join held h on h.target = 'village' and h.area = c.area`,
    `select c.person_id, h.responsibility_id from child c join held h on h.target = 'school' and h.school_id = c.school_id`,
    `select c.person_id, h.responsibility_id from child c join held h on h.target = 'township' and h.area = left(c.area, 9)`,
    `select c.person_id, h.responsibility_id from child c join held h on h.target = 'division'`,
  ].join(' union ')
}

/** The nearest target first; of two alike the later one, then the one written first. */
export const nearestFirst = `array_position(array['${responsibilityTargets.join(`', '`)}'], h.target), h.valid_from desc, h.responsibility_id`

type Row = Readonly<{
  person_id: bigint
  responsibility_id: bigint
  chain: string
  role: string
  target: ResponsibilityTarget
  holder_person_id: bigint
  acting_person_id: bigint
  valid_from: string
  valid_to: string | null
}>

/**
 * For each child the one who answers for it on a day: in the first chain and role of `order` that anybody holds for it,
 * the nearest. Children without anybody are not in the map: those are the holes. Sees what its actor sees.
 */
export const ownersOf = async (
  tx: Tx,
  division: string,
  personIds: readonly string[],
  order: readonly ChainRole[],
  on: PlainDate,
): Promise<ReadonlyMap<string, Owner>> => {
  const rows = await ask<Row>(
    tx,
    `with wanted as (select chain, role, at from unnest($3::text[], $4::text[]) with ordinality w (chain, role, at)),
     held as materialized (select h.*, w.at from (${heldOn('$5')}) h join wanted w using (chain, role)),
     child as materialized (select p.person_id, p.school_id, p.class_id, p.area from registry.person p where p.division = $1 and p.person_id = any ($2::bigint[]))
     select distinct on (a.person_id) a.person_id, h.responsibility_id, h.chain, h.role, h.target, h.holder_person_id, h.acting_person_id, h.valid_from, h.valid_to
     from (${answering('$5')}) a join held h using (responsibility_id) order by a.person_id, h.at, ${nearestFirst}`,
    division,
    personIds,
    order.map(({ chain }) => chain),
    order.map(({ role }) => role),
    on,
  )
  return new Map(
    rows.map(r => [
      String(r.person_id),
      {
        responsibilityId: String(r.responsibility_id),
        chain: r.chain,
        role: r.role,
        target: r.target,
        holderPersonId: String(r.holder_person_id),
        actingPersonId: String(r.acting_person_id),
        from: r.valid_from,
        to: r.valid_to,
      },
    ]),
  )
}

/** What an organisation is called on a day ($1 division, $2 day): by the name in force then, else by the nearest. */
export const nameOf = (
  organisation: string,
): string => `(select n.name from registry.organisation_name n where n.division = $1 and n.organisation_id = ${organisation} and n.ended_act is null
  order by n.valid_from > $2::date, abs(n.valid_from - $2::date) limit 1)`
