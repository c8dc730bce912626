import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FactKey, type FactValues, factKeysOf, nothingKnown } from '@yingjin/facts'
import type { RosterKindId } from '@yingjin/intake'
import { checkCharacter, type Term } from '@yingjin/kernel'
import { amountDecisionKey, type ChosenReadings, type HumanDecisions } from '@yingjin/policy'
import { quoteName, quoteText, type Schema } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'

/** Where a run keeps what `explain` needs: the private data directory, by county, term and run. */
export const keptRunDirectory = (dataDir: string, county: string, term: Term, runId: string): string => join(dataDir, 'runs', county, term, runId)

export const latestFile = (dataDir: string, county: string, term: Term): string => join(dataDir, 'runs', county, term, 'latest.json')
export const recordFile = (directory: string): string => join(directory, 'run.json')

/** A line as it was settled then, so that a later program can say what became of it. */
export type LineThen = Readonly<{
  title: string
  /** Digest of the rule with all that is set against it; figures and readings stand in it by name only. */
  rule: string
  figures: readonly string[]
  readings: readonly string[]
  /** What the bits of its masks stand for. */
  criteria: readonly string[]
  grounds: readonly string[]
  /** Between which sums the text leaves it to a person. */
  toSet?: Readonly<{ leastFen: number; greatestFen: number }>
}>

/** From what a run decided: with the kept facts and decisions of persons, all that a result is a function of. */
export type RunRecord = Readonly<{
  run: string
  programVersion: string
  pack: string
  packDigest: string
  readings: ChosenReadings
  snapshots: readonly string[]
  /** The sealed snapshots it was made from, by the names of their folders. */
  restsOn: readonly string[]
  /** The snapshot of the office it was told, with the day and the act it is of; null where none was. */
  office?: Readonly<{ id: string; digest: string; on: string; act: string }> | null
  /** Rows of the rosters that were not taken because the office said so; not said by a run before there were such. */
  setAside?: number
  /** The figures in force, as they are said; the reading taken of each open point; what the bits of a missing mask stand for. */
  figures: Readonly<Record<string, Readonly<{ label: string; said: string }>>>
  readingsTaken: ChosenReadings
  missing: readonly string[]
  lines: Readonly<Record<string, LineThen>>
  /** Digests of the kept tables on which a decision is made again. */
  kept: Readonly<Record<KeptTable, string>>
}>

export const keptTables = ['facts', 'decisions', 'entitlement'] as const
export type KeptTable = (typeof keptTables)[number]

export type LatestRun = Readonly<{ directory: string; readings: ChosenReadings; record: RunRecord }>

/** The newest complete run, with the readings it took: an explanation must follow the same ones. */
export const latestRun = (dataDir: string, county: string, term: Term): LatestRun | null => {
  const file = latestFile(dataDir, county, term)
  if (!existsSync(file)) return null
  const { run } = JSON.parse(readFileSync(file, 'utf8')) as { run: string }
  return keptRun(dataDir, county, term, run)
}

/** A complete run by its number. */
export const keptRun = (dataDir: string, county: string, term: Term, run: string): LatestRun | null => {
  if (!/^[0-9a-f]{16}$/.test(run)) return null
  const directory = keptRunDirectory(dataDir, county, term, run)
  // A run of a program that kept less cannot be told from: it is as if there were none.
  if (!existsSync(recordFile(directory))) return null
  const record = JSON.parse(readFileSync(recordFile(directory), 'utf8')) as RunRecord
  return { directory, readings: record.readings, record }
}

export const noRunYet = (countyName: string, term: string): string => `${countyName}${term}还没有运行过，请先用 yingjin run`

const typeNames = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' } as const

/** The wanted columns of a kept table, for a SELECT over it; what the run did not keep is unknown. */
export const keptColumns = async (db: DuckDb, file: string, wanted: Schema): Promise<string> => {
  const kept = new Set((await db.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM read_parquet(${quoteText(file)})`)).map(c => c.column_name))
  return Object.entries(wanted)
    .map(([name, type]) => `CAST(${kept.has(name) ? quoteName(name) : 'NULL'} AS ${typeNames[type]}) AS ${quoteName(name)}`)
    .join(', ')
}

export type KeptCard = Readonly<{
  person_id: number
  file: string
  sheet: string
  row: number
  name: string
  school_name: string | null
  stage: string | null
  grade: number | null
  class_name: string | null
  township: string | null
}>

/** The row of a roster on which a fact of a child stands; `file` is null where the office itself says so (an answer given there). */
export type KeptEvidence = Readonly<{ fact: FactKey; says: boolean; roster: RosterKindId } & ({ file: string; sheet: string; row: number } | { file: null })>

/** How a child is named: by name and school, by a roster row, or by the whole ID number typed at the prompt. */
export type Asked =
  | Readonly<{ by: 'name'; name: string; school: string }>
  | Readonly<{ by: 'row'; file: string; sheet: string; row: number }>
  | Readonly<{ by: 'id'; id: string }>

/** `示例小学学籍.xlsx〔Sheet1〕第12行`, as every list of ours writes a place. */
export const readPlace = (written: string): Readonly<{ file: string; sheet: string; row: number }> | null => {
  const parts = /^(.+)〔(.*)〕第(\d+)行$/.exec(written.trim())
  return parts === null ? null : { file: parts[1] ?? '', sheet: parts[2] ?? '', row: Number(parts[3]) }
}

export const isWholeId = (id: string): boolean => /^\d{17}[\dX]$/.test(id) && checkCharacter(id.slice(0, 17)) === id[17]

const columns = 'c.person_id, c.file, c.sheet, c."row", c.name, c.school_name, c.stage, c.grade, c.class_name, c.township'

export const findChildren = (db: DuckDb, directory: string, asked: Asked): Promise<KeptCard[]> => {
  const table = (name: string): string => `read_parquet(${quoteText(join(directory, `${name}.parquet`))})`
  switch (asked.by) {
    case 'name':
      return db.rows(
        `SELECT ${columns} FROM ${table('cards')} c WHERE c.name = ${quoteText(asked.name)} AND contains(coalesce(c.school_name, ''), ${quoteText(asked.school)}) ORDER BY c.person_id`,
      )
    case 'id':
      return db.rows(`SELECT ${columns} FROM ${table('cards')} c WHERE c.id_number = ${quoteText(asked.id)} ORDER BY c.person_id`)
    case 'row':
      return db.rows(
        `SELECT DISTINCT ${columns} FROM ${table('places')} p JOIN ${table('persons')} m ON m.row_id = p.row_id JOIN ${table('cards')} c ON c.person_id = m.person_id
         WHERE p.file = ${quoteText(asked.file)} AND p.sheet = ${quoteText(asked.sheet)} AND p."row" = ${asked.row} ORDER BY c.person_id`,
      )
  }
}

export const factsOf = async (db: DuckDb, directory: string, person: number): Promise<FactValues | null> => {
  const [row] = await db.rows<Partial<Record<FactKey, boolean | number | string | null>>>(
    `SELECT * EXCLUDE (person_id) FROM read_parquet(${quoteText(join(directory, 'facts.parquet'))}) WHERE person_id = ${person}`,
  )
  return row === undefined ? null : ({ ...nothingKnown, ...Object.fromEntries(factKeysOf('student').map(key => [key, row[key] ?? null])) } as FactValues)
}

export const evidenceOf = (db: DuckDb, directory: string, person: number): Promise<KeptEvidence[]> =>
  db.rows(
    `SELECT e.fact, e.says, e.roster, p.file, p.sheet, p."row" FROM read_parquet(${quoteText(join(directory, 'evidence.parquet'))}) e
     LEFT JOIN read_parquet(${quoteText(join(directory, 'places.parquet'))}) p ON p.row_id = e.row_id WHERE e.person_id = ${person} ORDER BY e.fact, e.row_id`,
  )

export type KeptDecision = Readonly<{ person_id: number; line: string; agrees: boolean | null; amount_fen: number | null }>

/** What persons decided about one child, as the policy takes it. */
export const asHumanDecisions = (kept: readonly KeptDecision[]): HumanDecisions =>
  Object.fromEntries(
    kept.flatMap(({ line, agrees, amount_fen }) => [
      ...(agrees === null ? [] : [[line, agrees] as const]),
      ...(amount_fen === null ? [] : [[amountDecisionKey(line), amount_fen] as const]),
    ]),
  )

export const decisionsOf = async (db: DuckDb, directory: string, person: number): Promise<HumanDecisions> =>
  asHumanDecisions(
    await db.rows<KeptDecision>(`SELECT * FROM read_parquet(${quoteText(join(directory, 'decisions.parquet'))}) WHERE person_id = ${person} ORDER BY line`),
  )
