import type { FactValues } from '@yingjin/facts'
import { done, inYuan, type Problem, problem, refused, type Result, type Term, termOnPaper, word, type WordingFor } from '@yingjin/kernel'
import { type Decision, evaluate } from '../engines/evaluate.ts'
import { explain, type Explanation } from './explain.ts'
import type { HumanDecisions, Outcome, RelatedSubjects, State } from '../engines/outcome.ts'
import { canonicalText } from '../nodes/canonical.ts'
import { packDigest } from '../pack/load.ts'
import type { Pack } from '../pack/pack.ts'
import type { PackProblem } from '../problems.ts'
import { type Policy, policyFor, type PolicyOptions } from '../settled/policy.ts'

/** Everything a decision was made from: the facts the policy asks for, what people decided, and who stands to the subject. */
export type DecidedFrom = Readonly<{ facts: FactValues; decisions?: HumanDecisions; related?: RelatedSubjects }>

/** The text of it, facts in the order of the dictionary; what a digest is made of. */
export const decidedFromText = (policy: Pick<Policy, 'facts'>, { facts, decisions = {}, related = {} }: DecidedFrom): string =>
  canonicalText({ facts: policy.facts.map(key => [key, facts[key] ?? null]), decisions, related })

/** A result as it is kept: its outcome, and the digests of the pack and of what it was decided from. */
export type StoredResult = Outcome & Readonly<{ packDigest: string; factDigest: string }>

/**
 * The hash function is the caller's, as for a pack.
 * @property options the readings, and the day of knowledge, under which it was decided
 */
export type Reexplaining = Readonly<{ digest: (text: string) => string; options?: PolicyOptions }>

export const storedResult = (policy: Policy, from: DecidedFrom, outcome: Outcome, digest: (text: string) => string): StoredResult => {
  const { line, state, amountFen, form, grounds, failed, missing } = outcome
  return {
    line,
    state,
    amountFen,
    form,
    grounds,
    failed,
    missing,
    packDigest: packDigest(policy.pack, digest),
    factDigest: digest(decidedFromText(policy, from)),
  }
}

type P<Code extends string, Facts extends object> = Problem<`policy/${Code}`, Facts>
/** How a stored result may not stand up. Each is an incident and none is passed over. */
export type Disagrees =
  | P<'stored-from-other-facts', { line: string }>
  | P<'stored-from-other-pack', { line: string; pack: string }>
  | P<'stored-differs', { line: string; term: Term; stored: string; now: string; parts: readonly string[] }>
export type StoredLineUnknown = P<'stored-line-unknown', { line: string; pack: string }>

export const disagreesWording: WordingFor<Disagrees | StoredLineUnknown> = {
  'policy/stored-from-other-facts': p => `${p.line}：现在给出的事实，不是当初作出这个结果所依据的事实；请先找回当时的事实，再核对。`,
  'policy/stored-from-other-pack': p => `${p.line}：当初所用的政策包与现在的 ${p.pack} 内容不同；下面的说明按现在的政策包写成。`,
  'policy/stored-differs': p =>
    `${p.line}（${termOnPaper(p.term)}）：保存的结果是“${p.stored}”，按同一事实重新计算是“${p.now}”，不一致（${p.parts.join('、')}）；在查明原因之前不要发放或改动。`,
  'policy/stored-line-unknown': p => `政策 ${p.pack} 在这个学期没有编号为“${p.line}”的条目，无法说明这个保存的结果。`,
}
export const wordDisagrees = (p: Disagrees | StoredLineUnknown): string => word(disagreesWording, p)

/** The decision made again, told, and everything in which the stored result does not agree with it. */
export type Reexplained = Readonly<{ decision: Decision; explanation: Explanation; disagreements: readonly Disagrees[] }>

const states: Readonly<Record<State, string>> = {
  due: '应享受',
  'not-due': '不享受',
  undetermined: '还不能确定',
  'not-entered': '还不能算',
  decide: '须由人判定',
}
const told = (o: Outcome): string => `${states[o.state]}${o.amountFen === null ? '' : ` ${inYuan(o.amountFen)} 元`}`

const compared: readonly (readonly [part: keyof Outcome, word: string])[] = [
  ['state', '结论'],
  ['amountFen', '金额'],
  ['form', '方式'],
  ['grounds', '符合的类别'],
  ['failed', '不符合的条件'],
  ['missing', '缺少的信息'],
]

/**
 * Tells a stored result again from its facts. It must come out as it was stored, by every part and bit; where it does
 * not, the explanation of today stands beside what was stored and the disagreement is a value for whoever asks.
 */
export const reexplain = (
  pack: Pack,
  term: Term,
  stored: StoredResult,
  from: DecidedFrom,
  { digest, options = {} }: Reexplaining,
): Result<Reexplained, PackProblem | StoredLineUnknown> => {
  const policy = policyFor(pack, term, options)
  if (!policy.ok) return policy
  const decision = evaluate(policy.value, from.facts, from.decisions, from.related).find(d => d.line === stored.line)
  if (decision === undefined) return refused(problem('policy/stored-line-unknown', { line: stored.line, pack: pack.id }))
  const now = storedResult(policy.value, from, decision, digest)
  const differing = compared.filter(([part]) => stored[part] !== now[part])
  const disagreements: readonly Disagrees[] = [
    ...(stored.factDigest === now.factDigest ? [] : [problem('policy/stored-from-other-facts', { line: stored.line })]),
    ...(stored.packDigest === now.packDigest ? [] : [problem('policy/stored-from-other-pack', { line: stored.line, pack: pack.id })]),
    ...(differing.length === 0
      ? []
      : [problem('policy/stored-differs', { line: stored.line, term, stored: told(stored), now: told(now), parts: differing.map(([, said]) => said) })]),
  ]
  return done({ decision, explanation: explain(decision), disagreements })
}
