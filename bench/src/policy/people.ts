import { quoteName, quoteText } from '@yingjin/sql'
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

/** A whole number below `below`, of its own for every fact; drawn once per student, however often it is asked. */
const drawing = (fact: string, below: number): string => `CAST(hash(n, ${quoteText(fact)}) % ${below} AS BIGINT) AS ${quoteName(fact)}`
const among = (fact: string, ...lots: readonly (readonly [value: string, upTo: number])[]): string =>
  `CASE ${lots.map(([value, upTo]) => `WHEN ${quoteName(fact)} < ${upTo} THEN ${value}`).join(' ')} END`

const facts: Readonly<Record<(typeof factColumns)[number], string>> = {
  stage: among('stage', ["'preschool'", 1], ["'primary'", 2], ["'junior'", 3], ["'senior'", 4], ["'vocational'", 5], ["'higher'", 6]),
  hardship_level: among('hardship', ["'none'", 60], ["'general'", 80], ["'severe'", 92], ["'special'", 100]),
  boards: '"boards" < 45',
  orphan: '"orphan" < 1',
  tuition_fee: '"tuition"',
  days_attended: '40 + "attended"',
  absent_days: among('absent', ['0', 80], ['12', 88], ['31', 93], ['45', 97], ['60', 100]),
  // One in fifty stands exactly on a bound of the tenth county, wherever it lives.
  household_income: 'CASE WHEN "on the bound" = 0 THEN 1491280 ELSE "income" END',
  aid_paid_this_school_year: among('paid', ['0', 60], ['100000', 85], ['300000', 100]),
}

const draws: Readonly<Record<string, number>> = {
  stage: 6,
  hardship: 100,
  boards: 100,
  orphan: 100,
  tuition: 900_001,
  attended: 71,
  absent: 100,
  'on the bound': 50,
  income: 4_000_001,
  paid: 100,
}

export const writePeople = async (db: DuckDb, path: string, { students, counties, terms, missing }: People): Promise<void> => {
  const first = Number(divisionOf(0))
  const known = (name: (typeof factColumns)[number]): string =>
    missing === 0 ? facts[name] : `CASE WHEN ${quoteName(`${name} unknown`)} < ${missing} THEN NULL ELSE ${facts[name]} END`
  const columns = [
    'n AS person_id',
    `CAST(${first} + "county" AS VARCHAR) AS division`,
    `${among('term', ...terms.map((t, i) => [quoteText(t), i + 1] as const))} AS term`,
    ...factColumns.map(name => `${known(name)} AS ${name}`),
  ]
  const unknowns = missing === 0 ? [] : factColumns.map(name => [`${name} unknown`, 1000] as const)
  const all = [...Object.entries(draws), ['county', counties] as const, ['term', terms.length] as const, ...unknowns]
  const drawn = `SELECT n, ${all.map(([fact, below]) => drawing(fact, below)).join(', ')} FROM (SELECT range AS n FROM range(${students}))`
  await db.execute(`COPY (SELECT ${columns.join(', ')} FROM (${drawn})) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd)`)
}
