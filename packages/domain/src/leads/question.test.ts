import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fields, roles } from '../access/index.ts'
import {
  changedGround,
  expectedOf,
  possibleWith,
  type QuestionMatter,
  questionMatterIds,
  questionMatters,
  type QuestionMove,
  questionMoves,
  questionMovesOf,
  questionPresenceOf,
  type QuestionState,
  questionStates,
  readDecided,
} from './question.ts'

/** A question and its decision as a plain pair, to hold the tables against. */
type Model = Readonly<{ state: QuestionState; answered: boolean; confirmed: boolean }>

test('whatever is done with a question, it is settled exactly where an answer stands that nobody took back and a second confirmed where one must', () =>
  fc.assert(
    fc.property(fc.constantFrom(...questionMatterIds), fc.array(fc.constantFrom(...questionMoves), { maxLength: 20 }), (matter, done) => {
      const two = questionMatters[matter].secondReviewer
      let model: Model = { state: 'open', answered: false, confirmed: false }
      for (const move of done) {
        const state = questionMovesOf(matter)[model.state][move]
        if (state === undefined) continue
        const stands: Readonly<Record<QuestionMove, Omit<Model, 'state'>>> = {
          assign: model,
          attach: model,
          'destroy-evidence': model,
          answer: { answered: true, confirmed: !two },
          confirm: { answered: true, confirmed: true },
          refuse: { answered: false, confirmed: false },
          undo: { answered: false, confirmed: false },
          'ask-again': { answered: false, confirmed: false },
        }
        model = { answered: stands[move].answered, confirmed: stands[move].confirmed, state }
        expect(model.state === 'settled').toBe(model.answered && model.confirmed)
        expect(model.state === 'to-review').toBe(model.answered && !model.confirmed)
      }
    }),
  ))

test('a decision stands as long as its ground, and a run changes nothing else', () => {
  for (const state of questionStates) {
    expect(questionPresenceOf(state, false, true)).toBe('gone')
    expect(questionPresenceOf(state, true, true)).toBe(state === 'settled' ? 'remembered' : 'persisting')
    expect(questionPresenceOf(state, true, false)).toBe(state === 'open' ? 'persisting' : 'asked-again')
    // Whatever a run may ask again, the table of moves lets it.
    for (const matter of questionMatterIds) expect(questionMovesOf(matter)[state]['ask-again']).toBe(state === 'open' ? undefined : 'open')
  }
  expect(questionPresenceOf(null, true, false)).toBe('new')
})

test('no state is a dead end, and identity and sums are never settled by one person', () => {
  for (const matter of questionMatterIds) {
    for (const state of questionStates) expect(possibleWith(matter, state).length).toBeGreaterThan(0)
    const settledAtOnce = questionMovesOf(matter).open.answer === 'settled'
    expect([matter, settledAtOnce]).toEqual([matter, matter === 'discretion' || matter === 'missing-fact'])
  }
})

test('what changed is named, and two grounds that say the same are the same', () => {
  expect(changedGround({ 理由: '属于低保', 条款: '第三条' }, { 理由: '属于监测户', 条款: '第三条' })).toBe('理由：原为“属于低保”，现为“属于监测户”')
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), fc.dictionary(fc.string(), fc.string()), (a, b) => {
      expect(changedGround(a, { ...a })).toBeNull()
      expect(changedGround(a, b) === null).toBe(changedGround(b, a) === null)
    }),
  )
})

const bounds = { leastFen: 50_000n, greatestFen: 100_000n }
test('an answer is read as its form says, and what cannot be used is refused with what could', () => {
  const heard = (matter: QuestionMatter, key: string, given: string): unknown => {
    const read = readDecided(matter, key, matter === 'amount' ? bounds : null, given)
    return read.ok ? read.value : read.problem.code
  }
  expect(heard('same-person', '7', '不是')).toEqual({ same: false })
  expect(heard('same-person', '7', '可能是')).toBe('leads/answer-not-understood')
  expect(heard('discretion', 'X', ' 同意 ')).toEqual({ agrees: true, amountFen: null })
  expect(heard('amount', 'X', '750.5元')).toEqual({ agrees: true, amountFen: '75050' })
  expect(heard('amount', 'X', '1,000')).toEqual({ agrees: true, amountFen: '100000' })
  expect(heard('amount', 'X', '1000.01')).toBe('leads/answer-not-understood')
  expect(heard('amount', 'X', '不同意')).toEqual({ agrees: false, amountFen: null })
  expect(heard('missing-fact', 'boards', '是')).toEqual({ facts: [{ fact: 'boards', says: true, amount: null, word: null }] })
  expect(heard('missing-fact', 'boards', '住校吧')).toBe('answer/not-understood')
  expect(expectedOf('amount', 'X', bounds)).toBe('500.00 元至 1,000.00 元之间的金额（元，最多两位小数），或“不同意”')
})

test('whoever may see the rows of questions may see categories of difficulty: an answer names them', () => {
  expect(fields.questions).toBeDefined()
  for (const [role, { rows }] of Object.entries(roles)) {
    const seen: readonly string[] = rows
    expect([role, !seen.includes('questions') || seen.includes('designations')]).toEqual([role, true])
  }
})
