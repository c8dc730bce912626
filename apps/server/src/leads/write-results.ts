import { type ResultChange, resultChanges, type ResultState, resultStates, type RunCounts } from '@yingjin/domain/leads'
import { copyRows, type Tx } from '../platform/postgres/index.ts'
import type { KeptRun } from './kept-run.ts'
import { ask } from './statement.ts'

const counted = <Key extends string>(keys: readonly Key[], rows: readonly Readonly<{ key: Key; n: number }>[]): Readonly<Record<Key, number>> =>
  Object.fromEntries(keys.map(key => [key, rows.find(row => row.key === key)?.n ?? 0])) as Record<Key, number>

/** The words of the aids and of the reasons, each once for all children; and what nobody is asked for. */
export const writeWords = async (tx: Tx, division: string, runId: bigint, kept: Pick<KeptRun, 'lines' | 'reasons' | 'gaps'>): Promise<void> => {
  await ask(tx, 'create temporary table said_words (line text, form text, title text, clause text, payee text) on commit drop')
  await copyRows(
    tx,
    'said_words',
    ['line', 'form', 'title', 'clause', 'payee'],
    kept.lines.map(({ line, form, title, clause, payee }) => [line, form, title, clause, payee]),
  )
  await ask(
    tx,
    `insert into leads.line_in_run (division, run_id, line, form, title, clause, payee) select $1, $2, line, form, title, clause, payee from said_words`,
    division,
    runId,
  )
  await ask(tx, 'create temporary table said_reason (reason_no integer, line text, state text, says text, missing jsonb) on commit drop')
  await copyRows(
    tx,
    'said_reason',
    ['reason_no', 'line', 'state', 'says', 'missing'],
    kept.reasons.map(({ no, line, state, says, missing }) => [no, line, state, says, missing]),
  )
  await ask(
    tx,
    `insert into leads.reason_in_run (division, run_id, reason_no, line, state, says, missing)
     select $1, $2, reason_no, line, state, says, array(select jsonb_array_elements_text(missing)) from said_reason`,
    division,
    runId,
  )
  await ask(
    tx,
    `insert into leads.gap_in_run (division, run_id, fact, children)
     select $1, $2, g->>'fact', (g->>'children')::int from jsonb_array_elements($3::jsonb) g`,
    division,
    runId,
    JSON.stringify(kept.gaps),
  )
}

/** Every result and its reason, under the person the registry knows; whose it is nobody knows, stands without a name. */
export const writeResults = async (tx: Tx, division: string, runId: bigint): Promise<RunCounts['results']> => {
  await ask(
    tx,
    `insert into leads.result_line (division, run_id, person_no, line, person_id, own_person_id, state, amount_fen, form, decided, stage, area, school_id, class_id)
     select $1, $2, s.no, s.line, p.person_id, p.person_id, s.state, s.amount_fen, s.form, s.decided, s.stage, q.area, q.school_id, q.class_id
     from said_line s join said_person p using (no) left join registry.person q on q.division = $1 and q.person_id = p.person_id`,
    division,
    runId,
  )
  await ask(
    tx,
    `insert into leads.result_ground (division, run_id, person_no, line, person_id, reason_no, area, school_id, class_id)
     select $1, $2, s.no, s.line, p.person_id, s.reason_no, q.area, q.school_id, q.class_id
     from said_line s join said_person p using (no) left join registry.person q on q.division = $1 and q.person_id = p.person_id`,
    division,
    runId,
  )
  return countResults(tx)
}

/**
 * How the results differ from those of the run before, person by person and aid by aid, in a table that ends with the
 * transaction (`changed_result`). What stood before and stands no more is withdrawn, and named; what was withdrawn once and
 * stands again has reappeared. Gives how many there are of each.
 */
export const compareResults = async (tx: Tx, division: string, before: bigint | null): Promise<RunCounts['changes']> => {
  await ask(
    tx,
    `create temporary table changed_result on commit drop as
     with then_said as (
       select distinct on (person_id, line) person_id, line, state, amount_fen, form from leads.result_line
       where division = $1 and run_id = $2 and person_id is not null order by person_id, line, person_no),
     now_said as (select p.person_id, s.line, s.state, s.amount_fen, s.form from said_line s join said_person p using (no) where p.person_id is not null),
     once as (select distinct person_id, line from leads.result_change where division = $1 and change in ('withdrawn', 'unsettled')),
     compared as (
       select coalesce(n.person_id, b.person_id) as person_id, coalesce(n.line, b.line) as line, b.state as then_state, b.amount_fen as then_fen, b.form as then_form,
         n.state as now_state, n.amount_fen as now_fen, n.form as now_form
       from then_said b full join now_said n on n.person_id = b.person_id and n.line = b.line
       where $2::bigint is not null and (b.state, b.amount_fen, b.form) is distinct from (n.state, n.amount_fen, n.form))
     select c.*, case when c.then_state is null then case when o.line is null then 'new' else 'reappeared' end
         when c.now_state is not null then 'changed'
         when c.person_id in (select u.person_id from unsettled_person u) then 'unsettled' else 'withdrawn' end as change,
       p.area, p.school_id, p.class_id
     from compared c join registry.person p on p.division = $1 and p.person_id = c.person_id
     left join once o on o.person_id = c.person_id and o.line = c.line`,
    division,
    before,
  )
  const rows = await ask<{ key: ResultChange; n: number }>(tx, 'select change as key, count(*)::int as n from changed_result group by 1')
  return counted(resultChanges, rows)
}

export const writeChanges = async (tx: Tx, division: string, runId: bigint, before: bigint | null): Promise<RunCounts['changes']> => {
  const counts = await compareResults(tx, division, before)
  await ask(
    tx,
    `insert into leads.result_change (division, run_id, own_person_id, line, person_id, change, then_state, then_fen, then_form, now_state, now_fen, now_form, area, school_id, class_id)
     select $1, $2, person_id, line, person_id, change, then_state, then_fen, then_form, now_state, now_fen, now_form, area, school_id, class_id from changed_result`,
    division,
    runId,
  )
  return counts
}

/** How many results of each state a run says. */
export const countResults = async (tx: Tx): Promise<RunCounts['results']> =>
  counted(resultStates, await ask<{ key: ResultState; n: number }>(tx, 'select state as key, count(*)::int as n from said_line group by 1'))
