import { type PersonKeys, personKeys, personKeySchema, schoolKey, type Village, VillageIndex } from '@yingjin/comparison'
import {
  aidItemOf,
  answeredRowTable,
  knownAnswersTable,
  knownCorrectionSchema,
  knownCorrectionTable,
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
  rosterTableName,
  type Situation,
} from '@yingjin/determination'
import { factKeysOf } from '@yingjin/facts'
import type { RosterKindId, Value } from '@yingjin/intake'
import type { LineInfo } from '@yingjin/policy'
import { quoteName, quoteText } from '@yingjin/sql'
import { join } from 'node:path'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { CsvTable } from '../receive/csv-table.ts'
import { csvOf } from './office-store.ts'

const office = (of: OfficeTable): string => quoteName(officeTableName(of))

/** The tables of a snapshot into a run's database, as they are; what it does not have is empty. Tells what the plan needs to know of them. */
export const loadOffice = async (db: DuckDb, paths: ReadonlyMap<OfficeTable, string>): Promise<NonNullable<Situation['office']>> => {
  for (const of of officeTableNames) {
    const path = paths.get(of)
    if (path === undefined) await db.createTable(officeTableName(of), officeTables[of], [])
    else await db.execute(`CREATE OR REPLACE TABLE ${office(of)} AS FROM read_parquet(${quoteText(path)})`)
  }
  await joinSamePersons(db)
  const corrected = (of: OfficeTable): string => `SELECT person_id FROM ${office(of)} WHERE source = 'correction'`
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownSettledTable)} AS
     SELECT DISTINCT p.survivor_id AS known_person FROM ${office('persons')} p WHERE p.joined OR p.person_id IN (
       ${corrected('particulars')} UNION ALL ${corrected('numbers')} UNION ALL SELECT person_id FROM ${office('answered-rows')})`,
  )
  const some = async (from: string): Promise<boolean> => (await db.rows<{ some: boolean }>(`SELECT EXISTS (FROM ${from}) AS "some"`))[0]?.some === true
  return { settled: await some(quoteName(knownSettledTable)), enrolled: await some(`${office('enrolments')} WHERE by_act`) }
}

/** Records of which persons decided that they are one are one person of the run, the smallest of them; decided that they are two, both stay. */
const joinSamePersons = async (db: DuckDb): Promise<void> => {
  const pairs = await db.rows<{ one: number; other: number; same: boolean }>(
    `SELECT a.survivor_id AS one, b.survivor_id AS other, t.same FROM ${office('same-persons')} t
     JOIN ${office('persons')} a ON a.person_id = t.person_id JOIN ${office('persons')} b ON b.person_id = t.other_person_id ORDER BY t.fact_id`,
  )
  const into = new Map<number, number>()
  const rootOf = (person: number): number => {
    const next = into.get(person)
    return next === undefined ? person : rootOf(next)
  }
  for (const { one, other, same } of pairs) {
    const [least, greatest] = [rootOf(one), rootOf(other)].toSorted((a, b) => a - b)
    if (same && least !== undefined && greatest !== undefined && least !== greatest) into.set(greatest, least)
  }
  const named = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  await db.createTable(
    'said_survivor',
    { person_id: 'bigint', survivor_id: 'bigint' },
    named.map(person => [person, rootOf(person)]),
  )
  await db.execute(
    `UPDATE ${office('persons')} SET survivor_id = s.survivor_id, joined = true FROM said_survivor s WHERE s.person_id = ${office('persons')}.survivor_id`,
  )
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
 * are theirs because somebody said so, and what is remembered of them. Gives how many rows the office does not take.
 */
export const loadKnown = async (db: DuckDb, order: KnownOrder): Promise<number> => {
  const setAside = await leaveOutSetAside(db, order)
  await loadIdentities(db, order)
  await loadAnsweredRows(db, order)
  await loadRemembered(db, order)
  const items = await db.rows<{ item: string }>(`SELECT DISTINCT item FROM ${office('past-payments')} ORDER BY item`)
  await db.createTable(
    'paid_item',
    { written: 'text', item: 'text' },
    items.map(({ item }) => [item, aidItemOf(item) ?? item]),
  )
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownPaymentTable)} AS
     SELECT p.survivor_id AS known_person, i.item, t.term, t.state AS payment_status
     FROM ${office('past-payments')} t JOIN ${office('persons')} p USING (person_id) JOIN paid_item i ON i.written = t.item`,
  )
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownOpeningTable)} AS
     SELECT p.survivor_id AS known_person, t.item AS aid_item, t.terms FROM ${office('opening-entries')} t JOIN ${office('persons')} p USING (person_id)`,
  )
  await loadEnrolments(db)
  return setAside
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

/**
 * Rows of received files that the office does not take are taken out of the rosters, before anybody is compared: a row that
 * is about nobody here says nothing of anybody. Gives how many.
 */
const leaveOutSetAside = async (db: DuckDb, { digests, kinds }: Pick<KnownOrder, 'digests' | 'kinds'>): Promise<number> => {
  await db.createTable('received_file', { file: 'text', digest: 'text' }, [...digests])
  let left = 0
  for (const kind of kinds) {
    const roster = quoteName(rosterTableName(kind))
    const [gone] = await db.rows<{ n: number }>(`SELECT count(*) AS n FROM ${roster} WHERE row_id IN (${setAsideIn(roster)})`)
    if (gone === undefined || gone.n === 0) continue
    await db.execute(`DELETE FROM ${roster} WHERE row_id IN (${setAsideIn(roster)})`)
    left += gone.n
  }
  return left
}

const setAsideIn = (roster: string): string =>
  `SELECT r.row_id FROM (SELECT row_id, file, sheet, "row", row_number() OVER (PARTITION BY file, sheet, "row" ORDER BY row_id) AS nth FROM ${roster}) r
   JOIN received_file f ON f.file = r.file JOIN ${office('set-aside-rows')} a ON a.file_digest = f.digest AND a.sheet = r.sheet AND a."row" = r."row" AND a.nth = r.nth`

/** Rows of received files of which somebody said whose they are; where several persons stand in one row of a sheet, it says nothing. */
const loadAnsweredRows = async (db: DuckDb, { kinds }: KnownOrder): Promise<void> => {
  const placed = kinds.map(kind => `SELECT row_id, file, sheet, "row" FROM ${quoteName(rosterTableName(kind))}`)
  const rows = placed.length === 0 ? 'SELECT NULL::BIGINT AS row_id, NULL AS file, NULL AS sheet, NULL AS "row" WHERE false' : placed.join(' UNION ALL ')
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(answeredRowTable)} AS
     SELECT min(r.row_id) AS row_id, min(p.survivor_id) AS known_person
     FROM ${office('answered-rows')} a JOIN received_file f ON f.digest = a.file_digest JOIN (${rows}) r ON r.file = f.file AND r.sheet = a.sheet AND r."row" = a."row"
     JOIN ${office('persons')} p ON p.person_id = a.person_id
     GROUP BY r.file, r.sheet, r."row" HAVING count(DISTINCT r.row_id) = 1 AND count(DISTINCT p.survivor_id) = 1`,
  )
}

/**
 * What persons filled in and decided before, under numbers below zero, as no row of this run says it. What this program or
 * this term’s paper no longer asks, or bounds otherwise, is not taken: it is asked again.
 */
const loadRemembered = async (db: DuckDb, { lines }: KnownOrder): Promise<void> => {
  const facts = factKeysOf('student')
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownAnswersTable)} AS
     SELECT p.survivor_id AS known_person, -t.fact_id AS row_id, t.fact, t.says, t.amount, t.word
     FROM ${office('answers')} t JOIN ${office('persons')} p USING (person_id) WHERE t.fact IN (${facts.map(quoteText).join(', ')})`,
  )
  await db.createTable(
    'line_now',
    { line: 'text', least_fen: 'bigint', greatest_fen: 'bigint' },
    lines.map(line => [line.id, line.toSet?.leastFen ?? null, line.toSet?.greatestFen ?? null]),
  )
  await db.execute(
    `CREATE OR REPLACE TABLE ${quoteName(knownDecisionsTable)} AS
     SELECT p.survivor_id AS known_person, -t.fact_id AS row_id, t.line, t.agrees, t.amount_fen, t.reason
     FROM ${office('decisions')} t JOIN ${office('persons')} p USING (person_id) JOIN line_now l ON l.line = t.line
     WHERE t.amount_fen IS NULL OR t.amount_fen BETWEEN l.least_fen AND l.greatest_fen`,
  )
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
