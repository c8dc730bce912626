import { expectTwinsOfPack, loadPack, onDuckDb, settledInEveryWay } from '@yingjin/policy/testing'
import { expect, test } from 'vitest'
import { ziyang } from './pack.ts'

const loaded = loadPack(ziyang)
if (!loaded.ok) throw new Error('the pack does not load')
const pack = loaded.value

/** New subjects at every run. Printed, so that a disagreement can be brought back. */
const fresh = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1
console.info(`twins: fresh seed ${fresh}`)

test.each([20210902, fresh])(
  'evaluator, generated JavaScript and SQL say the same of everybody, in every term, subject and reading, seed %i',
  { timeout: 300_000 },
  async seed => {
    const each = 200
    const ways = settledInEveryWay(pack).length
    expect(await expectTwinsOfPack(pack, seed, each * ways, onDuckDb)).toBe(each * ways)
  },
)
