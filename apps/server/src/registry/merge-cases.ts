import type { AccessProblem } from '@yingjin/domain/access'
import { factMatters, listMerges, mergePersons, type RegistryProblem, showMerge, showSplit, splitPerson } from '@yingjin/domain/registry'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { orderCase, type OrderScene, questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { factTables } from './fact-tables.ts'
import { giveBack, hiddenRows } from './give-back.ts'
import { findPerson, type PersonRow } from './person-cases.ts'
import { ask, askOne } from './statement.ts'

type Refusable = RegistryProblem | AccessProblem
type Pair = Readonly<{ kept: PersonRow; other: PersonRow }>

/** Two records that stand by themselves; neither is merged already. */
const pairOf = async (tx: Tx, division: string, personId: string, otherPersonId: string): Promise<Result<Pair, RegistryProblem>> => {
  if (personId === otherPersonId) return refused(problem('registry/same-person', {}))
  const [kept, other] = [await findPerson(tx, division, personId), await findPerson(tx, division, otherPersonId)]
  if (!kept.ok) return kept
  if (!other.ok) return other
  const merged = [kept.value, other.value].find(({ merged_into }) => merged_into !== null)
  return merged === undefined
    ? done({ kept: kept.value, other: other.value })
    : refused(problem('registry/already-merged', { personId: String(merged.person_id) }))
}

/** What both records say of who they are, and say differently: nobody joins such two alone. */
const differing = async (tx: Tx, { kept, other }: Pair): Promise<readonly string[]> => {
  const { numbers } = await askOne<{ numbers: boolean }>(
    tx,
    `with n as (select person_id, number_index from registry.identity_number
       where division = $1 and person_id in ($2, $3) and kind = 'resident-id' and ended_act is null)
     select count(distinct person_id) = 2 and not exists (select from n a join n b on b.number_index = a.number_index and b.person_id <> a.person_id) as numbers from n`,
    kept.division,
    kept.person_id,
    other.person_id,
  )
  const unlike = (one: string | null, another: string | null): boolean => one !== null && another !== null && one !== another
  return [...(numbers ? ['身份证号'] : []), ...(unlike(kept.born_on, other.born_on) ? ['出生日期'] : []), ...(unlike(kept.sex, other.sex) ? ['性别'] : [])]
}

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

/** Makes one of two records, after whoever may has confirmed it. */
export const joinPersons = async (
  { tx, actor: { division }, act }: OrderScene,
  { kept, other }: Pair,
  version: number,
  reason: string,
): Promise<Refusable | null> => {
  const [personId, otherPersonId] = [String(kept.person_id), String(other.person_id)]
  const stale = await pointTo(tx, other, personId, version)
  if (stale !== null) return stale
  // Who pointed to the other points to the kept one: no chains.
  await ask(
    tx,
    `update registry.person set merged_into = $3, version = version + 1 where division = $1 and merged_into = $2`,
    division,
    otherPersonId,
    personId,
  )
  await event(tx, division, 'merge', personId, otherPersonId, reason, act)
  return null
}

/** Two records of a request that was confirmed, joined as they stand now. */
export const joinAsAsked = async (scene: OrderScene, personId: bigint, otherPersonId: string, reason: string): Promise<Refusable | null> => {
  const pair = await pairOf(scene.tx, scene.actor.division, String(personId), otherPersonId)
  return pair.ok ? joinPersons(scene, pair.value, pair.value.other.version, reason) : pair.problem
}

/** How many facts stand of persons, under a condition of each. */
const countFacts = async (tx: Tx, where: string, ...values: readonly unknown[]): Promise<number> => {
  const each = factMatters.map(matter => `select count(*) as n from ${factTables[matter].table} t where t.ended_act is null and ${where}`)
  const { n } = await askOne<{ n: number }>(tx, `select sum(n)::int as n from (${each.join(' union all ')}) c`, ...values)
  return n
}

/** 合并, 拆分: two records made one, and parted again. */
export const mergeCases = () => {
  const merge = orderCase(mergePersons, async ({ personId, otherPersonId, version, reason }, scene) => {
    const pair = await pairOf(scene.tx, scene.actor.division, personId, otherPersonId)
    if (!pair.ok) return pair
    const differs = await differing(scene.tx, pair.value)
    if (differs.length > 0) return refused<Refusable>(problem('registry/merge-needs-second', { differs }))
    const no = await joinPersons(scene, pair.value, version, reason)
    return no === null ? done({ personId }) : refused<Refusable>(no)
  })

  const split = orderCase(splitPerson, async ({ personId, version, reason }, { tx, actor: { division }, act }) => {
    const person = await findPerson(tx, division, personId)
    if (!person.ok) return person
    const { merged_into } = person.value
    if (merged_into === null) return refused<Refusable>(problem('registry/not-merged', { personId }))
    const stale = await pointTo(tx, person.value, null, version)
    if (stale !== null) return refused<Refusable>(stale)
    await event(tx, division, 'split', String(merged_into), personId, reason, act)
    const hidden = await hiddenRows(tx, division, person.value.person_id)
    if (hidden !== null) return refused<Refusable>(hidden)
    await giveBack(tx, division, merged_into, person.value.person_id, act)
    return done({ personId })
  })

  const before = questionCase(showMerge, async ({ personId, otherPersonId }, { tx, actor: { division } }) => {
    const pair = await pairOf(tx, division, personId, otherPersonId)
    if (!pair.ok) return pair
    const { joined } = await askOne<{ joined: number }>(
      tx,
      `select count(*)::int as joined from registry.person where division = $1 and merged_into = $2`,
      division,
      otherPersonId,
    )
    return done({
      version: pair.value.other.version,
      differs: [...(await differing(tx, pair.value))],
      facts: await countFacts(tx, 't.division = $1 and t.person_id = $2', division, otherPersonId),
      joined,
    })
  })

  const list = questionCase(listMerges, async ({ personId }, { tx, actor: { division } }) => {
    const rows = await ask<{
      person_event_id: bigint
      kind: 'merge' | 'split'
      person_id: bigint
      name: string
      other_person_id: bigint
      other_name: string
      reason: string
      at: string
      by: string | null
      stands: boolean
    }>(
      tx,
      `select e.person_event_id, e.kind, e.person_id, p.name, e.other_person_id, o.name as other_name, e.reason, m.recorded_at::text as at, m.account as by,
         e.kind = 'merge' and o.merged_into is not null and not exists (
           select from registry.person_event later where later.division = e.division and later.other_person_id = e.other_person_id
             and later.person_event_id > e.person_event_id) as stands
       from registry.person_event e
       join registry.person p on p.division = e.division and p.person_id = e.person_id
       join registry.person o on o.division = e.division and o.person_id = e.other_person_id
       join registry.moments_of_person_events($1, $2) m on m.person_event_id = e.person_event_id
       where e.division = $1 and $2::bigint in (e.person_id, e.other_person_id, o.merged_into) order by e.person_event_id desc`,
      division,
      personId,
    )
    return done({
      events: rows.map(row => ({
        eventId: String(row.person_event_id),
        kind: row.kind,
        personId: String(row.person_id),
        name: row.name,
        otherPersonId: String(row.other_person_id),
        otherName: row.other_name,
        reason: row.reason,
        at: row.at,
        by: row.by,
        stands: row.stands,
      })),
    })
  })

  const beforeSplit = questionCase(showSplit, async ({ personId }, { tx, actor: { division } }) => {
    const person = await findPerson(tx, division, personId)
    if (!person.ok) return person
    const { merged_into, name, version } = person.value
    if (merged_into === null) return refused<RegistryProblem>(problem('registry/not-merged', { personId }))
    const into = await findPerson(tx, division, String(merged_into))
    if (!into.ok) return into
    const own = await countFacts(tx, 't.division = $1 and t.person_id = $2', division, personId)
    const givenBack = await countFacts(
      tx,
      `t.division = $1 and t.person_id = $3 and exists (
         select from registry.import_row r where r.division = $1 and r.import_id = t.import_id and r.row_no = t.row_no and r.matched_id = $2)`,
      division,
      personId,
      merged_into,
    )
    return done({ name, version, mergedInto: String(merged_into), mergedIntoName: into.value.name, own, givenBack })
  })

  return { merge, split, before, list, beforeSplit }
}
