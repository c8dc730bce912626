import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { replaceText } from '../../files/index.ts'
import type { Applied } from '../migrate.ts'
import type { BackupProblem } from './backup-problem.ts'

/** One table: its rows as text in the order of their key, compressed; the digest is of the text. */
export type KeptTable = Readonly<{ name: string; columns: readonly string[]; file: string; rows: number; digest: string }>
export type KeptSequence = Readonly<{ name: string; last: string; called: boolean }>

export type Manifest = Readonly<{
  format: 'yingjin-backup-1'
  program: string
  /** The moment whose state the backup is, by the server's clock. */
  asOf: string
  major: number
  migrations: readonly Applied[]
  tables: readonly KeptTable[]
  sequences: readonly KeptSequence[]
}>

const fileOf = (folder: string): string => join(folder, 'manifest.json')
const digestOf = (manifest: Manifest): string => createHash('sha256').update(JSON.stringify(manifest)).digest('hex')

export const writeManifest = (folder: string, manifest: Manifest): Promise<void> =>
  replaceText(fileOf(folder), `${JSON.stringify({ manifest, digest: digestOf(manifest) }, null, 2)}\n`)

export const readManifest = (folder: string): Result<Manifest, BackupProblem> => {
  let text: string
  try {
    text = readFileSync(fileOf(folder), 'utf8')
  } catch {
    return refused(problem('backup/no-backup', { folder }))
  }
  try {
    const { manifest, digest } = JSON.parse(text) as { manifest: Manifest; digest: string }
    if (manifest.format === 'yingjin-backup-1') {
      return digest === digestOf(manifest) ? done(manifest) : refused(problem('backup/damaged', { file: 'manifest.json', what: 'changed' }))
    }
  } catch {
    // Not what we wrote.
  }
  return refused(problem('backup/damaged', { file: 'manifest.json', what: 'unreadable' }))
}
