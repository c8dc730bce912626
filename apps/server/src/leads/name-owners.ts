import { answersForKind, type OpenKind, openKindIds, openKinds } from '@yingjin/domain/leads'
import type { ResponsibilityTarget } from '@yingjin/domain/registry'
import type { PlainDate } from '@yingjin/kernel'
import { copyRows, type Tx } from '../platform/postgres/index.ts'
import { ownersOf } from '../registry/index.ts'
import { ask } from './statement.ts'

type Open = Readonly<{ lead_id: bigint; person_id: bigint; kind: OpenKind }>

type Acting = Readonly<{ actingPersonId: string; role: string }>

/** Who answers for the person of each today, by the responsibilities in force: the holder, or the deputy while the holder is away. */
const answeringToday = async <Open extends Readonly<{ person_id: bigint }>>(
  tx: Tx,
  division: string,
  open: readonly Open[],
  targetsOf: (one: Open) => readonly ResponsibilityTarget[],
  today: PlainDate,
): Promise<readonly (readonly [one: Open, acting: Acting])[]> => {
  const held = await ask<{ chain: string; role: string; target: ResponsibilityTarget }>(
    tx,
    `select distinct chain, role, target from registry.responsibility
     where division = $1 and ended_act is null and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by chain, role`,
    division,
    today,
  )
  const acting: (readonly [one: Open, acting: Acting])[] = []
  for (const [targets, all] of Map.groupBy(open, targetsOf)) {
    const order = targets.flatMap(target => held.filter(each => each.target === target))
    if (order.length === 0) continue
    const owners = await ownersOf(tx, division, [...new Set(all.map(({ person_id }) => String(person_id)))], order, today)
    for (const one of all) {
      const found = owners.get(String(one.person_id))
      if (found !== undefined) acting.push([one, found])
    }
  }
  return acting
}

const accountsOf = async (tx: Tx, persons: readonly string[]): Promise<ReadonlyMap<string, bigint>> =>
  new Map(
    (await ask<{ person_id: bigint; account_id: bigint }>(tx, `select person_id, account_id from leads.accounts_of($1)`, [...new Set(persons)])).map(
      ({ person_id, account_id }) => [String(person_id), account_id],
    ),
  )

/** What work is given of: a lead or a question is acted on by whoever writes there. */
type WorkField = 'leads' | 'questions'

/** Which of the pairs of a person and an account may act: the account writes in the field, over the place where the person stands. */
export const actingPairs = async (tx: Tx, field: WorkField, pairs: readonly (readonly [person: bigint, account: bigint])[]): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await ask<{ person_id: bigint; account_id: bigint }>(
        tx,
        `select person_id, account_id from leads.accounts_acting($1, $2::bigint[], $3::bigint[])`,
        field,
        pairs.map(([person]) => String(person)),
        pairs.map(([, account]) => String(account)),
      )
    ).map(({ person_id, account_id }) => `${person_id} ${account_id}`),
  )

/** Whether an account may act on work about a person. */
export const mayAct = async (tx: Tx, field: WorkField, personId: bigint, accountId: string): Promise<boolean> =>
  (await actingPairs(tx, field, [[personId, BigInt(accountId)]])).size > 0

/**
 * The accounts of those who answer for children today and may act on what is given to them. Whoever has no account, or whose
 * duty does not write there (the head of a township organises and signs, register A-33), is nobody here: what is nobody's is left out.
 */
export const accountsAnswering = async <Open extends Readonly<{ person_id: bigint }>>(
  tx: Tx,
  division: string,
  field: WorkField,
  open: readonly Open[],
  /** By what is answered for, the first first. */
  targetsOf: (one: Open) => readonly ResponsibilityTarget[],
  today: PlainDate,
): Promise<readonly (readonly [one: Open, accountId: bigint])[]> => {
  const acting = await answeringToday(tx, division, open, targetsOf, today)
  if (acting.length === 0) return []
  const accounts = await accountsOf(
    tx,
    acting.map(([, { actingPersonId }]) => actingPersonId),
  )
  const owned = acting.flatMap(([one, { actingPersonId }]): (readonly [Open, bigint])[] => {
    const account = accounts.get(actingPersonId)
    return account === undefined ? [] : [[one, account]]
  })
  const able = await actingPairs(
    tx,
    field,
    owned.map(([{ person_id }, account]) => [person_id, account]),
  )
  return owned.filter(([{ person_id }, account]) => able.has(`${person_id} ${account}`))
}

/** Why a lead is nobody's, and who answers for its child all the same; none for whoever sees only a part of those who answer. */
export const whyWithoutOwner = async (tx: Tx, division: string, lead: Pick<Open, 'person_id' | 'kind'>, today: PlainDate) => {
  const [sees] = await ask(tx, `select where $1 = any (access.divisions('leads', 'write')) and $1 = any (access.divisions('persons', 'rows'))`, division)
  if (sees === undefined) return null
  const [found] = await answeringToday(tx, division, [lead], ({ kind }) => answersForKind(kind), today)
  if (found === undefined) return { why: 'nobody', holder: null, role: null } as const
  const [, { actingPersonId, role }] = found
  const [person] = await ask<{ name: string }>(tx, `select name from registry.person where division = $1 and person_id = $2`, division, actingPersonId)
  const told = { holder: person?.name ?? null, role }
  const account = (await accountsOf(tx, [actingPersonId])).get(actingPersonId)
  if (account === undefined) return { why: 'no-account', ...told } as const
  return { why: (await mayAct(tx, 'leads', lead.person_id, String(account))) ? 'not-given' : 'may-not', ...told } as const
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
  const owners = await accountsAnswering(tx, division, 'leads', open, ({ kind }) => answersForKind(kind), today)
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
