import type { AccessProblem } from '@yingjin/domain/access'
import {
  assignResponsibilities,
  assignResponsibility,
  type ChainRole,
  comeBack,
  countHoles,
  endResponsibility,
  findHoles,
  goAway,
  handOverResponsibilities,
  listChains,
  listHeld,
  type RegistryProblem,
  type ResponsibilityTarget,
  showOwners,
} from '@yingjin/domain/registry'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { orderCase, type OrderScene, questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { answering, heldOn, nameOf, nearestFirst } from './owners.ts'
import { ask, askOne } from './statement.ts'

type Refusable = RegistryProblem | AccessProblem

/** Which chains and roles the papers of a county name; none where they name none. */
export type ChainsOf = (division: string) => Promise<readonly ChainRole[]>

type Target = z.output<typeof assignResponsibility.order>['of']

type HeldRow = Readonly<{
  responsibility_id: bigint
  chain: string
  role: string
  target: ResponsibilityTarget
  holder_person_id: bigint
  holder_name: string | null
  acting_person_id: bigint
  acting_name: string | null
  valid_from: string
  valid_to: string | null
}>
const heldColumns = `h.responsibility_id, h.chain, h.role, h.target, h.holder_person_id, p.name as holder_name, h.acting_person_id, q.name as acting_name, h.valid_from, h.valid_to`
const namedHolders = `left join registry.person p on p.division = $1 and p.person_id = h.holder_person_id left join registry.person q on q.division = $1 and q.person_id = h.acting_person_id`
const told = (h: HeldRow) => ({
  responsibilityId: String(h.responsibility_id),
  chain: h.chain,
  role: h.role,
  target: h.target,
  holder: { personId: String(h.holder_person_id), name: h.holder_name },
  acting: { personId: String(h.acting_person_id), name: h.acting_name },
  from: h.valid_from,
  to: h.valid_to,
})

/** Children enrolled here, each with whether anybody answers for it in chain $2 and role $3 on day $4. */
const childrenWithHolder = `
  with held as materialized (select h.* from (${heldOn('$4')}) h where h.chain = $2 and h.role = $3),
  child as materialized (
    select p.person_id, p.name, p.school_id, p.class_id, p.area from registry.person p
    where p.division = $1 and p.gone_act is null and p.merged_into is null
      and exists (select from registry.enrolment e where e.division = $1 and e.person_id = p.person_id and e.ended_act is null and e.valid_to is null and e.state in ('enrolled', 'suspended'))
  ), answered as materialized (select distinct a.person_id from (${answering('$4')}) a)`

/** Who answers for whom: given, ended, handed over, stood in for, and where nobody does. */
export const responsibilityCases = ({ chainsOf = () => Promise.resolve([]) }: Readonly<{ chainsOf?: ChainsOf }> = {}) => {
  const personMissing = async (tx: Tx, division: string, personId: string): Promise<RegistryProblem | null> => {
    const [known] = await ask(tx, `select from registry.person where division = $1 and person_id = $2 and gone_act is null`, division, personId)
    return known === undefined ? problem('registry/not-found', { what: `人员 ${personId}` }) : null
  }

  /** A household, class or school that is not there is answered for by nobody. */
  const targetMissing = async (tx: Tx, division: string, of: Target): Promise<RegistryProblem | null> => {
    if (of.target !== 'household' && of.target !== 'class' && of.target !== 'school') return null
    const [what, table, id] =
      of.target === 'household'
        ? (['户', 'registry.household where gone_act is null and household_id', of.householdId] as const)
        : of.target === 'class'
          ? (['班级', 'registry.class where ended_act is null and class_id', of.classId] as const)
          : (['学校', 'registry.school where school_id', of.schoolId] as const)
    const [known] = await ask(tx, `select from ${table} = $2 and division = $1`, division, id)
    return known === undefined ? problem('registry/not-found', { what: `${what} ${id}` }) : null
  }

  const chains = questionCase(listChains, async (_, { actor: { division } }) => done({ roles: [...(await chainsOf(division))] }))

  type Assigned = Omit<z.output<typeof assignResponsibility.order>, 'validTo'> & Readonly<{ validTo?: string | undefined }>

  const chainUnknown = async (division: string, { chain, role }: ChainRole): Promise<RegistryProblem | null> => {
    const known = await chainsOf(division)
    return known.length === 0 || known.some(each => each.chain === chain && each.role === role)
      ? null
      : problem('registry/chain-unknown', { chain, role, known: known.map(each => `${each.chain}·${each.role}`) })
  }

  const assignOne = async (
    { chain, role, holderPersonId, deputyPersonId, of, validFrom, validTo }: Assigned,
    { tx, actor: { division }, act }: OrderScene,
  ): Promise<Result<{ responsibilityId: string }, RegistryProblem>> => {
    for (const personId of [holderPersonId, deputyPersonId, of.target === 'child' ? of.personId : undefined]) {
      const missing = personId === undefined ? null : await personMissing(tx, division, personId)
      if (missing !== null) return refused(missing)
    }
    const nowhere = await targetMissing(tx, division, of)
    if (nowhere !== null) return refused(nowhere)
    if (deputyPersonId === holderPersonId) return refused(problem('registry/same-person', {}))
    if (validTo !== undefined && validTo < validFrom) return refused(problem('registry/day-before', { day: validTo, earliest: validFrom }))
    const { responsibility_id } = await askOne<{ responsibility_id: bigint }>(
      tx,
      `insert into registry.responsibility (division, chain, role, holder_person_id, deputy_person_id, target, person_id, household_id, area, village_group, class_id, school_id, valid_from, valid_to, act_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce($12, (select k.school_id from registry.class k where k.division = $1 and k.class_id = $11)), $13, $14, $15)
       returning responsibility_id`,
      division,
      chain,
      role,
      holderPersonId,
      deputyPersonId ?? null,
      of.target,
      of.target === 'child' ? of.personId : null,
      of.target === 'household' ? of.householdId : null,
      of.target === 'group' || of.target === 'village' || of.target === 'township' ? of.area : null,
      of.target === 'group' ? of.villageGroup : null,
      of.target === 'class' ? of.classId : null,
      of.target === 'school' ? of.schoolId : null,
      validFrom,
      validTo ?? null,
      act,
    )
    return done({ responsibilityId: String(responsibility_id) })
  }

  const assign = orderCase(assignResponsibility, async (order, scene) => {
    const unknown = await chainUnknown(scene.actor.division, order)
    return unknown === null ? assignOne(order, scene) : refused<RegistryProblem>(unknown)
  })

  const assignMany = orderCase(assignResponsibilities, async ({ rows, ...all }, scene) => {
    const unknown = await chainUnknown(scene.actor.division, all)
    if (unknown !== null) return refused<RegistryProblem>(unknown)
    for (const row of rows) {
      const assigned = await assignOne({ ...all, ...row }, scene)
      if (!assigned.ok) return assigned
    }
    return done({ assigned: rows.length })
  })

  /** What is said of a responsibility besides who holds it and when. */
  const target = 'chain, role, target, person_id, household_id, area, village_group, class_id, school_id'

  const end = orderCase(endResponsibility, async ({ responsibilityId, lastDay }, { tx, actor: { division }, act }) => {
    const [held] = await ask<{ valid_from: string; valid_to: string | null }>(
      tx,
      `update registry.responsibility set ended_act = $3 where division = $1 and responsibility_id = $2 and ended_act is null returning valid_from, valid_to`,
      division,
      responsibilityId,
      act,
    )
    if (held === undefined || (lastDay !== undefined && held.valid_to !== null && held.valid_to <= lastDay))
      return refused<RegistryProblem>(problem('registry/not-found', { what: `责任关系 ${responsibilityId}` }))
    if (lastDay === undefined) return done({})
    if (lastDay < held.valid_from) return refused<RegistryProblem>(problem('registry/day-before', { day: lastDay, earliest: held.valid_from }))
    await ask(
      tx,
      `insert into registry.responsibility (division, ${target}, holder_person_id, deputy_person_id, valid_from, valid_to, act_id)
       select division, ${target}, holder_person_id, deputy_person_id, valid_from, $3, $4 from registry.responsibility where division = $1 and responsibility_id = $2`,
      division,
      responsibilityId,
      lastDay,
      act,
    )
    return done({})
  })

  const handOver = orderCase(handOverResponsibilities, async ({ fromPersonId, toPersonId, from, chain }, { tx, actor: { division }, act }) => {
    if (fromPersonId === toPersonId) return refused<Refusable>(problem('registry/same-person', {}))
    for (const personId of [fromPersonId, toPersonId]) {
      const missing = await personMissing(tx, division, personId)
      if (missing !== null) return refused<Refusable>(missing)
    }
    const over = await ask<{ responsibility_id: bigint }>(
      tx,
      `update registry.responsibility set ended_act = $4
       where division = $1 and holder_person_id = $2 and ended_act is null and (valid_to is null or valid_to >= $3::date) and ($5::text is null or chain = $5) returning responsibility_id`,
      division,
      fromPersonId,
      from,
      act,
      chain ?? null,
    )
    // What lies beyond the actor’s reach would be left with somebody who is gone, and nobody would be told.
    const { all } = await askOne<{ all: bigint }>(tx, `select registry.held_from($1, $2, $3) as all`, fromPersonId, from, chain ?? null)
    if (all > 0n) return refused<Refusable>(problem('access/beyond-reach', { title: handOverResponsibilities.title }))
    if (over.length === 0) return refused<Refusable>(problem('registry/nothing-held', { personId: fromPersonId }))
    await ask(
      tx,
      `with over as (select * from registry.responsibility where division = $1 and responsibility_id = any ($2::bigint[]))
       insert into registry.responsibility (division, ${target}, holder_person_id, deputy_person_id, valid_from, valid_to, act_id)
       select division, ${target}, holder_person_id, deputy_person_id, valid_from, $3::date - 1, $5::bigint from over where valid_from < $3::date
       union all
       select division, ${target}, $4::bigint, nullif(deputy_person_id, $4::bigint), greatest(valid_from, $3::date), valid_to, $5::bigint from over`,
      division,
      over.map(({ responsibility_id }) => String(responsibility_id)),
      from,
      toPersonId,
      act,
    )
    return done({ handedOver: over.length })
  })

  const leave = orderCase(goAway, async ({ personId, from, to, reason }, { tx, actor: { division }, act }) => {
    const missing = await personMissing(tx, division, personId)
    if (missing !== null) return refused<RegistryProblem>(missing)
    if (to < from) return refused<RegistryProblem>(problem('registry/day-before', { day: to, earliest: from }))
    const { away_id } = await askOne<{ away_id: bigint }>(
      tx,
      `insert into registry.away (division, person_id, valid_from, valid_to, reason, act_id) values ($1, $2, $3, $4, $5, $6) returning away_id`,
      division,
      personId,
      from,
      to,
      reason,
      act,
    )
    const { n } = await askOne<{ n: number }>(
      tx,
      `select count(*)::int as n from registry.responsibility where division = $1 and holder_person_id = $2 and deputy_person_id is null and ended_act is null
         and daterange(valid_from, valid_to, '[]') && daterange($3, $4, '[]')`,
      division,
      personId,
      from,
      to,
    )
    return done({ awayId: String(away_id), withoutDeputy: n })
  })

  const back = orderCase(comeBack, async ({ awayId, lastDay }, { tx, actor: { division }, act }) => {
    const [over] = await ask<{ person_id: bigint; valid_from: string; valid_to: string; reason: string }>(
      tx,
      `update registry.away set ended_act = $3 where division = $1 and away_id = $2 and ended_act is null returning person_id, valid_from, valid_to, reason`,
      division,
      awayId,
      act,
    )
    if (over === undefined || over.valid_to <= lastDay)
      return refused<RegistryProblem>(problem('registry/not-found', { what: `还没有返岗的离岗登记 ${awayId}` }))
    if (lastDay < over.valid_from) return refused<RegistryProblem>(problem('registry/day-before', { day: lastDay, earliest: over.valid_from }))
    await ask(
      tx,
      `insert into registry.away (division, person_id, valid_from, valid_to, reason, act_id) values ($1, $2, $3, $4, $5, $6)`,
      division,
      over.person_id,
      over.valid_from,
      lastDay,
      over.reason,
      act,
    )
    return done({})
  })

  const owners = questionCase(showOwners, async ({ personId, on }, { tx, actor: { division }, today }) => {
    const missing = await personMissing(tx, division, personId)
    if (missing !== null) return refused<RegistryProblem>(missing)
    const rows = await ask<HeldRow>(
      tx,
      `with held as materialized (${heldOn('$3')}),
       child as materialized (select c.person_id, c.school_id, c.class_id, c.area from registry.person c where c.division = $1 and c.person_id = $2)
       select ${heldColumns} from (${answering('$3')}) a join held h using (responsibility_id) ${namedHolders} order by h.chain, ${nearestFirst}`,
      division,
      personId,
      on ?? today,
    )
    return done({ owners: rows.map(told) })
  })

  const held = questionCase(listHeld, async ({ holderPersonId, on, after, limit }, { tx, actor: { division }, today }) => {
    const day = on ?? today
    const rows = await ask<HeldRow & Readonly<{ of: string; of_name: string | null; deputy: string | null }>>(
      tx,
      `select ${heldColumns}, coalesce(h.person_id::text, h.household_id::text, h.class_id::text, h.school_id::text, nullif(concat_ws(' ', h.area, h.village_group), ''), $1) as of,
         (select d.name from registry.person d where d.division = $1 and d.person_id = h.deputy_person_id) as deputy,
         case h.target
           when 'child' then (select c.name from registry.person c where c.division = $1 and c.person_id = h.person_id)
           when 'school' then ${nameOf('h.school_id')}
           when 'class' then (select concat_ws('', ${nameOf('k.school_id')}, w.name) from registry.class k
             join registry.class_name w on w.division = k.division and w.class_id = k.class_id and w.ended_act is null
             where k.division = $1 and k.class_id = h.class_id order by w.school_year desc limit 1)
           when 'division' then (select d.name from infrastructure.division d where d.division = $1)
           when 'household' then (select string_agg(m.name, '、' order by m.person_id) from registry.household_member x
             join registry.person m on m.division = x.division and m.person_id = x.person_id
             where x.division = $1 and x.household_id = h.household_id and x.ended_act is null)
           else (select concat_ws('', ${nameOf('o.organisation_id')}, h.village_group) from registry.organisation o
             where o.division = $1 and o.kind in ('township', 'village') and o.area = h.area and o.ended_act is null limit 1)
         end as of_name
       from (${heldOn('$2')}) h ${namedHolders} where h.holder_person_id = $3 and h.responsibility_id > $4 order by h.responsibility_id limit $5`,
      division,
      day,
      holderPersonId,
      after ?? '0',
      limit,
    )
    const [person] = await ask<{ name: string }>(tx, `select name from registry.person where division = $1 and person_id = $2`, division, holderPersonId)
    const away = await ask<{ away_id: bigint; valid_from: string; valid_to: string; reason: string }>(
      tx,
      `select away_id, valid_from, valid_to, reason from registry.away where division = $1 and person_id = $2 and ended_act is null and valid_to >= $3 order by valid_from, away_id`,
      division,
      holderPersonId,
      day,
    )
    return done({
      holder: { personId: holderPersonId, name: person?.name ?? null },
      held: rows.map(row => ({ ...told(row), of: row.of, ofName: row.of_name, deputy: row.deputy })),
      away: away.map(each => ({ awayId: String(each.away_id), from: each.valid_from, to: each.valid_to, reason: each.reason })),
      next: rows.length < limit ? null : String(rows.at(-1)?.responsibility_id),
    })
  })

  const holes = questionCase(findHoles, async ({ chain, role, on, schoolId, area, after, limit }, { tx, actor: { division }, today }) => {
    const rows = await ask<{ person_id: bigint; name: string; school_id: bigint | null }>(
      tx,
      `${childrenWithHolder}
       select c.person_id, c.name, c.school_id from child c
       where c.person_id > $5 and ($6::bigint is null or c.school_id = $6) and ($7::text is null or c.area = $7 or left(c.area, 9) = $7)
         and not exists (select from answered a where a.person_id = c.person_id)
       order by c.person_id limit $8`,
      division,
      chain,
      role,
      on ?? today,
      after ?? '0',
      schoolId ?? null,
      area ?? null,
      limit,
    )
    return done({
      children: rows.map(r => ({ personId: String(r.person_id), name: r.name, schoolId: r.school_id === null ? null : String(r.school_id) })),
      next: rows.length < limit ? null : String(rows.at(-1)?.person_id),
    })
  })

  const counted = questionCase(countHoles, async ({ chain, role, on, by }, { tx, actor: { division }, today }) => {
    const place = { school: 'c.school_id::text', village: `case when length(c.area) = 12 then c.area end`, township: 'left(c.area, 9)' }[by]
    const rows = await ask<{ place: string | null; name: string | null; children: number; holes: number }>(
      tx,
      `${childrenWithHolder},
       counted as (
         select ${place} as place, count(*)::int as children, (count(*) filter (where not exists (select from answered a where a.person_id = c.person_id)))::int as holes
         from child c group by 1)
       select k.place, k.children, k.holes, (
         select n.name from registry.organisation o join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
         where o.division = $1 and o.kind = $5 and o.ended_act is null and k.place = ${by === 'school' ? 'o.organisation_id::text' : 'o.area'}
         order by n.valid_from desc limit 1) as name
       from counted k order by k.holes desc, k.place collate "C" nulls last`,
      division,
      chain,
      role,
      on ?? today,
      by,
    )
    return done({ places: [...rows] })
  })

  return { chains, assign, assignMany, end, handOver, goAway: leave, comeBack: back, owners, held, holes, countHoles: counted }
}
