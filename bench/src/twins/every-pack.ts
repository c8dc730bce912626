import { expectTwinsOfPack, onDuckDb } from '@yingjin/policy/testing'
import { expect, test } from 'vitest'
import { everyPack, packsAsWritten } from '../packs.ts'

/** Half of what a release is held to; the other half is the other seed. */
const subjects = 500_000

/** Evaluator, generated JavaScript and SQL over every pack of the house, in every term, reading and kind of subject. */
export const holdEveryPack = async (seed: number): Promise<void> => {
  const packs = everyPack(await packsAsWritten())
  const each = Math.ceil(subjects / packs.length)
  const compared = new Map<string, number>()
  test.each(packs)(`of $name the three engines say the same of ${each} subjects, from seed ${seed}`, async ({ name, pack }) => {
    compared.set(name, await expectTwinsOfPack(pack, seed, each, onDuckDb))
  })
  test(`${subjects} subjects and more were compared`, () => {
    expect([...compared.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(subjects)
  })
}
