import { Plan, table } from '@yingjin/sql'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cascade } from './cascade.ts'
import { identityRowSchema, personIdentitySchema } from '../identity.ts'
import { damagedRosters } from '../testing/damaged-rosters.ts'
import { naiveCascade } from '../testing/naive-cascade.ts'
import { given, onDuckDb } from '../testing/on-duckdb.ts'

// Drawn anew by fast-check each time; the title of the test prints it.
const fixedSeed = 20_220_901
const freshSeed = fc.sample(fc.nat(2 ** 31 - 1), 1)[0] ?? 1
const batchSize = 250
const batches = 40

/** Rows of all outcomes in one list; a total order makes it comparable. */
const compiled = async (seed: number) => {
  const { rows, persons } = damagedRosters(seed, batchSize)
  const plan = new Plan()
  const found = cascade(plan, 'x', table('rows', identityRowSchema), table('persons', personIdentitySchema))
  const read = await onDuckDb([given('rows', identityRowSchema, rows), given('persons', personIdentitySchema, persons)], plan, {
    match: found.matches,
    conflict: found.conflicts,
    ambiguous: found.ambiguous,
    unmatched: found.unmatched,
  })
  const pairs = (['match', 'conflict', 'ambiguous'] as const).flatMap(outcome => (read[outcome] ?? []).map(pair => ({ reason: null, ...pair, outcome })))
  return { rows, persons, pairs, unmatched: (read['unmatched'] ?? []).map(r => r['left_id'] as number) }
}

const inOrder = (pairs: readonly object[]): readonly string[] =>
  pairs.map(pair => JSON.stringify(Object.fromEntries(Object.entries(pair).toSorted(([a], [b]) => (a < b ? -1 : 1))))).toSorted()

describe.each([
  ['a fixed seed', fixedSeed],
  ['a fresh seed', freshSeed],
])('on rosters damaged from %s (%i)', (_, seed) => {
  test(`the compiled cascade says of ${batches * batchSize} rows what the loops say`, async () => {
    const seen = new Map<string, number>()
    for (let batch = 0; batch < batches; batch += 1) {
      const { rows, persons, pairs, unmatched } = await compiled(seed + batch)
      const meant = naiveCascade(rows, persons)
      expect(inOrder(pairs)).toEqual(inOrder(meant))
      const settled = new Set(meant.map(p => p.left_id))
      expect(unmatched.toSorted((a, b) => a - b)).toEqual(rows.map(r => r.left_id as number).filter(id => !settled.has(id)))
      for (const { evidence, outcome, name_relation, reason } of meant)
        for (const word of [`${evidence} ${outcome}`, name_relation, reason ?? 'no doubt']) seen.set(word, (seen.get(word) ?? 0) + 1)
    }
    // The comparison is worth nothing where the generator never went. The fixed seed proves that it goes everywhere:
    // the rarest outcomes (two candidates left at D7) come a few times in 10,000 rows, and a fresh seed may miss one.
    if (seed !== fixedSeed) return
    for (const code of ['D1', 'D2', 'D3', 'D4', 'D6', 'D7', 'D8'])
      for (const outcome of ['match', 'ambiguous']) expect.soft(seen.get(`${code} ${outcome}`), `${code} ${outcome}`).toBeGreaterThan(0)
    for (const word of [
      'D1x conflict',
      'same',
      'variant',
      'dot',
      'homophone',
      'unreadable',
      'shortened',
      'former',
      'unknown',
      'different',
      'several-candidates',
      'name-unreadable',
      'id-differs',
      'homophone-only',
      'claimed-by-another-row',
      'may-be-chance',
    ])
      expect.soft(seen.get(word), word).toBeGreaterThan(0)
  })
})
