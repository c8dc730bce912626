import { choiceCodes, type FactKey, factOf, type FactValues } from '@yingjin/facts'
import { decide, type HumanDecisions, type Outcome } from '../engines/outcome.ts'
import { missingFacts, type Policy } from '../settled/policy.ts'

/** Answers to try: all of them where they are few, else the ends and the middle of what is possible; a code has none that could be guessed. */
const possibleAnswers = (fact: FactKey): readonly (boolean | number | string | null)[] => {
  const { type } = factOf(fact)
  switch (type.kind) {
    case 'yes-no':
      return [false, true]
    case 'choice':
      return choiceCodes(type.of)
    case 'count':
      return [type.min, Math.floor((type.min + type.max) / 2), type.max]
    case 'money':
      return [type.minFen, type.maxFen]
    case 'date':
      return [type.min, type.max]
    case 'code':
      return [null]
  }
}

const openLines = (outcomes: readonly Outcome[]): readonly Outcome[] => outcomes.filter(o => o.state === 'undetermined')

const answered = (facts: FactValues, fact: FactKey, value: boolean | number | string | null): FactValues => ({ ...facts, [fact]: value })

/** The facts that lines still wait for, in the order of the policy. */
const waitedFor = (policy: Policy, open: readonly Outcome[]): readonly FactKey[] => {
  const waited = new Set(open.flatMap(o => missingFacts(policy, o.missing)))
  return policy.facts.filter(fact => waited.has(fact))
}

/**
 * What is best asked for next, where a person is asked one thing after another: the fact whose answer, taken over the
 * answers it may have, leaves the fewest lines waiting. Facts that settle as much stand in the order of the policy.
 * `null` when nothing is waited for that may be asked; what is left open then is left open by whoever does not know.
 *
 * @param mayAsk what this person may be asked and has not answered with “I do not know”
 */
export const nextQuestion = (
  policy: Policy,
  facts: FactValues,
  mayAsk: (fact: FactKey) => boolean = () => true,
  decisions: HumanDecisions = {},
): FactKey | null => {
  const open = openLines(decide(policy, facts, decisions))
  let best: FactKey | null = null
  let fewest = Infinity
  for (const fact of waitedFor(policy, open)) {
    if (!mayAsk(fact)) continue
    const answers = possibleAnswers(fact)
    const left = answers.reduce((sum: number, value) => sum + openLines(decide(policy, answered(facts, fact, value), decisions)).length, 0) / answers.length
    if (left < fewest) [best, fewest] = [fact, left]
  }
  return best
}
