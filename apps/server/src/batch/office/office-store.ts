import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { type OfficeTable, officeTables } from '@yingjin/determination'
import { done, type Problem, problem, refused, type Result, type WordingFor } from '@yingjin/kernel'
import { quoteText, type Schema, type SqlType } from '@yingjin/sql'
import { type DuckDb, openDuckDb } from '../../platform/duckdb/index.ts'
import { inside, privateFolder, removeAbandoned, withPassingFolder, withPrivateScratch } from '../../platform/files/index.ts'
import { endOf, isSealedFolder, makeSealedFolder, openSealedFolder, type SealedFolder, type Vault, type VaultProblem } from '../../platform/vault/index.ts'

/** What a snapshot of the office is told by without opening it: counts and digests, neither names nor numbers of people. */
export type OfficeManifest = Readonly<{
  /** Its number: the beginning of its digest. */
  id: string
  county: string
  programVersion: string
  /** The day on which its facts are true, and the act up to which they are known. */
  on: string
  act: string
  persons: number
  tables: readonly Readonly<{ table: OfficeTable; rows: number; digest: string }>[]
  /** Over the digests of the tables, which are over their sorted plaintext rows. */
  digest: string
}>

export type OfficeProblem = Problem<'office/not-here', { id: string; county: string }> | Problem<'office/ended', { id: string; on: string }>
export const officeWording: WordingFor<OfficeProblem> = {
  'office/not-here': p => `数据目录里没有 ${p.county} 编号为“${p.id}”的办公库快照。请先用 yingjin office-snapshot 导出，或核对编号。`,
  'office/ended': p => `办公库快照 ${p.id} 的密钥已于 ${p.on} 销毁，不能再打开。请重新导出一份。`,
}

const making = '.making-'
const manifestName = 'manifest.json'
const parquetOf = (table: OfficeTable): string => `${table}.parquet`
/** The office's snapshots of all counties; each is sealed under its county's key. */
export const officeFolder = (dataDir: string): string => join(dataDir, 'office')
export const officePurpose = (id: string): string => `office ${id}`

/** The snapshots of a county that can be opened, the newest by its act last. */
export const officeSnapshots = (dataDir: string, county: string): readonly OfficeManifest[] => {
  const folder = officeFolder(dataDir)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(id => !id.startsWith('.') && isSealedFolder(join(folder, id)) && endOf(join(folder, id)) === null)
    .map(id => JSON.parse(readFileSync(join(folder, id, manifestName), 'utf8')) as OfficeManifest)
    .filter(manifest => manifest.county === county)
    .toSorted((a, b) =>
      BigInt(a.act) === BigInt(b.act) ? (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1) : BigInt(a.act) < BigInt(b.act) ? -1 : 1,
    )
}

/** The snapshot of a county by as much of its number as no other shares. */
export const findOfficeSnapshot = (dataDir: string, county: string, id: string): Result<OfficeManifest, OfficeProblem> => {
  const path = join(officeFolder(dataDir), basename(id))
  const ended = isSealedFolder(path) ? endOf(path) : null
  if (ended !== null) return refused(problem('office/ended', { id, on: ended.on }))
  const [found, ...others] = officeSnapshots(dataDir, county).filter(manifest => manifest.id.startsWith(id))
  return found === undefined || others.length > 0 ? refused(problem('office/not-here', { id, county })) : done(found)
}

/** The tables of a snapshot, opened as plain Parquet below `scratch`; a table that it does not have has no path. */
export const openOfficeSnapshot = async (
  dataDir: string,
  vault: Vault,
  manifest: OfficeManifest,
  scratch: string,
): Promise<Result<ReadonlyMap<OfficeTable, string>, VaultProblem>> => {
  const sealed = openSealedFolder(vault, inside(officeFolder(dataDir), manifest.id), officePurpose(manifest.id))
  if (!sealed.ok) return sealed
  const into = privateFolder(join(scratch, `office-${manifest.id}`))
  const paths = new Map<OfficeTable, string>()
  for (const { table } of manifest.tables) paths.set(table, await sealed.value.unseal(parquetOf(table), into))
  return done(paths)
}

/** Takes the rows of one table and gives the digest of what it took. */
export type OfficeRows = (table: OfficeTable, rows: AsyncIterable<Buffer>) => Promise<string>

/**
 * Keeps one snapshot, whole or not at all. `fill` brings the tables; what it gives back, refused or done, is given back
 * with the manifest of what was kept. Plaintext lies in private scratch, one table at a time, and is gone when it is sealed.
 */
export const keepOfficeSnapshot = async <P extends Problem>(
  { dataDir, vault, programVersion }: Readonly<{ dataDir: string; vault: Vault; programVersion: string }>,
  fill: (take: OfficeRows) => Promise<Result<Readonly<{ on: string; act: string }>, P>>,
): Promise<Result<OfficeManifest, P>> => {
  const folder = privateFolder(officeFolder(privateFolder(dataDir)))
  removeAbandoned(folder, making)
  return withPrivateScratch(async scratch => {
    const db = await openDuckDb({ spill: join(scratch, 'spill') })
    try {
      const tables = new Tables(db, scratch)
      const filled = await fill((table, rows) => tables.take(table, rows))
      if (!filled.ok) return filled
      const kept = await tables.all()
      const digest = createHash('sha256')
        .update(JSON.stringify([vault.division, kept.map(({ table, digest: of }) => [table, of])]))
        .digest('hex')
      const manifest: OfficeManifest = {
        id: digest.slice(0, 16),
        county: vault.division,
        programVersion,
        ...filled.value,
        persons: kept.find(({ table }) => table === 'persons')?.rows ?? 0,
        tables: kept.map(({ table, rows, digest: of }) => ({ table, rows, digest: of })),
        digest,
      }
      await withPassingFolder(folder, making, async made => {
        const sealed: SealedFolder = makeSealedFolder(vault, made, officePurpose(manifest.id))
        for (const { table, path } of kept) {
          await sealed.seal(parquetOf(table), path)
          rmSync(path)
        }
        writeFileSync(join(made, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
        rmSync(inside(folder, manifest.id), { recursive: true, force: true })
        renameSync(made, inside(folder, manifest.id))
      })
      return done(manifest)
    } finally {
      db.close()
    }
  })
}

type KeptTable = Readonly<{ table: OfficeTable; rows: number; digest: string; path: string }>

/** Tables on their way: one is turned into Parquet while the next one comes. */
class Tables {
  readonly #db: DuckDb
  readonly #scratch: string
  #turned: Promise<KeptTable[]> = Promise.resolve([])
  constructor(db: DuckDb, scratch: string) {
    this.#db = db
    this.#scratch = scratch
  }

  async take(table: OfficeTable, rows: AsyncIterable<Buffer>): Promise<string> {
    const csv = join(this.#scratch, `${table}.csv`)
    const hash = createHash('sha256')
    const file = createWriteStream(csv, { mode: 0o600, flags: 'wx' })
    for await (const part of rows) {
      hash.update(part)
      if (!file.write(part)) await once(file, 'drain')
    }
    file.end()
    await finished(file)
    const digest = hash.digest('hex')
    this.#turned = this.#turned.then(async before => [...before, await this.#turn(table, csv, digest)])
    // It is waited for in `all`; until then nobody else may take it for unheard.
    this.#turned.catch(() => undefined)
    return digest
  }

  async all(): Promise<readonly KeptTable[]> {
    return (await this.#turned).toSorted((a, b) => (a.table < b.table ? -1 : 1))
  }

  async #turn(table: OfficeTable, csv: string, digest: string): Promise<KeptTable> {
    const path = join(this.#scratch, parquetOf(table))
    await this.#db.execute(`COPY (FROM ${csvOf(csv, officeTables[table])}) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd)`)
    rmSync(csv)
    const [counted] = await this.#db.rows<{ n: number }>(`SELECT count(*) AS n FROM read_parquet(${quoteText(path)})`)
    return { table, rows: counted?.n ?? 0, digest, path }
  }
}

const typeNames: Readonly<Record<SqlType, string>> = { text: 'VARCHAR', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' }

/** A file of CSV as DuckDB reads it, of these columns and no others. */
export const csvOf = (path: string, schema: Schema): string =>
  `read_csv(${quoteText(path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '', max_line_size = 16777216, parallel = false, columns = {${Object.entries(
    schema,
  )
    .map(([name, type]) => `${quoteText(name)}: ${quoteText(typeNames[type])}`)
    .join(', ')}})`
