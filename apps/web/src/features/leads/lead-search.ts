import { leadStandings, openKindIds, presences } from '@yingjin/domain/leads'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** What the address of the list of leads may say. */
export const readLeadSearch = readSearch(
  ['kind', 'state', 'presence', 'withoutOwner', 'mine', 'overdue', 'schoolId', 'township', 'sort', 'county'],
  (key, value) => {
    switch (key) {
      case 'kind':
        return (openKindIds as readonly string[]).includes(value)
      case 'state':
        return (leadStandings as readonly string[]).includes(value)
      case 'presence':
        return (presences as readonly string[]).includes(value)
      case 'mine':
      case 'withoutOwner':
      case 'overdue':
        return value === 'true'
      case 'sort':
        return value === 'dueOn'
      case 'schoolId':
        return /^(\d{1,18}|none)$/.test(value)
      case 'township':
        return /^(\d{9}|none)$/.test(value)
      case 'county':
        return /^\d{6}$/.test(value)
    }
  },
)
export type LeadSearch = ReturnType<typeof readLeadSearch>

/** Of one lead, or of where they are: a county below the prefecture that looks, or none for the own one. */
export const readCountySearch = readSearch(['county'], (_, value) => /^\d{6}$/.test(value))
