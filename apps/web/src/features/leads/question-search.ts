import { questionMatterIds, questionStates } from '@yingjin/domain/leads'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** What the address of the list of questions may say. */
export const readQuestionSearch = readSearch(['matter', 'key', 'state', 'owner', 'asked', 'toReview', 'schoolId', 'township'], (key, value) => {
  switch (key) {
    case 'matter':
      return (questionMatterIds as readonly string[]).includes(value)
    case 'key':
      return /^[\w:.-]{1,80}$/.test(value)
    case 'state':
      return (questionStates as readonly string[]).includes(value)
    case 'asked':
    case 'toReview':
      return value === 'true'
    // Mine, nobody's, or somebody's.
    case 'owner':
      return /^(me|none|\d{1,18})$/.test(value)
    case 'schoolId':
      return /^\d{1,18}$/.test(value)
    case 'township':
      return /^\d{9}$/.test(value)
  }
})
export type QuestionSearch = ReturnType<typeof readQuestionSearch>
