import { randomBytes } from 'node:crypto'
import { type Cipher, type CipherSuite, keyBytes, type SuiteName, suites } from './cipher-suite.ts'
import type { Vault } from './master-key.ts'

/**
 * A key that seals data, itself sealed by the county's master key. Plain data, to be kept in a file or a table;
 * whoever loses or destroys it has lost what it sealed.
 */
export type WrappedKey = Readonly<{ suite: SuiteName; master: number; wrapped: string }>

/** An opened data key: bytes of its own that never leave memory, and the suite it works by. */
export type DataKey = Readonly<{ suite: CipherSuite; bytes: Uint8Array }>

/** What a wrapped key is for is bound to it: moved to another folder, table or county it does not open. */
const associatedWith = (vault: Vault, purpose: string): Buffer => Buffer.from(`yingjin data key\u0000${vault.division}\u0000${purpose}`)

export const makeDataKey = (vault: Vault, purpose: string): Readonly<{ key: DataKey; wrapped: WrappedKey }> => {
  const { suite } = vault.current
  const bytes = randomBytes(keyBytes)
  return { key: { suite: suites[suite], bytes }, wrapped: wrap(vault, purpose, suite, bytes) }
}

/** `null` when it was altered, belongs elsewhere, or its master key is not among those opened. */
export const openDataKey = (vault: Vault, purpose: string, { suite, master, wrapped }: WrappedKey): DataKey | null => {
  const by = vault.masters.get(master)
  if (by === undefined) return null
  const nonceBytes = suites[by.suite].nonceBytes
  const sealed = Buffer.from(wrapped, 'base64')
  const bytes = by.cipher.open(sealed.subarray(0, nonceBytes), associatedWith(vault, `${purpose}\u0000${suite}`), sealed.subarray(nonceBytes))
  return bytes === null || bytes.length !== keyBytes ? null : { suite: suites[suite], bytes }
}

/** The same data key under the newest master key; what it sealed is not touched. */
export const rewrapDataKey = (vault: Vault, purpose: string, wrapped: WrappedKey): WrappedKey | null => {
  if (wrapped.master === vault.current.version) return wrapped
  const key = openDataKey(vault, purpose, wrapped)
  return key === null ? null : wrap(vault, purpose, wrapped.suite, key.bytes)
}

const wrap = (vault: Vault, purpose: string, suite: SuiteName, bytes: Uint8Array): WrappedKey => {
  const by: Readonly<{ cipher: Cipher; suite: SuiteName; version: number }> = vault.current
  const nonce = randomBytes(suites[by.suite].nonceBytes)
  return {
    suite,
    master: by.version,
    wrapped: Buffer.concat([nonce, by.cipher.seal(nonce, associatedWith(vault, `${purpose}\u0000${suite}`), bytes)]).toString('base64'),
  }
}
