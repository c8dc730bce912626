import { randomFillSync } from 'node:crypto'
import { done, type IdentityKind, identityKinds, problem, refused, type Result } from '@yingjin/kernel'
import { type Cipher, type CipherSuite, suiteOfNumber } from './cipher-suite.ts'
import { type DataKey, makeDataKey, openDataKey, rewrapDataKey, type WrappedKey } from './data-key.ts'
import type { Vault } from './master-key.ts'
import type { VaultProblem } from './vault-problem.ts'

/** A column that holds sealed values, `table.column`. */
export type FieldName = `${string}.${string}`

/**
 * Where a sealed value stands. `record` is the key of the row that holds it, given before the row is written and never
 * changed: not the person's, so that persons can be merged and split without sealing anything again.
 */
export type FieldPlace = Readonly<{ field: FieldName; record: string }>

/** What is looked up by keyed digest: the whole value of a kind, a birth date with the last four of the ID number, and a file by its content. */
export const indexKinds = [...identityKinds, 'birth-and-last-four', 'file-content'] as const satisfies readonly (
  | IdentityKind
  | 'birth-and-last-four'
  | 'file-content'
)[]
export type IndexKind = (typeof indexKinds)[number]

/** The keys of a county's fields as they are kept in its database: plain data, each wrapped by the master key. */
export type FieldKey = Readonly<{ purpose: 'field' | 'index'; version: number; key: WrappedKey }>

const purposeOf = ({ purpose, version }: Pick<FieldKey, 'purpose' | 'version'>): string => `${purpose} ${version}`

/** A first key, or the next version of one. */
export const makeFieldKey = (vault: Vault, purpose: FieldKey['purpose'], keys: readonly FieldKey[]): FieldKey => {
  const version = Math.max(0, ...keys.filter(k => k.purpose === purpose).map(k => k.version)) + 1
  if (version > 0xffff) throw new Error('a field key has 65535 versions')
  return { purpose, version, key: makeDataKey(vault, purposeOf({ purpose, version })).wrapped }
}

/** The same keys under the newest master key; no field is touched. */
export const rewrapFieldKeys = (vault: Vault, keys: readonly FieldKey[]): Result<readonly FieldKey[], VaultProblem> => {
  const rewrapped: FieldKey[] = []
  for (const field of keys) {
    const key = rewrapDataKey(vault, purposeOf(field), field.key)
    if (key === null) return refused(unopened(vault))
    rewrapped.push({ ...field, key })
  }
  return done(rewrapped)
}

const unopened = (vault: Vault): VaultProblem => problem('vault/wrong-key', { file: vault.current.file, division: vault.division })

/** Sixteen bytes: by chance two of a billion values fall together once in 10²⁰ counties. */
export const indexBytes = 16
const format = 1
const headerBytes = 4

export type FieldVault = Readonly<{
  division: string
  seal: (place: FieldPlace, plain: string) => Buffer
  /** A whole column at once; what is not known stays so. */
  sealAll: (field: FieldName, records: readonly string[], plain: readonly (string | null)[]) => (Buffer | null)[]
  open: (place: FieldPlace, sealed: Uint8Array) => Result<string, VaultProblem>
  /** By the newest index key, to be written. */
  index: (kind: IndexKind, text: string) => Buffer
  indexAll: (kind: IndexKind, texts: readonly (string | null)[]) => (Buffer | null)[]
  /** By every index key that is held, newest first, to be searched by: while an index is rewritten both stand in it. */
  indexes: (kind: IndexKind, text: string) => readonly Buffer[]
  /** Whole keyed digests of what was ordered, by every field key that is held, newest first: the same order is known again under newer keys. */
  orderDigests: (text: string) => readonly Buffer[]
  /** The version of the key that sealed a value; `null` for what is no sealed value. */
  sealedBy: (sealed: Uint8Array) => number | null
  newest: Readonly<Record<FieldKey['purpose'], number>>
}>

/** Opens the keys of a county's fields. Without a key of each purpose it is our own mistake: they are made with the county. */
export const openFieldVault = (vault: Vault, keys: readonly FieldKey[]): Result<FieldVault, VaultProblem> => {
  const opened: Readonly<Record<FieldKey['purpose'], Map<number, DataKey>>> = { field: new Map(), index: new Map() }
  for (const field of keys) {
    const key = openDataKey(vault, purposeOf(field), field.key)
    if (key === null) return refused(unopened(vault))
    opened[field.purpose].set(field.version, key)
  }
  const [newestField, newestIndex] = [newestOf(opened.field), newestOf(opened.index)]
  const sealers = new Map([...opened.field].map(([version, key]) => [version, new Sealer(vault.division, version, key)]))
  const sealer = sealers.get(newestField)
  if (sealer === undefined) throw new Error('a vault of fields has no key')
  const digests = [...opened.index]
    .toSorted(([a], [b]) => b - a)
    .map(([, { suite, bytes }]) => {
      const derive = suite.digest(bytes)
      return Object.fromEntries(indexKinds.map(kind => [kind, suite.digest(derive(`yingjin index ${kind}`))])) as Record<IndexKind, (text: string) => Buffer>
    })
  const newestDigest = digests[0]
  const orders = [...opened.field].toSorted(([a], [b]) => b - a).map(([, { suite, bytes }]) => suite.digest(suite.digest(bytes)('yingjin order')))
  if (newestDigest === undefined) throw new Error('a vault of fields has no index key')
  const index = (kind: IndexKind, text: string): Buffer => newestDigest[kind](text).subarray(0, indexBytes)
  return done({
    division: vault.division,
    seal: (place, plain) => sealer.seal(place.field, place.record, plain),
    sealAll: (field, records, plain) =>
      plain.map((value, i) => {
        const record = records[i]
        if (record === undefined) throw new Error('every value needs its record')
        return value === null ? null : sealer.seal(field, record, value)
      }),
    open: (place, sealed) => {
      const version = sealedBy(sealed)
      const plain = version === null ? null : (sealers.get(version)?.open(place, sealed) ?? null)
      return plain === null ? refused(problem('vault/field-damaged', place)) : done(plain)
    },
    index,
    indexAll: (kind, texts) => texts.map(text => (text === null ? null : index(kind, text))),
    indexes: (kind, text) => digests.map(digest => digest[kind](text).subarray(0, indexBytes)),
    orderDigests: text => orders.map(digest => digest(text)),
    sealedBy,
    newest: { field: newestField, index: newestIndex },
  })
}

const newestOf = (keys: ReadonlyMap<number, unknown>): number => Math.max(0, ...keys.keys())

const sealedBy = (sealed: Uint8Array): number | null =>
  sealed.length > headerBytes && sealed[0] === format && suiteOfNumber(sealed[1] ?? 0) !== null ? ((sealed[2] ?? 0) << 8) | (sealed[3] ?? 0) : null

/** How many nonces are drawn at once: one call for each took as long as the sealing. */
const noncesAtOnce = 4096

/** One version of a field key at work. A sealed value: format, suite, key version, nonce, ciphertext, tag. */
class Sealer {
  readonly #suite: CipherSuite
  readonly #cipher: Cipher
  readonly #header: Buffer
  readonly #division: string
  readonly #nonces: Buffer
  #at: number

  constructor(division: string, version: number, { suite, bytes }: DataKey) {
    this.#division = division
    this.#suite = suite
    this.#cipher = suite.cipher(bytes)
    this.#header = Buffer.from([format, suite.number, version >> 8, version & 0xff])
    this.#nonces = Buffer.alloc(noncesAtOnce * suite.nonceBytes)
    this.#at = this.#nonces.length
  }

  seal(field: FieldName, record: string, plain: string): Buffer {
    const nonce = this.#nonce()
    return Buffer.concat([this.#header, nonce, this.#cipher.seal(nonce, this.#associated(field, record), Buffer.from(plain))])
  }

  open({ field, record }: FieldPlace, sealed: Uint8Array): string | null {
    if (sealed[1] !== this.#suite.number) return null
    const from = headerBytes + this.#suite.nonceBytes
    return this.#cipher.open(sealed.subarray(headerBytes, from), this.#associated(field, record), sealed.subarray(from))?.toString('utf8') ?? null
  }

  /** What a value is bound to. A zero byte stands in no name and no key, so that nothing can be read two ways. */
  #associated(field: FieldName, record: string): Buffer {
    if (field.includes('\u0000') || record.includes('\u0000')) throw new Error('a place has no zero byte')
    return Buffer.from(`${this.#header.toString('latin1')}yingjin field\u0000${this.#division}\u0000${field}\u0000${record}`)
  }

  #nonce(): Buffer {
    if (this.#at === this.#nonces.length) {
      randomFillSync(this.#nonces)
      this.#at = 0
    }
    this.#at += this.#suite.nonceBytes
    return this.#nonces.subarray(this.#at - this.#suite.nonceBytes, this.#at)
  }
}
