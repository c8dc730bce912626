import { type FactKey, type FactValues, nothingKnown } from '@yingjin/facts'
import { must, term } from '@yingjin/kernel'
import { decide, loadPack, nextQuestion, type Policy, policyFor } from '@yingjin/policy'
import { generateStudents } from '@yingjin/policy/testing'
import { describe, expect, test } from 'vitest'
import pengshui from './pack.ts'

const policy = must(policyFor(must(loadPack(pengshui)), term('2022-autumn'), {}))

/** Whoever knows everything is asked until nothing is waited for; gives what was asked, and what was known then. */
const askThrough = (child: FactValues, next: (of: Policy, known: FactValues) => FactKey | null): Readonly<{ asked: FactKey[]; known: FactValues }> => {
  const asked: FactKey[] = []
  let known: FactValues = nothingKnown
  for (let fact = next(policy, known); fact !== null; fact = next(policy, known)) {
    if (asked.includes(fact)) throw new Error(`${fact} was asked twice`)
    asked.push(fact)
    known = { ...known, [fact]: child[fact] }
  }
  return { asked, known }
}

/** What is due. Of a refusal one reason is enough, and a fee that is waived in any case need not be known. */
const due = (facts: FactValues) =>
  decide(policy, facts).map(({ line, state, amountFen, form }) => ({ line, state, form, amountFen: form === 'waiver' ? null : amountFen }))

const whole = generateStudents(policy, 20_220_901, 600)
  .filter(child => policy.facts.every(fact => child[fact] !== null))
  .slice(0, 60)

describe('a family that is asked one thing after another', () => {
  test('learns the same as from a form with everything on it', () => {
    expect(whole.length).toBe(60)
    for (const child of whole) {
      const { known } = askThrough(child, nextQuestion)
      expect(due(known)).toEqual(due(child))
    }
  })
  test('is asked for the stage first, and for far less than the form would', () => {
    const counts = whole.map(child => askThrough(child, nextQuestion).asked)
    expect(counts[0]?.[0]).toBe('stage')
    const average = counts.reduce((sum, { length }) => sum + length, 0) / counts.length
    expect([average < policy.facts.length / 2, average]).toEqual([true, average])
  })
  test('is not asked again for what it does not know, and the rest is still found', () => {
    const unknown: ReadonlySet<FactKey> = new Set(['school_nutrition_plan', 'textbook_fee'])
    const child = { ...(whole[0] as FactValues), school_nutrition_plan: null, textbook_fee: null }
    const { asked, known } = askThrough(child, (of, facts) => nextQuestion(of, facts, fact => !unknown.has(fact)))
    expect(asked.filter(fact => unknown.has(fact))).toEqual([])
    expect(decide(policy, known).map(({ state }) => state)).toEqual(decide(policy, child).map(({ state }) => state))
  })
})
