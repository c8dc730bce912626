import { factKeys, factOf, type FactValues } from '@yingjin/facts'
import { term, yuan } from '@yingjin/kernel'
import { type ChosenReadings, decide, explain, evaluate, inSentences, loadPack, missingFacts, noticesFor, type Outcome, policyFor, type Policy, wordPackRefused } from '@yingjin/policy'
import { describe, expect, test } from 'vitest'
import registerIds from '../../../docs/register/ids.json' with { type: 'json' }
import { cases, type Outcome as Expected, type WorkedCase } from './cases/index.ts'
import { pengshui } from './pack.ts'

const loaded = loadPack(pengshui)
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
const pack = loaded.value

const settle = (of: string, readings: ChosenReadings = {}): Policy => {
  const policy = policyFor(pack, term(of), { readings })
  if (!policy.ok) throw new Error(policy.problem.code)
  return policy.value
}

const factsOf = (c: WorkedCase): FactValues =>
  Object.fromEntries(
    factKeys.map(key => [key, key in c.facts ? c.facts[key] : factOf(key).type.kind === 'yes-no' && c.rest === 'no' ? false : null]),
  ) as unknown as FactValues

/** A result in the words of the worked cases. */
const found = (policy: Policy, o: Outcome): Expected => {
  switch (o.state) {
    case 'due':
      return { due: o.amountFen === null ? null : `${Math.floor(o.amountFen / 100)}.${String(o.amountFen % 100).padStart(2, '0')}` }
    case 'not-due':
      return { not: '' }
    case 'undetermined':
      return { missing: missingFacts(policy, o.missing) }
    case 'decide':
      return { decide: '' }
  }
}
const comparable = (e: Expected): Expected => ('missing' in e ? { missing: [...e.missing].sort() } : 'not' in e ? { not: '' } : 'decide' in e ? { decide: '' } : e)

describe('the worked cases of the appendix', () => {
  test.each(cases.map(c => [c.title, c] as const))('%s', (_, c) => {
    const policy = settle(c.term, c.readings as ChosenReadings)
    const outcomes = new Map(decide(policy, factsOf(c)).map(o => [o.line, o]))
    const got = Object.fromEntries(
      Object.keys(c.expect).map(line => {
        const outcome = outcomes.get(line)
        return [line, outcome === undefined ? 'no such line' : comparable(found(policy, outcome))]
      }),
    )
    expect(got).toEqual(Object.fromEntries(Object.entries(c.expect).map(([line, e]) => [line, comparable(e)])))
  })
})
