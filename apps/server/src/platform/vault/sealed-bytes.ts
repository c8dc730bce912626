import { randomBytes } from 'node:crypto'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { keyBytes, suiteOfNumber } from './cipher-suite.ts'
import type { FieldPlace, FieldVault } from './field-vault.ts'
import type { VaultProblem } from './vault-problem.ts'

/**
 * Bytes of any length, sealed by a key of their own; the key is a sealed field beside them. So a rotation of the field
 * keys seals the small field again and leaves the large one as it lies, and who destroys the key has destroyed both.
 */
export type SealedBytes = Readonly<{ key: Buffer; sealed: Buffer }>

const format = 1

/** `note` is opened together with the key, before the bytes are. */
export const sealBytes = (fields: FieldVault, place: FieldPlace, plain: Uint8Array, note = ''): SealedBytes => {
  const bytes = randomBytes(keyBytes)
  const key = fields.seal(place, `${bytes.toString('base64')} ${note}`)
  // By the suite of the county, which its newest field key names in what it seals.
  const number = key[1] ?? 0
  const suite = suiteOfNumber(number)
  if (suite === null) throw new Error('a sealed field names no suite')
  const nonce = randomBytes(suite.nonceBytes)
  return { key, sealed: Buffer.concat([Buffer.from([format, number]), nonce, suite.cipher(bytes).seal(nonce, associated(fields, place), plain)]) }
}

/** Opens both. What was altered, moved to another row or sealed by another suite than its key says does not open. */
export const openBytes = (
  fields: FieldVault,
  place: FieldPlace,
  { key, sealed }: SealedBytes,
): Result<Readonly<{ plain: Buffer; note: string }>, VaultProblem> => {
  const opened = fields.open(place, key)
  if (!opened.ok) return opened
  const damaged = refused<VaultProblem>(problem('vault/field-damaged', place))
  const [written = ''] = opened.value.split(' ')
  // The bytes keep the suite they were sealed by when a newer one seals their key.
  const suite = sealed[0] === format ? suiteOfNumber(sealed[1] ?? 0) : null
  if (suite === null) return damaged
  const from = 2 + suite.nonceBytes
  const plain = suite.cipher(Buffer.from(written, 'base64')).open(sealed.subarray(2, from), associated(fields, place), sealed.subarray(from))
  return plain === null ? damaged : done({ plain, note: noteOf(opened.value) })
}

/** The note in what the field beside the bytes says. */
export const noteOf = (field: string): string => field.slice(field.indexOf(' ') + 1)

const associated = (fields: FieldVault, { field, record }: FieldPlace): Buffer =>
  Buffer.from(`yingjin bytes\u0000${fields.division}\u0000${field}\u0000${record}`)
