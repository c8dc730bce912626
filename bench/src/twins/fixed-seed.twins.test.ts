import { expect, test } from 'vitest'
import { holdingEveryPack, subjects } from './every-pack.ts'

const seed = 20220901
const { packs, each, hold, compared } = await holdingEveryPack(seed)

test.each(packs)(`of $name the three engines say the same of ${each} subjects, from seed ${seed}`, hold)

test('half a million subjects and more were compared', () => {
  expect(compared()).toBeGreaterThanOrEqual(subjects)
})
