import { leadStates, openKindIds, presences } from '@yingjin/domain/leads'
import { readSearch } from '../../shared/list-page/list-search.ts'

const isDay = /^\d{4}-\d\d-\d\d$/

/** What the address of the list of leads may say. */
export const readLeadSearch = readSearch(['kind', 'state', 'presence', 'withoutOwner', 'mine', 'dueBy', 'schoolId', 'township', 'sort'], (key, value) => {
  switch (key) {
    case 'kind':
      return (openKindIds as readonly string[]).includes(value)
    case 'state':
      return (leadStates as readonly string[]).includes(value)
    case 'presence':
      return (presences as readonly string[]).includes(value)
    case 'mine':
    case 'withoutOwner':
      return value === 'true'
    case 'dueBy':
      return isDay.test(value)
    case 'sort':
      return value === 'dueOn'
    case 'schoolId':
      return /^\d{1,18}$/.test(value)
    case 'township':
      return /^\d{9}$/.test(value)
  }
})
export type LeadSearch = ReturnType<typeof readLeadSearch>
