import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { birthAndLastFourIn, must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FieldKey, type FieldVault, indexBytes, indexKinds, makeFieldKey, openFieldVault, rewrapFieldKeys } from './field-vault.ts'
import { makeNextKey, openVault, type Vault } from './master-key.ts'
import { type Resealed, rotate, type SealedStore, type SealedValue } from './rotate.ts'
import { VaultRefusal, wordVault } from './vault-problem.ts'

let config = ''
let vault: Vault
let keys: readonly FieldKey[]
let fields: FieldVault
beforeAll(() => {
  config = mkdtempSync(join(tmpdir(), 'fields-'))
  vault = must(openVault(config, '990101', null))
  keys = [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]
  fields = must(openFieldVault(vault, keys))
})
afterAll(() => rmSync(config, { recursive: true, force: true }))

const id = (sequence: number): string => sampleId({ born: '2012-05-06', sequence })
const place = { field: 'person_number.sealed', record: '7' } as const

test('any text that was sealed opens again at its place, and no two sealings of it are alike', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const [sealed, again] = [fields.seal(place, text), fields.seal(place, text)]
      expect(fields.open(place, sealed)).toEqual({ ok: true, value: text })
      expect(sealed.equals(again)).toBe(false)
    }),
  )
})

test('a value moved to another row, column or county does not open, nor an altered or shortened one', () => {
  const sealed = fields.seal(place, id(1))
  const of = (at: Parameters<FieldVault['open']>[0], bytes: Uint8Array): string => {
    const opened = fields.open(at, bytes)
    if (opened.ok) throw new Error('it opened')
    return wordVault(opened.problem)
  }
  expect(of({ ...place, record: '8' }, sealed)).toContain('person_number.sealed 中记录 8 的密文与它的位置不符或被改过')
  expect(of({ ...place, field: 'guardian.sealed' }, sealed)).not.toContain(id(1))
  for (let byte = 0; byte < sealed.length; byte += 1) {
    const altered = Buffer.from(sealed)
    altered[byte] = (altered[byte] ?? 0) ^ 1
    of(place, altered)
    of(place, sealed.subarray(0, byte))
  }
  of(place, Buffer.from(id(1)))
  // Another county's keys open nothing, and its keys are not taken for ours.
  const other = must(openVault(config, '990102', null))
  expect(openFieldVault(other, keys)).toMatchObject({ ok: false, problem: { code: 'vault/wrong-key' } })
  expect(must(openFieldVault(other, [makeFieldKey(other, 'field', []), makeFieldKey(other, 'index', [])])).open(place, sealed).ok).toBe(false)
})

test('names of field and row cannot run into each other', () => {
  const sealed = fields.seal({ field: 'a.b', record: 'c' }, 'x')
  expect(fields.open({ field: 'a.bc' as 'a.b', record: '' }, sealed).ok).toBe(false)
  expect(() => fields.seal({ field: 'a.b', record: 'c\u0000d' }, 'x')).toThrow('zero byte')
})

test('a whole column is sealed at once, and what is unknown stays so', () => {
  const sealed = fields.sealAll('person_number.sealed', ['1', '2', '3'], [id(1), null, id(3)])
  expect(sealed[1]).toBeNull()
  expect(fields.open({ ...place, record: '3' }, sealed[2] ?? Buffer.alloc(0))).toEqual({ ok: true, value: id(3) })
  expect(() => fields.sealAll('person_number.sealed', ['1'], [id(1), id(2)])).toThrow('its record')
})

test('the same text gives one index, of its kind and county alone', () => {
  const whole = fields.index('resident-id', id(1))
  expect(whole).toHaveLength(indexBytes)
  expect(must(openFieldVault(vault, keys)).index('resident-id', id(1)).equals(whole)).toBe(true)
  const all = indexKinds.map(kind => fields.index(kind, id(1)).toString('hex'))
  expect(new Set(all).size).toBe(indexKinds.length)
  const other = must(openVault(config, '990102', null))
  const others = must(openFieldVault(other, [makeFieldKey(other, 'field', []), makeFieldKey(other, 'index', [])]))
  expect(others.index('resident-id', id(1)).equals(whole)).toBe(false)
  expect(fields.indexAll('resident-id', [id(1), null]).map(i => i?.toString('hex') ?? null)).toEqual([whole.toString('hex'), null])
})

test('a new master key leaves every field as it is', () => {
  const sealed = fields.seal(place, id(1))
  const next = must(makeNextKey(vault))
  const rewrapped = must(rewrapFieldKeys(next, keys))
  expect(rewrapped.map(k => k.key.master)).toEqual([2, 2])
  expect(must(openFieldVault(next, rewrapped)).open(place, sealed)).toEqual({ ok: true, value: id(1) })
  expect(must(openFieldVault(next, rewrapped)).index('phone', '1').equals(fields.index('phone', '1'))).toBe(true)
})

/** A store of our own in memory: what a table would do, with a cut wherever it is told. */
const memory = (values: SealedValue[], size: number, cutAfter = Number.POSITIVE_INFINITY): SealedStore<number> & { from: number | null } => {
  let pages = 0
  return {
    from: null,
    async *pages(from) {
      for (let at = from ?? 0; at < values.length; at += size) yield { values: values.slice(at, at + size), after: at + size }
    },
    async write(rewritten: readonly Resealed[], after) {
      if ((pages += 1) > cutAfter) throw new Error('the power went')
      for (const value of rewritten) {
        const row = values.findIndex(v => v.record === value.record && Buffer.compare(v.sealed, value.was) === 0)
        if (row >= 0) values[row] = value
      }
      this.from = after
    },
    textFor: (kind, plain) => (kind === 'birth-and-last-four' ? birthAndLastFourIn(plain) : plain),
  }
}

const valuesOf = (by: FieldVault, count: number): SealedValue[] =>
  Array.from({ length: count }, (_, i) => {
    const number = id(i + 1)
    return {
      field: place.field,
      record: String(i),
      sealed: by.seal({ field: place.field, record: String(i) }, number),
      indexes: [
        { column: 'number_index', kind: 'resident-id' as const, value: by.index('resident-id', number) },
        { column: 'birth_and_last_four_index', kind: 'birth-and-last-four' as const, value: by.index('birth-and-last-four', birthAndLastFourIn(number) ?? '') },
      ],
    }
  })

test('a rotation seals every value and rewrites every index, goes on where it was cut off, and finds all in between', async () => {
  const values = valuesOf(fields, 25)
  const newKeys = [...keys, makeFieldKey(vault, 'field', keys), makeFieldKey(vault, 'index', keys)]
  const rotated = must(openFieldVault(vault, newKeys))
  expect(rotated.newest).toEqual({ field: 2, index: 2 })
  const cut = memory(values, 4, 3)
  await expect(rotate(rotated, cut, cut.from)).rejects.toThrow('the power went')
  expect(values.filter(v => rotated.sealedBy(v.sealed) === 2)).toHaveLength(12)
  // Half way every number is still found, by one index key or the other, and opens.
  for (const [i, value] of values.entries()) {
    const sought = rotated.indexes('resident-id', id(i + 1))
    expect(sought.some(index => Buffer.compare(index, value.indexes[0]?.value ?? Buffer.alloc(0)) === 0)).toBe(true)
    expect(rotated.open(value, value.sealed)).toEqual({ ok: true, value: id(i + 1) })
  }
  const rest = memory(values, 4)
  expect(await rotate(rotated, rest, cut.from)).toEqual({ read: 13, rewritten: 13 })
  // The old keys can go now, and a rotation begun anew finds nothing to do.
  const newest = must(openFieldVault(vault, newKeys.slice(2)))
  for (const [i, value] of values.entries()) {
    expect(newest.open(value, value.sealed)).toEqual({ ok: true, value: id(i + 1) })
    expect(newest.index('resident-id', id(i + 1)).equals(value.indexes[0]?.value ?? Buffer.alloc(0))).toBe(true)
    expect(newest.index('birth-and-last-four', birthAndLastFourIn(id(i + 1)) ?? '').equals(value.indexes[1]?.value ?? Buffer.alloc(0))).toBe(true)
  }
  expect(await rotate(newest, memory(values, 4), null)).toEqual({ read: 25, rewritten: 0 })
})

test('a value changed while a rotation reads it is not written over', async () => {
  const values = valuesOf(fields, 3)
  const rotated = must(openFieldVault(vault, [...keys, makeFieldKey(vault, 'field', keys)]))
  const whole = memory(values, 3)
  const store: SealedStore<number> = {
    ...whole,
    write: async (rewritten, after) => {
      const changed = values[1]
      if (changed !== undefined) values[1] = { ...changed, sealed: rotated.seal(changed, id(9)) }
      await whole.write(rewritten, after)
    },
  }
  await rotate(rotated, store, null)
  expect(values.map(v => must(rotated.open(v, v.sealed)))).toEqual([id(1), id(9), id(3)])
})

test('a value that does not open stops the rotation before anything of its page is written', async () => {
  const values = valuesOf(fields, 3)
  const broken = values[1]
  if (broken !== undefined) values[1] = { ...broken, record: 'elsewhere' }
  const before = values.map(v => Buffer.from(v.sealed).toString('hex'))
  const rotated = must(openFieldVault(vault, [...keys, makeFieldKey(vault, 'field', keys)]))
  await expect(rotate(rotated, memory(values, 3), null)).rejects.toThrow(VaultRefusal)
  expect(values.map(v => Buffer.from(v.sealed).toString('hex'))).toEqual(before)
})
