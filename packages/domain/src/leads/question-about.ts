import { type FactKey, facts } from '@yingjin/facts'
import { restrictedWord } from './lead-about.ts'
import type { QuestionGround, QuestionMatter } from './question.ts'

/** Whether what is asked is itself a category of difficulty, or one of them: why it is asked would tell which lists name the child. */
const asksOfDifficulty = (key: string): boolean => !(key in facts) || facts[key as FactKey].class === 'restricted'

/**
 * Under which names a ground is told to whoever sees the question. It is decided by what is asked alone, never by what a run
 * found of a child: that a word was held back tells nothing. A pair is told by what is alike in it, without the rows, since
 * the other row may stand on a list of households in difficulty; why a clause leaves it to a person may name a category.
 */
const toldOpenly: Readonly<Record<QuestionMatter, (key: string) => readonly string[]>> = {
  'same-person': () => ['凭什么', '名册中的姓名'],
  'missing-fact': key => (asksOfDifficulty(key) ? [] : ['为什么缺']),
  discretion: () => [],
  amount: () => [],
}

/** What a question rests on, for everybody who sees it; words that would tell a category are never passed on, wherever a run has them. */
export const aboutQuestion = ({ matter, key, says }: Readonly<{ matter: QuestionMatter; key: string; says: QuestionGround }>): QuestionGround =>
  Object.fromEntries(
    toldOpenly[matter](key).flatMap(name => {
      const word = says[name]
      return word === undefined || restrictedWord.test(word) ? [] : [[name, word]]
    }),
  )
