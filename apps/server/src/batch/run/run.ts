import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import {
  determine,
  entitlementDetail,
  isReceived,
  kindsEstablishing,
  knownDecisionsTable,
  lineTextSchema,
  lineTextTable,
  officeTableName,
  type OfficeTable,
  outputs,
  reasonTextSchema,
  reasonTextTable,
  type Situation,
} from '@yingjin/determination'
import type { FactKey } from '@yingjin/facts'
import { type RosterKindId, rosterKinds } from '@yingjin/intake'
import { done, type Problem, problem, refused, type Result, termOnPaper, type WordingFor } from '@yingjin/kernel'
import { compile, type CompiledPolicy, wordPackProblem } from '@yingjin/policy'
import { asc, carryOut, type Expr, output, type Output, Plan, printRelation, quoteName, type Relation, table } from '@yingjin/sql'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { privateFolder, withPrivateScratch } from '../../platform/files/index.ts'
import { type Vault, type VaultProblem, vaultToSeal, vaultWording } from '../../platform/vault/index.ts'
import { deliver } from '../deliver/deliver.ts'
import type { DeliveredFile, OfficeCounts, RunCounts } from '../deliver/delivery.ts'
import { writeWorkbook } from '../../platform/workbook/index.ts'
import { datedParts, type Received, receiptSheets, receiveFolder } from '../receive/index.ts'
import { columnMeanings } from '../office/column-meanings.ts'
import { type KnownOrder, loadKnown, loadOffice } from '../office/load-known.ts'
import { openOfficeSnapshot } from '../office/office-store.ts'
import { isAboutPersons } from '../receive/read-roster-file.ts'
import { SnapshotStore } from '../receive/snapshot-store.ts'
import { type FilledProblem, loadFilledBack, unheardProblems } from './filled-back.ts'
import { keepRun, resultName } from './keep-run.ts'
import type { RunOrder } from './run-order.ts'
import { recordOf } from './run-record.ts'
import { loadRosters } from './load-rosters.ts'
import { lineTexts, type ReasonCode, reasonTexts } from './reason-texts.ts'

export type { RunOrder } from './run-order.ts'

export type RunResult = Readonly<{
  runId: string
  received: Received
  situation: Situation
  files: readonly DeliveredFile[]
  filledProblems: readonly FilledProblem[]
  counts: RunCounts
}>

export type RunProblem =
  | Problem<'run/no-policy', { county: string; term: string; reason: string }>
  | Problem<'run/no-roster', { folder: string | null; files: number }>
  | VaultProblem

export const runWording: WordingFor<RunProblem> = {
  ...vaultWording,
  'run/no-policy': p => `${p.county} 在${p.term}没有可用的政策：${p.reason}`,
  'run/no-roster': p =>
    `${p.folder === null ? '选定' : `文件夹“${p.folder}”里`}的 ${p.files} 个文件没有一个能作为名册使用，没有运行。请看“收数报告”里每个文件的原因。`,
}

const digest = (parts: readonly string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex')

/**
 * A run is a pure function of program version, pack, snapshots, term and readings: its id is their digest, and the
 * same id gives the same bytes.
 */
export const runId = (order: RunOrder, snapshotDigests: readonly string[]): string =>
  digest([
    order.programVersion,
    order.county,
    order.term,
    digest([order.pack.canonicalText]),
    JSON.stringify(order.readings),
    ...[...snapshotDigests].sort(),
  ]).slice(0, 16)

/** Receive, compare, decide, write. */
export const run = async (order: RunOrder): Promise<Result<RunResult, RunProblem>> => {
  const policy = compile(order.pack, order.term, { readings: order.readings })
  if (!policy.ok) return refused(problem('run/no-policy', { county: order.county, term: termOnPaper(order.term), reason: wordPackProblem(policy.problem) }))
  const opened = await vaultToSeal(order, order.county)
  if (!opened.ok) return opened
  const vault = opened.value
  return withPrivateScratch(async scratch => {
    const office = order.office === undefined ? null : await openOfficeSnapshot(order.dataDir, vault, order.office, scratch)
    if (office !== null && !office.ok) return office
    const received = await receiveFolder(order.folder, {
      saidInOffice: office === null ? [] : await columnMeanings(office.value, scratch),
      scratch,
      vault,
      dataDir: order.dataDir,
      programVersion: order.programVersion,
      villages: order.villages,
      county: order.county,
      ...(order.taken === undefined ? {} : { taken: order.taken }),
      onProgress: order.onProgress,
    })
    const situation: Situation = { county: order.county, countyName: order.countyName, term: order.term, received: received.tables.flatMap(datedParts) }
    if (situation.received.length === 0) {
      if (order.out !== null) {
        mkdirSync(order.out, { recursive: true, mode: 0o700 })
        await writeWorkbook(join(order.out, '收数报告.xlsx'), receiptSheets(received))
      }
      return refused(problem('run/no-roster', { folder: order.folder, files: received.files.length }))
    }
    // A registry with nobody in it says nothing: the run is the run without it.
    const told = order.office !== undefined && order.office.persons > 0 && office !== null ? office.value : null
    const id = runId(order, [...received.tables.map(t => t.digest), ...(told === null || order.office === undefined ? [] : [order.office.digest])])
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      const known = told === null ? situation : { ...situation, office: await loadOffice(db, told) }
      return done(await decideAndWrite({ ...order, scratch, vault }, db, policy.value, known, received, id))
    } finally {
      db.close()
    }
  })
}

const decideAndWrite = async (
  order: RunOrder & Readonly<{ scratch: string; vault: Vault }>,
  db: DuckDb,
  policy: CompiledPolicy,
  situation: Situation,
  received: Received,
  id: string,
): Promise<RunResult> => {
  const plan = new Plan()
  const determination = determine(plan, situation, policy)
  const [results, kept] = [outputs(determination), keptForExplaining(determination)]
  const detail = entitlementDetail(determination, results)
  const carried = carryOut(plan, [...[...results, ...kept].map(o => o.relation), ...counted(determination)])
  await loadRosters(db, snapshotPaths(received), carried.sources)
  const known = situation.office === undefined ? null : knownOrder(order, policy, situation, received)
  const setAside = known === null ? 0 : await loadKnown(db, known)
  const inOffice = known === null ? null : await decidedInOffice(db)
  const misread = await loadFilledBack(db, kind => isReceived(situation, kind), policy.lines)
  await db.runPlan(carried, step => order.onProgress(`比对与核定 ${step.index + 1}/${step.of}`))
  const filledProblems = [...misread, ...(await unheardProblems(db))]
  await loadTexts(db, policy)
  if (order.out !== null) mkdirSync(order.out, { recursive: true, mode: 0o700 })
  const plain = privateFolder(mkdtempSync(join(order.scratch, 'kept-')))
  for (const [at, result] of results.entries()) {
    order.onProgress(`写出结果数据 ${at + 1}/${results.length}`)
    await db.writeParquet(result, join(plain, `${resultName(result.name)}.parquet`))
  }
  for (const table of kept) await db.writeParquet(table, join(plain, `${table.name}.parquet`))
  const counts = {
    ...(await countsOf(db, determination)),
    setAside,
    office: inOffice === null ? null : { ...inOffice, ...(await usedOfOffice(db, determination)) },
  }
  const files = await deliver({
    db,
    results,
    detail,
    situation,
    received,
    filledProblems,
    counts,
    policy,
    // What is kept is sealed, workbooks with it.
    out: order.out ?? plain,
    asJson: order.out !== null,
    runId: id,
    onProgress: order.onProgress,
  })
  await keepRun(order, { ...(await recordOf(order, policy.policy, id, received, plain)), setAside }, plain)
  return { runId: id, received, situation, files, filledProblems, counts }
}

const knownOrder = (
  { dataDir, vault, villages, scratch }: RunOrder & Readonly<{ scratch: string; vault: Vault }>,
  policy: CompiledPolicy,
  situation: Situation,
  received: Received,
): KnownOrder => {
  const store = new SnapshotStore(dataDir, vault)
  return {
    villages,
    lines: policy.lines,
    scratch,
    digests: new Map(received.files.flatMap(f => (f.snapshot === null ? [] : [[f.file, store.digestOfSource(f.snapshot)]]))),
    kinds: [...new Set(situation.received.map(t => t.kind))].filter(kind => isAboutPersons(rosterKinds[kind])),
  }
}

const snapshotPaths = (received: Received): ReadonlyMap<RosterKindId, readonly string[]> => {
  const paths = new Map<RosterKindId, string[]>()
  for (const { kind, path } of received.tables) paths.set(kind, [...(paths.get(kind) ?? []), path])
  return paths
}

const loadTexts = async (db: DuckDb, policy: CompiledPolicy): Promise<void> => {
  const codes = await db.rows<ReasonCode>(
    `SELECT DISTINCT line, state, CASE WHEN state = 'not-due' THEN failed ELSE grounds END AS code FROM entitlement WHERE state IN ('due', 'decide') ORDER BY line, state, code`,
  )
  for (const table of [lineTexts(policy), reasonTexts(policy, codes)]) await db.createTable(table.name, table.schema, table.rows)
}

/** What `explain`, `recheck` and `publish` need later: facts, decisions, cards, evidence and leads stay in the private data directory, never in the output folder. */
const keptForExplaining = (d: ReturnType<typeof determine>): readonly Output[] => {
  const byPerson = (name: string, relation: Relation): Output => output(name, relation, c => [asc(c['person_id'] as Expr)])
  return [
    byPerson('facts', d.facts),
    byPerson('cards', d.cards as unknown as Relation),
    output('evidence', d.grounds, c => [asc(c['person_id'] as Expr), asc(c['fact'] as Expr), asc(c['row_id'] as Expr), asc(c['says'] as Expr)]),
    output('places', d.places, c => [asc(c['row_id'] as Expr)]),
    output('persons', rowsOfPersons(d), c => [asc(c['row_id'] as Expr), asc(c['person_id'] as Expr)]),
    output('decisions', d.heard as unknown as Relation, c => [asc(c['person_id'] as Expr), asc(c['line'] as Expr)]),
    output('entitlement', d.entitlement as unknown as Relation, c => [asc(c['person_id'] as Expr), asc(c['line'] as Expr)]),
    output('leads', d.leads as unknown as Relation, c => [asc(c['subject'] as Expr), asc(c['kind'] as Expr), asc(c['ground'] as Expr)]),
    output('line-text', table(lineTextTable, lineTextSchema) as unknown as Relation, c => [asc(c['line'] as Expr), asc(c['form'] as Expr)]),
    output('reason-text', table(reasonTextTable, reasonTextSchema) as unknown as Relation, c => [
      asc(c['line'] as Expr),
      asc(c['state'] as Expr),
      asc(c['code'] as Expr),
    ]),
    output('missing', d.missing as unknown as Relation, c => [asc(c['person_id'] as Expr), asc(c['question'] as Expr)]),
    output('doubts', doubtsWithRows(d), c => ['row_id', 'person_id', 'why', 'reason', 'evidence', 'name_relation'].map(name => asc(c[name] as Expr))),
  ]
}

/** Which row is whose, and whom of the registry it stands for. */
const rowsOfPersons = ({ matching, registry }: ReturnType<typeof determine>): Relation =>
  matching.matches.join(
    'left',
    registry.rows,
    (l, r) => [[l.row_id, r.row_id]],
    (l, r) => ({ ...l, known_person: r.known_person }),
  ) as unknown as Relation

/** Rows in doubt with the person they may be, and what the row calls whoever it is about. */
const doubtsWithRows = (d: ReturnType<typeof determine>): Relation =>
  d.matching.doubts.join(
    'inner',
    d.rows,
    (l, r) => [[l.row_id, r.row_id]],
    (l, r) => ({ ...l, name: r.name, id_number: r.id_number }),
  ) as unknown as Relation

/** What `countsOf`, `loadTexts` and `unheardProblems` read by name. */
const counted = (d: ReturnType<typeof determine>): readonly Relation[] =>
  [d.cards, d.facts, d.entitlement, d.missing, d.gaps, ...(d.notEntered === null ? [] : [d.notEntered]), d.leads, d.unheard] as unknown as Relation[]

const countsOf = async (db: DuckDb, d: ReturnType<typeof determine>): Promise<Omit<RunCounts, 'setAside' | 'office'>> => {
  const one = async (sql: string): Promise<number> => (await db.rows<{ n: number | null }>(sql))[0]?.n ?? 0
  const leads = await db.rows<{ kind: string; n: number }>('SELECT kind, count(*) AS n FROM lead GROUP BY kind ORDER BY kind')
  const gaps = await db.rows<{ fact: FactKey }>('SELECT fact FROM roster_gap')
  const byProof = gaps.filter(({ fact }) => kindsEstablishing(fact).length === 0).length
  return {
    persons: await one('SELECT count(*) AS n FROM card'),
    enrolled: await one(`SELECT count(*) AS n FROM (${printRelation(d.facts, 'duckdb')}) AS known`),
    due: await one(`SELECT count(*) AS n FROM entitlement WHERE state = 'due'`),
    dueFen: await one(`SELECT CAST(sum(amount_fen) AS BIGINT) AS n FROM entitlement e WHERE e.state = 'due' AND e.form <> 'loan'`),
    missing: await one('SELECT count(*) AS n FROM missing'),
    waiting: await one(`SELECT count(*) AS n FROM entitlement WHERE state = 'undetermined'`),
    waitingChildren: await one(`SELECT count(DISTINCT person_id) AS n FROM entitlement WHERE state = 'undetermined'`),
    gaps: gaps.length - byProof,
    byProof,
    notEntered: d.notEntered === null ? 0 : await one('SELECT count(*) AS n FROM not_entered'),
    toDecide: await one(`SELECT count(*) AS n FROM entitlement WHERE state = 'decide'`),
    leads: Object.fromEntries(leads.map(l => [l.kind, l.n])),
  }
}

/** How much the office had decided. Its tables go as the plan goes: what was decided of whom is set down for `usedOfOffice`. */
const decidedInOffice = async (db: DuckDb): Promise<Pick<OfficeCounts, 'answers' | 'decisions' | 'pairs'>> => {
  await db.execute(`CREATE TABLE decided_in_office AS SELECT row_id, known_person, line FROM ${quoteName(knownDecisionsTable)}`)
  const count = async (of: OfficeTable): Promise<number> =>
    (await db.rows<{ n: number }>(`SELECT count(*) AS n FROM ${quoteName(officeTableName(of))}`))[0]?.n ?? 0
  return { answers: await count('answers'), decisions: await count('decisions'), pairs: await count('same-persons') }
}

/** On how much of it something rests: on an answer where no roster says it, on a decision where it was heard. */
const usedOfOffice = async (db: DuckDb, d: ReturnType<typeof determine>): Promise<Pick<OfficeCounts, 'answersUsed' | 'decisionsUsed'>> => {
  const printed = (relation: Relation): string => `(${printRelation(relation, 'duckdb')})`
  const [used] = await db.rows<Pick<OfficeCounts, 'answersUsed' | 'decisionsUsed'>>(
    `SELECT (SELECT count(DISTINCT row_id) FROM ${printed(d.grounds)} g WHERE g.row_id < 0 AND g.roster = 'filled-facts') AS "answersUsed",
       (SELECT count(DISTINCT k.row_id) FROM decided_in_office k
          JOIN (SELECT DISTINCT person_id, known_person FROM ${printed(rowsOfPersons(d))} m) p USING (known_person)
          JOIN ${printed(d.heard as unknown as Relation)} h USING (person_id, line)) AS "decisionsUsed"`,
  )
  return used ?? { answersUsed: 0, decisionsUsed: 0 }
}
