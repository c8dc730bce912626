import { leadStates, type Presence, presenceOf, presences, type RunCounts } from '@yingjin/domain/leads'
import type { Tx } from '../platform/postgres/index.ts'
import { ask } from './statement.ts'

/** What the domain makes of a lead in every state, found or not, as a table that a statement can be joined with. */
const meaning = leadStates
  .flatMap(state =>
    presences.flatMap(presence => [true, false].map(found => `('${state}', '${presence}', ${found}, '${presenceOf({ state, presence }, found)}')`)),
  )
  .join(', ')

/** A finding said twice of one person, where there is one. */
export const foundTwice = async (tx: Tx): Promise<Readonly<{ open_kind: string; person_id: bigint }> | null> => {
  const [twice] = await ask<{ open_kind: string; person_id: bigint }>(
    tx,
    `select l.open_kind, p.person_id from said_lead l join said_person p using (no) where p.person_id is not null
     group by l.open_kind, p.person_id, l.kind, l.ground having count(*) > 1 order by p.person_id limit 1`,
  )
  return twice ?? null
}

/** Whoever publishes changes leads: nobody else does until it is over. */
export const lockLeads = async (tx: Tx, division: string): Promise<void> => {
  await ask(tx, `select count(*) from (select from leads.lead where division = $1 order by lead_id for update) l`, division)
}

/** Leads as the county knows them, beside what the run found of its persons (`said_lead`, `said_person`). */
export const compareLeads = async (tx: Tx, division: string): Promise<Readonly<{ unsaid: number }>> => {
  await ask(
    tx,
    `create temporary table unsettled_person on commit drop as select distinct unnest(candidates) as person_id from said_person where asks is not null`,
  )
  await ask(
    tx,
    `create temporary table found on commit drop as select l.*, p.person_id from said_lead l join said_person p using (no) where p.person_id is not null`,
  )
  await ask(tx, 'analyze found')
  await ask(
    tx,
    `create temporary table seen on commit drop as
     select l.lead_id, l.person_id, l.presence as was, m.presence, f.no, f.kind, f.ground, f.detail, f.rests_on, f.about, f.about_rests_on, f.due_on,
       f.no is not null and l.state = 'closed' as reopens,
       f.no is not null and (f.detail, f.rests_on) is distinct from (g.detail, g.rests_on) as said_anew,
       f.no is not null and (f.about, f.about_rests_on) is distinct from (a.says, a.rests_on) as about_anew,
       f.no is null and l.person_id in (select person_id from unsettled_person) as unsaid
     from leads.lead l join leads.lead_ground g on g.division = l.division and g.lead_id = l.lead_id and g.ended_act is null
     join leads.lead_about a on a.division = l.division and a.lead_id = l.lead_id and a.ended_act is null
     left join found f on f.person_id = l.person_id and f.kind = g.kind and f.ground = g.ground
     join (values ${meaning}) m (state, was, found, presence) on m.state = l.state and m.was = l.presence and m.found = (f.no is not null)
     where l.division = $1 and (f.no is not null or l.presence <> 'gone')`,
    division,
  )
  await ask(tx, 'analyze seen')
  const [{ n } = { n: 0 }] = await ask<{ n: number }>(tx, 'select count(*)::int as n from seen where unsaid')
  // Of a person whom the run may speak of under another number nobody can say that nothing was found.
  await ask(tx, 'delete from seen where unsaid')
  await ask(
    tx,
    `create temporary table fresh on commit drop as
     select f.*, (row_number() over (order by f.no, f.kind, f.ground) - 1)::int as first_no from found f
     where not exists (select from seen s where s.person_id = f.person_id and s.kind = f.kind and s.ground = f.ground)`,
  )
  await ask(tx, 'analyze fresh')
  return { unsaid: n }
}

export const countLeads = async (tx: Tx): Promise<RunCounts['leads']> => {
  const rows = await ask<{ presence: Presence; n: number }>(
    tx,
    `select presence, count(*)::int as n from (select presence from seen union all select '${presenceOf(null, true)}' from fresh) s group by 1`,
  )
  return { new: 0, persisting: 0, gone: 0, reopened: 0, ...Object.fromEntries(rows.map(({ presence, n }) => [presence, n])) }
}

/** What is new: the lead, and beside it what it is exactly; what nobody knows whose it is, is kept with its question. */
export const writeNewLeads = async (tx: Tx, division: string, runId: bigint, act: bigint): Promise<void> => {
  await ask(
    tx,
    `insert into leads.lead (division, person_id, own_person_id, kind, state, presence, due_on, first_run_id, first_no, act_id, area, school_id, class_id)
     select $1, f.person_id, f.person_id, f.open_kind, 'open', '${presenceOf(null, true)}', f.due_on, $2, f.first_no, $3, p.area, p.school_id, p.class_id
     from fresh f join registry.person p on p.division = $1 and p.person_id = f.person_id order by f.first_no`,
    division,
    runId,
    act,
  )
  await ask(
    tx,
    `insert into leads.lead_ground (division, lead_id, person_id, kind, ground, detail, rests_on, act_id, area, school_id, class_id)
     select $1, l.lead_id, l.person_id, f.kind, f.ground, f.detail, f.rests_on, $3, l.area, l.school_id, l.class_id
     from fresh f join leads.lead l on l.division = $1 and l.first_run_id = $2 and l.first_no = f.first_no`,
    division,
    runId,
    act,
  )
  await ask(
    tx,
    `insert into leads.lead_about (division, lead_id, person_id, says, rests_on, act_id, area, school_id, class_id)
     select $1, l.lead_id, l.person_id, f.about, f.about_rests_on, $3, l.area, l.school_id, l.class_id
     from fresh f join leads.lead l on l.division = $1 and l.first_run_id = $2 and l.first_no = f.first_no`,
    division,
    runId,
    act,
  )
  await ask(
    tx,
    `insert into leads.lead_in_run (division, lead_id, run_id, person_id, person_no, presence, area, school_id, class_id)
     select $1, l.lead_id, $2, l.person_id, f.no, l.presence, l.area, l.school_id, l.class_id
     from fresh f join leads.lead l on l.division = $1 and l.first_run_id = $2 and l.first_no = f.first_no`,
    division,
    runId,
  )
  await ask(
    tx,
    `insert into leads.identity_question (division, run_id, person_no, asks, candidates, place, doubt_import_id, doubt_row_no)
     select $1, $2, no, asks, candidates, place, case when asks = 'doubtful-row' then doubt_import_id end, case when asks = 'doubtful-row' then doubt_row_no end
     from said_person where asks is not null`,
    division,
    runId,
  )
  await ask(
    tx,
    `insert into leads.unplaced_lead (division, run_id, person_no, kind, ground, detail, rests_on)
     select $1, $2, l.no, l.kind, l.ground, l.detail, l.rests_on from said_lead l join said_person p using (no) where p.asks is not null`,
    division,
    runId,
  )
}

/** What was known: what the run says of it, and a closed one that is found again is open again. */
export const writeKnownLeads = async (tx: Tx, division: string, runId: bigint, act: bigint): Promise<void> => {
  await ask(
    tx,
    `update leads.lead l set presence = s.presence, version = l.version + 1,
       state = case when s.reopens then 'open' else l.state end, due_on = case when s.reopens then s.due_on else l.due_on end,
       owner_account_id = case when s.reopens then null else l.owner_account_id end
     from seen s where l.division = $1 and l.lead_id = s.lead_id and (s.reopens or s.presence <> s.was)`,
    division,
  )
  const places = 'l.area, l.school_id, l.class_id from seen s join leads.lead l on l.division = $1 and l.lead_id = s.lead_id'
  await ask(
    tx,
    `insert into leads.lead_act (division, lead_id, act_id, person_id, move, area, school_id, class_id)
     select $1, s.lead_id, $2, l.person_id, 'reopen', ${places} where s.reopens`,
    division,
    act,
  )
  await ask(
    tx,
    `insert into leads.lead_in_run (division, lead_id, run_id, person_id, person_no, presence, area, school_id, class_id)
     select $1, s.lead_id, $2, l.person_id, s.no, s.presence, ${places}`,
    division,
    runId,
  )
  await ask(
    tx,
    `update leads.lead_ground g set ended_act = $2 from seen s where g.division = $1 and g.lead_id = s.lead_id and s.said_anew and g.ended_act is null`,
    division,
    act,
  )
  await ask(
    tx,
    `insert into leads.lead_ground (division, lead_id, person_id, kind, ground, detail, rests_on, act_id, area, school_id, class_id)
     select $1, s.lead_id, l.person_id, s.kind, s.ground, s.detail, s.rests_on, $2, ${places} where s.said_anew`,
    division,
    act,
  )
  await ask(
    tx,
    `update leads.lead_about a set ended_act = $2 from seen s where a.division = $1 and a.lead_id = s.lead_id and s.about_anew and a.ended_act is null`,
    division,
    act,
  )
  await ask(
    tx,
    `insert into leads.lead_about (division, lead_id, person_id, says, rests_on, act_id, area, school_id, class_id)
     select $1, s.lead_id, l.person_id, s.about, s.about_rests_on, $2, ${places} where s.about_anew`,
    division,
    act,
  )
}
