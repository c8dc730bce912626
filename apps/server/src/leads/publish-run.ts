import { createHash } from 'node:crypto'
import type { LeadKind } from '@yingjin/determination'
import { type LeadsProblem, type LeadState, openKindOf, openKinds, type Presence, presenceOf, publishRun as publishRunContract } from '@yingjin/domain/leads'
import { done, epochDay, fromEpochDay, type PlainDate, problem, refused } from '@yingjin/kernel'
import { orderCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { asJson, ask } from './statement.ts'

/** Where a publication may be cut off; all of it is one transaction, so that each leaves nothing. */
export const publishPoints = ['run-written', 'leads-written', 'said-of-each'] as const
export type PublishPoint = (typeof publishPoints)[number]
export type PublishParts = Readonly<{ at?: (point: PublishPoint) => void | Promise<void> }>

type Known = Readonly<{
  lead_id: bigint
  state: LeadState
  presence: Presence
  person_id: bigint
  kind: LeadKind
  ground: string
  detail: string
  rests_on: string
}>
type Counts = Readonly<Record<Presence, number>>

const findingOf = (personId: string, kind: LeadKind, ground: string): string => JSON.stringify([personId, kind, ground])

const notWholeCounty = async (tx: Tx, division: string): Promise<LeadsProblem | null> => {
  const rows = await ask<{ field: string }>(
    tx,
    `select f.field from unnest(array['leads', 'designations']) with ordinality f (field, at) where not $1 = any (access.divisions(f.field, 'write')) order by f.at`,
    division,
  )
  return rows.length === 0 ? null : problem('leads/needs-whole-county', { fields: rows.map(({ field }) => (field === 'leads' ? '问题线索' : '困难类别')) })
}

const unknownPersons = async (tx: Tx, division: string, ids: readonly string[]): Promise<readonly string[]> =>
  (
    await ask<{ id: string }>(
      tx,
      `select i.id::text as id from unnest($2::bigint[]) i (id) where not exists (
         select from registry.person p where p.division = $1 and p.person_id = i.id and p.gone_act is null and p.merged_into is null) order by i.id`,
      division,
      [...new Set(ids)],
    )
  ).map(({ id }) => id)

/** Takes a run in: all of it, or nothing; the same run again changes nothing. */
export const publishRun = ({ at = () => undefined }: PublishParts = {}) =>
  orderCase(publishRunContract, async (run, { tx, actor: { division }, act, today }) => {
    if (run.county !== division) return refused<LeadsProblem>(problem('leads/other-county', { county: run.county, own: division }))
    const narrow = await notWholeCounty(tx, division)
    if (narrow !== null) return refused<LeadsProblem>(narrow)
    await ask(tx, `select pg_advisory_xact_lock(990101006, hashtext($1))`, division)
    const content = createHash('sha256').update(JSON.stringify(run)).digest()
    const [before] = await ask<{ run_id: bigint; same: boolean; counts: Counts }>(
      tx,
      `select run_id, content_digest = $3 as same, counts from leads.run where division = $1 and run = $2`,
      division,
      run.run,
      content,
    )
    if (before !== undefined) {
      return before.same
        ? done({ runId: String(before.run_id), published: false, leads: before.counts })
        : refused<LeadsProblem>(problem('leads/run-changed', { run: run.run }))
    }
    const [newer] = await ask<{ run: string }>(
      tx,
      `select run from leads.run where division = $1 and reference_date > $2 order by reference_date desc, run_id desc limit 1`,
      division,
      run.referenceDate,
    )
    if (newer !== undefined) return refused<LeadsProblem>(problem('leads/run-older', { run: run.run, newest: newer.run }))
    const strangers = await unknownPersons(
      tx,
      division,
      run.leads.map(({ personId }) => personId),
    )
    if (strangers.length > 0) return refused<LeadsProblem>(problem('leads/person-unknown', { persons: strangers }))

    const found = new Map<string, (typeof run.leads)[number]>()
    for (const lead of run.leads) {
      const finding = findingOf(lead.personId, lead.kind, lead.ground)
      if (found.has(finding)) return refused<LeadsProblem>(problem('leads/found-twice', { kind: openKindOf(lead.kind), personId: lead.personId }))
      found.set(finding, lead)
    }
    const known = new Map(
      (
        await ask<Known>(
          tx,
          `select l.lead_id, l.state, l.presence, g.person_id, g.kind, g.ground, g.detail, g.rests_on
           from leads.lead l join leads.lead_ground g using (division, lead_id) where l.division = $1 and g.ended_act is null
           order by l.lead_id for update of l`,
          division,
        )
      ).map(row => [findingOf(String(row.person_id), row.kind, row.ground), row] as const),
    )

    const counts: Record<Presence, number> = { new: 0, persisting: 0, gone: 0, reopened: 0 }
    const count = (presence: Presence): Presence => {
      counts[presence] += 1
      return presence
    }
    const dueOn = (kind: LeadKind): PlainDate => fromEpochDay(epochDay(today) + openKinds[openKindOf(kind)].dueDays)
    const fresh = [...found].flatMap(([finding, lead]) =>
      known.has(finding) ? [] : [{ ...lead, open_kind: openKindOf(lead.kind), presence: count(presenceOf(null, true)), due_on: dueOn(lead.kind) }],
    )
    const seenBefore = [...known].flatMap(([finding, lead]) => {
      const again = found.get(finding)
      if (again === undefined && lead.presence === 'gone') return []
      const presence = count(presenceOf(lead, again !== undefined))
      return [
        {
          ...lead,
          presence,
          reopens: again !== undefined && lead.state === 'closed',
          due_on: dueOn(lead.kind),
          said: again !== undefined && (again.detail !== lead.detail || again.restsOn !== lead.rests_on) ? again : null,
        },
      ]
    })

    const [written] = await ask<{ run_id: bigint }>(
      tx,
      `insert into leads.run (division, run, digest, content_digest, program_version, pack_digest, term, reference_date, counts, act_id)
       values ($1, $2, decode($3, 'hex'), $4, $5, decode($6, 'hex'), $7, $8, $9, $10) returning run_id`,
      division,
      run.run,
      run.digest,
      content,
      run.programVersion,
      run.packDigest,
      run.term,
      run.referenceDate,
      JSON.stringify(counts),
      act,
    )
    if (written === undefined) throw new Error('the run gave no row')
    const runId = written.run_id
    await at('run-written')
    const rowsOf = `jsonb_to_recordset($4::jsonb)`
    // What is new: the lead, and beside it what it is exactly.
    const news = asJson(fresh.map((lead, no) => ({ no, ...lead })))
    await ask(
      tx,
      `insert into leads.lead (division, person_id, kind, state, presence, due_on, first_run_id, first_no, act_id)
       select $1, r."personId", r.open_kind, 'open', r.presence, r.due_on, $2, r.no, $3
       from ${rowsOf} r (no integer, "personId" bigint, open_kind text, presence text, due_on date) order by r.no`,
      division,
      runId,
      act,
      news,
    )
    await ask(
      tx,
      `insert into leads.lead_ground (division, lead_id, person_id, kind, ground, detail, rests_on, act_id)
       select $1, l.lead_id, l.person_id, r.kind, r.ground, r.detail, r."restsOn", $3
       from ${rowsOf} r (no integer, kind text, ground text, detail text, "restsOn" text)
       join leads.lead l on l.division = $1 and l.first_run_id = $2 and l.first_no = r.no`,
      division,
      runId,
      act,
      news,
    )
    await ask(
      tx,
      `insert into leads.lead_in_run (division, lead_id, run_id, person_id, presence)
       select division, lead_id, $2, person_id, presence from leads.lead where division = $1 and first_run_id = $2`,
      division,
      runId,
    )
    await at('leads-written')
    // What was known: what the run says of it, and a closed one that is found again is open again.
    const olds = asJson(seenBefore)
    await ask(
      tx,
      `update leads.lead l set presence = r.presence, version = l.version + 1,
         state = case when r.reopens then 'open' else l.state end, due_on = case when r.reopens then r.due_on else l.due_on end,
         owner_account_id = case when r.reopens then null else l.owner_account_id end
       from jsonb_to_recordset($2::jsonb) r (lead_id bigint, presence text, reopens boolean, due_on date)
       where l.division = $1 and l.lead_id = r.lead_id and (r.reopens or r.presence <> l.presence)`,
      division,
      olds,
    )
    await ask(
      tx,
      `insert into leads.lead_act (division, lead_id, act_id, person_id, move)
       select $1, r.lead_id, $2, r.person_id, 'reopen' from jsonb_to_recordset($3::jsonb) r (lead_id bigint, person_id bigint, reopens boolean) where r.reopens`,
      division,
      act,
      olds,
    )
    await ask(
      tx,
      `insert into leads.lead_in_run (division, lead_id, run_id, person_id, presence)
       select $1, r.lead_id, $2, r.person_id, r.presence from jsonb_to_recordset($3::jsonb) r (lead_id bigint, person_id bigint, presence text)`,
      division,
      runId,
      olds,
    )
    const resaid = asJson(seenBefore.flatMap(({ said, lead_id, person_id }) => (said === null ? [] : [{ ...said, lead_id, person_id }])))
    await ask(
      tx,
      `update leads.lead_ground g set ended_act = $2 from jsonb_to_recordset($3::jsonb) r (lead_id bigint)
       where g.division = $1 and g.lead_id = r.lead_id and g.ended_act is null`,
      division,
      act,
      resaid,
    )
    await ask(
      tx,
      `insert into leads.lead_ground (division, lead_id, person_id, kind, ground, detail, rests_on, act_id)
       select $1, r.lead_id, r.person_id, r.kind, r.ground, r.detail, r."restsOn", $2
       from jsonb_to_recordset($3::jsonb) r (lead_id bigint, person_id bigint, kind text, ground text, detail text, "restsOn" text)`,
      division,
      act,
      resaid,
    )
    await at('said-of-each')
    return done({ runId: String(runId), published: true, leads: counts })
  })
