import { done, type Result } from '@yingjin/kernel'
import { leaveMark, nextVault, rewrapSealedFolder, type Vault, type VaultPlace, type VaultProblem, vaultToOpen } from '../../platform/vault/index.ts'
import { keptHere } from './kept-here.ts'

/** `continued`: an earlier rotation had been cut off and was brought to its end; no newer key was made. */
export type KeysRotated = Readonly<{ version: number; rewrapped: number; continued: boolean }>

/** Wraps anew what else is under a county's master key, as its records are: gives how much. */
export type WrapsAnew = (vault: Vault) => Promise<Result<number, VaultProblem>>

/**
 * A new master key for a county, and the data keys of all its snapshots and runs under it, with whatever `others` keep;
 * what they seal is not touched. At any moment everything opens: the earlier keys stay, and each wrapped key names the one
 * that wraps it.
 */
export const rotateKeys = async (place: VaultPlace, county: string, others: WrapsAnew = async () => done(0)): Promise<Result<KeysRotated, VaultProblem>> => {
  const before = vaultToOpen(place, county)
  if (!before.ok) return before
  const leftOver = await rewrapAll(place, before.value, others)
  if (!leftOver.ok) return leftOver
  if (leftOver.value > 0) return done({ version: before.value.current.version, rewrapped: leftOver.value, continued: true })
  const next = nextVault(place, county)
  if (!next.ok) return next
  const rewrapped = await rewrapAll(place, next.value, others)
  return rewrapped.ok ? done({ version: next.value.current.version, rewrapped: rewrapped.value, continued: false }) : rewrapped
}

const rewrapAll = async ({ dataDir }: VaultPlace, vault: Vault, others: WrapsAnew): Promise<Result<number, VaultProblem>> => {
  const here = keptHere(dataDir, vault.division)
  const elsewhere = await others(vault)
  if (!elsewhere.ok) return elsewhere
  let count = elsewhere.value
  for (const { path } of [...here.snapshots, ...here.runs]) {
    const rewrapped = await rewrapSealedFolder(vault, path)
    if (!rewrapped.ok) return rewrapped
    if (rewrapped.value) count += 1
  }
  await leaveMark(dataDir, vault)
  return done(count)
}
