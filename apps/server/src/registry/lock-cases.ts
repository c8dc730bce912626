import { compareWithLock, factMatters, lockList, type RegistryProblem } from '@yingjin/domain/registry'
import { done, problem, refused } from '@yingjin/kernel'
import { orderCase, questionCase } from '../access/index.ts'
import { factTables } from './fact-tables.ts'
import { notNow, oneAfterTheOther } from './import-cases.ts'
import { ask, askOne } from './statement.ts'

/** Designations of a source, gathered person by person: who is on the list, and why. */
const listed = `select d.person_id, jsonb_object_agg(d.kind, jsonb_build_object('standing', d.standing, 'detail', d.detail)) as facts
  from registry.designation d where d.division = $1 and d.roster = $2 and d.ended_act is null and d.person_id is not null group by d.person_id`

/** Of a number only whether it is another: a mark made of its digest. */
const said = (column: string): string => (column === 'number_index' ? `'mark', left(encode(sha256(t.number_index), 'hex'), 8)` : `'${column}', t.${column}`)

/** Every fact of the persons of `moved`, as it stood at act $3 and as it stands now, each under its matter, source and keys. */
const factsThenAndNow = factMatters
  .map(matter => {
    const { table, source, keys, content } = factTables[matter]
    return `select t.person_id, concat_ws(' ', '${matter}', t.${[source, ...keys].join(', t.')}) as key, jsonb_build_object(${content.map(said).join(', ')}) as says,
      t.act_id <= $3 and (t.ended_act is null or t.ended_act > $3) as stood, t.ended_act is null as stands
      from moved m join ${table} t on t.division = $1 and t.person_id = m.person_id where t.ended_act is null or t.ended_act > $3`
  })
  .join(' union all ')

/** Whoever had a fact added or ended after act $3. */
const movedSince = factMatters
  .flatMap(matter => ['act_id', 'ended_act'].map(act => `select t.person_id from ${factTables[matter].table} t where t.division = $1 and t.${act} > $3`))
  .join(' union ')

type Facts = Readonly<Record<string, unknown>>

/** 底数锁定: lists locked under a name, and what differs from them since. */
export const lockCases = () => {
  const lock = orderCase(lockList, async ({ name, source }, { tx, actor: { division }, act }) => {
    const hindrance = await notNow(tx, division)
    if (hindrance !== null) return refused<RegistryProblem>(hindrance)
    const [taken] = await ask(tx, `select from registry.locked_list where division = $1 and name = $2`, division, name)
    if (taken !== undefined) return refused<RegistryProblem>(problem('registry/list-name-taken', { name }))
    const { locked_list_id } = await askOne<{ locked_list_id: bigint }>(
      tx,
      `insert into registry.locked_list (division, name, source, act_id) values ($1, $2, $3, $4) returning locked_list_id`,
      division,
      name,
      source,
      act,
    )
    const members = await ask(
      tx,
      `insert into registry.locked_member (division, locked_list_id, person_id, name, facts, area, school_id, class_id)
       select $1, $3, p.person_id, p.name, l.facts, p.area, p.school_id, p.class_id from (${listed}) l join registry.person p on p.division = $1 and p.person_id = l.person_id returning person_id`,
      division,
      source,
      locked_list_id,
    )
    if (members.length === 0) return refused<RegistryProblem>(problem('registry/list-empty', { source }))
    return done({ lockedListId: String(locked_list_id), members: members.length })
  })

  const compare = questionCase(compareWithLock, async ({ lockedListId, after, limit }, { tx, actor: { division } }) => {
    const [list] = await ask<{ source: string; act_id: bigint }>(
      tx,
      `select source, act_id from registry.locked_list where division = $1 and locked_list_id = $2`,
      division,
      lockedListId,
    )
    if (list === undefined) return refused<RegistryProblem>(problem('registry/not-found', { what: `锁定名单 ${lockedListId}` }))
    const rows = await ask<{ person_id: bigint; name: string; member: boolean; on_list: boolean; stood: Facts | null; stands: Facts | null }>(
      tx,
      `with since as (${movedSince}), now as (${listed}), locked as (select m.person_id, m.name from registry.locked_member m where m.division = $1 and m.locked_list_id = $4),
       moved as materialized (
         select s.person_id from since s where s.person_id > $5 and (s.person_id in (select person_id from locked) or s.person_id in (select person_id from now))
         order by s.person_id limit $6
       ), facts as (${factsThenAndNow}), gathered as (
         select f.person_id, jsonb_object_agg(f.key, f.says) filter (where f.stood) as stood, jsonb_object_agg(f.key, f.says) filter (where f.stands) as stands
         from facts f group by f.person_id
       )
       select m.person_id, coalesce(l.name, p.name) as name, l.person_id is not null as member, n.person_id is not null as on_list, g.stood, g.stands
       from moved m join registry.person p on p.division = $1 and p.person_id = m.person_id left join locked l on l.person_id = m.person_id
       left join now n on n.person_id = m.person_id left join gathered g on g.person_id = m.person_id order by m.person_id`,
      division,
      list.source,
      list.act_id,
      lockedListId,
      after ?? '0',
      limit,
    )
    const changes = rows.flatMap(({ person_id, name, member, on_list, stood, stands }) => {
      const [then, now] = [stood ?? {}, stands ?? {}]
      const other = Object.keys({ ...then, ...now }).filter(key => JSON.stringify(then[key]) !== JSON.stringify(now[key]))
      const of = (facts: Facts): Facts | null => {
        const found = Object.fromEntries(other.filter(key => key in facts).map(key => [key, facts[key]]))
        return Object.keys(found).length === 0 ? null : found
      }
      if (other.length === 0) return []
      const change = member ? (on_list ? ('other' as const) : ('went' as const)) : ('came' as const)
      return [{ personId: String(person_id), name, change, then: of(then), now: of(now) }]
    })
    return done({ changes, next: rows.length < limit ? null : String(rows.at(-1)?.person_id) })
  })

  return { lock: oneAfterTheOther(lock), compare }
}
