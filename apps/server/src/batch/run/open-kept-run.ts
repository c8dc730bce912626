import { mkdtempSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { done, refused, type Result, type Term } from '@yingjin/kernel'
import { privateFolder } from '../../platform/files/index.ts'
import { cannotOpen, openSealedFolder, type SealedFolder, type VaultPlace, type VaultProblem, vaultToOpen } from '../../platform/vault/index.ts'

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

const sealedWorkbook = /^(.+\.xlsx)\.sealed$/

/** The workbooks that lie sealed with a kept run; none with one whose workbooks were written for an operator, or that is no more. */
export const keptWorkbooks = (directory: string): readonly string[] =>
  cannotOpen(directory) === null
    ? readdirSync(directory)
        .flatMap(name => sealedWorkbook.exec(name)?.[1] ?? [])
        .toSorted()
    : []

/** One workbook of a kept run in private scratch: where it lies there. */
export const openKeptWorkbook = async (place: VaultPlace, of: KeptPlace, scratch: string, name: string): Promise<Result<string, VaultProblem>> => {
  const sealed = sealedRun(place, of)
  return sealed.ok ? done(await sealed.value.unseal(name, privateFolder(scratch))) : sealed
}

/**
 * The named tables of a kept run as plain Parquet in a folder of private scratch, which it gives: the one way to read
 * what a run kept. A run whose key was destroyed, or that was never sealed, says so.
 */
export const openKeptRun = async (place: VaultPlace, of: KeptPlace, scratch: string, tables: readonly KeptName[]): Promise<Result<string, VaultProblem>> => {
  const sealed = sealedRun(place, of)
  if (!sealed.ok) return sealed
  const opened = privateFolder(mkdtempSync(join(privateFolder(scratch), 'kept-')))
  for (const table of tables) await sealed.value.unseal(`${table}.parquet`, opened)
  return done(opened)
}

type KeptPlace = Readonly<{ county: string; term: Term; directory: string }>

const sealedRun = (place: VaultPlace, { county, term, directory }: KeptPlace): Result<SealedFolder, VaultProblem> => {
  // Said before any key is asked for: neither needs one.
  const unopenable = cannotOpen(directory)
  if (unopenable !== null) return refused(unopenable)
  const vault = vaultToOpen(place, county)
  return vault.ok ? openSealedFolder(vault.value, directory, runPurpose(county, term, basename(directory))) : vault
}
