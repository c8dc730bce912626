import { byProofWord } from '@yingjin/determination'
import type { QuestionState } from './question.ts'

/** Figures that the county has not entered yet, as one thing that is waited for. */
export const figureKey = 'figure'

/** What a child waits for: a fact that is asked of a person, or that a roster would say. */
export type Wait = Readonly<{
  /** A fact, facts that are asked together, or `figure`. */
  key: string
  word: string
  /** The question about it and who is to answer it; none for whoever sees no questions, and of an earlier run. */
  questionId: string | null
  state: QuestionState | null
  ownerName: string | null
  /** What would say it where nobody is asked, with its sender; nothing where no roster does. */
  rosters: readonly string[]
  /** No roster of the county said it, so that nobody is asked child by child. */
  forEverybody: boolean
}>

/** From whom it is to come, as an official says it; nothing where this reader cannot know. */
export const fromWhom = ({ key, questionId, state, ownerName, rosters, forEverybody }: Wait): string => {
  if (key === figureKey) return '本县录入'
  if (forEverybody) return rosters.length === 0 ? byProofWord : `等${rosters.join('、')}`
  if (questionId === null) return ''
  if (state !== 'open') return '已答，下次运行用上'
  return ownerName === null ? '还没有派给人' : `${ownerName}答`
}

/** All of it in a line of a list: 寄宿：张老师答；孤儿：等孤儿名册. */
export const waitsWord = (waits: readonly Wait[]): string =>
  waits
    .map(wait => [wait.word, fromWhom(wait)])
    .map(([word, from]) => (from === '' ? word : `${word}：${from}`))
    .join('；')
