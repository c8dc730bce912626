import { rosterSchema, rosterTableName } from '@yingjin/determination'
import type { RosterKindId } from '@yingjin/intake'
import { rosterKinds } from '@yingjin/intake'
import { quoteName, quoteText, type TableColumns } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { filledBackColumns } from './filled-back.ts'

/** Room for a billion rows per kind: a row's number says of which kind it is, and never collides. */
const rowsPerKind = 1_000_000_000

/**
 * Snapshots into the run's database, one table per kind. A row's number follows file, sheet, row and member, so that
 * the same snapshots always give the same numbers. With `wanted`, of the tables named there only the columns named:
 * most columns of a roster are for the reader of the workbook, and copying them cost a tenth of a run.
 */
export const loadRosters = async (db: DuckDb, tables: ReadonlyMap<RosterKindId, readonly string[]>, wanted: TableColumns = new Map()): Promise<void> => {
  for (const [index, kind] of (Object.keys(rosterKinds) as RosterKindId[]).entries()) {
    const paths = tables.get(kind)
    if (paths === undefined || paths.length === 0) continue
    const read = wanted.get(rosterTableName(kind))
    const columns = Object.keys(rosterSchema(kind)).filter(
      column => column !== 'row_id' && (read === undefined || read.has(column) || filledBackColumns[kind]?.includes(column)),
    )
    await db.execute(
      `CREATE TABLE ${quoteName(rosterTableName(kind))} AS
       SELECT CAST(${(index + 1) * rowsPerKind} + row_number() OVER (ORDER BY file, sheet, "row", member) AS BIGINT) AS ${['row_id', ...columns.map(quoteName)].join(', ')}
       FROM read_parquet([${paths.map(quoteText).join(', ')}], union_by_name = true)`,
    )
  }
}
