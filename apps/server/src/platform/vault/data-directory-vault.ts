import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { problem, refused, type Result } from '@yingjin/kernel'
import { privateFolder, replaceText } from '../files/index.ts'
import { type KeyMark, keysApart, makeNextKey, openVault, readVault, type Vault } from './master-key.ts'
import type { VaultProblem } from './vault-problem.ts'

/** A data directory, and the configuration folder that has its keys. */
export type VaultPlace = Readonly<{ dataDir: string; config: string }>

const markFile = (dataDir: string, division: string): string => join(dataDir, 'marks', `${division}.json`)

const markIn = (dataDir: string, division: string): Result<KeyMark | null, VaultProblem> => {
  const file = markFile(dataDir, division)
  if (!existsSync(file)) return { ok: true, value: null }
  try {
    const { version, fingerprint } = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeyMark>
    if (typeof version === 'number' && typeof fingerprint === 'string') return { ok: true, value: { version, fingerprint } }
  } catch {
    // Said below.
  }
  return refused(problem('vault/data-key-damaged', { file }))
}

/** The data remember the newest key of their county from here on. */
export const leaveMark = async (dataDir: string, { division, mark }: Vault): Promise<void> => {
  privateFolder(join(privateFolder(dataDir), 'marks'))
  await replaceText(markFile(dataDir, division), `${JSON.stringify(mark)}\n`)
}

/** The vault of a county for work that seals: makes the first key where there is none and nothing was sealed, and leaves its mark. */
export const vaultToSeal = async ({ dataDir, config }: VaultPlace, division: string): Promise<Result<Vault, VaultProblem>> => {
  const apart = keysApart(config, dataDir)
  if (!apart.ok) return apart
  const mark = markIn(dataDir, division)
  if (!mark.ok) return mark
  const vault = openVault(config, division, mark.value)
  if (vault.ok && (mark.value?.version !== vault.value.mark.version || mark.value.fingerprint !== vault.value.mark.fingerprint))
    await leaveMark(dataDir, vault.value)
  return vault
}

/** The same for work that only opens: makes nothing. */
export const vaultToOpen = ({ dataDir, config }: VaultPlace, division: string): Result<Vault, VaultProblem> => {
  const mark = markIn(dataDir, division)
  return mark.ok ? readVault(config, division, mark.value) : mark
}

/** A new master key for a county; the mark follows when all that is sealed is wrapped anew. */
export const nextVault = ({ dataDir, config }: VaultPlace, division: string): Result<Vault, VaultProblem> => {
  const vault = vaultToOpen({ dataDir, config }, division)
  return vault.ok ? makeNextKey(vault.value) : vault
}
