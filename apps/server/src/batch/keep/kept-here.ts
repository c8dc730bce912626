import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { divisionOfSealed, type Ended, endOf, isSealedFolder } from '../../platform/vault/index.ts'
import { officeFolder, type OfficeManifest } from '../office/office-store.ts'
import type { RunRecord } from '../run/kept-run.ts'

/** A snapshot as it lies in the data directory; what it holds is told by its manifest, which names nobody. */
export type SnapshotHere = Readonly<{ id: string; path: string; county: string; file: string; kinds: readonly string[]; rows: number; ended: Ended | null }>
export type RunHere = Readonly<{ id: string; path: string; county: string; term: string; restsOn: readonly string[]; ended: Ended | null }>

export type KeptHere = Readonly<{
  snapshots: readonly SnapshotHere[]
  runs: readonly RunHere[]
  /** Folders that an earlier program left unsealed. */
  unsealed: readonly string[]
}>

const foldersIn = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(entry => entry.name)
        .toSorted()
    : []

type ManifestHere = Readonly<{ source: Readonly<{ file: string }>; county: string; tables: readonly Readonly<{ kind: string; rows: number }>[] }>

const readJson = <T>(path: string): T | null => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch {
    return null
  }
}

const snapshotHere = (path: string, id: string): SnapshotHere => {
  const manifest = readJson<ManifestHere>(join(path, 'manifest.json'))
  return {
    id,
    path,
    county: divisionOfSealed(path) ?? manifest?.county ?? '',
    file: manifest?.source.file ?? '',
    kinds: manifest?.tables.map(t => t.kind) ?? [],
    rows: manifest?.tables.reduce((sum, t) => sum + t.rows, 0) ?? 0,
    ended: endOf(path),
  }
}

/** A snapshot of the office, among the others: it is ended and put under newer keys as they are. */
const officeHere = (path: string, id: string): SnapshotHere => {
  const manifest = readJson<OfficeManifest>(join(path, 'manifest.json'))
  return {
    id,
    path,
    county: divisionOfSealed(path) ?? manifest?.county ?? '',
    file: `截至第 ${manifest?.act ?? '？'} 次办理`,
    kinds: ['办公库快照'],
    rows: manifest?.persons ?? 0,
    ended: endOf(path),
  }
}

/** Everything a data directory keeps of one county, or of all of them, sealed or ended or of a program that did not seal. */
export const keptHere = (dataDir: string, county: string | null = null): KeptHere => {
  const unsealed: string[] = []
  const sealedOf = (path: string): boolean => {
    if (!isSealedFolder(path)) unsealed.push(path)
    return isSealedFolder(path)
  }
  const lyingIn = (folder: string, told: typeof snapshotHere): readonly SnapshotHere[] =>
    foldersIn(folder).flatMap(id => {
      const here = told(join(folder, id), id)
      return (county === null || here.county === county) && sealedOf(here.path) ? [here] : []
    })
  const snapshots = [...lyingIn(join(dataDir, 'snapshots'), snapshotHere), ...lyingIn(officeFolder(dataDir), officeHere)]
  const runs = foldersIn(join(dataDir, 'runs')).flatMap(of =>
    county !== null && of !== county
      ? []
      : foldersIn(join(dataDir, 'runs', of)).flatMap(term =>
          foldersIn(join(dataDir, 'runs', of, term)).flatMap((id): readonly RunHere[] => {
            const path = join(dataDir, 'runs', of, term, id)
            if (!sealedOf(path)) return []
            const record = readJson<Partial<RunRecord>>(join(path, 'run.json'))
            const restsOn = [...(record?.restsOn ?? []), ...(record?.office ? [record.office.id] : [])]
            return [{ id, path, county: of, term, restsOn, ended: endOf(path) }]
          }),
        ),
  )
  return { snapshots, runs, unsealed }
}
