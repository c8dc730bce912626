import { type LeadsProblem, type ReviewCounts, reviewRun as reviewRunContract, type ToldOfRun } from '@yingjin/domain/leads'
import { done, problem, refused } from '@yingjin/kernel'
import { orderCase } from '../access/index.ts'
import { copyRows, type Tx } from '../platform/postgres/index.ts'
import type { KeptRun } from './kept-run.ts'
import { layDownRun } from './lay-down-run.ts'
import { fieldsOfKeptRun, lastWithResults, notWholeCounty, unhurried, unsettled } from './publish-run.ts'
import { type UsedOfOffice, writeReviewedDecisions } from './reviewed-decisions.ts'
import { settlePersons } from './settle-persons.ts'
import { ask } from './statement.ts'
import { compareLeads, countLeads } from './write-leads.ts'
import { compareResults, countResults } from './write-results.ts'

/**
 * What a look at a kept run is made of: its rows, what it says in sums, whom of the registry its persons were to it, and
 * which words of the office it rests on.
 */
export type ReviewParts = Readonly<{
  kept: KeptRun
  told: ToldOfRun
  known: readonly Readonly<{ no: number; personId: number }>[]
  used: readonly UsedOfOffice[]
}>

/**
 * A run over a folder rests on rosters that are taken in when it is published: until then its rows stand for nobody. Whom
 * of the registry they were to the run is known all the same.
 */
export const settleAsTheRunKnew = async (tx: Tx, known: ReviewParts['known']): Promise<void> => {
  await ask(tx, 'create temporary table known_to_run (no bigint, person_id bigint) on commit drop')
  await copyRows(
    tx,
    'known_to_run',
    ['no', 'person_id'],
    known.map(({ no, personId }) => [no, personId]),
  )
  await ask(
    tx,
    `with one as (select k.person_id, min(k.no) as no from known_to_run k join said_person p using (no) where p.asks = 'not-imported' group by 1 having count(*) = 1)
     update said_person p set person_id = o.person_id, asks = null from one o
     where o.no = p.no and not exists (select from said_person other where other.person_id = o.person_id)`,
  )
}

/**
 * Holds a kept run against the last published one by the very statements that publish it, and keeps what differs for whoever
 * may publish. Differences of earlier looks at the term go.
 */
export const reviewRun = ({ kept, told, known, used }: ReviewParts) =>
  orderCase(reviewRunContract, async (run, { tx, actor: { division }, act, today }) => {
    if (run.county !== division) return refused<LeadsProblem>(problem('leads/other-county', { county: run.county, own: division }))
    const narrow = await notWholeCounty(tx, division, fieldsOfKeptRun)
    if (narrow !== null) return refused<LeadsProblem>(narrow)
    const [published] = await ask(tx, `select from leads.run where division = $1 and run = $2`, division, run.run)
    if (published !== undefined) return refused<LeadsProblem>(problem('leads/run-published', { run: run.run }))
    await unhurried(tx)
    await layDownRun(tx, { ...run, leads: [] }, kept, today)
    await settlePersons(tx, division)
    await settleAsTheRunKnew(tx, known)
    await compareLeads(tx, division)
    const last = await lastWithResults(tx, division)
    const changes = await compareResults(tx, division, last?.run_id ?? null)
    const counts: ReviewCounts = { leads: await countLeads(tx), results: await countResults(tx), changes, unsettled: (await unsettled(tx)).persons }
    for (const table of ['reviewed_change', 'reviewed_decision'])
      await ask(
        tx,
        `delete from leads.${table} c using leads.run_review r
         where c.division = $1 and r.division = c.division and r.review_id = c.review_id and (r.term = $2 or r.run = $3)`,
        division,
        run.term,
        run.run,
      )
    const [written] = await ask<{ review_id: bigint }>(
      tx,
      `insert into leads.run_review (division, run, term, reference_date, before_run_id, office_act, counts, titles, told, act_id)
       values ($1, $2, $3, $4, $5, $10, $6, (select jsonb_object_agg(line, title) from (
         select line, title from leads.line_in_run where division = $1 and run_id = $5 union select * from jsonb_each_text($7::jsonb)) t), $8, $9) returning review_id`,
      division,
      run.run,
      run.term,
      run.referenceDate,
      last?.run_id ?? null,
      JSON.stringify(counts),
      JSON.stringify(Object.fromEntries(kept.lines.map(({ line, title }) => [line, title]))),
      JSON.stringify(told),
      act,
      kept.officeAct,
    )
    if (written === undefined) throw new Error('the look gave no row')
    await ask(
      tx,
      `insert into leads.reviewed_change (division, review_id, person_id, line, change, then_state, then_fen, now_state, now_fen)
       select $1, $2, person_id, line, change, then_state, then_fen, now_state, now_fen from changed_result`,
      division,
      written.review_id,
    )
    if (kept.officeAct !== null) {
      const since = { after: last?.office_act ?? 0n, upTo: kept.officeAct, compared: last !== undefined }
      await writeReviewedDecisions(tx, { division, reviewId: written.review_id }, since, used)
    }
    return done({ reviewId: String(written.review_id) })
  })
