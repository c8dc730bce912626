import { compileShape, type Policy, shapesOf } from '@yingjin/policy'
import { asc, column, output, outputSql, Plan, printRelation, quoteText, type Relation, stepSql, sumOf, table } from '@yingjin/sql'

/** The statements over a table `facts`: the figures of each shape, then one statement per shape. */
export type Statements = Readonly<{ prepare: readonly string[]; decide: readonly string[] }>

/**
 * The policies as the product decides them: one statement per shape, joined to the figures of its counties. A row per
 * student with six columns per line, or those of them that are kept, in the order of the students; a file per shape.
 */
export const decideByShape = (policies: readonly Policy[], fileOf: (shape: number) => string, keep: (column: string) => boolean = () => true): Statements => {
  const plan = new Plan()
  const decide = shapesOf(policies).map((shape, n) => {
    const compiled = compileShape(shape)
    const figures = plan.step(`figures_${n}`, 'the figures of every county', compiled.figures)
    const wide = compiled.wide(table('facts', compiled.factSchema), figures)
    const decided = output(`decided_${n}`, wide.pick(...Object.keys(wide.schema).filter(keep)), () => [asc(column('person_id', 'bigint'))])
    return `COPY (${outputSql(decided, 'duckdb')}) TO ${quoteText(fileOf(n))} (FORMAT parquet, COMPRESSION zstd)`
  })
  return { prepare: plan.steps.map(step => stepSql(step, 'duckdb')), decide }
}

/** The total of every line over all students, read from memory and kept nowhere: what deciding alone costs. */
export const sumsByShape = (policies: readonly Policy[]): Readonly<{ prepare: readonly string[]; sums: readonly string[] }> => {
  const plan = new Plan()
  const sums = shapesOf(policies).map((shape, n) => {
    const compiled = compileShape(shape)
    const figures = plan.step(`figures_${n}`, 'the figures of every county', compiled.figures)
    const amounts = Object.entries(compiled.wide(table('facts', compiled.factSchema), figures).schema).flatMap(([name]) =>
      name.endsWith(':amount_fen') ? [name] : [],
    )
    const totals = compiled.wide(table('facts', compiled.factSchema), figures).groupBy(
      () => ({}),
      () => Object.fromEntries(amounts.map(name => [name, sumOf(column(name, 'bigint'))])),
    )
    return printRelation(totals as unknown as Relation, 'duckdb')
  })
  return { prepare: plan.steps.map(step => stepSql(step, 'duckdb')), sums }
}
