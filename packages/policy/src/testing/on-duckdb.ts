import { DuckDBDateValue, DuckDBInstance } from '@duckdb/node-api'
import { day, epochDay } from '@yingjin/kernel'
import { quoteName, type SqlType } from '@yingjin/sql'
import type { Engine } from './twins.ts'

const typeNames: Readonly<Record<SqlType, string>> = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' }

/** A real DuckDB in memory. For tests only: nothing outside `testing/` may open a database. */
export const onDuckDb: Engine = async (table, schema, rows, query, steps = []) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  try {
    const shape = Object.entries(schema)
    await connection.run(`CREATE TABLE ${quoteName(table)} (${shape.map(([name, type]) => `${quoteName(name)} ${typeNames[type]}`).join(', ')})`)
    const appender = await connection.createAppender(table)
    for (const row of rows) {
      for (const [i, [, type]] of shape.entries()) {
        const value = row[i] ?? null
        if (value === null) appender.appendNull()
        else if (type === 'boolean') appender.appendBoolean(value === true)
        else if (type === 'bigint') appender.appendBigInt(BigInt(value))
        else if (type === 'text') appender.appendVarchar(String(value))
        else appender.appendDate(new DuckDBDateValue(epochDay(day(String(value)))))
      }
      appender.endRow()
    }
    appender.closeSync()
    for (const step of steps) await connection.run(step)
    const read = await connection.runAndReadAll(query)
    return read.getColumnsObjectJS()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
