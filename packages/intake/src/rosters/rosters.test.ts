import { facts } from '@yingjin/facts'
import { expect, test } from 'vitest'
import { snapshotTypes } from '../column.ts'
import { columnKeys, columnOf } from '../columns.ts'
import { fold } from '../folding.ts'
import { snapshotSchema } from '../roster-kind.ts'
import { notCollectedLabel, headerOf } from '../lexicon.ts'
import { aPerson, readSheet } from '../testing/index.ts'
import { rosterKindIds, rosterKinds } from './index.ts'

const kinds = rosterKindIds.map(id => rosterKinds[id])

test.each(kinds.map(k => [k.id, k] as const))('%s stands under its own id and its parts are its own columns', (id, kind) => {
  expect(rosterKinds[id as keyof typeof rosterKinds].id).toBe(id)
  const keys = kind.columns.map(c => c.key)
  expect(new Set(keys).size).toBe(keys.length)
  const named = [...kind.key, ...(kind.otherwise ?? []), ...(kind.shared ?? []), ...(kind.fromHeading ?? []).map(f => f.column)]
  for (const key of [
    ...named,
    ...kind.establishes.flatMap(e => [...(e.when === undefined ? [] : [e.when.column]), ...(typeof e.value === 'string' ? [] : [e.value.column])]),
  ]) {
    expect(keys).toContain(key)
  }
})

test.each(kinds.map(k => [k.id, k] as const))('%s establishes facts of the type its columns have', (_, kind) => {
  for (const { fact, value, when, absence } of kind.establishes) {
    const type = facts[fact].type.kind
    if (typeof value === 'string') expect(type).toBe('yes-no')
    else
      expect({ 'yes-no': 'boolean', choice: 'text', count: 'bigint', money: 'bigint', date: 'date', code: 'text' }[type]).toBe(
        snapshotTypes[columnOf(value.column).value.kind],
      )
    if (absence === 'no') expect(kind.coverage).toMatchObject({ extent: 'complete', delivery: 'full' })
    if (when === undefined) continue
    const { value: of } = columnOf(when.column)
    const codes = of.kind === 'yes-no' ? ['true', 'false'] : of.kind === 'word' ? Object.values(of.words) : []
    for (const code of when.is) expect(codes).toContain(code)
  }
})

test.each(kinds.map(k => [k.id, k] as const))('%s is recognised by its name over its own labels, and over no more than it requires', (id, kind) => {
  for (const columns of [kind.columns, kind.columns.filter(c => c.required === true || kind.key.includes(c.key))]) {
    const header = columns.map(c => columnOf(c.key).label)
    const read = readSheet([header, columns.map(c => (c.key === 'id_number' ? aPerson(1) : c.key === 'name' ? '张三' : null))], { file: `${kind.name}.xlsx` })
    expect(read.tables[0]).toMatchObject({ rosterKind: id, sure: 'certain' })
    expect(read.tables[0]?.columns.filter(c => c.standing !== 'collected').map(c => c.header)).toEqual([])
  }
})

test('no kind is excluded by its own name, and pairs exclude each other', () => {
  for (const kind of kinds) for (const never of kind.never ?? []) expect(fold(kind.name)).not.toContain(fold(never))
  const excludes = (a: string, b: string) => kinds.find(k => k.id === a)?.never?.some(w => fold(kinds.find(k => k.id === b)?.name ?? '').includes(fold(w)))
  expect(excludes('lifted-out-continuing', 'lifted-out-not-continuing')).toBe(true)
  expect(excludes('monitored-at-risk', 'monitored-risk-removed')).toBe(true)
  expect(excludes('rural-minimum-living', 'urban-minimum-living')).toBe(true)
})

test('no header means two things: a writing belongs to one meaning', () => {
  const meanings = new Map<string, string>()
  for (const key of columnKeys) {
    for (const name of columnOf(key).names) {
      const before = meanings.get(fold(name))
      expect([name, before ?? key]).toEqual([name, key])
      meanings.set(fold(name), key)
    }
  }
})

test('no column the house collects would be dropped as not collected', () => {
  const shares = columnKeys.flatMap(key => columnOf(key).names.filter(n => notCollectedLabel(headerOf(n)) !== null))
  expect(shares).toEqual([])
})

test('a snapshot begins with the place of the row and types every column', () => {
  expect(Object.entries(snapshotSchema(rosterKinds['death-list']))).toEqual([
    ['row_id', 'bigint'],
    ['file', 'text'],
    ['sheet', 'text'],
    ['row', 'bigint'],
    ['member', 'bigint'],
    ['name', 'text'],
    ['id_number', 'text'],
    ['sex', 'text'],
    ['birth_date', 'date'],
    ['hukou_division', 'text'],
    ['township', 'text'],
    ['village', 'text'],
    ['address', 'text'],
    ['died_on', 'date'],
  ])
})
