import {
  type AskedState,
  countResultChanges,
  type IdentityAsk,
  type LeadsProblem,
  listIdentityQuestions,
  listResultChanges,
  listResults,
  listRuns,
  type LoanWay,
  type ResultChange,
  resultsOfChild,
  resultStageWords,
  type ResultState,
  resultTotals,
  type RunCounts,
  statesAsked,
  verifyRun,
} from '@yingjin/domain/leads'
import { done, problem, refused } from '@yingjin/kernel'
import { questionCase, type QuestionScene } from '../access/index.ts'
import { namedChildren } from '../registry/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import type { z } from 'zod'
import { digestsOfStanding, type RunTable, runTables, type TableDigest } from './run-digest.ts'
import { ask } from './statement.ts'

type RunRow = Readonly<{
  run_id: bigint
  run: string
  term: string
  reference_date: string
  program_version: string
  pack: string | null
  pack_digest: Buffer
  digest: Buffer
  before_run_id: bigint | null
  counts: RunCounts
  recorded_at: string | null
  account_name: string | null
}>

const idOf = (id: bigint | null): string | null => (id === null ? null : String(id))
const fenOf = (amount: bigint | null): string | null => (amount === null ? null : String(amount))

const runs = questionCase(listRuns, async ({ importId, before, limit }, { tx, actor: { division } }) => {
  const rows = await ask<RunRow>(
    tx,
    `select r.run_id, run, term, reference_date, program_version, pack, pack_digest, digest, before_run_id, counts, a.recorded_at::text as recorded_at, a.account_name
     from leads.run r left join leads.acts_of_runs($1) a on a.run_id = r.run_id
     where r.division = $1 and ($2::bigint is null or r.run_id < $2) and ($3::bigint is null or $3 = any (r.import_ids)) order by r.run_id desc limit $4`,
    division,
    before ?? null,
    importId ?? null,
    limit + 1,
  )
  const [counted] = await ask<{ n: number }>(
    tx,
    `select count(*)::integer as n from leads.run where division = $1 and ($2::bigint is null or $2 = any (import_ids))`,
    division,
    importId ?? null,
  )
  const page = rows.slice(0, limit)
  return done({
    total: counted?.n ?? 0,
    runs: page.map(row => ({
      runId: String(row.run_id),
      run: row.run,
      term: row.term,
      referenceDate: row.reference_date,
      programVersion: row.program_version,
      pack: row.pack,
      packDigest: row.pack_digest.toString('hex'),
      digest: row.digest.toString('hex'),
      comparedWith: idOf(row.before_run_id),
      counts: row.counts,
      publishedAt: row.recorded_at,
      publishedBy: row.account_name,
    })),
    next: rows.length > limit ? idOf(page.at(-1)?.run_id ?? null) : null,
  })
})

export type Chosen = Readonly<{ run_id: bigint; run: string; term: string; reference_date: string; act_id: bigint; before_run_id: bigint | null }>

/** The run that is named, or the newest that has results. */
export const chosen = async (tx: Tx, division: string, runId: string | undefined): Promise<Chosen | null> => {
  const [row] = await ask<Chosen>(
    tx,
    `select run_id, run, term, reference_date, act_id, before_run_id from leads.run where division = $1 and ($2::bigint is null and tables ? 'results' or run_id = $2) order by run_id desc limit 1`,
    division,
    runId ?? null,
  )
  return row ?? null
}

type SaidRow = Readonly<{
  person_no: bigint
  line: string
  title: string
  state: ResultState
  amount_fen: bigint | null
  form: string
  payee: string
  clause: string
  decided: boolean
}>
const saidOf = ({ line, title, state, amount_fen, form, payee, clause, decided }: SaidRow) => ({
  line,
  title,
  state,
  amountFen: fenOf(amount_fen),
  form,
  payee,
  clause,
  decided,
})
const saidColumns = 'r.person_no, r.line, w.title, r.state, r.amount_fen, r.form, w.payee, w.clause, r.decided'
const withWords = 'join leads.line_in_run w on w.division = r.division and w.run_id = r.run_id and w.line = r.line and w.form = r.form'

const ofChild = questionCase(resultsOfChild, async ({ personId, runId }, { tx, actor: { division } }) => {
  const run = await chosen(tx, division, runId)
  if (run === null) return done({ runId: null, run: null, personId, results: [] })
  const rows = await ask<SaidRow & Readonly<{ says: string | null; missing: readonly string[] | null; change: ResultChange | null }>>(
    tx,
    `select person_no, line, title, state, amount_fen, form, payee, clause, decided, says, missing, change from leads.results_of_child($1, $2, $3) order by line, person_no`,
    division,
    run.run_id,
    personId,
  )
  return done({
    runId: String(run.run_id),
    run: run.run,
    personId,
    results: rows.map(row => ({
      ...saidOf(row),
      ground: row.says === null ? null : { says: row.says, missing: [...(row.missing ?? [])] },
      change: row.change,
    })),
  })
})

/** Conditions that were asked for, with their values beside them. */
export const conditions = (...fixed: readonly unknown[]) => {
  const values: unknown[] = [...fixed]
  const where: string[] = []
  return {
    values,
    only: (condition: (...at: readonly string[]) => string, ...given: readonly unknown[]): void => {
      if (given.some(value => value === undefined)) return
      const at = given.map(value => `$${values.push(value)}`)
      where.push(condition(...at))
    },
    text: (): string => where.map(each => ` and ${each}`).join(''),
  }
}

/** `no/line`, after which a page goes on. */
export const cursor = (after: string | undefined): readonly [string | undefined, string | undefined] => {
  if (after === undefined) return [undefined, undefined]
  const at = after.indexOf('/')
  return [after.slice(0, at), after.slice(at + 1)]
}

/** Names of those whom the reader does not see as persons, for whoever audits the results: the name alone. */
export const auditedNames = async (
  tx: Tx,
  runId: bigint,
  rows: readonly Readonly<{ person_id: bigint | null; name: string | null }>[],
): Promise<ReadonlyMap<bigint, string>> => {
  const unnamed = [...new Set(rows.flatMap(({ person_id, name }) => (person_id === null || name !== null ? [] : [String(person_id)])))]
  if (unnamed.length === 0) return new Map()
  const named = await ask<{ person_id: bigint; name: string }>(tx, 'select person_id, name from leads.audited_names($1, $2::bigint[])', runId, unnamed)
  return new Map(named.map(({ person_id, name }) => [person_id, name]))
}

/** Whether an aid is given as a loan and in no other way; what is open has no form yet. */
const isLoan = (line: string, run: string): string =>
  `(select coalesce(bool_and(w.form = 'loan'), false) from leads.line_in_run w where w.division = $1 and w.run_id = ${run} and w.line = ${line} and w.form <> '')`

/** One part of the list: as long as it is asked for. */
export const partOfResults = async (order: z.output<typeof listResults.order>, { tx, actor: { division } }: QuestionScene) => {
  const run = await chosen(tx, division, order.runId)
  if (run === null)
    return done({ runId: null, run: null, referenceDate: null, total: 0, children: 0, beyond: null, amountFen: '0', loanFen: '0', results: [], next: null })
  const asked = conditions(division, run.run_id)
  asked.only(at => `r.line = ${at}`, order.line)
  asked.only(at => `r.state = any (${at}::text[])`, order.state === undefined ? undefined : statesAsked(order.state))
  if (order.loans !== undefined) asked.only(() => `${order.loans === 'only' ? '' : 'not '}${isLoan('r.line', '$2')}`)
  for (const [of, place] of [
    ['r.school_id', order.schoolId],
    ['left(r.area, 9)', order.township],
    ['r.stage', order.stage],
  ] as const)
    if (place === 'none') asked.only(() => `${of} is null`)
    else asked.only(at => `${of} = ${at}`, place)
  const [sum] = await ask<{ total: number; children: number; amount: bigint; loan: bigint }>(
    tx,
    `select coalesce(sum(n), 0)::int as total, count(*)::int as children, coalesce(sum(amount), 0)::bigint as amount, coalesce(sum(loan), 0)::bigint as loan
     from (select count(*) as n, sum(r.amount_fen) filter (where r.form <> 'loan') as amount, sum(r.amount_fen) filter (where r.form = 'loan') as loan
       from leads.result_line r where r.division = $1 and r.run_id = $2${asked.text()} group by r.person_no) child`,
    ...asked.values,
  )
  asked.only((no, line) => `(r.person_no > ${no} or r.person_no = ${no} and r.line > ${line})`, ...cursor(order.after))
  asked.values.push(order.limit + 1)
  // The page first and its words after: of a run published a moment ago the planner knows no statistics, and would join all of it.
  const rows = await ask<SaidRow & Readonly<{ person_id: bigint | null; school_id: bigint | null; name: string | null }>>(
    tx,
    `with r as materialized (select * from leads.result_line r where r.division = $1 and r.run_id = $2${asked.text()} order by r.person_no, r.line limit $${asked.values.length})
     select ${saidColumns}, r.person_id, r.school_id, p.name from r ${withWords}
     left join registry.person p on p.division = r.division and p.person_id = r.person_id order by r.person_no, r.line`,
    ...asked.values,
  )
  const page = rows.slice(0, order.limit)
  const last = page.at(-1)
  const children = await namedChildren(
    tx,
    division,
    page.flatMap(({ person_id }) => (person_id === null ? [] : [person_id])),
  )
  const countable = await countedUnder(tx, division, run.run_id, order, sum?.total ?? 0)
  const audited = await auditedNames(tx, run.run_id, page)
  return done({
    runId: String(run.run_id),
    run: run.run,
    referenceDate: run.reference_date,
    total: sum?.total ?? 0,
    beyond: countable === null ? null : Math.max(0, countable - (sum?.total ?? 0)),
    children: sum?.children ?? 0,
    amountFen: String(sum?.amount ?? 0),
    loanFen: String(sum?.loan ?? 0),
    results: page.map(row => ({
      no: String(row.person_no),
      ...saidOf(row),
      personId: idOf(row.person_id),
      name: row.name ?? (row.person_id === null ? null : (audited.get(row.person_id) ?? null)),
      schoolId: idOf(row.school_id),
      child: row.person_id === null ? null : (children.get(row.person_id) ?? null),
    })),
    next: rows.length > order.limit && last !== undefined ? `${last.person_no}/${last.line}` : null,
  })
}

type Filter = Readonly<{
  line?: string | undefined
  state?: AskedState | undefined
  loans?: LoanWay | undefined
  schoolId?: string | undefined
  township?: string | undefined
  stage?: string | undefined
}>

/**
 * How many results the reader may count under a filter; null where it names two places at once, or loans, which no count does.
 * Who sees every row of the division (`seen`) has counted them.
 */
const countedUnder = async (
  tx: Tx,
  division: string,
  runId: bigint,
  { line, state, loans, schoolId, township, stage }: Filter,
  seen: number,
): Promise<number | null> => {
  const places = Object.entries({ school: schoolId, township, stage }).filter(([, place]) => place !== undefined)
  if (places.length > 1 || loans !== undefined) return null
  const [whole] = await ask(tx, `select from unnest(access.whole_fields($1, '{results}'))`, division)
  if (whole !== undefined) return seen
  const [by, place] = places[0] ?? ['division', undefined]
  const [row] = await ask<{ n: number }>(
    tx,
    `select coalesce(sum(children), 0)::int as n from leads.count_results($1, $2, $3)
     where ($4::text is null or place is not distinct from nullif($4, 'none')) and ($5::text is null or line = $5) and ($6::text[] is null or state = any ($6))`,
    division,
    runId,
    by,
    place ?? null,
    line ?? null,
    state === undefined ? null : statesAsked(state),
  )
  return row?.n ?? 0
}

/** What the places of a count are called: the name in force of a school or township, the word of a stage. */
const placeNames = async (tx: Tx, division: string, by: string, places: readonly (string | null)[]): Promise<(place: string | null) => string | null> => {
  if (by === 'division') return () => null
  if (by === 'stage') return place => (place === null ? null : (resultStageWords[place as keyof typeof resultStageWords] ?? place))
  const asked = [...new Set(places.flatMap(place => (place === null ? [] : [place])))]
  const rows = await ask<{ place: string; name: string }>(
    tx,
    `select distinct on (1) case $2 when 'school' then o.organisation_id::text else o.area end as place, n.name
     from registry.organisation o join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
     where o.division = $1 and o.ended_act is null
       and case $2 when 'school' then o.organisation_id::text = any ($3::text[]) when 'township' then o.kind = 'township' and o.area = any ($3::text[]) end
     order by 1, n.valid_from desc`,
    division,
    by,
    asked,
  )
  const named = new Map(rows.map(({ place, name }) => [place, name]))
  return place => (place === null ? null : (named.get(place) ?? null))
}

const titleOf = `(select min(w.title) from leads.line_in_run w where w.division = $1 and w.run_id = any ($2::bigint[]) and w.line = c.line) as title`

/** The sums of a run by place, aid and state. */
export const totalsOfResults = async ({ runId, by }: z.output<typeof resultTotals.order>, { tx, actor: { division } }: QuestionScene) => {
  const run = await chosen(tx, division, runId)
  if (run === null) return done({ runId: null, run: null, referenceDate: null, totals: [] })
  const rows = await ask<
    Readonly<{ place: string | null; line: string; title: string; loan: boolean; state: ResultState; children: bigint; amount_fen: bigint; loan_fen: bigint }>
  >(tx, `select c.*, ${titleOf}, ${isLoan('c.line', '$3')} as loan from leads.count_results($1, $3, $4) c`, division, [String(run.run_id)], run.run_id, by)
  const nameOf = await placeNames(
    tx,
    division,
    by,
    rows.map(({ place }) => place),
  )
  return done({
    runId: String(run.run_id),
    run: run.run,
    referenceDate: run.reference_date,
    totals: rows.map(row => ({
      place: row.place,
      placeName: nameOf(row.place),
      line: row.line,
      title: row.title,
      loan: row.loan,
      state: row.state,
      children: Number(row.children),
      amountFen: String(row.amount_fen),
      loanFen: String(row.loan_fen),
    })),
  })
}

const totals = questionCase(resultTotals, totalsOfResults)

const changeCounts = questionCase(countResultChanges, async ({ runId, by }, { tx, actor: { division } }) => {
  const run = await chosen(tx, division, runId)
  if (run === null) return done({ runId: null, run: null, comparedWith: null, comparedRun: null, counts: [] })
  const rows = await ask<Readonly<{ place: string | null; line: string; title: string | null; change: ResultChange; results: bigint }>>(
    tx,
    `select c.*, ${titleOf} from leads.count_result_changes($1, $3, $4) c`,
    division,
    [run.run_id, run.before_run_id].flatMap(id => (id === null ? [] : [String(id)])),
    run.run_id,
    by,
  )
  const nameOf = await placeNames(
    tx,
    division,
    by,
    rows.map(({ place }) => place),
  )
  const [before] = await ask<{ run: string }>(tx, `select run from leads.run where division = $1 and run_id = $2`, division, run.before_run_id)
  return done({
    runId: String(run.run_id),
    run: run.run,
    comparedWith: idOf(run.before_run_id),
    comparedRun: before?.run ?? null,
    counts: rows.map(({ place, line, title, change, results }) => ({
      place,
      placeName: nameOf(place),
      line,
      title: title ?? line,
      change,
      results: Number(results),
    })),
  })
})

type Side = Readonly<{ state: ResultState; amountFen: string | null; form: string; says: string | null }>
const side = (state: ResultState | null, fen: bigint | null, form: string | null, says: string | null): Side | null =>
  state === null ? null : { state, amountFen: fenOf(fen), form: form ?? '', says }

/** The reason a run gave for a result of a changed person; none for whoever may not see categories. */
const reasonIn = (run: string): string => `(
  select w.says from leads.result_line l
  join leads.result_ground g on g.division = l.division and g.run_id = l.run_id and g.person_no = l.person_no and g.line = l.line
  join leads.reason_in_run w on w.division = g.division and w.run_id = g.run_id and w.reason_no = g.reason_no
  where l.division = c.division and l.own_person_id = c.own_person_id and l.run_id = ${run} and l.line = c.line order by l.person_no limit 1)`

/** One part of the list: as long as it is asked for. */
export const partOfChanges = async (order: z.output<typeof listResultChanges.order>, { tx, actor: { division } }: QuestionScene) => {
  const run = await chosen(tx, division, order.runId)
  if (run === null) return done({ runId: null, comparedWith: null, total: 0, changes: [], next: null })
  const asked = conditions(division, run.run_id)
  asked.only(at => `c.change = ${at}`, order.change)
  asked.only(at => `c.line = ${at}`, order.line)
  asked.only(at => `c.school_id = ${at}`, order.schoolId)
  const [counted] = await ask<{ n: number }>(
    tx,
    `select count(*)::int as n from leads.result_change c where c.division = $1 and c.run_id = $2${asked.text()}`,
    ...asked.values,
  )
  asked.only((person, line) => `(c.own_person_id > ${person} or c.own_person_id = ${person} and c.line > ${line})`, ...cursor(order.after))
  asked.values.push(run.before_run_id, order.limit + 1)
  const rows = await ask<
    Readonly<{
      own_person_id: bigint
      person_id: bigint
      name: string | null
      line: string
      title: string | null
      change: ResultChange
      then_state: ResultState | null
      then_fen: bigint | null
      then_form: string | null
      now_state: ResultState | null
      now_fen: bigint | null
      now_form: string | null
      then_says: string | null
      now_says: string | null
    }>
  >(
    tx,
    `select c.*, p.name, ${reasonIn(`$${asked.values.length - 1}::bigint`)} as then_says, ${reasonIn('c.run_id')} as now_says, (select min(w.title) from leads.line_in_run w where w.division = c.division and w.line = c.line
       and w.run_id = case when c.now_state is null then $${asked.values.length - 1}::bigint else c.run_id end) as title
     from leads.result_change c left join registry.person p on p.division = c.division and p.person_id = c.person_id
     where c.division = $1 and c.run_id = $2${asked.text()} order by c.own_person_id, c.line limit $${asked.values.length}`,
    ...asked.values,
  )
  const page = rows.slice(0, order.limit)
  const last = page.at(-1)
  const children = await namedChildren(
    tx,
    division,
    page.map(({ person_id }) => person_id),
  )
  return done({
    runId: String(run.run_id),
    comparedWith: idOf(run.before_run_id),
    total: counted?.n ?? 0,
    changes: page.map(row => ({
      personId: String(row.person_id),
      name: row.name,
      child: children.get(row.person_id) ?? null,
      line: row.line,
      title: row.title ?? row.line,
      change: row.change,
      was: side(row.then_state, row.then_fen, row.then_form, row.then_says),
      is: side(row.now_state, row.now_fen, row.now_form, row.now_says),
    })),
    next: rows.length > order.limit && last !== undefined ? `${last.own_person_id}/${last.line}` : null,
  })
}

export const partOfIdentityQuestions = async (
  { runId, after, limit }: Readonly<{ runId?: string | undefined; after?: string | undefined; limit: number }>,
  { tx, actor: { division } }: QuestionScene,
) => {
  const run = await chosen(tx, division, runId)
  if (run === null) return done({ runId: null, total: 0, questions: [], next: null })
  const [counted] = await ask<{ n: number }>(
    tx,
    `select count(*)::int as n from leads.identity_question where division = $1 and run_id = $2`,
    division,
    run.run_id,
  )
  const rows = await ask<
    Readonly<{
      person_no: bigint
      asks: IdentityAsk
      place: string
      candidates: readonly bigint[]
      doubt_import_id: bigint | null
      doubt_row_no: number | null
      results: number
      leads: number
    }>
  >(
    tx,
    `select q.person_no, q.asks, q.place, q.candidates, q.doubt_import_id, q.doubt_row_no,
       (select count(*)::int from leads.result_line r where r.division = q.division and r.run_id = q.run_id and r.person_no = q.person_no) as results,
       (select count(*)::int from leads.unplaced_lead u where u.division = q.division and u.run_id = q.run_id and u.person_no = q.person_no) as leads
     from leads.identity_question q where q.division = $1 and q.run_id = $2 and q.person_no > $3 order by q.person_no limit $4`,
    division,
    run.run_id,
    after ?? '0',
    limit,
  )
  const children = await namedChildren(
    tx,
    division,
    rows.flatMap(({ candidates }) => candidates),
  )
  return done({
    runId: String(run.run_id),
    total: counted?.n ?? 0,
    questions: rows.map(row => ({
      no: String(row.person_no),
      asks: row.asks,
      place: row.place,
      candidates: row.candidates.map(id => ({ personId: String(id), child: children.get(id) ?? null })),
      doubt: row.doubt_import_id === null || row.doubt_row_no === null ? null : { importId: String(row.doubt_import_id), rowNo: row.doubt_row_no },
      results: row.results,
      leads: row.leads,
    })),
    next: rows.length < limit ? null : idOf(rows.at(-1)?.person_no ?? null),
  })
}

const identityQuestions = questionCase(listIdentityQuestions, partOfIdentityQuestions)

const verify = questionCase(verifyRun, async ({ run }, { tx, actor: { division } }) => {
  const [row] = await ask<
    Readonly<{ run_id: bigint; act_id: bigint; tables: Readonly<Partial<Record<RunTable, TableDigest>>>; whole: boolean; audits: boolean }>
  >(
    tx,
    `select run_id, act_id, tables, not exists (
       select from unnest(array['leads', 'designations', 'results', 'questions']) f where not $1 = any (access.divisions(f, 'rows'))) as whole,
       $1 = any (access.divisions('audits', 'rows')) and $1 = any (access.divisions('results', 'rows')) as audits
     from leads.run where division = $1 and run = $2`,
    division,
    run,
  )
  if (row === undefined) return refused<LeadsProblem>(problem('leads/no-such-run', { run }))
  if (!row.whole && !row.audits) return refused<LeadsProblem>(problem('leads/sees-part-only', { run }))
  // Whoever audits the results sees them whole, and neither the reasons nor the leads.
  const seen = Object.entries(row.tables).filter(([table]) => row.whole || table === 'results')
  const standing = await digestsOfStanding(tx, division, row)
  return done({
    runId: String(row.run_id),
    tables: seen.map(([table, published]) => {
      const now = standing[table as RunTable]
      return { table, word: runTables[table as RunTable], ...now, asPublished: now.rows === published.rows && now.digest === published.digest }
    }),
  })
})

export const resultCases = {
  runs,
  ofChild,
  list: questionCase(listResults, partOfResults),
  totals,
  changes: questionCase(listResultChanges, partOfChanges),
  changeCounts,
  identityQuestions,
  verify,
} as const
