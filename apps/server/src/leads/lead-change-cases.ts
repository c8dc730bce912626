import { countLeadChanges, type LeadChange, type LeadState, listLeadChanges, type OpenKind, openKinds, type Presence } from '@yingjin/domain/leads'
import { done } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase, type QuestionScene } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { namesFor } from './names.ts'
import { chosen } from './result-cases.ts'
import { ask } from './statement.ts'

/**
 * What the run $2 said of every lead, within the reader's reach. A lead that stays gone is said once, by the run that first
 * did not find it. Of which it said nothing although an earlier run had found it: `unsaid`.
 */
const said = `
  select l.lead_id, l.kind, l.state, l.presence, l.person_id, l.owner_account_id, i.presence as change
  from leads.lead_in_run i join leads.lead l on l.division = i.division and l.lead_id = i.lead_id
  where i.division = $1 and i.run_id = $2
  union all
  select l.lead_id, l.kind, l.state, l.presence, l.person_id, l.owner_account_id, 'unsaid'
  from leads.run r join leads.lead l on l.division = r.division and l.first_run_id < r.run_id
  where r.division = $1 and r.run_id = $2 and (r.counts #>> '{unsettled,unsaid}')::int > 0
    and not exists (select from leads.lead_in_run i where i.division = l.division and i.lead_id = l.lead_id and i.run_id = r.run_id)
    and (select i.presence from leads.lead_in_run i where i.division = l.division and i.lead_id = l.lead_id and i.run_id < r.run_id order by i.run_id desc limit 1) <> 'gone'`

type Compared = Readonly<{ runId: string | null; run: string | null; comparedWith: string | null; comparedRun: string | null }>
const ofNone: Compared = { runId: null, run: null, comparedWith: null, comparedRun: null }

const compared = async (tx: Tx, division: string, runId: string | undefined): Promise<Compared> => {
  const run = await chosen(tx, division, runId)
  if (run === null) return ofNone
  const [before] = await ask<{ run: string }>(tx, `select run from leads.run where division = $1 and run_id = $2`, division, run.before_run_id)
  return {
    runId: String(run.run_id),
    run: run.run,
    comparedWith: run.before_run_id === null ? null : String(run.before_run_id),
    comparedRun: before?.run ?? null,
  }
}

const counts = questionCase(countLeadChanges, async ({ runId }, { tx, actor: { division } }) => {
  const of = await compared(tx, division, runId)
  if (of.runId === null) return done({ ...of, counts: [] })
  const rows = await ask<{ kind: OpenKind; change: LeadChange; n: number }>(
    tx,
    `select kind, change, count(*)::int as n from (${said}) s group by 1, 2 order by 1, 2`,
    division,
    of.runId,
  )
  return done({ ...of, counts: rows.map(({ kind, change, n }) => ({ kind, word: openKinds[kind].word, change, leads: n })) })
})

/** One part of the list: as long as it is asked for. */
export const partOfLeadChanges = async (
  { runId, kind, change, after, limit }: z.output<typeof listLeadChanges.order>,
  { tx, actor: { division } }: QuestionScene,
) => {
  const of = await compared(tx, division, runId)
  if (of.runId === null) return done({ ...of, total: 0, leads: [], next: null })
  const narrowed = `from (${said}) s where ($3::text is null or kind = $3) and ($4::text is null or change = $4)`
  const values = [division, of.runId, kind ?? null, change ?? null]
  const [counted] = await ask<{ n: number }>(tx, `select count(*)::int as n ${narrowed}`, ...values)
  const rows = await ask<{
    lead_id: bigint
    kind: OpenKind
    state: LeadState
    presence: Presence
    person_id: bigint
    owner_account_id: bigint | null
    change: LeadChange
  }>(tx, `select s.* ${narrowed} and lead_id > $5 order by lead_id limit $6`, ...values, after ?? '0', limit + 1)
  const page = rows.slice(0, limit)
  const named = await namesFor(tx, division, page)
  return done({
    ...of,
    total: counted?.n ?? 0,
    leads: page.map(row => ({
      leadId: String(row.lead_id),
      kind: row.kind,
      word: openKinds[row.kind].word,
      change: row.change,
      state: row.state,
      presence: row.presence,
      personId: String(row.person_id),
      ...named(row),
    })),
    next: rows.length > limit ? String(page.at(-1)?.lead_id) : null,
  })
}

/** How leads stood in a run, the newest or an earlier one: counted, and one by one. */
export const leadChangeCases = { counts, list: questionCase(listLeadChanges, partOfLeadChanges) } as const
