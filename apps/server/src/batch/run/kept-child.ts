import { join } from 'node:path'
import type { FactValues } from '@yingjin/facts'
import { done, type Result, type Term } from '@yingjin/kernel'
import type { ChosenReadings, HumanDecisions } from '@yingjin/policy'
import { quoteText } from '@yingjin/sql'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { withPrivateScratch } from '../../platform/files/index.ts'
import { type VaultPlace, type VaultProblem, vaultToOpen } from '../../platform/vault/index.ts'
import { SnapshotStore } from '../receive/snapshot-store.ts'
import { decisionsOf, evidenceOf, factsOf, type KeptEvidence, keptRun } from './kept-run.ts'
import { openKeptRun } from './open-kept-run.ts'

/** A row of a roster by the digest of its file; `nth` of those that one row of the sheet gave. */
export type RowOfFile = Readonly<{ roster: string; fileDigest: string; sheet: string; row: number; nth: number }>

/** How a child is named to a kept run: by the number the run gave it, else by rows of rosters that stand for it. */
export type ChildAsked = Readonly<{ county: string; term: Term; run: string; no: number | null; rows: readonly RowOfFile[] }>

/** What a run decided a child from. `facts`: null where the child stood on no roll, so that nothing was decided. */
export type KeptChild = Readonly<{
  packDigest: string
  readings: ChosenReadings
  facts: FactValues | null
  decisions: HumanDecisions
  evidence: readonly KeptEvidence[]
}>

/**
 * One child of a kept run. Null where the run is not kept in this data directory, or does not know the child. What is
 * opened lies in private scratch for the time of the question.
 */
export const keptChild = async (place: VaultPlace, asked: ChildAsked): Promise<Result<KeptChild | null, VaultProblem>> => {
  const { county, term, run } = asked
  const kept = keptRun(place.dataDir, county, term, run)
  if (kept === null) return done(null)
  const vault = vaultToOpen(place, county)
  if (!vault.ok) return vault
  return withPrivateScratch(async scratch => {
    const opened = await openKeptRun(place, { county, term, directory: kept.directory }, scratch, [
      'cards',
      'places',
      'persons',
      'facts',
      'evidence',
      'decisions',
    ])
    if (!opened.ok) return opened
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      const store = new SnapshotStore(place.dataDir, vault.value)
      const files = kept.record.restsOn.filter(key => key !== kept.record.office?.id)
      const no = asked.no ?? (await byRows(db, opened.value, store, files, asked.rows))
      if (no === null) return done(null)
      return done({
        packDigest: kept.record.packDigest,
        readings: kept.readings,
        facts: await factsOf(db, opened.value, no),
        decisions: await decisionsOf(db, opened.value, no),
        evidence: await evidenceOf(db, opened.value, no),
      })
    } finally {
      db.close()
    }
  })
}

/** The person of the run for which these rows stand; none where they stand for none, or for two. */
const byRows = async (db: DuckDb, opened: string, store: SnapshotStore, snapshots: readonly string[], rows: readonly RowOfFile[]): Promise<number | null> => {
  const wanted = new Set(rows.map(({ fileDigest }) => fileDigest))
  const fileOf = new Map<string, string>()
  for (const key of snapshots) {
    const report = await store.find(key)
    if (report === null) continue
    const digest = store.digestOfSource(key)
    if (wanted.has(digest)) fileOf.set(digest, report.file)
  }
  const known = rows.flatMap(row => {
    const file = fileOf.get(row.fileDigest)
    return file === undefined ? [] : [`(${[row.roster, file, row.sheet].map(quoteText).join(', ')}, ${row.row}, ${row.nth})`]
  })
  if (known.length === 0) return null
  const found = await db.rows<{ no: number }>(
    `SELECT DISTINCT m.person_id AS no FROM (
       SELECT *, row_number() OVER (PARTITION BY roster, file, sheet, "row" ORDER BY row_id) AS nth FROM read_parquet(${quoteText(join(opened, 'places.parquet'))})) p
     JOIN read_parquet(${quoteText(join(opened, 'persons.parquet'))}) m ON m.row_id = p.row_id
     WHERE (p.roster, p.file, p.sheet, p."row", p.nth) IN (${known.join(', ')}) LIMIT 2`,
  )
  const [one, another] = found
  return one === undefined || another !== undefined ? null : one.no
}
