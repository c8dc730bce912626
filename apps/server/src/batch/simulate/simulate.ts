import { join } from 'node:path'
import { choiceCodes } from '@yingjin/facts'
import { must } from '@yingjin/kernel'
import {
  amountDecisionColumn,
  attributionSteps,
  type Change,
  compileSimulation,
  type CountedRow,
  type CountyVersions,
  decisionColumn,
  isLoan,
  type Movement,
  type Policy,
  type SimulationStatement,
  type StateMovement,
  sqlTypeOfFact,
  type Total,
  type Version,
  withChange,
} from '@yingjin/policy'
import { Plan, printRelation, quoteName, quoteText, type Relation, type Schema, type SqlType, stepSql, table } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { keptColumns } from '../run/kept-run.ts'

export const baseline = '现行'

/** Who is simulated: a county, the policy its run was decided by, and the folder in which the run kept its facts and what people had decided by then. */
export type SimulatedCounty = Readonly<{ county: string; countyName: string; policy: Policy; directory: string }>

/** What somebody thinks of changing, county by county; a county that is not named stays as it is. */
export type PlannedChange = Readonly<{ name: string; inCounty: Readonly<Record<string, Change>> }>

/** What a clause of a county's paper alone adds to or takes from the total, those before it in the document already changed. */
export type Attribution = Readonly<{ change: string; county: string; clause: string; fen: number }>

/** One county, or all of them, under a change: the total, what its clauses account for, and what they leave. */
type Effect = Readonly<{ fen: number; attributions: readonly Attribution[]; remainderFen: number }>
export type Simulation = Readonly<{
  counties: readonly Readonly<{ county: string; countyName: string; pack: string; baselineFen: number }>[]
  changes: readonly PlannedChange[]
  baselineFen: number
  byChange: readonly (Effect & Readonly<{ change: string; byCounty: readonly (Effect & Readonly<{ county: string }>)[] }>)[]
  totals: readonly Total[]
  movements: readonly Movement[]
  stateMovements: readonly StateMovement[]
  /** Lines that are loans: their ceilings stand in `totals` and in no sum. */
  loans: readonly Readonly<{ county: string; line: string }>[]
}>

const stepKey = (change: string, clause: string): string => `${change}\u001f${clause}`

const typeNames: Readonly<Record<SqlType, string>> = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' }

/** The kept facts of all counties as one table, with what people decided beside them. */
const loadFacts = async (db: DuckDb, counties: readonly SimulatedCounty[]): Promise<Relation> => {
  const keys = [...new Set(counties.flatMap(c => c.policy.facts))]
  const known: Schema = { person_id: 'bigint', stage: 'text', ...Object.fromEntries(keys.map(key => [key, sqlTypeOfFact(key)])) }
  const heardOf = ({ directory }: SimulatedCounty): string => `read_parquet(${quoteText(join(directory, 'decisions.parquet'))})`
  const linesOf = await Promise.all(counties.map(c => db.rows<{ line: string }>(`SELECT DISTINCT line FROM ${heardOf(c)} ORDER BY line`)))
  const decided: Schema = Object.fromEntries(
    [...new Set(linesOf.flat().map(r => r.line))].flatMap(
      line =>
        [
          [decisionColumn(line), 'boolean'],
          [amountDecisionColumn(line), 'bigint'],
        ] as const,
    ),
  )
  const selects: string[] = []
  for (const [i, county] of counties.entries()) {
    const file = join(county.directory, 'facts.parquet')
    const lines = (linesOf[i] ?? []).map(r => r.line)
    const asked = lines.flatMap(line => [
      `bool_and(agrees) FILTER (WHERE line = ${quoteText(line)}) AS ${quoteName(decisionColumn(line))}`,
      `max(amount_fen) FILTER (WHERE line = ${quoteText(line)}) AS ${quoteName(amountDecisionColumn(line))}`,
    ])
    const here = new Set(lines.flatMap(line => [decisionColumn(line), amountDecisionColumn(line)]))
    const heard = Object.entries(decided).map(
      ([name, type]) => `, ${here.has(name) ? `d.${quoteName(name)}` : `CAST(NULL AS ${typeNames[type]})`} AS ${quoteName(name)}`,
    )
    // A fact the run did not keep is unknown, and what rests on it is told as open.
    selects.push(
      `SELECT f.*${heard.join('')}
       FROM (SELECT ${await keptColumns(db, file, known)}, ${quoteText(county.county)} AS county FROM read_parquet(${quoteText(file)})) f
       LEFT JOIN (SELECT person_id${asked.map(a => `, ${a}`).join('')} FROM ${heardOf(county)} GROUP BY person_id) d ON d.person_id = f.person_id`,
    )
  }
  await db.execute(`CREATE TABLE simulated_facts AS ${selects.join('\nUNION ALL\n')}`)
  return table('simulated_facts', { ...known, county: 'text', ...decided }) as unknown as Relation
}

const versionsOf = ({ county, policy }: SimulatedCounty, changes: readonly PlannedChange[]): CountyVersions => ({
  county,
  versions: [
    { key: baseline, policy },
    ...changes.flatMap(({ name, inCounty }): readonly Version[] => {
      const change = inCounty[county]
      if (change === undefined) return []
      const steps = attributionSteps(policy, change).map(({ clause, policy: partly }): Version => ({ key: stepKey(name, clause), policy: partly, part: true }))
      return [{ key: name, policy: must(withChange(policy, change)) }, ...steps]
    }),
  ],
})

const stages: readonly string[] = choiceCodes('stage')
/** The order of rows within a version: by county, by stage as a child goes through them, by line. */
export const placeOf = ({ county, stage, line }: Pick<Total, 'county' | 'stage' | 'line'>): string =>
  [county, String(stage === null ? stages.length : stages.indexOf(stage)).padStart(2, '0'), line].join(' ')

/** What the children are counted by whom a change moves. */
export type CountedMoves = Readonly<{ movements: readonly Movement[]; stateMovements: readonly StateMovement[] }>

/** Of every line, stage and change: how often it was due and open, with who comes in and without who goes out, is how often it is. */
const requireTied = (asked: readonly CountyVersions[], counted: readonly Total[], moved: readonly StateMovement[]): void => {
  const keyOf = (version: string, of: Pick<Total, 'county' | 'stage' | 'line'>): string => `${version} ${placeOf(of)}`
  const totals = new Map(counted.map(t => [keyOf(t.version, t), t]))
  const stateMoves = new Map(moved.map(m => [keyOf(m.version, m), m]))
  for (const { county, versions } of asked)
    for (const { key } of versions.filter((v, nth) => nth > 0 && v.part !== true))
      for (const of of new Map(counted.filter(t => t.county === county).map(t => [placeOf(t), t])).values()) {
        const [was, is, by] = [totals.get(keyOf(baseline, of)), totals.get(keyOf(key, of)), stateMoves.get(keyOf(key, of))]
        const due = (was?.due ?? 0) + (by?.newly_due ?? 0) - (by?.no_longer_due ?? 0)
        const open = (was?.open ?? 0) + (by?.newly_open ?? 0) - (by?.no_longer_open ?? 0)
        if (due !== (is?.due ?? 0) || open !== (is?.open ?? 0))
          throw new Error(`the simulation of ${key} in ${placeOf(of)} counts other children than it moves`)
      }
}

const sumOf = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0)
const net = (movements: readonly Movement[]): number => sumOf(movements.map(m => m.gained_fen - m.lost_fen))

/**
 * The papers in force and every change, over the same children in one pass, counties of one shape together; with each
 * change the steps of its attribution. Totals are whole fen of what is paid, waived or given; loans stand apart. What a
 * person wins less what a person loses must be what the total changes by, line by line and together, in every county, and
 * who comes to be due less who ceases what their number changes by: anything else is an error of ours and stops here.
 * `keepChildren`: asked over the same children while they are at hand.
 */
export const simulate = async (
  db: DuckDb,
  counties: readonly SimulatedCounty[],
  changes: readonly PlannedChange[],
  keepChildren?: (statements: readonly SimulationStatement[], counted: CountedMoves) => Promise<void>,
): Promise<Simulation> => {
  const facts = await loadFacts(db, counties)
  const plan = new Plan()
  const asked = counties.map(c => versionsOf(c, changes))
  const statements = compileSimulation(plan, asked, facts)
  for (const step of plan.steps) await db.execute(stepSql(step, 'duckdb'))
  const [counted, movements, stateMovements]: [Total[], Movement[], StateMovement[]] = [[], [], []]
  for (const { relation, totals, movements: moved, stateMovements: stateMoves } of statements)
    for (const row of await db.rows<CountedRow>(printRelation(relation, 'duckdb'))) {
      counted.push(...totals(row))
      movements.push(...moved(row))
      stateMovements.push(...stateMoves(row))
    }
  requireTied(asked, counted, stateMovements)
  await keepChildren?.(statements, { movements, stateMovements })

  const loans = counties.flatMap(({ county, policy }) => policy.lines.filter(isLoan).map(l => ({ county, line: l.id })))
  const isPaid = (t: Total): boolean => !loans.some(l => l.county === t.county && l.line === t.line)
  const sums = new Map<string, number>()
  const sumKey = (county: string, version: string): string => `${county} ${version}`
  for (const t of counted) if (isPaid(t)) sums.set(sumKey(t.county, t.version), (sums.get(sumKey(t.county, t.version)) ?? 0) + t.total_fen)
  const sum = (county: string, version: string): number => sums.get(sumKey(county, version)) ?? 0

  const effectIn = ({ county, versions }: CountyVersions, { name, inCounty }: PlannedChange): Effect => {
    const before = sum(county, baseline)
    const fen = inCounty[county] === undefined ? before : sum(county, name)
    const steps = versions.filter(v => v.part === true && v.key.startsWith(stepKey(name, '')))
    for (const together of [true, false]) {
      const moved = net(movements.filter(m => m.county === county && m.version === name && (m.line === '') === together))
      if (moved !== fen - before) throw new Error(`the simulation of ${name} in ${county} does not tie: ${moved} by persons, ${fen - before} in all`)
    }
    let reached = before
    const attributions = steps.map(({ key }): Attribution => {
      const after = sum(county, key)
      const part = { change: name, county, clause: key.slice(stepKey(name, '').length), fen: after - reached }
      reached = after
      return part
    })
    return { fen, attributions, remainderFen: fen - reached }
  }
  const byChange = changes.map(change => {
    const byCounty = asked.map(of => ({ county: of.county, ...effectIn(of, change) }))
    return {
      change: change.name,
      fen: sumOf(byCounty.map(c => c.fen)),
      attributions: byCounty.flatMap(c => c.attributions),
      remainderFen: sumOf(byCounty.map(c => c.remainderFen)),
      byCounty,
    }
  })

  const named = new Set([baseline, ...changes.map(c => c.name)])
  const unchanged = changes.flatMap(({ name, inCounty }) =>
    counted.filter(t => t.version === baseline && inCounty[t.county] === undefined).map((t): Total => ({ ...t, version: name })),
  )
  const order = [baseline, ...changes.map(c => c.name)]
  const inOrder = <T extends Total | Movement | StateMovement>(rows: readonly T[]): readonly T[] =>
    rows.toSorted((a, b) => order.indexOf(a.version) - order.indexOf(b.version) || (placeOf(a) < placeOf(b) ? -1 : 1))
  return {
    counties: counties.map(({ county, countyName, policy }) => ({ county, countyName, pack: policy.pack.id, baselineFen: sum(county, baseline) })),
    changes,
    baselineFen: sumOf(counties.map(c => sum(c.county, baseline))),
    byChange,
    totals: inOrder([...counted.filter(t => named.has(t.version)), ...unchanged]),
    movements: inOrder(movements),
    stateMovements: inOrder(stateMovements),
    loans,
  }
}
