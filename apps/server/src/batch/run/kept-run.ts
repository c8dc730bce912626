import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FactKey, type FactValues, factKeysOf, nothingKnown } from '@yingjin/facts'
import { checkCharacter, type Term } from '@yingjin/kernel'
import type { ChosenReadings } from '@yingjin/policy'
import { quoteText } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'

/** Where a run keeps what `explain` needs: the private data directory, by county, term and run. */
export const keptRunDirectory = (dataDir: string, county: string, term: Term, runId: string): string => join(dataDir, 'runs', county, term, runId)

const latestFile = (dataDir: string, county: string, term: Term): string => join(dataDir, 'runs', county, term, 'latest.json')

/** Marks a run as the newest complete one; written last, so that an interrupted run is never explained from. */
export const markLatest = (dataDir: string, county: string, term: Term, runId: string, readings: ChosenReadings): void =>
  writeFileSync(latestFile(dataDir, county, term), `${JSON.stringify({ run: runId, readings })}\n`, { mode: 0o600 })

/** The newest complete run, with the readings it took: an explanation must follow the same ones. */
export const latestRun = (dataDir: string, county: string, term: Term): Readonly<{ directory: string; readings: ChosenReadings }> | null => {
  const file = latestFile(dataDir, county, term)
  if (!existsSync(file)) return null
  const { run, readings } = JSON.parse(readFileSync(file, 'utf8')) as { run: string; readings: ChosenReadings }
  return { directory: keptRunDirectory(dataDir, county, term, run), readings }
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

export type KeptEvidence = Readonly<{ fact: FactKey; says: boolean; file: string; sheet: string; row: number }>

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
    `SELECT e.fact, e.says, p.file, p.sheet, p."row" FROM read_parquet(${quoteText(join(directory, 'evidence.parquet'))}) e
     JOIN read_parquet(${quoteText(join(directory, 'places.parquet'))}) p ON p.row_id = e.row_id WHERE e.person_id = ${person} ORDER BY e.fact, e.row_id`,
  )

export const decisionsOf = async (db: DuckDb, directory: string, person: number): Promise<Readonly<Record<string, boolean>>> =>
  Object.fromEntries(
    (
      await db.rows<{ line: string; state: string }>(
        `SELECT line, state FROM read_parquet(${quoteText(join(directory, 'decided.parquet'))}) WHERE person_id = ${person} ORDER BY line`,
      )
    ).map(d => [d.line, d.state === 'due']),
  )
