import { createHash } from 'node:crypto'
import { basename, extname, join } from 'node:path'
import { type DoubtReason, type Evidence, explainPair, type NameRelation } from '@yingjin/comparison'
import { type Cause, causes, spineKinds } from '@yingjin/determination'
import { facts } from '@yingjin/facts'
import { rosterKinds, type RosterKindId, snapshotSchema, type Value } from '@yingjin/intake'
import {
  done,
  firstDayOf,
  type PlainDate,
  type Problem,
  problem,
  refused,
  type Result,
  type Term,
  termOnPaper,
  withoutNumbers,
  type WordingFor,
} from '@yingjin/kernel'
import { hasBit, maskOfWords, missingColumn, type State, wordsFor } from '@yingjin/policy'
import { quoteName, quoteText } from '@yingjin/sql'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { type Vault, type VaultPlace, type VaultProblem, vaultToOpen, vaultWording } from '../../platform/vault/index.ts'
import { digestOfFile, nameWithoutNumbers, SnapshotStore } from '../receive/snapshot-store.ts'
import type { FileReport } from '../receive/index.ts'
import { type KeptName, keptNames, openKeptRun } from './open-kept-run.ts'
import { keptColumns, type LatestRun, type RunRecord } from './kept-run.ts'

/** One accepted row of a roster: where it stands, and its values by column. */
export type HandedRow = Readonly<{ sheet: string; row: number; values: Readonly<Record<string, Value>> }>

/** A roster file that the run rests on, as one kind was read from it. */
export type HandedRoster = Readonly<{
  roster: RosterKindId
  /** Where several files of one kind came: which of them, without dates and numbers, so that next month's takes its place. */
  of: string | null
  fileDigest: string
  /** The sealed snapshot it was read into. */
  snapshot: string
  asOf: PlainDate | null
  coverage: 'complete' | 'partial' | 'supplementary'
  rowsRead: number
  rowsRefused: number
  /** In the order of the sheets and rows; read from private scratch. */
  rows: () => Promise<readonly HandedRow[]>
}>

/** A school of the directory that came with the rosters. */
export type HandedSchool = Readonly<{ code: string | null; name: string; stages: readonly string[]; township: string | null; village: string | null }>

export type HandedVillage = Readonly<{ township: string; village: string }>

/** Of a person of the run: a row that stands for it, the `nth` of those that one row of the sheet gave. */
export type HandedPlace = Readonly<{ no: number; roster: string; fileDigest: string; sheet: string; row: number; nth: number }>
export type HandedLine = Readonly<{ line: string; form: string; title: string; clause: string; payee: string }>
/** `missing`: what it waits for, fact by fact; a figure nobody has entered begins with `parameter:`. */
export type HandedReason = Readonly<{ no: number; line: string; state: State; says: string; missing: readonly string[] }>
/** `stage`: of the child as it was decided; null where nobody knows it. */
export type HandedResult = Readonly<{
  no: number
  line: string
  state: State
  amountFen: number | null
  form: string
  decided: boolean
  stage: string | null
  reason: number
}>
/**
 * What the run asks a person besides results to decide: a fact that is missing (`key`: the fact, or `hardship`), or whether a
 * row in doubt is this person: then `other` is the person the row made known, or none, and `whose` what the row says of itself.
 */
export type HandedAsk = Readonly<{
  no: number
  matter: 'missing-fact' | 'same-person'
  other: number | null
  key: string
  whose: string
  says: Readonly<Record<string, string>>
  detail: string
  restsOn: readonly string[]
}>
export type HandedGap = Readonly<{ fact: string; children: number }>
export type HandedLead = Readonly<{ no: number; kind: string; ground: string; detail: string; restsOn: string }>

/**
 * What a kept run says, as it is handed over to whoever publishes it: persons by the numbers the run gave them (`no`),
 * results and leads in a total order, nothing held in memory that grows with the county but the rows of one file.
 */
export type HandOver = Readonly<{
  run: string
  county: string
  term: Term
  referenceDate: PlainDate
  /** The act up to which it knew the office; null where it was told nothing of it. */
  officeAct: string | null
  programVersion: string
  pack: string
  packDigest: string
  /** Over the digests of what was kept. */
  digest: string
  /** SHA-256 of each kept table that is handed over. */
  tables: Readonly<Record<string, string>>
  rosters: readonly HandedRoster[]
  schools: readonly HandedSchool[]
  /** Villages that its rosters name. */
  villages: readonly HandedVillage[]
  lines: readonly HandedLine[]
  reasons: readonly HandedReason[]
  /** Every person that has a result or a lead, and the place of the row that made it known. */
  persons: () => AsyncIterable<Readonly<{ no: number; place: string }>>
  places: () => AsyncIterable<HandedPlace>
  results: () => AsyncIterable<HandedResult>
  leads: () => AsyncIterable<HandedLead>
  asks: () => AsyncIterable<HandedAsk>
  /** Facts that nobody is asked for since no roster that came says them, with the children who wait. */
  gaps: readonly HandedGap[]
  /** Between which sums a line leaves it to a person, by line. */
  bounds: Readonly<Record<string, Readonly<{ leastFen: number; greatestFen: number }>>>
  close: () => void
}>

export type HandOverProblem =
  | Problem<'hand-over/kept-too-little', { run: string; county: string; term: string }>
  | Problem<'hand-over/snapshot-gone', { run: string; snapshots: number }>
  | Problem<'hand-over/kept-changed', { run: string; table: string }>
  | VaultProblem

export const handOverWording: WordingFor<HandOverProblem> = {
  ...vaultWording,
  'hand-over/kept-too-little': p => `${p.term}的这次运行是旧版程序做的，没有保存发布所需的内容，一行也没有发布。请用现在的程序重新运行一次再发布。`,
  'hand-over/snapshot-gone': p =>
    `这次运行依据的名册有 ${p.snapshots} 份已经销毁或不在数据目录里，不能登记到人员库，一行也没有发布。请把名册放好，重新运行一次。`,
  'hand-over/kept-changed': p => `这次运行保存的“${p.table}”与当时的记录不符，一行也没有发布。请从备份恢复数据目录，或重新运行一次。`,
}

const handed = ['entitlement', 'leads', 'line-text', 'reason-text', 'persons', 'places', 'missing', 'doubts'] as const satisfies readonly KeptName[]

/** What the run wrote of facts that no roster says. */
const gapsName: KeptName = 'result-roster-gap'

/** Rosters of departments; what a person filled in and laid back is no roster. */
const isRoster = (kind: RosterKindId): boolean => rosterKinds[kind].subject !== 'school' && !['filled-facts', 'human-decisions'].includes(kind)

/** Opens a kept run in private scratch to be handed over; `close` lets go of it. */
export const openHandOver = async (
  place: VaultPlace,
  { county, term, directory, record }: Readonly<{ county: string; term: Term }> & Pick<LatestRun, 'directory' | 'record'>,
  scratch: string,
): Promise<Result<HandOver, HandOverProblem>> => {
  const kept = { county, term, directory }
  const names = keptNames(directory)
  if (names !== null && ![...handed, 'facts'].every(name => names.includes(name)))
    return refused(problem('hand-over/kept-too-little', { run: record.run, county, term: termOnPaper(term) }))
  const tellsGaps = names?.includes(gapsName) === true
  const opened = await openKeptRun(place, kept, scratch, [...handed, 'facts', ...(tellsGaps ? [gapsName] : [])])
  if (!opened.ok) return opened
  const vault = vaultToOpen(place, county)
  if (!vault.ok) return vault
  const tables = Object.fromEntries(await Promise.all(handed.map(async name => [name, await digestOfFile(join(opened.value, `${name}.parquet`))] as const)))
  if (tables['entitlement'] !== record.kept.entitlement) return refused(problem('hand-over/kept-changed', { run: record.run, table: '核定结果' }))
  const snapshots = await snapshotsOf(place.dataDir, vault.value, record, scratch)
  if (typeof snapshots === 'number') return refused(problem('hand-over/snapshot-gone', { run: record.run, snapshots }))
  const rosters = rostersOf(snapshots)
  const db = await openDuckDb({ spill: join(scratch, 'spill') })
  try {
    await layDown(db, opened.value, record, rosters)
    return done({
      run: record.run,
      county,
      term,
      referenceDate: firstDayOf(term),
      officeAct: record.office?.act ?? null,
      programVersion: record.programVersion,
      pack: record.pack,
      packDigest: record.packDigest,
      digest: createHash('sha256')
        .update(JSON.stringify([record, tables]))
        .digest('hex'),
      tables,
      rosters: rosters.map(({ file: _file, path, ...roster }) => ({ ...roster, rows: () => rowsOf(db, roster.roster, path) })),
      schools: await schoolsOf(db, snapshots),
      villages: await villagesOf(db, rosters),
      lines: await db.rows<HandedLine>(`SELECT line, form, title, clause, payee FROM kept_line_text ORDER BY line, form`),
      reasons: await reasonsOf(db, record),
      persons: () => db.stream(`SELECT DISTINCT s.no, coalesce(p.place, '') AS place FROM subject s LEFT JOIN place p ON p.row_id = s.no ORDER BY s.no`),
      places: () =>
        db.stream(
          `SELECT s.no, p.roster, p."fileDigest", p.sheet, p."row", p.nth FROM subject s JOIN place p ON p.row_id = s.row_id WHERE p."fileDigest" IS NOT NULL ORDER BY s.no, p.row_id`,
        ),
      results: () =>
        db.stream(
          `SELECT e.person_id AS no, e.line, e.state, e.amount_fen AS "amountFen", coalesce(e.form, '') AS form, e.decided, f.stage, r.no AS reason
           FROM kept_entitlement e JOIN reason r USING (line, state, grounds, failed, missing) LEFT JOIN stage_of f USING (person_id) ORDER BY e.person_id, e.line`,
        ),
      leads: () => leadsOf(db),
      asks: () => asksOf(db, record),
      gaps: tellsGaps
        ? await db.rows<HandedGap>(
            `SELECT fact, children FROM read_parquet(${quoteText(join(opened.value, `${gapsName}.parquet`))}) ORDER BY children DESC, fact`,
          )
        : [],
      bounds: Object.fromEntries(Object.entries(record.lines).flatMap(([line, { toSet }]) => (toSet === undefined ? [] : [[line, toSet] as const]))),
      close: db.close,
    })
  } catch (error) {
    db.close()
    throw error
  }
}

type OpenedRoster = Omit<HandedRoster, 'rows'> & Readonly<{ file: string; path: string }>

type Snapshot = Readonly<{ key: string; report: FileReport; fileDigest: string }>

/** The snapshots of the run opened, or how many of them are no more. */
const snapshotsOf = async (dataDir: string, vault: Vault, record: RunRecord, scratch: string): Promise<readonly Snapshot[] | number> => {
  const store = new SnapshotStore(dataDir, vault)
  const files = record.restsOn.filter(key => key !== record.office?.id)
  const reports = await Promise.all(files.map(async key => ({ key, report: await store.find(key) })))
  const gone = reports.filter(({ report }) => report === null).length
  if (gone > 0) return gone
  const snapshots: Snapshot[] = []
  for (const { key, report } of reports)
    if (report !== null) snapshots.push({ key, report: await store.opened(report, scratch), fileDigest: store.digestOfSource(key) })
  return snapshots
}

const rostersOf = (snapshots: readonly Snapshot[]): readonly OpenedRoster[] => {
  const rosters = snapshots.flatMap(({ key, report, fileDigest }) =>
    report.tables.flatMap(({ kind, path, asOf, whole }): readonly OpenedRoster[] =>
      isRoster(kind)
        ? [
            {
              roster: kind,
              of: null,
              file: report.file,
              path,
              fileDigest,
              snapshot: key,
              asOf,
              coverage: coverageOf(kind, asOf, whole),
              ...rowsIn(report, kind),
            },
          ]
        : [],
    ),
  )
  // Those that say who there is come first: whoever the others speak of is then known.
  const order: readonly string[] = [...new Set([...spineKinds, ...Object.keys(rosterKinds)])]
  return namedApart(
    rosters.toSorted((a, b) => order.indexOf(a.roster) - order.indexOf(b.roster) || (a.asOf ?? '').localeCompare(b.asOf ?? '') || (a.file < b.file ? -1 : 1)),
  )
}

/** A school is a row per stage; of one without a code its name is all there is. */
const schoolsOf = async (db: DuckDb, snapshots: readonly Snapshot[]): Promise<readonly HandedSchool[]> => {
  const paths = snapshots.flatMap(({ report }) => report.tables.flatMap(({ kind, path }) => (kind === 'school-directory' ? [path] : [])))
  if (paths.length === 0) return []
  const rows = await db.rows<Omit<HandedSchool, 'stages'> & Readonly<{ stages: string }>>(
    `SELECT max(school_code) AS code, min(school_name) AS name, string_agg(DISTINCT stage, ' ' ORDER BY stage) AS stages, min(township) AS township, min(village) AS village
     FROM read_parquet([${paths.map(quoteText).join(', ')}], union_by_name = true) WHERE school_name IS NOT NULL AND stage IS NOT NULL
     GROUP BY coalesce(school_code, school_name) ORDER BY name, code`,
  )
  return rows.map(({ stages, ...school }) => ({ ...school, stages: stages.split(' ') }))
}

export const coverageOf = (kind: RosterKindId, asOf: PlainDate | null, whole: boolean): HandedRoster['coverage'] => {
  const { extent, delivery } = rosterKinds[kind].coverage
  if (delivery === 'supplementary') return 'supplementary'
  return extent === 'complete' && whole && asOf !== null ? 'complete' : 'partial'
}

export const rowsIn = ({ sheets }: Pick<FileReport, 'sheets'>, kind: RosterKindId): Pick<HandedRoster, 'rowsRead' | 'rowsRefused'> => {
  const totals = sheets.flatMap(sheet => sheet.tables.flatMap(table => (table.rosterKind === kind && table.totals !== null ? [table.totals] : [])))
  const refusedRows = totals.reduce((sum, each) => sum + each.refused, 0)
  return { rowsRead: totals.reduce((sum, each) => sum + each.accepted, 0) + refusedRows, rowsRefused: refusedRows }
}

/** Several files of one kind: each speaks for its part, and is called by its name without the dates. */
const namedApart = (rosters: readonly OpenedRoster[]): readonly OpenedRoster[] => {
  const ofKind = Map.groupBy(rosters, each => each.roster)
  const called = Map.groupBy(rosters, each => `${each.roster} ${listName(each.file)}`)
  return rosters.map(each => {
    if ((ofKind.get(each.roster)?.length ?? 0) === 1) return each
    const short = listName(each.file)
    const of = (called.get(`${each.roster} ${short}`)?.length ?? 0) === 1 ? short : nameWithoutNumbers(stem(each.file))
    return { ...each, of: of.slice(-80), coverage: each.coverage === 'supplementary' ? each.coverage : 'partial' }
  })
}

const stem = (file: string): string => basename(file, extname(file))

/** `学籍信息导出_初中_截至20220831.xls` is called 学籍信息导出_初中, whichever month it is of. */
export const listName = (file: string): string => {
  const name = nameWithoutNumbers(stem(file))
    .replaceAll(/[（(][^（()）]*\d[^（()）]*[)）]/gu, '')
    .replaceAll(/截至[\d年月日.\-/]+/gu, '')
    .replaceAll(/\d{4}年?(\d{1,2}月(\d{1,2}日)?)?([春秋]季?(学期)?)?/gu, '')
    .replaceAll(/^[_\-\s]+|[_\-\s]+$/gu, '')
  return name === '' ? nameWithoutNumbers(stem(file)) : name
}

const rowsOf = async (db: DuckDb, roster: RosterKindId, path: string): Promise<readonly HandedRow[]> => {
  const columns = Object.keys(snapshotSchema(rosterKinds[roster])).filter(name => !['row_id', 'file', 'sheet', 'row', 'member'].includes(name))
  const rows = await db.rows<Readonly<Record<string, Value>>>(
    `SELECT sheet, "row"${columns.map(name => `, ${quoteName(name)} AS ${quoteName(`value ${name}`)}`).join('')} FROM read_parquet(${quoteText(path)}) ORDER BY row_id`,
  )
  return rows.map(each => ({
    sheet: String(each['sheet']),
    row: Number(each['row']),
    values: Object.fromEntries(columns.flatMap(name => (each[`value ${name}`] === null ? [] : [[name, each[`value ${name}`] as Value]]))),
  }))
}

/** The kept tables, the rows that stand for each person, and one number per distinct reason. */
const layDown = async (db: DuckDb, opened: string, record: RunRecord, rosters: readonly OpenedRoster[]): Promise<void> => {
  for (const name of handed)
    await db.execute(`CREATE VIEW ${quoteName(`kept_${name.replace('-', '_')}`)} AS FROM read_parquet(${quoteText(join(opened, `${name}.parquet`))})`)
  await db.createTable(
    'file_digest',
    { roster: 'text', file: 'text', digest: 'text' },
    rosters.map(({ roster, file, fileDigest }) => [roster, file, fileDigest]),
  )
  await db.execute(
    `CREATE TABLE place AS SELECT p.row_id, p.roster, f.digest AS "fileDigest", p.sheet, p."row", p.file || '〔' || p.sheet || '〕第' || p."row" || '行' AS place,
       row_number() OVER (PARTITION BY p.roster, p.file, p.sheet, p."row" ORDER BY p.row_id) AS nth
     FROM kept_places p LEFT JOIN file_digest f USING (roster, file)`,
  )
  const facts = join(opened, 'facts.parquet')
  await db.execute(
    `CREATE VIEW stage_of AS SELECT ${await keptColumns(db, facts, { person_id: 'bigint', stage: 'text' })} FROM read_parquet(${quoteText(facts)})`,
  )
  // A finding about nobody who is known is about its row.
  await db.execute(
    `CREATE TABLE subject AS
     WITH named AS (SELECT DISTINCT person_id AS no FROM kept_entitlement UNION SELECT DISTINCT subject FROM kept_leads
       UNION SELECT person_id FROM kept_doubts UNION SELECT m.person_id FROM kept_doubts d JOIN kept_persons m ON m.row_id = d.row_id)
     SELECT n.no, coalesce(m.row_id, n.no) AS row_id FROM named n LEFT JOIN kept_persons m ON m.person_id = n.no`,
  )
  const missing = Array.from({ length: wordsFor(record.missing.length) }, (_, word) => `CAST(${missingColumn(word)} AS VARCHAR)`).join(` || ' ' || `)
  await db.execute(
    `CREATE OR REPLACE VIEW kept_entitlement AS SELECT * REPLACE (${missing} AS missing) FROM read_parquet(${quoteText(join(opened, 'entitlement.parquet'))})`,
  )
  await db.execute(
    `CREATE TABLE reason AS SELECT *, row_number() OVER (ORDER BY line, state, grounds, failed, missing) AS no
     FROM (SELECT DISTINCT line, state, grounds, failed, missing FROM kept_entitlement)`,
  )
}

const villagesOf = async (db: DuckDb, rosters: readonly OpenedRoster[]): Promise<readonly HandedVillage[]> => {
  const naming = rosters.filter(({ roster }) => ['township', 'village'].every(column => column in snapshotSchema(rosterKinds[roster])))
  if (naming.length === 0) return []
  const named = naming.map(({ path }) => `SELECT township, village FROM read_parquet(${quoteText(path)}) WHERE township IS NOT NULL AND village IS NOT NULL`)
  return db.rows<HandedVillage>(`${named.join(' UNION ')} ORDER BY township, village`)
}

type ReasonRow = Readonly<{ no: number; line: string; state: State; failed: number; missing: string; reason: string | null }>

const reasonsOf = async (db: DuckDb, record: RunRecord): Promise<readonly HandedReason[]> => {
  const rows = await db.rows<ReasonRow>(
    `SELECT r.no, r.line, r.state, r.failed, r.missing, t.reason FROM reason r
     LEFT JOIN kept_reason_text t ON t.line = r.line AND t.state = r.state AND t.code = r.grounds ORDER BY r.no`,
  )
  return rows.map(({ no, line, state, failed, missing, reason }) => {
    const mask = maskOfWords(...missing.split(' ').map(BigInt))
    const waits = record.missing.filter((_, bit) => hasBit(mask, bit))
    const criteria = (record.lines[line]?.criteria ?? []).filter((_, bit) => hasBit(failed, bit))
    return {
      no,
      line,
      state,
      says: reason ?? (waits.length > 0 ? `待补：${waits.map(key => missingWord(record, key)).join('、')}` : criteria.join('；')),
      missing: waits,
    }
  })
}

type MissingRow = Readonly<{ no: number; question: string; cause: string; lines: string }>
type DoubtRow = Readonly<{
  no: number
  other: number | null
  roster: string
  name: string | null
  id_number: string | null
  evidence: string
  name_relation: string
  why: string
  reason: string
  place: string
  person_place: string
}>

/** What a lead says and rests on goes where it stands readable: whatever number a cell, a sheet or a file's name had in it stays with the run. */
const leadsOf = async function* (db: DuckDb): AsyncGenerator<HandedLead> {
  const leads = db.stream<HandedLead>(`SELECT subject AS no, kind, ground, detail, rests_on AS "restsOn" FROM kept_leads ORDER BY subject, kind, ground`)
  for await (const lead of leads) yield { ...lead, detail: withoutNumbers(lead.detail), restsOn: withoutNumbers(lead.restsOn) }
}

/** In a total order: first what is missing, then who is in doubt. */
const asksOf = async function* (db: DuckDb, record: RunRecord): AsyncGenerator<HandedAsk> {
  const missing = db.stream<MissingRow>(`SELECT person_id AS no, question, cause, lines FROM kept_missing ORDER BY person_id, question`)
  for await (const { no, question, cause, lines } of missing) {
    const waiting = lines.split('；').map(line => record.lines[line]?.title ?? line)
    const says = { 为什么缺: causes[cause as Cause] ?? cause }
    yield { no, matter: 'missing-fact', other: null, key: question, whose: '', says, detail: `影响的项目：${waiting.join('、')}`, restsOn: [] }
  }
  const doubts = db.stream<DoubtRow>(
    `SELECT d.person_id AS no, m.person_id AS other, d.roster, d.name, d.id_number, d.evidence, d.name_relation, d.why, d.reason,
       coalesce(p.place, '') AS place, coalesce(q.place, '') AS person_place
     FROM kept_doubts d LEFT JOIN kept_persons m ON m.row_id = d.row_id LEFT JOIN place p ON p.row_id = d.row_id LEFT JOIN place q ON q.row_id = d.person_id
     ORDER BY d.person_id, d.row_id, d.evidence, d.name_relation, d.why, d.reason`,
  )
  for await (const d of doubts) {
    const says = {
      凭什么: explainPair(d.evidence as Evidence, d.name_relation as NameRelation, d.reason === '' ? null : (d.reason as DoubtReason)),
      名册中的姓名: withoutNumbers(d.name ?? '（空）'),
    }
    const detail = d.why === 'conflict' ? '号码相同，姓名不同' : '可能是同一个人'
    yield {
      no: d.no,
      matter: 'same-person',
      other: d.other,
      key: d.roster,
      whose: `${d.name ?? ''} ${d.id_number ?? ''}`,
      says,
      detail,
      restsOn: [d.person_place, d.place].filter(place => place !== '').map(withoutNumbers),
    }
  }
}

const missingWord = (record: RunRecord, key: string): string =>
  key.startsWith('parameter:') ? `${record.figures[key.slice('parameter:'.length)]?.label ?? key}（待录入）` : (facts[key as keyof typeof facts]?.label ?? key)
