import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type CarriedOut, type Output, outputSql, quoteName, quoteText, type Schema, type SqlType, stepSql } from '@yingjin/sql'

/**
 * One DuckDB of a run: tables in bounded memory that spill into private scratch, so that a large county takes longer
 * instead of failing. Plaintext lives in it only for the length of the run (decision 0060).
 */
export type DuckDb = Readonly<{
  execute: (sql: string) => Promise<void>
  /** Whole result. Bigints come as numbers; our integers fit (fen, row ids, masks below 2⁵³). Dates as `YYYY-MM-DD`. */
  rows: <Row extends object>(sql: string) => Promise<Row[]>
  /** Result in chunks, for writing workbooks of any length. */
  stream: <Row extends object>(sql: string) => AsyncGenerator<Row>
  createTable: (name: string, schema: Schema, rows: readonly (readonly (string | number | boolean | null)[])[]) => Promise<void>
  /** Step by step; a table goes as soon as no later step reads it, which keeps a large county in memory. */
  runPlan: (plan: CarriedOut, onStep: (step: Readonly<{ name: string; why: string; index: number; of: number }>) => void) => Promise<void>
  writeParquet: (output: Output, path: string) => Promise<void>
  /** Stops the statement that is running. */
  interrupt: () => void
  close: () => void
}>

const typeNames: Readonly<Record<SqlType, string>> = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' }

const asPlain = (value: unknown): unknown => {
  if (typeof value === 'bigint') {
    const n = Number(value)
    if (!Number.isSafeInteger(n)) throw new Error(`integer beyond 2^53: ${value}`)
    return n
  }
  if (typeof value === 'object' && value !== null && 'days' in value) return String(value)
  return value
}

const asRow = (names: readonly string[], values: readonly unknown[]): object => {
  const row: Record<string, unknown> = {}
  names.forEach((name, i) => {
    row[name] = asPlain(values[i])
  })
  return row
}

const literal = (value: string | number | boolean | null): string => (value === null ? 'NULL' : typeof value === 'string' ? quoteText(value) : String(value))

/** `spill` is a folder for what memory cannot hold; it is made when it is needed. */
export type DuckDbSettings = Readonly<{ spill: string; memoryLimit?: string; threads?: number }>

export const openDuckDb = async (settings: DuckDbSettings): Promise<DuckDb> => {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: settings.memoryLimit ?? '2GB',
    threads: String(settings.threads ?? 2),
    temp_directory: settings.spill,
    // Row order of a result is ours to state; keeping insertion order costs memory and promises nothing we use.
    preserve_insertion_order: 'false',
  })
  const connection: DuckDBConnection = await instance.connect()

  const execute = async (sql: string): Promise<void> => {
    await connection.run(sql)
  }
  const createTable: DuckDb['createTable'] = async (name, schema, rows) => {
    const columns = Object.entries(schema).map(([column, type]) => `${quoteName(column)} ${typeNames[type]}`)
    await execute(`CREATE OR REPLACE TABLE ${quoteName(name)} (${columns.join(', ')})`)
    for (let at = 0; at < rows.length; at += 500)
      await execute(
        `INSERT INTO ${quoteName(name)} VALUES ${rows
          .slice(at, at + 500)
          .map(row => `(${row.map(literal).join(', ')})`)
          .join(', ')}`,
      )
  }
  return {
    execute,
    createTable,
    rows: async <Row extends object>(sql: string) => {
      const result = await connection.runAndReadAll(sql)
      const names = result.columnNames()
      return result.getRows().map(values => asRow(names, values) as Row)
    },
    stream: async function* <Row extends object>(sql: string) {
      const result = await connection.stream(sql)
      const names = result.columnNames()
      for (;;) {
        const chunk = await result.fetchChunk()
        if (chunk === null || chunk.rowCount === 0) return
        for (const values of chunk.getRows()) yield asRow(names, values) as Row
      }
    },
    runPlan: async ({ steps, readNoMore }, onStep) => {
      for (const [index, step] of steps.entries()) {
        onStep({ name: step.name, why: step.why, index, of: steps.length })
        await execute(stepSql(step, 'duckdb')).catch((cause: unknown) => {
          throw new Error(`step ${step.name} (${step.why}) failed`, { cause })
        })
        for (const name of readNoMore.get(step.name) ?? []) await execute(`DROP TABLE ${quoteName(name)}`)
      }
    },
    writeParquet: (output, path) => execute(`COPY (${outputSql(output, 'duckdb')}) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd)`),
    interrupt: () => connection.interrupt(),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
