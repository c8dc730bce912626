import { questionMatterIds, questionStates } from '@yingjin/domain/leads'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** What the address of the list of questions may say. */
export const readQuestionSearch = readSearch(['matter', 'key', 'state', 'withoutOwner', 'mine'], (key, value) => {
  switch (key) {
    case 'matter':
      return (questionMatterIds as readonly string[]).includes(value)
    case 'key':
      return /^[\w:.-]{1,80}$/.test(value)
    case 'state':
      return (questionStates as readonly string[]).includes(value)
    case 'withoutOwner':
    case 'mine':
      return value === 'true'
  }
})
export type QuestionSearch = ReturnType<typeof readQuestionSearch>
