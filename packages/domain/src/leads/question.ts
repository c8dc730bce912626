import {
  type Answer,
  type AnswerProblem,
  type AnswerShape,
  answerShape,
  expectedAnswer,
  type LeadOwner,
  questionLabel,
  readAnswer,
} from '@yingjin/determination'
import { done, inYuan, problem, refused, type Result } from '@yingjin/kernel'
import type { LeadsProblem } from './leads-problem.ts'

/**
 * What a run leaves to a person: whether two records are one person; whether a text that says 等 or 可 covers a child; which
 * sum within the bounds of the text; a fact that no roster says. Complete by type: what is asked, whether a second person
 * must confirm it, in how many days, and who must act.
 */
export const questionMatters = {
  'same-person': { word: '是不是同一个人', secondReviewer: true, dueDays: 20, owner: 'bureau' },
  discretion: { word: '是否同意享受', secondReviewer: false, dueDays: 15, owner: 'bureau' },
  amount: { word: '金额定多少', secondReviewer: true, dueDays: 15, owner: 'bureau' },
  'missing-fact': { word: '补信息', secondReviewer: false, dueDays: 20, owner: 'school' },
} as const satisfies Readonly<Record<string, Readonly<{ word: string; secondReviewer: boolean; dueDays: number; owner: LeadOwner }>>>
export type QuestionMatter = keyof typeof questionMatters
export const questionMatterIds = Object.keys(questionMatters) as readonly QuestionMatter[]

export const questionStates = ['open', 'to-review', 'settled'] as const
export type QuestionState = (typeof questionStates)[number]
export const questionStateWords: Readonly<Record<QuestionState, string>> = { open: '待答', 'to-review': '待复核', settled: '已决定' }

/** What is done with a question. `ask-again` is a run's alone: the ground of the decision is another now. */
export const questionMoves = ['assign', 'attach', 'destroy-evidence', 'answer', 'confirm', 'refuse', 'undo', 'ask-again'] as const
export type QuestionMove = (typeof questionMoves)[number]
export const questionMoveWords: Readonly<Record<QuestionMove, string>> = {
  assign: '派给责任人',
  attach: '附凭据文件',
  'destroy-evidence': '销毁凭据文件',
  answer: '作答',
  confirm: '复核同意',
  refuse: '复核不同意',
  undo: '撤回决定',
  'ask-again': '依据有变，重新问',
}

type Moves = Readonly<Record<QuestionState, Readonly<Partial<Record<QuestionMove, QuestionState>>>>>
const moves = (answered: QuestionState): Moves => ({
  open: { assign: 'open', attach: 'open', 'destroy-evidence': 'open', answer: answered },
  'to-review': {
    assign: 'to-review',
    attach: 'to-review',
    'destroy-evidence': 'to-review',
    confirm: 'settled',
    refuse: 'open',
    'ask-again': 'open',
  },
  // What must not be kept is destroyed in any state; what an answer is read from is attached before it is settled.
  settled: { 'destroy-evidence': 'settled', undo: 'open', 'ask-again': 'open' },
})

/** What may be done in each state, and the state after it: an answer settles, or waits for a second person. */
export const questionMovesOf = (matter: QuestionMatter): Moves => moves(questionMatters[matter].secondReviewer ? 'to-review' : 'settled')

export const possibleWith = (matter: QuestionMatter, state: QuestionState): readonly QuestionMove[] =>
  questionMoves.filter(move => move !== 'ask-again' && questionMovesOf(matter)[state][move] !== undefined)

/** What a run says of a question. `remembered`: it was asked, and the decision that stands answered it by itself. */
export const questionPresences = ['new', 'persisting', 'gone', 'remembered', 'asked-again'] as const
export type QuestionPresence = (typeof questionPresences)[number]
export const questionPresenceWords: Readonly<Record<QuestionPresence, string>> = {
  new: '新问',
  persisting: '仍在问',
  gone: '本次未再问',
  remembered: '已有决定，自动沿用',
  'asked-again': '依据有变，重新问',
}

/**
 * What a run makes of a question: its state as an earlier run and persons left it, whether this run asks it, and whether
 * on the same ground. A decision or an answer stands as long as its ground does.
 */
export const questionPresenceOf = (state: QuestionState | null, asked: boolean, sameGround: boolean): QuestionPresence => {
  if (!asked) return 'gone'
  if (state === null) return 'new'
  if (state === 'open') return 'persisting'
  if (!sameGround) return 'asked-again'
  return state === 'settled' ? 'remembered' : 'persisting'
}

/** What a decision rests on, in words: each thing under its name. Another word under a name is another ground. */
export type QuestionGround = Readonly<Record<string, string>>

/** What is different now, as a sentence; none where nothing is. */
export const changedGround = (then: QuestionGround, now: QuestionGround): string | null => {
  const changed = [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .filter(name => then[name] !== now[name])
    .map(name => `${name}：原为“${then[name] ?? '（没有）'}”，现为“${now[name] ?? '（没有）'}”`)
  return changed.length === 0 ? null : changed.join('；')
}

/** Between which sums the text leaves it to a person; whether it also leaves open that the child gets it at all. */
export type QuestionBounds = Readonly<{ leastFen: bigint; greatestFen: bigint }>

/** A decision as the next run takes it: exactly one of the three. */
export type Decided = Readonly<{ same: boolean }> | Readonly<{ agrees: boolean | null; amountFen: string | null }> | Readonly<{ facts: readonly Answer[] }>

const bounded = ({ leastFen, greatestFen }: QuestionBounds): string => `${inYuan(Number(leastFen))} 元至 ${inYuan(Number(greatestFen))} 元`

/** What may be written in answer, for the form and for refusals. */
export const expectedOf = (matter: QuestionMatter, key: string, bounds: QuestionBounds | null): string => {
  switch (matter) {
    case 'same-person':
      return '“是”或“不是”'
    case 'discretion':
      return '“同意”或“不同意”'
    case 'amount':
      return bounds === null ? '“不同意”' : `${bounded(bounds)}之间的金额（元，最多两位小数），或“不同意”`
    case 'missing-fact':
      return expectedAnswer(key)
  }
}

/** The shape in which a question is asked; what it offers is what `readDecided` takes. */
export const answerShapeOf = (matter: QuestionMatter, key: string): AnswerShape => {
  switch (matter) {
    case 'same-person':
      return { kind: 'one', words: ['是', '不是'] }
    case 'discretion':
      return { kind: 'one', words: ['同意', '不同意'] }
    case 'amount':
      return { kind: 'written' }
    case 'missing-fact':
      return answerShape(key)
  }
}

/** What is asked, as a title. */
export const askedOf = (matter: QuestionMatter, key: string): string =>
  matter === 'missing-fact' ? `${questionMatters[matter].word}：${questionLabel(key)}` : questionMatters[matter].word

/** Reads an answer as the batch plane reads the same cell of a workbook; what cannot be used is refused with what could. */
export const readDecided = (
  matter: QuestionMatter,
  key: string,
  bounds: QuestionBounds | null,
  given: string,
): Result<Decided, LeadsProblem | AnswerProblem> => {
  const written = given.trim()
  const misread = () => refused<LeadsProblem>(problem('leads/answer-not-understood', { given: written, expected: expectedOf(matter, key, bounds) }))
  switch (matter) {
    case 'same-person':
      return written === '是' || written === '不是' ? done({ same: written === '是' }) : misread()
    case 'discretion':
      return written === '同意' || written === '不同意' ? done({ agrees: written === '同意', amountFen: null }) : misread()
    case 'amount': {
      if (written === '不同意') return done({ agrees: false, amountFen: null })
      const parts = /^(\d{1,9})(?:\.(\d{1,2}))?元?$/.exec(written.replaceAll(/[,，\s]/g, ''))
      if (parts === null || bounds === null) return misread()
      const fen = BigInt(parts[1] ?? 0) * 100n + BigInt((parts[2] ?? '').padEnd(2, '0'))
      if (fen < bounds.leastFen || fen > bounds.greatestFen) return misread()
      return done({ agrees: true, amountFen: String(fen) })
    }
    case 'missing-fact': {
      const read = readAnswer(key, written)
      return read.ok ? done({ facts: read.value }) : read
    }
  }
}

/** So many are answered at once: what a county of a million asks about one fact of one township. */
export const mostListed = 20_000
