import { DuckDBInstance } from '@duckdb/node-api'
import { type Plan, printRelation, quoteName, type Relation, type Schema, type SqlType, stepSql } from '@yingjin/sql'

export type Cell = string | number | boolean | null
export type Rows<S extends Schema> = readonly Readonly<{
  [K in keyof S]: S[K] extends 'bigint' ? number | null : S[K] extends 'boolean' ? boolean | null : string | null
}>[]
export type Given = Readonly<{ name: string; schema: Schema; rows: readonly Readonly<Record<string, Cell>>[] }>

export const given = <S extends Schema>(name: string, schema: S, rows: Rows<S>): Given => ({ name, schema, rows })

const types: Readonly<Record<SqlType, string>> = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' }

/** Runs a plan over given tables on a real DuckDB in memory and reads relations back, numbers as numbers, dates as text. */
export const onDuckDb = async (
  tables: readonly Given[],
  plan: Plan,
  wanted: Readonly<Record<string, Pick<Relation, 'node' | 'schema'>>>,
): Promise<Readonly<Record<string, readonly Readonly<Record<string, Cell>>[]>>> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  try {
    for (const { name, schema, rows } of tables) {
      const shape = Object.entries(schema).map(([column, type]) => [column, types[type]] as const)
      await connection.run(`CREATE TABLE ${quoteName(name)} (${shape.map(([column, type]) => `${quoteName(column)} ${type}`).join(', ')})`)
      const sql = `INSERT INTO ${quoteName(name)} SELECT ${shape.map(([column]) => `r.${quoteName(column)}`).join(', ')} FROM (SELECT unnest(from_json($1, '${JSON.stringify([Object.fromEntries(shape)])}')) AS r)`
      if (rows.length > 0) await connection.run(sql, [JSON.stringify(rows)])
    }
    for (const step of plan.steps) await connection.run(stepSql(step, 'duckdb'))
    const found: Record<string, readonly Readonly<Record<string, Cell>>[]> = {}
    for (const [name, relation] of Object.entries(wanted)) {
      const read = await connection.runAndReadAll(printRelation(relation as Relation, 'duckdb'))
      found[name] = read
        .getRowObjectsJson()
        .map(row =>
          Object.fromEntries(
            Object.entries(row).map(([column, value]) => [column, relation.schema[column] === 'bigint' && value !== null ? Number(value) : (value as Cell)]),
          ),
        )
    }
    return found
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
