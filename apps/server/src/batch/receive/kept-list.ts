import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RosterKindId } from '@yingjin/intake'
import { endOf, isSealedFolder } from '../../platform/vault/index.ts'
import { formOf, type Manifest, snapshotFolder } from './snapshot-store.ts'

/** A list that was read before and lies sealed, told by its manifest. */
export type KeptList = Readonly<{ roster: RosterKindId; file: string; rows: number; asOf: string | null }>

/** The lists of a snapshot of a county that a run of this program can take; none where it was ended, or is not here. */
export const keptLists = (dataDir: string, county: string, key: string): readonly KeptList[] => {
  const folder = snapshotFolder(dataDir, key)
  if (!isSealedFolder(folder) || endOf(folder) !== null) return []
  const { county: of, source, tables } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
  if (of !== county) return []
  return tables.flatMap(({ kind, rows, asOf, form }) => (form === formOf(kind) ? [{ roster: kind as RosterKindId, file: source.file, rows, asOf }] : []))
}
