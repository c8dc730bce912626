import { mkdtempSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { done, refused, type Result, type Term } from '@yingjin/kernel'
import { privateFolder } from '../../platform/files/index.ts'
import { cannotOpen, openSealedFolder, type VaultPlace, type VaultProblem, vaultToOpen } from '../../platform/vault/index.ts'

/** What a kept run is sealed as: moved to another county, term or run it does not open. */
export const runPurpose = (county: string, term: Term, run: string): string => `run ${county} ${term} ${run}`

/** The tables a run keeps for later, and the results it wrote. */
export type KeptName =
  | 'facts'
  | 'cards'
  | 'evidence'
  | 'places'
  | 'persons'
  | 'decisions'
  | 'entitlement'
  | 'leads'
  | 'line-text'
  | 'reason-text'
  | 'missing'
  | 'doubts'
  | `result-${string}`

const sealedTable = /^(.+)\.parquet\.sealed$/

/** The tables that a kept run holds; null where its folder holds no sealed run. */
export const keptNames = (directory: string): readonly string[] | null =>
  cannotOpen(directory) === null ? readdirSync(directory).flatMap(name => sealedTable.exec(name)?.[1] ?? []) : null

/**
 * The named tables of a kept run as plain Parquet in a folder of private scratch, which it gives: the one way to read
 * what a run kept. A run whose key was destroyed, or that was never sealed, says so.
 */
export const openKeptRun = async (
  place: VaultPlace,
  { county, term, directory }: Readonly<{ county: string; term: Term; directory: string }>,
  scratch: string,
  tables: readonly KeptName[],
): Promise<Result<string, VaultProblem>> => {
  // Said before any key is asked for: neither needs one.
  const unopenable = cannotOpen(directory)
  if (unopenable !== null) return refused(unopenable)
  const vault = vaultToOpen(place, county)
  if (!vault.ok) return vault
  const sealed = openSealedFolder(vault.value, directory, runPurpose(county, term, basename(directory)))
  if (!sealed.ok) return sealed
  const opened = privateFolder(mkdtempSync(join(privateFolder(scratch), 'kept-')))
  for (const table of tables) await sealed.value.unseal(`${table}.parquet`, opened)
  return done(opened)
}
