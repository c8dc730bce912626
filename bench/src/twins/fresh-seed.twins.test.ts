import { expect, test } from 'vitest'
import { holdingEveryPack, subjects } from './every-pack.ts'

/** Drawn anew at every run; the titles print it, so that a disagreement can be brought back. */
const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1
const { packs, each, hold, compared } = await holdingEveryPack(seed)

test.each(packs)(`of $name the three engines say the same of ${each} subjects, from seed ${seed}`, hold)

test('half a million subjects and more were compared', () => {
  expect(compared()).toBeGreaterThanOrEqual(subjects)
})
