import { join } from 'node:path'
import { withoutNumbers } from '@yingjin/kernel'
import type { Movement, SimulationStatement, State, StateMovement } from '@yingjin/policy'
import { printRelation, quoteName, quoteText } from '@yingjin/sql'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import type { CountedMoves } from './simulate.ts'

/** A file that the run was given, as one roster was read from it, by the digest under which the registry took it in. */
export type FileOfRun = Readonly<{ roster: string; file: string; fileDigest: string }>

/**
 * What a child has of one line now and under an alternative, by the number of the child in the run. `alternative`: the first
 * is 1; `loan`: its sums are none that a child wins or loses by.
 */
export type SimulatedMove = Readonly<{
  no: number
  alternative: number
  stage: string | null
  line: string
  loan: boolean
  wasFen: number
  isFen: number
  wasState: State
  isState: State
}>

/** The children whom alternatives move, with the rows by which the registry knows them; read as often as they are asked for. */
export type SimulatedChildren = Readonly<{
  /** Each once, with the place of the row that made it known, and whom of the registry it was to the run. */
  persons: () => AsyncIterable<Person>
  places: () => AsyncIterable<Readonly<{ no: number; roster: string; fileDigest: string; sheet: string; row: number; nth: number }>>
  moves: () => AsyncIterable<SimulatedMove>
  close: () => void
}>

const sameAs = (listed: readonly string[], counted: readonly string[]): void => {
  if (listed.toSorted().join('\n') !== counted.toSorted().join('\n')) throw new Error('a simulation lists other children than it counted')
}

/** Whose sum moves: as many children in every line and stage, and by all lines together, as were counted; anything else is an error of ours. */
const requireSameSums = async (db: DuckDb, movements: readonly Movement[], alternatives: readonly string[]): Promise<void> => {
  const rows = await db.rows<Readonly<{ alternative: number; stage: string | null; line: string; winners: number; losers: number }>>(
    `WITH moved AS (
       SELECT alternative, stage, line, is_fen - was_fen AS more FROM simulated_move WHERE NOT loan
       UNION ALL SELECT alternative, any_value(stage), '', CAST(sum(is_fen - was_fen) AS BIGINT) FROM simulated_move WHERE NOT loan GROUP BY alternative, no)
     SELECT alternative, stage, line, count(*) FILTER (WHERE more > 0) AS winners, count(*) FILTER (WHERE more < 0) AS losers FROM moved WHERE more <> 0 GROUP BY 1, 2, 3`,
  )
  const said = (alternative: number, { stage, line, winners, losers }: Pick<Movement, 'stage' | 'line' | 'winners' | 'losers'>): string =>
    JSON.stringify([alternative, stage, line, winners, losers])
  sameAs(
    rows.map(row => said(row.alternative, row)),
    movements.map(row => said(alternatives.indexOf(row.version) + 1, row)),
  )
}

type StateCounts = Pick<StateMovement, 'stage' | 'line' | 'newly_due' | 'no_longer_due' | 'newly_open' | 'no_longer_open'>

/** Whose state moves: as many of every line and stage, loans among them, as were counted to come in and go out. */
const requireSameStates = async (db: DuckDb, stateMovements: readonly StateMovement[], alternatives: readonly string[]): Promise<void> => {
  const rows = await db.rows<StateCounts & Readonly<{ alternative: number }>>(
    `WITH crossed AS (
       SELECT alternative, stage, line, ${standing('was_state')} AS was, ${standing('is_state')} AS "is" FROM simulated_move)
     SELECT alternative, stage, line, count(*) FILTER (WHERE "is" = 'due') AS newly_due, count(*) FILTER (WHERE was = 'due') AS no_longer_due,
       count(*) FILTER (WHERE "is" = 'open') AS newly_open, count(*) FILTER (WHERE was = 'open') AS no_longer_open
     FROM crossed WHERE was <> "is" GROUP BY 1, 2, 3`,
  )
  const said = (alternative: number, { stage, line, newly_due, no_longer_due, newly_open, no_longer_open }: StateCounts): string =>
    JSON.stringify([alternative, stage, line, newly_due, no_longer_due, newly_open, no_longer_open].map(String))
  sameAs(
    rows.map(row => said(row.alternative, row)),
    stateMovements.map(row => said(alternatives.indexOf(row.version) + 1, row)),
  )
}

/** Due, not due, or open: undetermined, not entered or for a person to decide. */
const standing = (state: string): string => `CASE WHEN ${state} IN ('due', 'not-due') THEN ${state} ELSE 'open' END`

/** Child by child and line by line whose sum or state an alternative moves, as `simulated_move`; of a loan, whose state. */
export const layDownMoves = async (
  db: DuckDb,
  statements: readonly SimulationStatement[],
  { movements, stateMovements }: CountedMoves,
  alternatives: readonly string[],
): Promise<void> => {
  await db.execute(
    `CREATE TABLE simulated_move (no BIGINT, alternative INTEGER, stage VARCHAR, line VARCHAR, loan BOOLEAN, was_fen BIGINT, is_fen BIGINT, was_state VARCHAR, is_state VARCHAR)`,
  )
  for (const { each } of statements) {
    const { relation, moved } = each()
    if (moved.length === 0) continue
    await db.execute(`CREATE TABLE simulated_each AS ${printRelation(relation, 'duckdb')}`)
    for (const { version, line, loan, was, is, wasState, isState } of moved) {
      const crosses = `${standing(quoteName(wasState))} <> ${standing(quoteName(isState))}`
      await db.execute(
        `INSERT INTO simulated_move
         SELECT person_id, ${alternatives.indexOf(version) + 1}, stage, ${quoteText(line)}, ${loan}, ${[was, is, wasState, isState].map(quoteName).join(', ')}
         FROM simulated_each WHERE ${loan ? crosses : `(${quoteName(was)} <> ${quoteName(is)} OR ${crosses})`}`,
      )
    }
    await db.execute('DROP TABLE simulated_each')
  }
  await requireSameSums(db, movements, alternatives)
  await requireSameStates(db, stateMovements, alternatives)
}

const named = { persons: 'persons.parquet', places: 'places.parquet', moves: 'moves.parquet' } as const

/** Writes them below `into`, with the rows that stand for each (`opened`: the kept run in private scratch). */
export const writeSimulatedChildren = async (
  db: DuckDb,
  { opened, files, into }: Readonly<{ opened: string; files: readonly FileOfRun[]; into: string }>,
): Promise<void> => {
  await db.createTable(
    'file_of_run',
    { roster: 'text', file: 'text', digest: 'text' },
    files.map(({ roster, file, fileDigest }) => [roster, file, fileDigest]),
  )
  const kept = (table: string): string => `read_parquet(${quoteText(join(opened, `${table}.parquet`))})`
  await db.execute(
    `CREATE TABLE row_of_child AS
     WITH place AS (SELECT *, row_number() OVER (PARTITION BY roster, file, sheet, "row" ORDER BY row_id) AS nth FROM ${kept('places')}),
     moved AS (SELECT DISTINCT no FROM simulated_move)
     SELECT m.no, coalesce(r.row_id, m.no) AS row_id, r.known_person, p.roster, p.file, f.digest, p.sheet, p."row", p.nth
     FROM moved m LEFT JOIN ${kept('persons')} r ON r.person_id = m.no LEFT JOIN place p ON p.row_id = coalesce(r.row_id, m.no) LEFT JOIN file_of_run f ON f.roster = p.roster AND f.file = p.file`,
  )
  const write = (name: keyof typeof named, select: string): Promise<void> =>
    db.execute(`COPY (${select}) TO ${quoteText(join(into, named[name]))} (FORMAT parquet, COMPRESSION zstd)`)
  await write(
    'persons',
    `SELECT no, coalesce(min(file || '〔' || sheet || '〕第' || "row" || '行') FILTER (WHERE row_id = no), '') AS place,
       CASE WHEN count(DISTINCT known_person) = 1 THEN CAST(min(known_person) AS BIGINT) END AS "personId" FROM row_of_child GROUP BY no ORDER BY no`,
  )
  await write('places', `SELECT DISTINCT no, roster, digest AS "fileDigest", sheet, "row", nth FROM row_of_child WHERE digest IS NOT NULL ORDER BY ALL`)
  await write(
    'moves',
    `SELECT no, alternative, stage, line, loan, was_fen AS "wasFen", is_fen AS "isFen", was_state AS "wasState", is_state AS "isState"
     FROM simulated_move ORDER BY alternative, no, line`,
  )
}

type Person = Readonly<{ no: number; place: string; personId: number | null }>

/** A place goes where it stands readable: whatever number a sheet or the name of a file had in it stays with the run. */
const namedBy = async function* (persons: AsyncIterable<Person>): AsyncGenerator<Person> {
  for await (const person of persons) yield { ...person, place: withoutNumbers(person.place) }
}

/** What was written below `into`; `close` lets go of it. */
export const openSimulatedChildren = async (into: string): Promise<SimulatedChildren> => {
  const db = await openDuckDb({ spill: join(into, 'spill') })
  const read = <Row extends object>(name: keyof typeof named): AsyncIterable<Row> => db.stream<Row>(`FROM read_parquet(${quoteText(join(into, named[name]))})`)
  return { persons: () => namedBy(read('persons')), places: () => read('places'), moves: () => read('moves'), close: db.close }
}
