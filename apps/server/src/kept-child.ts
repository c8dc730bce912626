import { parseTerm, type Term } from '@yingjin/kernel'
import { packDigest, policyFor, wordPackProblem } from '@yingjin/policy'
import { keptChild } from './batch/run/kept-child.ts'
import { digestOfText } from './batch/run/run-record.ts'
import type { AskKeptRun } from './leads/index.ts'
import { countyPack, type PackAsked } from './packs.ts'
import { type VaultPlace, wordVault } from './platform/vault/index.ts'

/** Kept runs of a data directory, asked about one child under the rules that hold for its county and term. */
export const askKeptRuns =
  (keys: VaultPlace, packs: PackAsked = {}): AskKeptRun =>
  async ({ division, term: written, run, no, rows }) => {
    const term = termOf(written)
    if (term === null) return `这次运行的学期“${written}”不认识，不能逐条解释。`
    const child = await keptChild(keys, { county: division, term, run, no, rows })
    if (!child.ok) return `${wordVault(child.problem)}结果和金额照常可看，逐条解释看不到了。`
    if (child.value === null)
      return no === null
        ? '这次运行用的名册里没有认出这名儿童，所以没有可以解释的核定。请看“线索”里有没有“未入学”。'
        : `运行 ${run} 的依据不在这台服务器的数据目录里，不能逐条解释；结果和金额照常可看。`
    const pack = await countyPack(division, term, packs)
    if (!pack.ok) return pack.message
    const policy = policyFor(pack.pack, term, { readings: child.value.readings })
    if (!policy.ok) return wordPackProblem(policy.problem)
    const { packDigest: ofRun, facts, decisions, evidence } = child.value
    return { policy: policy.value, sameRules: ofRun === packDigest(pack.pack, digestOfText), facts, decisions, evidence }
  }

/** `2022-autumn`, or as an official writes it. */
const termOf = (written: string): Term | null => {
  const parsed = parseTerm(written)
  return parsed.ok ? parsed.value : null
}
