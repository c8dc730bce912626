import { closeSync, openSync, readSync } from 'node:fs'
import { decide, missingColumns, type Outcome, type Policy, wordsOfMask } from '@yingjin/policy'
import { quoteName, quoteText } from '@yingjin/sql'
import type { DuckDb } from '../../../apps/server/src/platform/duckdb/index.ts'
import { factsOf } from './one-case.ts'

const all = (files: readonly string[]): string => `read_parquet([${files.map(quoteText).join(', ')}], union_by_name = true)`

/** Held together at once, so that any number of students fits into memory. */
const slice = 1_000_000

const sameBytes = (a: string, b: string): boolean => {
  const [left, right] = [openSync(a, 'r'), openSync(b, 'r')]
  try {
    const [l, r] = [Buffer.alloc(2 ** 20), Buffer.alloc(2 ** 20)]
    for (;;) {
      const [read, also] = [readSync(left, l), readSync(right, r)]
      if (read !== also || !l.subarray(0, read).equals(r.subarray(0, read))) return false
      if (read === 0) return true
    }
  } finally {
    closeSync(left)
    closeSync(right)
  }
}

/** Same rows and same values under every name, whatever the files they lie in; gives their number. The same bytes are the same rows. */
export const requireSameRows = async (db: DuckDb, what: string, ours: readonly string[], theirs: string): Promise<number> => {
  const [only, ...others] = ours
  if (only !== undefined && others.length === 0 && sameBytes(only, theirs)) {
    const [counted] = await db.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${all([theirs])}`)
    return counted?.rows ?? 0
  }
  const [left, right] = [all(ours), all([theirs])]
  const columns = (await db.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${right}`)).map(c => quoteName(c.column_name)).join(', ')
  const [counted] = await db.rows<{ rows: number; others: number; first: number; last: number }>(
    `SELECT (SELECT count(*) FROM ${left}) AS rows, count(*) AS others, min(person_id) AS first, max(person_id) AS last FROM ${right}`,
  )
  if (counted === undefined || counted.rows !== counted.others) throw new Error(`${what}: ${counted?.rows} against ${counted?.others} rows`)
  let same = 0
  for (let from = counted.first; from <= counted.last; from += slice) {
    const [a, b] = [left, right].map(of => `SELECT ${columns} FROM ${of} WHERE person_id >= ${from} AND person_id < ${from + slice}`)
    const [found] = await db.rows<{ same: number }>(`SELECT count(*) AS same FROM (${a}) l JOIN (${b}) r USING (person_id) WHERE l IS NOT DISTINCT FROM r`)
    same += found?.same ?? 0
  }
  if (same !== counted.rows) throw new Error(`${what}: ${counted.rows - same} of ${counted.rows} rows differ`)
  return same
}

/** Each file in the order of its students, which makes the same rows the same bytes. Numbers without gaps stand where they say. */
export const requireOrder = async (db: DuckDb, what: string, file: string): Promise<void> => {
  const numbered = `read_parquet(${quoteText(file)}, file_row_number = true)`
  const [dense] = await db.rows<{ elsewhere: number }>(`SELECT count(*) FILTER (WHERE person_id <> file_row_number) AS elsewhere FROM ${numbered}`)
  if (dense?.elsewhere === 0) return
  const [found] = await db.rows<{ turns: number }>(
    `SELECT count(*) AS turns FROM (SELECT person_id < lag(person_id) OVER (ORDER BY file_row_number) AS back FROM ${numbered}) WHERE back`,
  )
  if (found === undefined || found.turns > 0) throw new Error(`${what}: ${found?.turns} rows out of order`)
}

/** The first students as the evaluator decides them, one by one. */
export const requireAsEvaluated = async (
  db: DuckDb,
  what: string,
  facts: string,
  result: readonly string[],
  policies: readonly Policy[],
  students: number,
): Promise<number> => {
  const policyOf = new Map(policies.map(p => [`${p.pack.division} ${p.term}`, p]))
  const rows = await db.rows<Record<string, unknown>>(
    `SELECT * FROM read_parquet(${quoteText(facts)}) f JOIN ${all(result)} r USING (person_id) WHERE person_id < ${students} ORDER BY person_id`,
  )
  if (rows.length !== students) throw new Error(`${what}: ${rows.length} of the first ${students} students`)
  for (const row of rows) {
    const policy = policyOf.get(`${String(row['division'])} ${String(row['term'])}`)
    if (policy === undefined) throw new Error(`no policy for ${String(row['division'])}`)
    for (const o of decide(policy, factsOf(row))) {
      const parts: readonly (readonly [string, Outcome[keyof Outcome]])[] = [
        ['state', o.state],
        ['amount_fen', o.amountFen],
        ['grounds', o.grounds],
        ['failed', o.failed],
        ...missingColumns(policy).map((column, word) => [column, wordsOfMask(o.missing)[word] ?? 0] as const),
        ['form', o.form],
      ]
      for (const [part, value] of parts)
        if (row[`${o.line}:${part}`] !== value)
          throw new Error(
            `${what}: student ${String(row['person_id'])}, ${o.line} ${part}: ${String(row[`${o.line}:${part}`])}, the evaluator says ${String(value)}`,
          )
    }
  }
  return rows.length
}
