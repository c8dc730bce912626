import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { personKeySchema } from '@yingjin/comparison'
import { type RosterKind, snapshotSchema } from '@yingjin/intake'
import { quoteName, quoteText, type Schema, type SqlType } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { inside, privateFolder, removeAbandoned, withPassingFolder } from '../../platform/files/index.ts'
import { isAboutPersons, refusedName } from './read-roster-file.ts'
import type { FileReport } from './received.ts'

/**
 * The snapshots of one file lie in a folder named by everything they depend on: the file's bytes and name, the
 * program's version, the county, the kinds' definitions and the remembered mappings. The same key was therefore read before, and
 * need not be read again.
 */
export const snapshotKey = (
  source: Readonly<{ sha256: string; file: string; programVersion: string; county: string; kinds: string; remembered: string; villages: string }>,
): string =>
  createHash('sha256')
    .update(JSON.stringify([source.sha256, source.file, source.programVersion, source.county, source.kinds, source.remembered, source.villages]))
    .digest('hex')

export const digestOfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

export const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const typeNames: Readonly<Record<SqlType, string>> = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' }

/** The columns of a kind's snapshot in order, comparison keys last. */
export const schemaOf = (kind: RosterKind): Schema => ({ ...snapshotSchema(kind), ...(isAboutPersons(kind) ? personKeySchema : {}) })

const leading = ['row_id', 'file', 'sheet', 'row', 'member']

/** CSV rows of one file and kind as Parquet, in their total order, hence always the same bytes. */
export const writeSnapshot = async (db: DuckDb, csv: string, file: string, kind: RosterKind, path: string): Promise<void> => {
  const schema = Object.entries(schemaOf(kind)).filter(([name]) => !leading.includes(name))
  const read = [
    ['sheet_at', 'BIGINT'],
    ['table_at', 'BIGINT'],
    ['sheet', 'VARCHAR'],
    ['row', 'BIGINT'],
    ['member', 'BIGINT'],
    ...schema.map(([name, type]) => [name, typeNames[type]]),
  ]
  const columns = read.map(([name, type]) => `${quoteText(name ?? '')}: ${quoteText(type ?? '')}`).join(', ')
  const order = 'sheet_at, table_at, "row", member'
  await db.execute(
    `COPY (
       SELECT CAST(row_number() OVER (ORDER BY ${order}) AS BIGINT) AS row_id, ${quoteText(file)} AS file, sheet, "row", member${schema.map(([name]) => `, ${quoteName(name)}`).join('')}
       FROM read_csv(${quoteText(csv)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '', max_line_size = 16777216, parallel = false, columns = {${columns}})
       ORDER BY ${order}
     ) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd)`,
  )
}

/** Counts and digests only: neither names nor numbers of people. */
type Manifest = Readonly<{
  source: Readonly<{ file: string; sha256: string }>
  programVersion: string
  county: string
  mapping: string
  tables: readonly Readonly<{ kind: string; rows: number; digest: string; asOf: string | null; whole: boolean }>[]
  rows: Readonly<{ read: number; beside: number; layout: number; accepted: number; refused: number; blank: number }>
}>

/** Under this name a snapshot lies until it is whole. */
const making = '.making-'

export class SnapshotStore {
  readonly #folder: string
  constructor(dataDir: string) {
    this.#folder = privateFolder(join(privateFolder(dataDir), 'snapshots'))
    removeAbandoned(this.#folder, making)
  }

  /** The report of a file that was read before under the same key, its paths made good for this folder. */
  find(key: string): FileReport | null {
    const folder = inside(this.#folder, key)
    if (!existsSync(join(folder, 'report.json'))) return null
    return this.#located(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as FileReport, folder)
  }

  /** Keeps what one file gave, whole or not at all: made beside, then renamed. */
  async keep(
    key: string,
    report: FileReport,
    source: Readonly<{ sha256: string; programVersion: string; county: string; mapping: string; out: string; refused: boolean }>,
    write: (folder: string) => Promise<void>,
  ): Promise<FileReport> {
    const folder = inside(this.#folder, key)
    await withPassingFolder(this.#folder, making, async made => {
      await write(made)
      if (source.refused) writeFileSync(join(made, refusedName), readFileSync(join(source.out, refusedName)), { mode: 0o600 })
      writeFileSync(join(made, 'manifest.json'), `${JSON.stringify(manifestOf(report, source), null, 2)}\n`, { mode: 0o600 })
      writeFileSync(join(made, 'report.json'), JSON.stringify(report), { mode: 0o600 })
      rmSync(folder, { recursive: true, force: true })
      renameSync(made, folder)
    })
    return this.#located(report, folder)
  }

  #located(report: FileReport, folder: string): FileReport {
    return {
      ...report,
      tables: report.tables.map(t => ({ ...t, path: join(folder, `${t.kind}.parquet`) })),
      refusedPath: report.refusedPath === null ? null : join(folder, refusedName),
    }
  }
}

const manifestOf = (report: FileReport, source: Readonly<{ sha256: string; programVersion: string; county: string; mapping: string }>): Manifest => ({
  source: { file: report.file, sha256: source.sha256 },
  programVersion: source.programVersion,
  county: source.county,
  mapping: source.mapping,
  tables: report.tables.map(({ kind, rows, digest, asOf, whole }) => ({ kind, rows, digest, asOf, whole })),
  rows: { read: report.rowsRead, beside: report.beside, layout: report.layout, accepted: report.accepted, refused: report.refused, blank: report.blank },
})
