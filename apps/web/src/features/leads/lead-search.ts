import { leadHouseholds, leadStandings, openKindIds, presences } from '@yingjin/domain/leads'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** What the address of the list of leads may say. */
export const readLeadSearch = readSearch(
  ['kind', 'state', 'presence', 'owner', 'toReview', 'overdue', 'schoolId', 'township', 'household', 'sort', 'county'],
  (key, value) => {
    switch (key) {
      case 'kind':
        return (openKindIds as readonly string[]).includes(value)
      case 'state':
        return (leadStandings as readonly string[]).includes(value)
      case 'household':
        return (leadHouseholds as readonly string[]).includes(value)
      case 'presence':
        return (presences as readonly string[]).includes(value)
      // Mine, nobody's, or somebody's.
      case 'owner':
        return /^(me|none|\d{1,18})$/.test(value)
      case 'toReview':
      case 'overdue':
        return value === 'true'
      case 'sort':
        return value === 'found'
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

/** How the leads are told apart on their board. */
export const boards = ['township', 'school', 'owner'] as const
export type Board = (typeof boards)[number]
export const readPlacesSearch = readSearch(['county', 'by'], (key, value) =>
  key === 'county' ? /^\d{6}$/.test(value) : (boards as readonly string[]).includes(value),
)
