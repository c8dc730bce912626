import { answersForKind, type OpenKind, openKindIds, openKinds } from '@yingjin/domain/leads'
import type { ResponsibilityTarget } from '@yingjin/domain/registry'
import type { PlainDate } from '@yingjin/kernel'
import { copyRows, type Tx } from '../platform/postgres/index.ts'
import { ownersOf } from '../registry/index.ts'
import { ask } from './statement.ts'

type Open = Readonly<{ lead_id: bigint; person_id: bigint; kind: OpenKind }>

/**
 * The accounts of those who answer for children today: by the responsibilities in force, the holder's, or the deputy's while
 * the holder is away. Whoever has no account is nobody here, and what is nobody's is left out.
 */
export const accountsAnswering = async <Open extends Readonly<{ person_id: bigint }>>(
  tx: Tx,
  division: string,
  open: readonly Open[],
  /** By what is answered for, the first first. */
  targetsOf: (one: Open) => readonly ResponsibilityTarget[],
  today: PlainDate,
): Promise<readonly (readonly [one: Open, accountId: bigint])[]> => {
  const held = await ask<{ chain: string; role: string; target: ResponsibilityTarget }>(
    tx,
    `select distinct chain, role, target from registry.responsibility
     where division = $1 and ended_act is null and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by chain, role`,
    division,
    today,
  )
  const acting: (readonly [one: Open, person: string])[] = []
  for (const [targets, all] of Map.groupBy(open, targetsOf)) {
    const order = targets.flatMap(target => held.filter(each => each.target === target))
    if (order.length === 0) continue
    const owners = await ownersOf(tx, division, [...new Set(all.map(({ person_id }) => String(person_id)))], order, today)
    for (const one of all) {
      const found = owners.get(String(one.person_id))
      if (found !== undefined) acting.push([one, found.actingPersonId])
    }
  }
  if (acting.length === 0) return []
  const accounts = new Map(
    (
      await ask<{ person_id: bigint; account_id: bigint }>(tx, `select person_id, account_id from leads.accounts_of($1)`, [
        ...new Set(acting.map(([, person]) => person)),
      ])
    ).map(({ person_id, account_id }) => [String(person_id), account_id]),
  )
  return acting.flatMap(([one, person]) => {
    const account = accounts.get(person)
    return account === undefined ? [] : [[one, account] as const]
  })
}

/** Gives the leads that a run found, and that are nobody's, to whoever answers for the child. Gives how many stay without an owner. */
export const nameOwners = async (tx: Tx, division: string, runId: bigint, act: bigint, today: PlainDate): Promise<number> => {
  const open = await ask<Open>(
    tx,
    `select l.lead_id, l.person_id, l.kind from leads.lead_in_run i join leads.lead l using (division, lead_id)
     where i.division = $1 and i.run_id = $2 and i.person_no is not null and l.state in ('open', 'returned') and l.owner_account_id is null order by l.lead_id`,
    division,
    runId,
  )
  await giveLeads(tx, division, open, act, today)
  const [without] = await ask<{ n: number }>(
    tx,
    `select count(*)::int as n from leads.lead_in_run i join leads.lead l using (division, lead_id)
     where i.division = $1 and i.run_id = $2 and i.person_no is not null and l.owner_account_id is null and l.state <> 'closed'`,
    division,
    runId,
  )
  return without?.n ?? 0
}

/** The same for every lead that the last run still says and that is nobody's. Gives how many were given and how many stay. */
export const nameOwnersOfAll = async (tx: Tx, division: string, act: bigint, today: PlainDate): Promise<Readonly<{ given: number; without: number }>> => {
  const open = await ask<Open>(
    tx,
    `select lead_id, person_id, kind from leads.lead
     where division = $1 and presence <> 'gone' and state in ('open', 'returned') and owner_account_id is null order by lead_id for update`,
    division,
  )
  const given = await giveLeads(tx, division, open, act, today)
  return { given, without: open.length - given }
}

const giveLeads = async (tx: Tx, division: string, open: readonly Open[], act: bigint, today: PlainDate): Promise<number> => {
  const owners = await accountsAnswering(tx, division, open, ({ kind }) => answersForKind(kind), today)
  if (owners.length === 0) return 0
  await ask(tx, 'create temporary table lead_owner (lead_id bigint, account_id bigint) on commit drop')
  await copyRows(
    tx,
    'lead_owner',
    ['lead_id', 'account_id'],
    owners.map(([{ lead_id }, account]) => [lead_id, account]),
  )
  await ask(
    tx,
    `insert into leads.lead_act (division, lead_id, act_id, person_id, move, to_account_id, area, school_id, class_id)
     select $1, l.lead_id, $2, l.person_id, 'assign', o.account_id, l.area, l.school_id, l.class_id
     from lead_owner o join leads.lead l on l.division = $1 and l.lead_id = o.lead_id`,
    division,
    act,
  )
  await ask(
    tx,
    `update leads.lead l set state = 'assigned', owner_account_id = o.account_id, version = l.version + 1
     from lead_owner o where l.division = $1 and l.lead_id = o.lead_id`,
    division,
  )
  return owners.length
}

/** Kinds that are about a household: whoever helps the household sees them. */
const ofHouseholds = openKindIds.filter(kind => openKinds[kind].owner === 'township')

/** New leads of such kinds name the household the child belongs to, by the household register first. */
export const nameHouseholds = async (tx: Tx, division: string, runId: bigint, today: PlainDate): Promise<void> => {
  await ask(
    tx,
    `update leads.lead l set household_id = h.household_id
     from (select distinct on (m.person_id) m.person_id, m.household_id from registry.household_member m
       join registry.household r on r.division = m.division and r.household_id = m.household_id and r.gone_act is null
       where m.division = $1 and m.ended_act is null and (m.valid_from is null or m.valid_from <= $3) and (m.valid_to is null or m.valid_to >= $3)
       order by m.person_id, r.register <> 'hukou', m.household_id) h
     where l.division = $1 and l.first_run_id = $2 and l.kind = any ($4) and h.person_id = l.person_id`,
    division,
    runId,
    today,
    ofHouseholds,
  )
}
