import { expectTwinsOfPack, onDuckDb, type Pack } from '@yingjin/policy/testing'
import { everyPack, packsAsWritten } from '../packs.ts'

/** Half of what a release is held to; the other half is the other seed. */
export const subjects = 500_000

/** Evaluator, generated JavaScript and SQL over every pack of the house, in every term, reading and kind of subject. */
export const holdingEveryPack = async (seed: number) => {
  const packs = everyPack(await packsAsWritten())
  const each = Math.ceil(subjects / packs.length)
  let compared = 0
  return {
    packs,
    each,
    hold: async ({ pack }: Readonly<{ pack: Pack }>): Promise<void> => {
      compared += await expectTwinsOfPack(pack, seed, each, onDuckDb)
    },
    compared: (): number => compared,
  }
}
