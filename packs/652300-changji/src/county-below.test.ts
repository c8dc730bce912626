import { type FactKey, type FactValues, nothingKnown } from '@yingjin/facts'
import { must, term } from '@yingjin/kernel'
import { national } from '@yingjin/pack-national'
import { pengshui } from '@yingjin/pack-500243-pengshui'
import { wordsOfMask } from '@yingjin/policy'
import {
  compilePolicy,
  decide,
  evaluate,
  expectSameInBulk,
  expectTwins,
  explain,
  generateStudents,
  inSentences,
  loadStack,
  missingFacts,
  missingKeys,
  onDuckDb,
  type Policy,
  policyFor,
  wordPackRefused,
} from '@yingjin/policy/testing'
import { describe, expect, test } from 'vitest'
import { changji } from './pack.ts'

/** A county below the prefecture with a paper as rich as a whole county’s. */
const upper = { ...pengshui.upper, 'CJ-T7.R1': { how: 'left' }, 'CJ-T11.R1': { how: 'left' } } as const
const county = { ...pengshui, id: '652301-rich', division: '652301', upper }
const whole = loadStack([national, changji, county])
if (!whole.ok) throw new Error(wordPackRefused(whole.problem).join('\n'))
const pack = whole.value
const settled = (of: string): Policy => must(policyFor(pack, term(of)))

describe('a county with a rich paper of its own below the prefecture and the nation', () => {
  const policy = settled('2022-autumn')
  const keys = missingKeys(policy)

  test('has a policy, though it asks for more than 52 keys', () => {
    expect(keys.length).toBeGreaterThan(52)
    expect(policy.lines.map(l => l.id)).toEqual(expect.arrayContaining(['CJ-T6.R1', 'PS-A2.3']))
  })

  test.each(['2022-autumn', '2023-spring'])('is decided alike by evaluator, JavaScript and SQL in %s', async of => {
    const compiled = compilePolicy(settled(of))
    const students = generateStudents(compiled.policy, 652301, 2000)
    await expectTwins(compiled, students, onDuckDb)
    await expectSameInBulk(compiled, students.slice(0, 500), onDuckDb)
  })

  test('what a child waits for past the 52nd key is in its mask and in its words', () => {
    const students = generateStudents(policy, 55, 4000)
    const waiting = students.flatMap(facts =>
      decide(policy, facts)
        .filter(o => wordsOfMask(o.missing).length > 1)
        .map(o => ({ facts, line: o.line })),
    )
    const [first] = waiting as [{ facts: FactValues; line: string } | undefined]
    if (first === undefined) throw new Error(`nothing waits for ${keys.slice(52).join(', ')}`)
    const told = evaluate(policy, first.facts).find(d => d.line === first.line)
    if (told === undefined) throw new Error('no such line')
    const facts: readonly FactKey[] = missingFacts(policy, told.missing)
    expect(told.missingFacts).toEqual(told.state === 'undetermined' ? facts : [])
    expect([...facts, ...told.notEntered, ...told.missingLists].length).toBeGreaterThan(0)
    expect(inSentences(explain(told)).join('\n')).not.toBe('')
  })

  test('of whom nothing is known, every line is open or told', () => {
    for (const o of decide(policy, nothingKnown)) expect(['undetermined', 'not-entered', 'decide']).toContain(o.state)
  })
})
