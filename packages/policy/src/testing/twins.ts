import type { FactKey, FactValues } from '@yingjin/facts'
import { coalesce, column, concat, type Expr, Plan, printRelation, type Relation, type Schema, stepSql, text, toText } from '@yingjin/sql'
import { type CompiledPolicy, factsTable } from '../compile.ts'
import { noticesFor } from '../evaluate.ts'
import { decide, type Outcome } from '../outcome.ts'
import { ofOtherStage } from '../policy.ts'
import type { Value } from '../tree.ts'

/**
 * The engine on the other side (`onDuckDb`): makes a table of these rows, runs the steps and the query and gives back its columns.
 * Rows are in the order of the schema.
 */
export type Engine = (
  table: string,
  schema: Schema,
  rows: readonly (readonly Value[])[],
  query: string,
  steps?: readonly string[],
) => Promise<Readonly<Record<string, readonly unknown[]>>>

const parts = ['state', 'amount_fen', 'grounds', 'failed', 'missing', 'form'] as const

/** An outcome as one text, `due 62500 1 0 0 to-person-cash`, so that a million of them travel and compare quickly. */
const written = (o: Outcome): string => [o.state, o.amountFen, o.grounds, o.failed, o.missing, o.form].map(part => part ?? '-').join(' ')

const writtenInSql = (compiled: CompiledPolicy, table: string): Relation => {
  const wide = compiled.wide(factsTable(table, compiled))
  const part = (line: string, name: (typeof parts)[number]): Expr<'text'> => {
    const type = wide.schema[`${line}:${name}`] ?? 'text'
    return coalesce(toText(column(`${line}:${name}`, type)), text('-'))
  }
  return wide.select(() => ({
    person_id: column('person_id', 'bigint'),
    ...Object.fromEntries(
      compiled.lines.map(l => [l.id, concat(...parts.flatMap((name, i) => (i === 0 ? [part(l.id, name)] : [text(' '), part(l.id, name)])))]),
    ),
  })) as unknown as Relation
}

export type Disagreement = Readonly<{ student: FactValues; line: string; evaluator: string; sql: string }>

/** The first place where the two differ, or null. Every line, state, sum, form and mask of every student is compared. */
export const firstDisagreement = async (compiled: CompiledPolicy, students: readonly FactValues[], engine: Engine): Promise<Disagreement | null> => {
  const columns = await engine(
    'twins',
    compiled.factSchema,
    students.map((s, i) => [i, ...compiled.facts.map(key => s[key])]),
    `${printRelation(writtenInSql(compiled, 'twins'), 'duckdb')}\nORDER BY "person_id"`,
  )
  for (const [i, student] of students.entries()) {
    for (const outcome of decide(compiled.policy, student)) {
      const [evaluator, sql] = [written(outcome), String(columns[outcome.line]?.[i])]
      if (evaluator !== sql) return { student, line: outcome.line, evaluator, sql }
    }
  }
  return null
}

/** The bulk way (`CompiledPolicy.decide`): the same outcomes, without the lines that are simply for another stage. */
export const expectSameInBulk = async (compiled: CompiledPolicy, students: readonly FactValues[], engine: Engine): Promise<void> => {
  const plan = new Plan()
  const decisions = compiled.decide(plan, factsTable('twins', compiled))
  const found = await engine(
    'twins',
    compiled.factSchema,
    students.map((s, i) => [i, ...compiled.facts.map(key => s[key])]),
    printRelation(decisions as unknown as Relation, 'duckdb'),
    plan.steps.map(step => stepSql(step, 'duckdb')),
  )
  const rows = new Map(
    (found['line'] ?? []).map((line, i) => [`${String(found['person_id']?.[i])} ${String(line)}`, parts.map(p => found[p]?.[i] ?? '-').join(' ')]),
  )
  if (rows.size !== found['line']?.length) throw new Error('a child has two rows for one line')
  const expected = students.flatMap((s, i) =>
    decide(compiled.policy, s)
      .filter(o => o.failed !== ofOtherStage)
      .map(o => [`${i} ${o.line}`, written(o)] as const),
  )
  const wrong = expected.find(([key, outcome]) => rows.get(key) !== outcome)
  if (wrong !== undefined) throw new Error(`${wrong[0]}: evaluator ${wrong[1]}, in bulk ${rows.get(wrong[0]) ?? 'no row'}`)
  if (rows.size !== expected.length) throw new Error(`${rows.size} rows in bulk for ${expected.length} outcomes`)
}

/** The same notices for the same students. */
export const expectSameNotices = async (compiled: CompiledPolicy, students: readonly FactValues[], engine: Engine): Promise<void> => {
  const found = await engine(
    'twins',
    compiled.factSchema,
    students.map((s, i) => [i, ...compiled.facts.map(key => s[key])]),
    `${printRelation(compiled.notices(factsTable('twins', compiled)), 'duckdb')}\nORDER BY "person_id", "notice"`,
  )
  const inSql = (found['notice'] ?? []).map((notice, i) => `${String(found['person_id']?.[i])} ${String(notice)}`)
  const here = students.flatMap((s, i) => noticesFor(compiled.policy, s).map(n => `${i} ${n.id}`))
  const differ = here.length > inSql.length ? here.find((n, i) => n !== inSql[i]) : inSql.find((n, i) => n !== here[i])
  if (differ !== undefined) throw new Error(`the twins differ on the notice of student and rule ${differ}`)
}

/** Takes facts away one by one, and turns yes into no, while the disagreement stays: what is left is the reason. */
export const shrink = async (compiled: CompiledPolicy, first: Disagreement, engine: Engine): Promise<Disagreement> => {
  let smallest = first
  for (const key of compiled.facts) {
    for (const simpler of [null, false] as const) {
      if (smallest.student[key] === null || (simpler === false && smallest.student[key] !== true)) continue
      const found = await firstDisagreement(compiled, [{ ...smallest.student, [key]: simpler } as FactValues], engine)
      if (found !== null) smallest = found
    }
  }
  return smallest
}

const facts = (student: FactValues, keys: readonly FactKey[]): string =>
  keys
    .filter(k => student[k] !== null)
    .map(k => `${k}=${String(student[k])}`)
    .join(' ')

/** Evaluator and SQL say the same of every student, or this throws with the smallest student they differ on. */
export const expectTwins = async (compiled: CompiledPolicy, students: readonly FactValues[], engine: Engine): Promise<void> => {
  const first = await firstDisagreement(compiled, students, engine)
  if (first === null) return
  const d = await shrink(compiled, first, engine)
  throw new Error(
    `the twins differ on ${d.line} in ${compiled.policy.term} (${parts.join(' ')})\nevaluator: ${d.evaluator}\nSQL:       ${d.sql}\nstudent: ${facts(d.student, compiled.facts)}`,
  )
}
