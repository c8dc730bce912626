import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import {
  amountDecisionColumn,
  attributionSteps,
  type Change,
  compileMovements,
  compileTotals,
  compileVersions,
  decisionColumn,
  type Policy,
  sqlTypeOfFact,
  type Version,
  withChange,
} from '@yingjin/policy'
import { asc, isIn, not, output, outputSql, Plan, quoteName, quoteText, type Relation, type Schema, stepSql, table, text } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { keptColumns } from '../run/kept-run.ts'

/** One line of a result under one version; `county` as the run named it. */
export type Total = Readonly<{ version: string; county: string; stage: string | null; line: string; due: number; open: number; total_fen: number }>
/** `line` is empty for all lines of a person together. */
export type Movement = Readonly<{
  version: string
  county: string
  stage: string | null
  line: string
  winners: number
  losers: number
  gained_fen: number
  lost_fen: number
}>
/** What a clause alone adds to or takes from the total, those before it in the document already changed. */
export type Attribution = Readonly<{ change: string; clause: string; fen: number }>

export type Simulation = Readonly<{
  changes: readonly Change[]
  baselineFen: number
  /** By change: the total under it, what its clauses account for, and what they leave. */
  byChange: readonly Readonly<{ change: string; fen: number; attributions: readonly Attribution[]; remainderFen: number }>[]
  totals: readonly Total[]
  movements: readonly Movement[]
  /** Lines that are loans: their ceilings stand in `totals` and in no sum. */
  loans: readonly string[]
}>

export const baseline = '现行'
const stepKey = (change: string, clause: string): string => `${change}\u001f${clause}`

/** Who is simulated: the facts a finished run kept and what people had decided by then, by its folder and county. */
export type Subjects = Readonly<{ directory: string; county: string }>

const loadFacts = async (db: DuckDb, policy: Policy, { directory, county }: Subjects): Promise<Relation> => {
  const file = join(directory, 'facts.parquet')
  const known: Schema = { person_id: 'bigint', stage: 'text', ...Object.fromEntries(policy.facts.map(key => [key, sqlTypeOfFact(key)])) }
  // A fact the run did not keep is unknown, and what rests on it is told as open.
  const columns = await keptColumns(db, file, known)
  const heard = quoteText(join(directory, 'decisions.parquet'))
  const lines = (await db.rows<{ line: string }>(`SELECT DISTINCT line FROM read_parquet(${heard}) ORDER BY line`)).map(r => r.line)
  const decided: Schema = Object.fromEntries(
    lines.flatMap(
      line =>
        [
          [decisionColumn(line), 'boolean'],
          [amountDecisionColumn(line), 'bigint'],
        ] as const,
    ),
  )
  const asked = lines.flatMap(line => [
    `bool_and(agrees) FILTER (WHERE line = ${quoteText(line)}) AS ${quoteName(decisionColumn(line))}`,
    `max(amount_fen) FILTER (WHERE line = ${quoteText(line)}) AS ${quoteName(amountDecisionColumn(line))}`,
  ])
  await db.execute(
    `CREATE TABLE simulated_facts AS SELECT f.*${Object.keys(decided)
      .map(name => `, d.${quoteName(name)}`)
      .join('')}
     FROM (SELECT ${columns}, ${quoteText(county)} AS county FROM read_parquet(${quoteText(file)})) f
     LEFT JOIN (SELECT person_id${asked.map(a => `, ${a}`).join('')} FROM read_parquet(${heard}) GROUP BY person_id) d ON d.person_id = f.person_id`,
  )
  return table('simulated_facts', { ...known, county: 'text', ...decided }) as unknown as Relation
}

const totalOf = (rows: readonly Total[], version: string, counts: (line: string) => boolean): number =>
  rows.filter(r => r.version === version && counts(r.line)).reduce((all, r) => all + r.total_fen, 0)

/**
 * The paper in force and every change, over the same children in one pass; with each change the steps of its attribution.
 * Totals are whole fen of what is paid, waived or given; loans stand apart. What a person wins less what a person loses must be what the total changes by, line by line and
 * together: anything else is an error of ours and stops here.
 */
export const simulate = async (db: DuckDb, policy: Policy, changes: readonly Change[], subjects: Subjects): Promise<Simulation> => {
  const facts = await loadFacts(db, policy, subjects)
  const steps = changes.flatMap(change => attributionSteps(policy, change).map(step => ({ ...step, change: change.name })))
  const versions: readonly Version[] = [
    { key: baseline, policy },
    ...changes.map(change => ({ key: change.name, policy: must(withChange(policy, change)) })),
    ...steps.map(({ change, clause, policy: partly }) => ({ key: stepKey(change, clause), policy: partly })),
  ]
  const plan = new Plan()
  const outcomes = compileVersions(plan, versions, facts)
  for (const step of plan.steps) await db.execute(stepSql(step, 'duckdb'))
  // What may be borrowed is no expense: it stands apart, and nobody wins or loses by it.
  const loans = policy.lines.filter(l => l.deliveries.every(d => d.form === 'loan')).map(l => l.id)
  const paid = loans.length === 0 ? outcomes : outcomes.where(c => not(isIn(c.line, loans.map(text))))
  const all = await db.rows<Total>(
    outputSql(
      output('totals', compileTotals(outcomes), c => [asc(c.version), asc(c.county), asc(c.stage), asc(c.line)]),
      'duckdb',
    ),
  )
  const movements = await db.rows<Movement>(
    outputSql(
      output(
        'movements',
        compileMovements(
          paid,
          baseline,
          changes.map(c => c.name),
        ),
        c => [asc(c.version), asc(c.county), asc(c.stage), asc(c.line)],
      ),
      'duckdb',
    ),
  )
  const sum = (rows: readonly Total[], version: string): number => totalOf(rows, version, line => !loans.includes(line))
  const baselineFen = sum(all, baseline)
  const byChange = changes.map(({ name }) => {
    const fen = sum(all, name)
    for (const together of [true, false]) {
      const net = movements.filter(m => m.version === name && (m.line === '') === together).reduce((n, m) => n + m.gained_fen - m.lost_fen, 0)
      if (net !== fen - baselineFen) throw new Error(`the simulation of ${name} does not tie: ${net} by persons, ${fen - baselineFen} in all`)
    }
    let before = baselineFen
    const attributions = steps
      .filter(s => s.change === name)
      .map(({ clause }): Attribution => {
        const after = sum(all, stepKey(name, clause))
        const part = { change: name, clause, fen: after - before }
        before = after
        return part
      })
    return { change: name, fen, attributions, remainderFen: fen - before }
  })
  const named = new Set([baseline, ...changes.map(c => c.name)])
  return { changes, baselineFen, byChange, totals: all.filter(t => named.has(t.version)), movements, loans }
}
