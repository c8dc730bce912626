import { createHash } from 'node:crypto'
import { type LeadsProblem, type OpenKind, publishRun as publishRunContract, type RunCounts } from '@yingjin/domain/leads'
import { done, problem, refused } from '@yingjin/kernel'
import { orderCase } from '../access/index.ts'
import { planAnew, type Tx } from '../platform/postgres/index.ts'
import type { FieldVault } from '../platform/vault/index.ts'
import type { KeptRun } from './kept-run.ts'
import { layDownRun } from './lay-down-run.ts'
import { nameHouseholds, nameOwners } from './name-owners.ts'
import { settlePersons } from './settle-persons.ts'
import { ask } from './statement.ts'
import { noQuestions, questionsOf, writeQuestions } from './write-questions.ts'
import { compareLeads, countLeads, foundTwice, lockLeads, writeKnownLeads, writeNewLeads } from './write-leads.ts'
import { writeChanges, writeResults, writeWords } from './write-results.ts'

/** Where a publication may be cut off; all of it is one transaction, so that each leaves nothing. */
export const publishPoints = ['run-written', 'leads-written', 'said-of-each', 'results-written'] as const
export type PublishPoint = (typeof publishPoints)[number]
/** What is published: the rows of a kept run beside the order, or nothing but what stands in the order. */
export type PublishParts = Readonly<{ at?: (point: PublishPoint) => void | Promise<void> }> &
  (Readonly<{ kept: KeptRun; fields: FieldVault }> | Readonly<{ kept?: undefined; fields?: undefined }>)

const fieldWords = { leads: '问题线索', designations: '困难类别', results: '资助核定', questions: '待决问题', imports: '收数批次' } as const
type WrittenField = keyof typeof fieldWords

/** Of what a kept run says something: whoever publishes it writes them all. */
export const fieldsOfKeptRun = ['leads', 'designations', 'results', 'questions'] as const satisfies readonly WrittenField[]

/** The published run that the next one is compared with. */
export const lastWithResults = async (tx: Tx, division: string): Promise<{ run_id: bigint; run: string; office_act: bigint | null } | undefined> => {
  const [last] = await ask<{ run_id: bigint; run: string; office_act: bigint | null }>(
    tx,
    `select run_id, run, office_act from leads.run where division = $1 and tables ? 'results' order by run_id desc limit 1`,
    division,
  )
  return last
}

/** The fields that whoever asks does not write in the whole county; none where it is whole. */
export const notWholeCounty = async (tx: Tx, division: string, fields: readonly WrittenField[]): Promise<LeadsProblem | null> => {
  const rows = await ask<{ field: WrittenField }>(
    tx,
    `select f.field from unnest($2::text[]) with ordinality f (field, at) where not $1 = any (access.divisions(f.field, 'write')) order by f.at`,
    division,
    fields,
  )
  return rows.length === 0 ? null : problem('leads/needs-whole-county', { fields: rows.map(({ field }) => fieldWords[field]) })
}

const unknownPersons = async (tx: Tx, division: string): Promise<readonly string[]> =>
  (
    await ask<{ id: string }>(
      tx,
      `select distinct s.person_id::text as id, s.person_id from said_person s where not exists (
         select from registry.person p where p.division = $1 and p.person_id = s.person_id and p.gone_act is null and p.merged_into is null) order by s.person_id`,
      division,
    )
  ).map(({ id }) => id)

/**
 * As much as a county has takes as long as it takes. Tables filled a moment ago are joined by hash: of them the planner
 * knows no statistics, and would look up row by row.
 */
export const unhurried = async (tx: Tx): Promise<void> => {
  await planAnew(tx)
  const settings = { statement_timeout: '0', idle_in_transaction_session_timeout: '0', enable_nestloop: 'off', work_mem: '64MB', jit: 'off' }
  await ask(
    tx,
    `select ${Object.entries(settings)
      .map(([name, value]) => `set_config('${name}', '${value}', true)`)
      .join(', ')}`,
  )
}

/** The batches that hold the rosters of a run. */
const importsOf = async (tx: Tx, division: string, rosters: KeptRun['rosters']): Promise<readonly bigint[]> =>
  (
    await ask<{ import_id: bigint }>(
      tx,
      `select i.import_id from unnest($2::text[], $3::text[]) u (roster, digest)
       join registry.import i on i.division = $1 and i.roster = u.roster and i.file_digest = decode(u.digest, 'hex') and i.status = 'committed' order by 1`,
      division,
      rosters.map(({ roster }) => roster),
      rosters.map(({ fileDigest }) => fileDigest),
    )
  ).map(({ import_id }) => import_id)

/** Takes a run in: all of it, or nothing; the same run again changes nothing. */
export const publishRun = ({ kept, fields, at = () => undefined }: PublishParts = {}) =>
  orderCase(publishRunContract, async (run, { tx, actor: { division }, act, today }) => {
    if (run.county !== division) return refused<LeadsProblem>(problem('leads/other-county', { county: run.county, own: division }))
    const narrow = await notWholeCounty(tx, division, kept === undefined ? ['leads', 'designations'] : fieldsOfKeptRun)
    if (narrow !== null) return refused<LeadsProblem>(narrow)
    await ask(tx, `select pg_advisory_xact_lock(990101006, hashtext($1))`, division)
    const content = createHash('sha256').update(JSON.stringify(run)).digest()
    const [before] = await ask<{ run_id: bigint; same: boolean; counts: RunCounts }>(
      tx,
      `select run_id, content_digest = $3 as same, counts from leads.run where division = $1 and run = $2`,
      division,
      run.run,
      content,
    )
    if (before !== undefined) {
      return before.same
        ? done({ runId: String(before.run_id), published: false, ...before.counts })
        : refused<LeadsProblem>(problem('leads/run-changed', { run: run.run }))
    }
    const [newer] = await ask<{ run: string }>(
      tx,
      `select run from leads.run where division = $1 and reference_date > $2 order by reference_date desc, run_id desc limit 1`,
      division,
      run.referenceDate,
    )
    if (newer !== undefined) return refused<LeadsProblem>(problem('leads/run-older', { run: run.run, newest: newer.run }))
    const dropped = await droppedAs(tx, division, run.run)
    if (dropped !== null) return refused<LeadsProblem>(problem('leads/run-dropped', { run: run.run, says: dropped }))
    await unhurried(tx)
    const tables = await layDownRun(tx, run, kept ?? null, today)
    if (kept === undefined) {
      const strangers = await unknownPersons(tx, division)
      if (strangers.length > 0) return refused<LeadsProblem>(problem('leads/person-unknown', { persons: strangers }))
    } else await settlePersons(tx, division)
    const twice = await foundTwice(tx)
    if (twice !== null) return refused<LeadsProblem>(problem('leads/found-twice', { kind: twice.open_kind as OpenKind, personId: String(twice.person_id) }))
    await lockLeads(tx, division)
    const { unsaid } = await compareLeads(tx, division)
    const last = await lastWithResults(tx, division)
    const [written] = await ask<{ run_id: bigint }>(
      tx,
      `insert into leads.run (division, run, digest, content_digest, program_version, pack, pack_digest, term, reference_date, counts, tables, before_run_id, office_act, import_ids, act_id)
       values ($1, $2, decode($3, 'hex'), $4, $5, $6, decode($7, 'hex'), $8, $9, '{}', $10, $11, $12, $13, $14) returning run_id`,
      division,
      run.run,
      run.digest,
      content,
      run.programVersion,
      run.pack ?? null,
      run.packDigest,
      run.term,
      run.referenceDate,
      JSON.stringify(tables),
      kept === undefined ? null : (last?.run_id ?? null),
      kept?.officeAct ?? null,
      await importsOf(tx, division, kept?.rosters ?? []),
      act,
    )
    if (written === undefined) throw new Error('the run gave no row')
    const runId = written.run_id
    await at('run-written')
    const leads = await countLeads(tx)
    await writeNewLeads(tx, division, runId, act)
    await at('leads-written')
    await writeKnownLeads(tx, division, runId, act)
    await nameHouseholds(tx, division, runId, today)
    const withoutOwner = await nameOwners(tx, division, runId, act, today)
    await at('said-of-each')
    if (kept !== undefined) await writeWords(tx, division, runId, kept)
    const results = await writeResults(tx, division, runId)
    const changes = await writeChanges(tx, division, runId, kept === undefined ? null : (last?.run_id ?? null))
    const questions = kept === undefined ? noQuestions() : await writeQuestions(tx, { division, act, today }, runId, questionsOf(kept, fields))
    const counts: RunCounts = { leads, results, changes, questions, withoutOwner, unsettled: { ...(await unsettled(tx)), unsaid } }
    await ask(tx, `update leads.run set counts = $3 where division = $1 and run_id = $2`, division, runId, JSON.stringify(counts))
    await at('results-written')
    return done({ runId: String(runId), published: true, ...counts })
  })

/** Why a run was dropped, where its last look ended so. */
const droppedAs = async (tx: Tx, division: string, run: string): Promise<string | null> => {
  const [row] = await ask<{ dropped_says: string | null }>(
    tx,
    `select dropped_says from leads.run_review where division = $1 and run = $2 order by review_id desc limit 1`,
    division,
    run,
  )
  return row?.dropped_says ?? null
}

export const unsettled = async (tx: Tx): Promise<Omit<RunCounts['unsettled'], 'unsaid'>> => {
  const [row] = await ask<Omit<RunCounts['unsettled'], 'unsaid'>>(
    tx,
    `with open as (select no from said_person where asks is not null)
     select (select count(*) from open)::int as persons, (select count(*) from said_line join open using (no))::int as results,
       (select count(*) from said_lead join open using (no))::int as leads`,
  )
  if (row === undefined) throw new Error('no count')
  return row
}
