import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { personKeySchema } from '@yingjin/comparison'
import { type RosterKind, rosterKinds, snapshotSchema } from '@yingjin/intake'
import { maskId } from '@yingjin/kernel'
import { quoteName, quoteText, type Schema, type SqlType } from '@yingjin/sql'
import type { DuckDb } from '../../platform/duckdb/index.ts'
import { inside, privateFolder, removeAbandoned, withPassingFolder } from '../../platform/files/index.ts'
import { endOf, isSealedFolder, makeSealedFolder, openSealedFolder, type SealedFolder, type Vault, VaultRefusal } from '../../platform/vault/index.ts'
import { isAboutPersons, refusedName } from './read-roster-file.ts'
import type { FileReport, SnapshotTable } from './received.ts'

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

/** What a list of a kind looks like as this program reads it: one of another form is not taken for it. */
export const formOf = (kind: string): string | null => {
  const known = (rosterKinds as Readonly<Record<string, RosterKind | undefined>>)[kind]
  return known === undefined ? null : digestOf(schemaOf(known)).slice(0, 16)
}

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
export type Manifest = Readonly<{
  source: Readonly<{ file: string; sha256: string }>
  programVersion: string
  county: string
  mapping: string
  tables: readonly Readonly<{ kind: string; rows: number; digest: string; asOf: string | null; whole: boolean; form: string | null }>[]
  rows: Readonly<{ read: number; beside: number; layout: number; accepted: number; refused: number; blank: number }>
}>

/** Under this name a snapshot lies until it is whole. */
const making = '.making-'

export const snapshotFolder = (dataDir: string, key: string): string => inside(join(dataDir, 'snapshots'), key)
export const snapshotPurpose = (key: string): string => `snapshot ${key}`

const reportName = 'report.json'
const tableName = (kind: string): string => `${kind}.parquet`

/** The snapshots of a county, sealed: what is plain of them lies in private scratch and nowhere else. */
export class SnapshotStore {
  readonly #folder: string
  readonly #vault: Vault
  constructor(dataDir: string, vault: Vault) {
    this.#folder = privateFolder(join(privateFolder(dataDir), 'snapshots'))
    this.#vault = vault
    removeAbandoned(this.#folder, making)
  }

  /**
   * The report of a file that was read before under the same key. One that was ended, or that an earlier program left
   * unsealed, is as if it had not been: the file lies here and is read again.
   */
  async find(key: string): Promise<FileReport | null> {
    const folder = inside(this.#folder, key)
    if (!isSealedFolder(folder) || endOf(folder) !== null) return null
    return { ...(JSON.parse(await this.#open(key).text(reportName)) as FileReport), snapshot: key }
  }

  /** Keeps what one file gave, whole or not at all: made beside, then renamed. `write` leaves a kind’s rows as Parquet in scratch. */
  async keep(
    key: string,
    report: FileReport,
    source: Readonly<{ sha256: string; programVersion: string; county: string; mapping: string; out: string; refused: boolean }>,
    write: (kind: string, path: string) => Promise<void>,
  ): Promise<FileReport> {
    const folder = inside(this.#folder, key)
    await withPassingFolder(this.#folder, making, async made => {
      const sealed = makeSealedFolder(this.#vault, made, snapshotPurpose(key))
      for (const { kind } of report.tables) {
        const plain = join(source.out, tableName(kind))
        await write(kind, plain)
        await sealed.seal(tableName(kind), plain)
        rmSync(plain)
      }
      if (source.refused) await sealed.seal(refusedName, join(source.out, refusedName))
      writeFileSync(join(made, 'manifest.json'), `${JSON.stringify(manifestOf(report, source), null, 2)}\n`, { mode: 0o600 })
      await sealed.sealText(reportName, JSON.stringify(report))
      rmSync(folder, { recursive: true, force: true })
      renameSync(made, folder)
    })
    return { ...report, snapshot: key }
  }

  /** SHA-256 of the file that a snapshot was read from. */
  digestOfSource(key: string): string {
    return (JSON.parse(readFileSync(join(inside(this.#folder, key), 'manifest.json'), 'utf8')) as Manifest).source.sha256
  }

  /** The same report with its rows and refusals opened below `scratch`, and the paths they have there. */
  async opened(report: FileReport, scratch: string): Promise<FileReport> {
    if (report.snapshot === null || (report.tables.length === 0 && report.refusedPath === null)) return report
    const sealed = this.#open(report.snapshot)
    const into = privateFolder(join(scratch, report.snapshot))
    const tables: SnapshotTable[] = []
    for (const table of report.tables) tables.push({ ...table, path: await sealed.unseal(tableName(table.kind), into) })
    return { ...report, tables, refusedPath: report.refusedPath === null ? null : await sealed.unseal(refusedName, into) }
  }

  #open(key: string): SealedFolder {
    const sealed = openSealedFolder(this.#vault, inside(this.#folder, key), snapshotPurpose(key))
    if (!sealed.ok) throw new VaultRefusal(sealed.problem)
    return sealed.value
  }
}

/** A sender may have put somebody's number into the name of a file; what is not sealed shows it masked. */
export const nameWithoutNumbers = (name: string): string => name.replaceAll(/\d{9,}[\dXx]?/gu, maskId)

const manifestOf = (report: FileReport, source: Readonly<{ sha256: string; programVersion: string; county: string; mapping: string }>): Manifest => ({
  source: { file: nameWithoutNumbers(report.file), sha256: source.sha256 },
  programVersion: source.programVersion,
  county: source.county,
  mapping: source.mapping,
  tables: report.tables.map(({ kind, rows, digest, asOf, whole }) => ({ kind, rows, digest, asOf, whole, form: formOf(kind) })),
  rows: { read: report.rowsRead, beside: report.beside, layout: report.layout, accepted: report.accepted, refused: report.refused, blank: report.blank },
})
