/** One side of a comparison in a process of its own, so that its memory is its own: reads the facts, writes the result, says what it cost. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must } from '@yingjin/kernel'
import { quoteText } from '@yingjin/sql'
import { Plan, printRelation, type Relation, stepSql, table } from '@yingjin/sql'
import { compilePolicy, compileSimulation, type Policy, type CountedRow, type Version, withChange } from '@yingjin/policy'
import { type DuckDb, openDuckDb } from '../../../apps/server/src/platform/duckdb/index.ts'
import { byHandInto, countyTable, type InForce } from './by-hand.ts'
import { decideByShape, sumsByShape } from './by-shape.ts'
import { countyAidTerm, countyPolicies, deviatingPolicies, divisionOf, figuresOf } from './county-aid.ts'
import { datedPacks, figuresKnown, policiesKnown } from './knowledge.ts'

export type Order = Readonly<{
  by: 'shape' | 'shape, sums only' | 'hand' | 'versions' | 'sums'
  workload: 'W1' | 'W3' | 'W5'
  counties: number
  facts: string
  out: string
  knownOn?: string
  /** Which changes are simulated beside the baseline, by the names of their figures. */
  reforms?: readonly string[]
}>
/** @property cpu seconds of all threads: what a time is held against on a machine that does other things as well */
export type Cost = Readonly<{ seconds: number; cpu: number; megabytes: number; statements: number }>

const policiesFor = ({ workload, counties, knownOn = '' }: Order): readonly Policy[] => {
  switch (workload) {
    case 'W1':
      return countyPolicies(counties)
    case 'W3':
      return policiesKnown(datedPacks(counties), knownOn)
    case 'W5':
      return deviatingPolicies(counties)
  }
}
const figuresFor = ({ workload, counties, knownOn = '' }: Order): readonly InForce[] =>
  workload === 'W3'
    ? figuresKnown(counties, knownOn)
    : Array.from({ length: counties }, (_, i) => ({ division: divisionOf(i), term: countyAidTerm, figures: figuresOf(i) }))

/** The paper of the first county and changes of one figure each. */
const versionsOf = (base: Policy, reforms: readonly string[]): readonly Version[] => {
  const changed = reforms.map((parameter): Version => {
    const before = Number(base.settings.parameter(parameter).value)
    return { key: parameter, policy: must(withChange(base, { name: parameter, parameters: { [parameter]: before + Math.floor(before / 10) }, readings: {} })) }
  })
  return [{ key: 'baseline', policy: base }, ...changed]
}

/** `prepare` is not timed. */
type Work = Readonly<{ prepare?: (db: DuckDb) => Promise<void>; carryOut: (db: DuckDb) => Promise<number> }>
const workFor = (order: Order): Work => {
  const { facts, out } = order
  mkdirSync(out, { recursive: true })
  if (order.by === 'hand') {
    const figures = figuresFor(order)
    return {
      carryOut: async db => {
        await db.execute(countyTable(figures))
        await db.execute(byHandInto(facts, join(out, '0.parquet')))
        return 1
      },
    }
  }
  const policies = policiesFor(order)
  if (order.by === 'versions') {
    const [base] = policies
    if (base === undefined) throw new Error('no policy')
    const versions = versionsOf(base, order.reforms ?? [])
    return {
      carryOut: async db => {
        await db.execute(`CREATE VIEW facts AS SELECT *, division AS county FROM read_parquet(${quoteText(facts)})`)
        const plan = new Plan()
        const seen = table('facts', { ...compilePolicy(base).factSchema, county: 'text' }) as unknown as Relation
        const statements = compileSimulation(plan, [{ county: base.pack.division, versions }], seen)
        for (const step of plan.steps) await db.execute(stepSql(step, 'duckdb'))
        const told: object[] = []
        for (const { relation, totals, movements } of statements)
          for (const row of await db.rows<CountedRow>(printRelation(relation, 'duckdb'))) told.push(...totals(row), ...movements(row))
        writeFileSync(join(out, 'told.json'), JSON.stringify(told))
        return statements.length
      },
    }
  }
  if (order.by === 'sums') {
    const { prepare, sums } = sumsByShape(policies)
    return {
      prepare: async db => {
        await db.execute(`CREATE TABLE facts AS SELECT * FROM read_parquet(${quoteText(facts)})`)
        for (const sql of prepare) await db.execute(sql)
      },
      carryOut: async db => {
        for (const sql of sums) await db.rows(sql)
        return sums.length
      },
    }
  }
  const keep = (name: string): boolean => order.by === 'shape' || name === 'person_id' || name.endsWith(':amount_fen')
  return {
    carryOut: async db => {
      await db.execute(`CREATE VIEW facts AS SELECT * FROM read_parquet(${quoteText(facts)})`)
      const { prepare, decide } = decideByShape(policies, n => join(out, `${n}.parquet`), keep)
      for (const sql of [...prepare, ...decide]) await db.execute(sql)
      return decide.length
    },
  }
}

const order = JSON.parse(process.argv[2] ?? '') as Order
const work = workFor(order)
const open = () => openDuckDb({ spill: join(order.out, 'spill'), memoryLimit: '1500MB' })
const prepared = work.prepare === undefined ? null : await open()
if (prepared !== null) await work.prepare?.(prepared)
const [from, busy] = [process.hrtime.bigint(), process.cpuUsage()]
const db = prepared ?? (await open())
const statements = await work.carryOut(db)
db.close()
const { user, system } = process.cpuUsage(busy)
const cost: Cost = {
  seconds: Number(process.hrtime.bigint() - from) / 1e9,
  cpu: (user + system) / 1e6,
  megabytes: process.resourceUsage().maxRSS / 1024,
  statements,
}
process.stdout.write(`${JSON.stringify(cost)}\n`)
