import { type PersonKeys, personKeys, personKeySchema, schoolKey, type Village, VillageIndex } from '@yingjin/comparison'
import {
  answeredRowTable,
  everyPersonRow,
  knownAnswerSchema,
  knownAnswersTable,
  knownCorrectionSchema,
  knownCorrectionTable,
  knownDecisionSchema,
  knownDecisionsTable,
  knownEnrolmentSchema,
  knownEnrolmentTable,
  knownIdentitySchema,
  knownIdentityTable,
  knownOpeningTable,
  knownPaymentTable,
  knownSettledTable,
  officeTableName,
  officeTableNames,
  officeTables,
  type OfficeTable,
  readAnswer,
  type Situation,
} from '@yingjin/determination'
import type { RosterKindId, Value } from '@yingjin/intake'
import type { LineInfo } from '@yingjin/policy'
import { printRelation, quoteName, quoteText } from '@yingjin/sql'
import { join } from 'node:path'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { CsvTable } from '../receive/csv-table.ts'
import { readDecision } from '../run/filled-back.ts'
import { csvOf } from './office-store.ts'

const office = (of: OfficeTable): string => quoteName(officeTableName(of))

/** The tables of a snapshot into a run's database, as they are; what it does not have is empty. Tells what the plan needs to know of them. */
export const loadOffice = async (db: DuckDb, paths: ReadonlyMap<OfficeTable, string>): Promise<NonNullable<Situation['office']>> => {
  for (const of of officeTableNames) {
    const path = paths.get(of)
    if (path === undefined) await db.createTable(officeTableName(of), officeTables[of], [])
    else await db.execute(`CREATE OR REPLACE TABLE ${office(of)} AS FROM read_parquet(${quoteText(path)})`)
  }
  const corrected = (of: OfficeTable): string => `SELECT person_id FROM ${office(of)} WHERE source = 'correction'`
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownSettledTable)} AS
     SELECT DISTINCT p.survivor_id AS known_person FROM ${office('persons')} p WHERE p.joined OR p.person_id IN (
       ${corrected('particulars')} UNION ALL ${corrected('numbers')} UNION ALL SELECT person_id FROM ${office('answered-rows')})`,
  )
  const some = async (from: string): Promise<boolean> => (await db.rows<{ some: boolean }>(`SELECT EXISTS (FROM ${from}) AS "some"`))[0]?.some === true
  return { settled: await some(quoteName(knownSettledTable)), enrolled: await some(`${office('enrolments')} WHERE by_act`) }
}

export type KnownOrder = Readonly<{
  villages: readonly Village[]
  lines: readonly LineInfo[]
  /** SHA-256 of each received file, by its name in the folder. */
  digests: ReadonlyMap<string, string>
  /** The roster kinds about persons that were received. */
  kinds: readonly RosterKindId[]
  scratch: string
}>

/**
 * What the plan asks of known persons, from the office tables and the received rosters: how they are written, which rows
 * are theirs because somebody said so, and what is remembered of them. A remembered answer that this program cannot read
 * was read by the one that took it, so it is our own mistake.
 */
export const loadKnown = async (db: DuckDb, order: KnownOrder): Promise<void> => {
  await loadIdentities(db, order)
  await loadAnsweredRows(db, order)
  await loadRemembered(db, order)
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownPaymentTable)} AS
     SELECT p.survivor_id AS known_person, t.item AS written_item, t.term, t.state AS payment_status FROM ${office('past-payments')} t JOIN ${office('persons')} p USING (person_id)`,
  )
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownOpeningTable)} AS
     SELECT p.survivor_id AS known_person, t.item AS aid_item, t.terms FROM ${office('opening-entries')} t JOIN ${office('persons')} p USING (person_id)`,
  )
  await loadEnrolments(db)
}

type Written = Readonly<{
  fact_id: number
  person_id: number
  source: string
  name: string | null
  said_name: string | null
  former_name: string | null
  sex: string | null
  born_on: string | null
  id_number: string | null
  student_number: string | null
  township: string | null
  village: string | null
}>

const sexes: Readonly<Record<string, string>> = { 男: 'male', 女: 'female' }

const keysOf = (w: Written, villages: VillageIndex): PersonKeys =>
  personKeys(
    {
      name: w.name,
      former_name: w.former_name,
      id_number: w.id_number,
      student_number: w.student_number,
      birth_date: w.born_on,
      sex: sexes[w.sex ?? ''] ?? null,
      township: w.township,
      village: w.village,
    },
    { villages },
  )

/** One row per person and source; a source that gives a number and no name goes by the name of another. */
const loadIdentities = async (db: DuckDb, { villages, scratch }: KnownOrder): Promise<void> => {
  const index = new VillageIndex(villages)
  const identities = new CsvTable(join(scratch, 'known-identities.csv'))
  const corrections: (string | number | null)[][] = []
  const written = db.stream<Written>(
    `WITH numbers AS (
       SELECT person_id, source, min(fact_id) AS fact_id, max(number) FILTER (kind = 'student-number') AS student_number,
         coalesce(max(number) FILTER (kind = 'resident-id'), max(number) FILTER (kind = 'permit')) AS id_number
       FROM ${office('numbers')} GROUP BY person_id, source
     ), named AS (SELECT person_id, arg_min(name, fact_id) AS name FROM ${office('particulars')} GROUP BY person_id)
     SELECT row_number() OVER (ORDER BY person_id, source) AS fact_id, p.survivor_id AS person_id, source, coalesce(t.name, d.name) AS name, t.name AS said_name,
       t.former_name, t.sex, CAST(t.born_on AS VARCHAR) AS born_on, n.id_number, n.student_number, r.township, r.village
     FROM ${office('particulars')} t FULL JOIN numbers n USING (person_id, source) LEFT JOIN ${office('residences')} r USING (person_id, source)
     JOIN ${office('persons')} p USING (person_id) LEFT JOIN named d USING (person_id) ORDER BY fact_id`,
  )
  for await (const w of written) {
    const keys = keysOf(w, index)
    identities.write(`${w.person_id},${w.fact_id}`, keys as readonly Value[], [w.student_number])
    if (w.source === 'correction') corrections.push([w.person_id, w.said_name, w.id_number, ...keys])
  }
  identities.end()
  await db.execute(`CREATE OR REPLACE TABLE ${quoteName(knownIdentityTable)} AS FROM ${csvOf(identities.path, knownIdentitySchema)}`)
  await db.createTable('every_correction', knownCorrectionSchema, corrections)
  // Two records that were merged may each have been corrected: where they differ, nothing is taken over in silence.
  const agreed = ['name', 'id_number', ...Object.keys(personKeySchema)].map(
    key => `CASE WHEN min(${quoteName(key)}) = max(${quoteName(key)}) THEN min(${quoteName(key)}) END AS ${quoteName(key)}`,
  )
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownCorrectionTable)} AS SELECT known_person, ${agreed.join(', ')} FROM every_correction GROUP BY known_person`,
  )
}

/** Rows of received files of which somebody said whose they are; where several persons stand in one row of a sheet, it says nothing. */
const loadAnsweredRows = async (db: DuckDb, { digests, kinds }: KnownOrder): Promise<void> => {
  await db.createTable('received_file', { file: 'text', digest: 'text' }, [...digests])
  const placed = kinds.map(kind => `SELECT row_id, file, sheet, "row" FROM (${printRelation(everyPersonRow(kind), 'duckdb')}) AS r`)
  const rows = placed.length === 0 ? 'SELECT NULL::BIGINT AS row_id, NULL AS file, NULL AS sheet, NULL AS "row" WHERE false' : placed.join(' UNION ALL ')
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(answeredRowTable)} AS
     SELECT min(r.row_id) AS row_id, min(p.survivor_id) AS known_person
     FROM ${office('answered-rows')} a JOIN received_file f ON f.digest = a.file_digest JOIN (${rows}) r ON r.file = f.file AND r.sheet = a.sheet AND r."row" = a."row"
     JOIN ${office('persons')} p ON p.person_id = a.person_id
     GROUP BY r.file, r.sheet, r."row" HAVING count(DISTINCT r.row_id) = 1 AND count(DISTINCT p.survivor_id) = 1`,
  )
}

/** What persons filled in and decided before, read as the sheets of a run are read; under numbers below zero, as no row of this run says it. */
const loadRemembered = async (db: DuckDb, { lines }: KnownOrder): Promise<void> => {
  const answers: (string | number | boolean | null)[][] = []
  for (const a of await db.rows<{ fact_id: number; known_person: number; fact_code: string; answer: string }>(
    `SELECT t.fact_id, p.survivor_id AS known_person, t.fact_code, t.answer FROM ${office('answers')} t JOIN ${office('persons')} p USING (person_id) ORDER BY t.fact_id`,
  )) {
    const read = readAnswer(a.fact_code, a.answer)
    if (!read.ok) throw new Error(`a remembered answer to ${a.fact_code} cannot be read`)
    for (const said of read.value) answers.push([a.known_person, -a.fact_id, said.fact, said.says, said.amount, said.word])
  }
  await db.createTable(knownAnswersTable, knownAnswerSchema, answers)
  const decisions: (string | number | boolean | null)[][] = []
  for (const d of await db.rows<{
    fact_id: number
    known_person: number
    line_code: string
    decision: string | null
    decision_amount: string | null
    decision_reason: string | null
  }>(
    `SELECT t.fact_id, p.survivor_id AS known_person, t.line_code, t.decision, t.decision_amount, t.decision_reason
     FROM ${office('decisions')} t JOIN ${office('persons')} p USING (person_id) ORDER BY t.fact_id`,
  )) {
    // A decision on a line that this term’s paper no longer has, or bounds otherwise, decides nothing now.
    const heard = readDecision(d, lines)
    if (heard !== null && typeof heard !== 'string') decisions.push([d.known_person, -d.fact_id, d.line_code, heard.agrees, heard.amountFen, d.decision_reason])
  }
  await db.createTable(knownDecisionsTable, knownDecisionSchema, decisions)
}

/** The newest act about each person’s place on a roll, and in a classroom. */
const loadEnrolments = async (db: DuckDb): Promise<void> => {
  const acts = await db.rows<{
    known_person: number
    matter: string
    state: string
    stage: string | null
    grade: string | null
    class_name: string | null
    school_code: string | null
    school_name: string | null
    boards: boolean | null
    acted_on: string | null
  }>(
    `SELECT p.survivor_id AS known_person, t.matter, t.state, t.stage, t.grade, t.class_name, t.school_code, t.school_name, t.boards, CAST(t.valid_from AS VARCHAR) AS acted_on
     FROM ${office('enrolments')} t JOIN ${office('persons')} p USING (person_id) WHERE t.by_act
     QUALIFY row_number() OVER (PARTITION BY p.survivor_id, t.matter ORDER BY t.fact_id DESC) = 1 ORDER BY known_person, t.matter`,
  )
  await db.createTable(
    knownEnrolmentTable,
    knownEnrolmentSchema,
    acts.map(a => [
      a.known_person,
      a.matter,
      a.state,
      a.stage,
      a.grade !== null && /^\d{1,2}$/.test(a.grade) ? Number(a.grade) : null,
      a.class_name,
      schoolKey(a.school_code, a.school_name),
      a.school_name,
      a.boards,
      a.acted_on,
    ]),
  )
}
