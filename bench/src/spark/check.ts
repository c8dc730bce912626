import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compilePolicy, factsTable, generateStudents, type Policy, settledInEveryWay } from '@yingjin/policy/testing'
import { type Dialect, type Expr, Plan, printExpression, printRelation, type Relation, type Schema, stepSql } from '@yingjin/sql'
import { aggregateCases, functionCases, sample, windowCases } from '@yingjin/sql/testing'
import { everyPack, packsAsWritten } from '../packs.ts'

/** One thing said twice: steps and a query as DuckDB hears them, and the same for Spark. `facts` is the table they read. */
type Statement = Readonly<{ name: string; facts: string | null; duckdb: readonly string[]; spark: readonly string[] }>
type Facts = Readonly<{ name: string; schema: Schema; rows: readonly (readonly unknown[])[] }>

const both = (print: (d: Dialect) => readonly string[]): Pick<Statement, 'duckdb' | 'spark'> => ({ duckdb: print('duckdb'), spark: print('spark') })

const cells: readonly Statement[] = Object.entries(functionCases).flatMap(([name, cases]) =>
  cases.map(([e], i): Statement => ({ name: `${name} ${i}`, facts: null, ...both(d => [`SELECT ${printExpression(e, d)} AS v`]) })),
)
const over = (name: string, relation: Relation): Statement => ({ name, facts: null, ...both(d => [printRelation(relation, d)]) })
const grouped = Object.entries(aggregateCases).flatMap(([name, cases]) =>
  cases.map(([make], i) =>
    over(
      `${name} ${i}`,
      sample.groupBy(
        c => ({ g: c.g }),
        c => ({ v: make(c) as Expr }),
      ) as unknown as Relation,
    ),
  ),
)
const windowed = Object.entries(windowCases).flatMap(([name, cases]) =>
  cases.map(([make], i) => over(`${name} over ${i}`, sample.select(c => ({ k: c.k, v: make(c) as Expr })) as unknown as Relation)),
)

const ofPolicy = (name: string, policy: Policy, i: number): readonly [Statement, Facts] => {
  const compiled = compilePolicy(policy)
  const facts = `facts_${name.replaceAll(/[^a-z0-9]/g, '_')}_${i}`
  const plan = new Plan()
  const decisions = compiled.decide(plan, factsTable(facts, compiled))
  const print = (d: Dialect): readonly string[] => [...plan.steps.map(s => stepSql(s, d)), printRelation(decisions as unknown as Relation, d)]
  const rows = generateStudents(policy, 20220901 + i, 300).map((s, id) => [id, ...compiled.facts.map(key => s[key])])
  return [
    { name: `${name} ${policy.term} ${policy.subject} ${i}`, facts, ...both(print) },
    { name: facts, schema: compiled.factSchema, rows },
  ]
}

/**
 * Reads every statement of every pack, and every function, as Spark would, with the Spark reader of sqlglot; carries it
 * over to DuckDB and compares the result with that of our own DuckDB text. Needs python3 with `sqlglot` and `duckdb`.
 * Packs may be named by their id; otherwise all.
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const packs = everyPack(await packsAsWritten()).filter(({ name }) => args.length === 0 || args.includes(name))
  const policies = packs.flatMap(({ name, pack }) => settledInEveryWay(pack).map((policy, i) => ofPolicy(name, policy, i)))
  const scratch = mkdtempSync(join(tmpdir(), 'yingjin-spark-'))
  try {
    const handed = join(scratch, 'asked.json')
    writeFileSync(handed, JSON.stringify({ statements: [...cells, ...grouped, ...windowed, ...policies.map(([s]) => s)], facts: policies.map(([, f]) => f) }))
    const { status, error } = spawnSync('python3', [fileURLToPath(new URL('./carry-over.py', import.meta.url)), handed], { stdio: 'inherit' })
    if (error !== undefined) process.stderr.write(`python3 did not start: ${error.message}\n`)
    return status ?? 1
  } finally {
    rmSync(scratch, { recursive: true })
  }
}
