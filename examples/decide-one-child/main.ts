/**
 * What is one child due this term, and why? A boarder in the second year of junior high, from a minimum-living family;
 * nobody has said whether the household was lifted out of poverty.
 */
import { nothingKnown } from '@yingjin/facts'
import { must, term } from '@yingjin/kernel'
import pengshui from '@yingjin/pack-500243-pengshui'
import { evaluate, explain, inSentences, loadPack, ofOtherStage, policyFor } from '@yingjin/policy'

const pack = must(loadPack(pengshui, {}))
const policy = must(policyFor(pack, term('2022-autumn')))

const child = {
  ...nothingKnown,
  stage: 'junior',
  grade: 2,
  in_county_school: true,
  on_roll: true,
  present: true,
  boards: true,
  minimum_living: true,
} as const

for (const decision of evaluate(policy, child)) {
  if (decision.failed === ofOtherStage) continue
  process.stdout.write(`${inSentences(explain(decision)).join('\n  ')}\n\n`)
}
