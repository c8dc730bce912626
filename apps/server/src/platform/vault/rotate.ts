import type { FieldPlace, FieldVault, IndexKind } from './field-vault.ts'
import { VaultRefusal } from './vault-problem.ts'

/** A digest that a value is found by, and the column it stands in. */
export type SealedIndex = Readonly<{ column: string; kind: IndexKind; value: Uint8Array }>

/** A sealed value where it stands, with the digests it is found by. */
export type SealedValue = FieldPlace & Readonly<{ sealed: Uint8Array; indexes: readonly SealedIndex[] }>

/** `was` is what a store writes over only if it still stands there: a value changed meanwhile is sealed by the newest key already. */
export type Resealed = SealedValue & Readonly<{ was: Uint8Array }>

/**
 * Any store of sealed values, in pages of a fixed order. `after` is where a page ends; a store keeps it in the
 * transaction that writes the page, and the next rotation goes on from there.
 */
export type SealedStore<Place> = Readonly<{
  pages: (from: Place | null) => AsyncIterable<Readonly<{ values: readonly SealedValue[]; after: Place }>>
  write: (rewritten: readonly Resealed[], after: Place) => Promise<void>
  /** What an index of this kind is made of: the number itself, or its birth date and last four. */
  textFor: (kind: IndexKind, plain: string) => string | null
}>

export type Rotated = Readonly<{ read: number; rewritten: number }>

/**
 * Seals every value by the newest key and rewrites its indexes by the newest index key. What is so already is left
 * alone, so that a rotation that was cut off may also begin anew. A value that does not open stops it: nothing is
 * written over what nobody could read.
 */
export const rotate = async <Place>(
  vault: FieldVault,
  store: SealedStore<Place>,
  from: Place | null,
  onPage: (so: Rotated) => void = () => {},
): Promise<Rotated> => {
  let [read, rewritten] = [0, 0]
  for await (const { values, after } of store.pages(from)) {
    const page = values.flatMap(value => anew(vault, store, value) ?? [])
    await store.write(page, after)
    read += values.length
    rewritten += page.length
    onPage({ read, rewritten })
  }
  return { read, rewritten }
}

const anew = <Place>(vault: FieldVault, store: SealedStore<Place>, value: SealedValue): Resealed | null => {
  const opened = vault.open(value, value.sealed)
  if (!opened.ok) throw new VaultRefusal(opened.problem)
  const indexes = value.indexes.map(({ column, kind, value: stands }) => {
    const text = store.textFor(kind, opened.value)
    return { column, kind, value: text === null ? stands : vault.index(kind, text) }
  })
  const same = indexes.every(({ value: now }, i) => Buffer.compare(now, value.indexes[i]?.value ?? Buffer.alloc(0)) === 0)
  const isNewest = vault.sealedBy(value.sealed) === vault.newest.field
  if (isNewest && same) return null
  return { field: value.field, record: value.record, was: value.sealed, sealed: isNewest ? value.sealed : vault.seal(value, opened.value), indexes }
}
