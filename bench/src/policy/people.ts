import { quoteText } from '@yingjin/sql'
import type { DuckDb } from '../../../apps/server/src/platform/duckdb/index.ts'
import { divisionOf } from './county-aid.ts'

/**
 * The students of W1, drawn by hashing their numbers, so that the same ones come out everywhere and in any order.
 * @property terms   more than one for W3: each student is in one of them
 * @property missing of a thousand facts, how many are unknown
 */
export type People = Readonly<{ students: number; counties: number; terms: readonly string[]; missing: number }>

export const factColumns = [
  'stage',
  'hardship_level',
  'boards',
  'orphan',
  'tuition_fee',
  'days_attended',
  'absent_days',
  'household_income',
  'aid_paid_this_school_year',
] as const

/** A whole number below `below`, of its own for every fact. */
const drawn = (fact: string, below: number): string => `CAST(hash(n, ${quoteText(fact)}) % ${below} AS BIGINT)`
const among = (fact: string, ...lots: readonly (readonly [value: string, upTo: number])[]): string => {
  const last = lots.at(-1)
  if (last === undefined) throw new Error(`nothing to draw for ${fact}`)
  return `CASE ${lots.map(([value, upTo]) => `WHEN ${drawn(fact, last[1])} < ${upTo} THEN ${value}`).join(' ')} END`
}

const facts: Readonly<Record<(typeof factColumns)[number], string>> = {
  stage: among('stage', ["'preschool'", 1], ["'primary'", 2], ["'junior'", 3], ["'senior'", 4], ["'vocational'", 5], ["'higher'", 6]),
  hardship_level: among('hardship', ["'none'", 60], ["'general'", 80], ["'severe'", 92], ["'special'", 100]),
  boards: `${drawn('boards', 100)} < 45`,
  orphan: `${drawn('orphan', 100)} < 1`,
  tuition_fee: drawn('tuition', 900_001),
  days_attended: `40 + ${drawn('attended', 71)}`,
  absent_days: among('absent', ['0', 80], ['12', 88], ['31', 93], ['45', 97], ['60', 100]),
  // One in fifty stands exactly on a bound of the tenth county, wherever it lives.
  household_income: `CASE WHEN ${drawn('on the bound', 50)} = 0 THEN 1491280 ELSE ${drawn('income', 4_000_001)} END`,
  aid_paid_this_school_year: among('paid', ['0', 60], ['100000', 85], ['300000', 100]),
}

export const writePeople = async (db: DuckDb, path: string, { students, counties, terms, missing }: People): Promise<void> => {
  const first = Number(divisionOf(0))
  const known = (name: (typeof factColumns)[number]): string =>
    missing === 0 ? facts[name] : `CASE WHEN ${drawn(`${name} unknown`, 1000)} < ${missing} THEN NULL ELSE ${facts[name]} END`
  const columns = [
    'n AS person_id',
    `CAST(${first} + ${drawn('county', counties)} AS VARCHAR) AS division`,
    `${among('term', ...terms.map((t, i) => [quoteText(t), i + 1] as const))} AS term`,
    ...factColumns.map(name => `${known(name)} AS ${name}`),
  ]
  await db.execute(
    `COPY (SELECT ${columns.join(', ')} FROM (SELECT range AS n FROM range(${students}))) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd)`,
  )
}
