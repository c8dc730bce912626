import { mkdirSync, openSync, closeSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type KeyContext, personKeys, personKeySchema, type PersonRow, VillageIndex } from '@yingjin/comparison'
import type { ReceivedTable } from '@yingjin/determination'
import {
  type Cell,
  type CellWarning,
  type Emitted,
  rosterKinds,
  type RosterKind,
  SheetReading,
  type SheetRow,
  type SnapshotRecord,
  snapshotSchema,
  type Value,
} from '@yingjin/intake'
import { day } from '@yingjin/kernel'
import { generateCounty, inventedDivisions, type SampleCell, type SampleFile } from '@yingjin/sample-county'
import { quoteName, quoteText } from '@yingjin/sql'
import type { DuckDb } from '../../apps/server/src/platform/duckdb/index.ts'

/** One snapshot and what is known of the roster it came from. */
export type Snapshot = ReceivedTable & Readonly<{ path: string; rows: number }>

const asCell = (cell: SampleCell): Cell => {
  if (cell === null || typeof cell === 'string') return cell
  if (typeof cell === 'number') return { kind: 'number', value: cell, shown: String(cell) }
  if (typeof cell === 'boolean') return { kind: 'boolean', value: cell }
  return 'formula' in cell ? asCell(cell.result) : cell.runs.join('')
}

const isAboutPersons = (kind: RosterKind): boolean => kind.subject === 'person' || kind.subject === 'money-line'
const keyColumns = [
  'name',
  'former_name',
  'id_number',
  'student_number',
  'birth_date',
  'sex',
  'guardian_id_number',
  'head_id_number',
  'township',
  'village',
  'school_code',
  'school_name',
] as const satisfies readonly (keyof PersonRow)[]

/** The comparison keys of a record, as the receiving room appends them. */
const keysFor = (kind: RosterKind, context: KeyContext): ((record: SnapshotRecord, warnings: readonly CellWarning[]) => readonly Value[]) => {
  if (!isAboutPersons(kind)) return () => []
  const places = keyColumns.map(key => [key, kind.columns.findIndex(c => c.key === key)] as const).filter(([, at]) => at >= 0)
  return (record, warnings) => {
    const row: Record<string, Value> = Object.fromEntries(places.map(([key, at]) => [key, record.values[at] ?? null]))
    const numeric =
      (row['id_number'] ?? null) === null &&
      warnings.some(w => w.problem.code === 'intake/id-stored-as-number' || w.problem.code === 'intake/id-in-scientific-notation')
    return personKeys({ ...row, id_number_was_numeric: numeric } as PersonRow, context)
  }
}

const csvField = (value: Value): string => {
  if (value === null || value === '') return ''
  const text = String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const typeNames = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' } as const

/** Rows of one sample file, understood by intake and keyed for comparison, without a workbook in between. */
const readFile = (file: SampleFile, kind: RosterKind, context: KeyContext, csv: string): Readonly<{ rows: number; asOf: string | null }> => {
  const handle = openSync(csv, 'w')
  const keysOf = keysFor(kind, context)
  let [rows, asOf, pending] = [0, null as string | null, '']
  const take = (emitted: readonly Emitted[], sheet: string): void => {
    for (const e of emitted) {
      if (e.kind === 'table') asOf ??= e.asOf
      if (e.kind !== 'accepted') continue
      for (const record of e.records) {
        pending += `${[sheet, e.row, record.member, ...record.values, ...keysOf(record, e.warnings)].map(csvField).join(',')}\n`
        rows += 1
      }
      if (pending.length < 1 << 20) continue
      writeSync(handle, pending)
      pending = ''
    }
  }
  for (const sheet of file.sheets) {
    const reading = new SheetReading({
      file: file.name,
      sheet: sheet.name,
      hidden: sheet.hidden,
      merges: mergesOf(sheet.merges),
      kinds: [kind],
      remembered: [],
    })
    let row = 0
    for (const { cells } of sheet.rows) {
      row += 1
      take(reading.push({ row, cells: cells.map(asCell) } satisfies SheetRow), sheet.name)
    }
    take(reading.end(), sheet.name)
  }
  writeSync(handle, pending)
  closeSync(handle)
  return { rows, asOf }
}

const columnAt = (letters: string): number => [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) - 1
const mergesOf = (ranges: readonly string[]): readonly Readonly<{ top: number; left: number; bottom: number; right: number }>[] =>
  ranges.map(range => {
    const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range) ?? []
    return { top: Number(top), left: columnAt(left), bottom: Number(bottom), right: columnAt(right) }
  })

const villages = (): VillageIndex => {
  const names = new Map<string, string>(inventedDivisions.map(d => [d.code, d.name]))
  return new VillageIndex(
    inventedDivisions.flatMap(({ code, name }) =>
      code.length === 12 ? [{ code, township: names.get(code.slice(0, 9) as typeof code) ?? '', village: name }] : [],
    ),
  )
}

/**
 * The invented county's rosters as snapshots. Every roster is taken as whole and dated, so that the rules decide
 * instead of asking.
 */
export const writeSampleSnapshots = async (db: DuckDb, folder: string, children: number, onProgress: (line: string) => void): Promise<readonly Snapshot[]> => {
  const county = generateCounty({ seed: 1, children, term: '2022-autumn' })
  const context: KeyContext = { villages: villages() }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const snapshots: Snapshot[] = []
  for (const [at, file] of county.files.entries()) {
    const kind = rosterKinds[file.roster]
    const csv = join(folder, 'rows.csv')
    const { rows, asOf } = readFile(file, kind, context, csv)
    const schema: Readonly<Record<string, keyof typeof typeNames>> = { ...snapshotSchema(kind), ...(isAboutPersons(kind) ? personKeySchema : {}) }
    const own = Object.entries(schema).filter(([name]) => !['row_id', 'file', 'sheet', 'row', 'member'].includes(name))
    const columns = [['sheet', 'VARCHAR'], ['row', 'BIGINT'], ['member', 'BIGINT'], ...own.map(([name, type]) => [name, typeNames[type]])]
    const path = join(folder, `${at}.parquet`)
    await db.execute(
      `COPY (
         SELECT CAST(row_number() OVER (ORDER BY sheet, "row", member) AS BIGINT) AS row_id, ${quoteText(file.name)} AS file, sheet, "row", member${own.map(([name]) => `, ${quoteName(name)}`).join('')}
         FROM read_csv(${quoteText(csv)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '', parallel = false,
           columns = {${columns.map(([name = '', type = '']) => `${quoteText(name)}: ${quoteText(type)}`).join(', ')}})
         ORDER BY sheet, "row", member
       ) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd)`,
    )
    rmSync(csv)
    if (rows > 0) snapshots.push({ kind: file.roster, file: file.name, asOf: day(asOf ?? '2022-08-31'), whole: true, path, rows })
    onProgress(`${at + 1}/${county.files.length} ${file.name}: ${rows} rows`)
  }
  return snapshots
}
