import { existsSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { AccessProblem, Contract } from '@yingjin/domain/access'
import { listKept, listPacks, showInstallation } from '@yingjin/domain/operate'
import { done, must, parseTerm, type PlainDate, problem, refused, type Term, termOn } from '@yingjin/kernel'
import { CompiledQuery } from 'kysely'
import { questionCase } from '../access/index.ts'
import { keptHere } from '../batch/keep/kept-here.ts'
import { readManifest } from '../platform/postgres/backup/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { type VaultPlace, vaultToOpen } from '../platform/vault/index.ts'
import { programVersion } from '../platform/version.ts'

/** A paper whose rules hold, from the nation down. */
export type PackHere = Readonly<{
  id: string
  title: string
  issuer: string
  number: string | null
  promulgated: string
  from: string
  until: string | null
  division: string
}>

/**
 * What lies outside the database: where data and keys are, and which packs hold for a county in a term. Without a place
 * (nothing is served from one), what lies there is not known.
 */
export type OperateParts = Readonly<{
  place?: VaultPlace
  packsOf?: (division: string, term: Term) => Promise<Readonly<{ digest: string | null; refused: string | null; packs: readonly PackHere[] }>>
}>

const ask = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
  (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows

const one = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<Row> => {
  const [row] = await ask<Row>(tx, text, ...values)
  if (row === undefined) throw new Error(`no row from ${text}`)
  return row
}

/** The program is of the whole county: whoever reads the trail of a part of it only is turned away. */
const notWhole = async (tx: Tx, division: string, { title }: Contract): Promise<AccessProblem | null> => {
  const { whole } = await one<{ whole: boolean }>(tx, `select $1 = any (access.divisions('trail', 'rows')) as whole`, division)
  return whole ? null : problem('access/beyond-reach', { title })
}

const trailOf = async (tx: Tx, division: string) => {
  const row = await one<{ entries: number; seals: number; sealed_at: string | null; waiting: number; since: string | null }>(
    tx,
    `select (select count(*) from audit.entry where division = $1)::int as entries, (select count(*) from audit.seal where division = $1)::int as seals,
       (select max(sealed_at) from audit.seal where division = $1) as sealed_at, count(e.entry_id)::int as waiting, min(e.recorded_at) as since
     from audit.entry e where e.division = $1 and e.tid >= coalesce((select max(s.below_tid) from audit.seal s where s.division = $1 and s.cluster = e.cluster), 0)`,
    division,
  )
  return { entries: row.entries, seals: row.seals, sealedAt: row.sealed_at, waiting: row.waiting, waitingSince: row.since }
}

const jobsOf = async (tx: Tx, division: string) => {
  const row = await one<{ seen: boolean; waiting: number; running: number; not_done: number; oldest: string | null }>(
    tx,
    `select $1 = any (access.divisions('access', 'rows')) as seen, (count(*) filter (where status = 'queued'))::int as waiting,
       (count(*) filter (where status = 'running'))::int as running, (count(*) filter (where status in ('refused', 'failed')))::int as not_done,
       min(queued_at) filter (where status = 'queued') as oldest
     from jobs.job where division = $1`,
    division,
  )
  return row.seen ? { waiting: row.waiting, running: row.running, notDone: row.not_done, oldestWaiting: row.oldest } : null
}

const keysOf = async (tx: Tx, division: string, place: VaultPlace | undefined) => {
  const rows = await ask<{ purpose: 'field' | 'index'; version: number; suite: string; master: number; made_at: string; ended_at: string | null }>(
    tx,
    `select purpose, version, suite, master, made_at, ended_at from infrastructure.field_key where division = $1 order by purpose, version desc`,
    division,
  )
  const vault = place === undefined ? null : vaultToOpen(place, division)
  return {
    master: vault?.ok === true ? { version: vault.value.current.version, fingerprint: vault.value.current.fingerprint.slice(0, 16) } : null,
    fields: rows.map(row => ({
      purpose: row.purpose,
      version: row.version,
      suite: row.suite,
      master: row.master,
      madeAt: row.made_at,
      endedAt: row.ended_at,
    })),
  }
}

const diskOf = (place: VaultPlace | undefined) => {
  if (place === undefined || !existsSync(place.dataDir)) return null
  const { bavail, blocks, bsize } = statfsSync(place.dataDir, { bigint: true })
  return { freeBytes: String(bavail * bsize), ofBytes: String(blocks * bsize) }
}

const backupsIn = (place: VaultPlace | undefined, division: string) => {
  const folder = place === undefined ? null : join(place.dataDir, 'backups')
  if (folder === null || !existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => name.startsWith(`${division}-`))
    .flatMap(name => {
      const manifest = readManifest(join(folder, name))
      if (!manifest.ok) return []
      const { asOf, tables } = manifest.value
      return [{ folder: name, asOf, tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0) }]
    })
    .toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))
}

/** How the program is, which rules hold, and what is kept: for whoever reads the whole trail of the county. */
export const operateCases = ({ place, packsOf }: OperateParts) => ({
  showInstallation: questionCase(showInstallation, async (_, { tx, actor: { division }, today }) => {
    const narrow = await notWhole(tx, division, showInstallation)
    if (narrow !== null) return refused<AccessProblem>(narrow)
    const database = await one<{ version: string; step: string | null; bytes: bigint }>(
      tx,
      `select current_setting('server_version') as version, (select name from infrastructure.migration order by number desc limit 1) as step,
         pg_database_size(current_database()) as bytes`,
    )
    return done({
      program: { version: programVersion, node: process.version, system: `${process.platform} ${process.arch}` },
      database: { version: database.version, step: database.step, bytes: String(database.bytes), today },
      disk: diskOf(place),
      trail: await trailOf(tx, division),
      jobs: await jobsOf(tx, division),
      keys: await keysOf(tx, division, place),
    })
  }),
  listPacks: questionCase(listPacks, async ({ term: asked }, { tx, actor: { division }, today }) => {
    const narrow = await notWhole(tx, division, listPacks)
    if (narrow !== null) return refused<AccessProblem>(narrow)
    const of = asked === undefined ? termOn(today as PlainDate) : must(parseTerm(asked))
    const found = packsOf === undefined ? { digest: null, refused: null, packs: [] } : await packsOf(division, of)
    return done({ term: of, digest: found.digest, refused: found.refused, packs: found.packs.map(pack => ({ ...pack })) })
  }),
  listKept: questionCase(listKept, async (_, { tx, actor: { division } }) => {
    const narrow = await notWhole(tx, division, listKept)
    if (narrow !== null) return refused<AccessProblem>(narrow)
    const kept = place === undefined ? { runs: [], snapshots: [], unsealed: [] } : keptHere(place.dataDir, division)
    return done({
      runs: kept.runs.map(({ id, term, restsOn, ended }) => ({ run: id, term, restsOn: restsOn.length, endedOn: ended?.on ?? null })),
      snapshots: kept.snapshots.map(({ id, file, kinds, rows, ended }) => ({ id, file, kinds: [...kinds], rows, endedOn: ended?.on ?? null })),
      backups: backupsIn(place, division),
      unsealed: kept.unsealed.length,
    })
  }),
})
