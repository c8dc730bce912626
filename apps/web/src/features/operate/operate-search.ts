import { accountStandings, allRoles, lookText } from '@yingjin/domain/access'
import { resultStates } from '@yingjin/domain/leads'
import { dutyPlaces, dutyStandings } from '@yingjin/domain/registry'
import { readSearch } from '../../shared/list-page/list-search.ts'

const isDay = /^\d{4}-\d\d-\d\d$/
const isId = /^[1-9]\d{0,17}$/
const isWord = (value: string): boolean => value.length > 0 && value.length <= 40

/** Only which page. */
export const readOpeningsSearch = readSearch([], () => false)

/** What the address of the list of accounts may say. */
export const readAccountSearch = readSearch(['standing', 'role'], (key, value) =>
  key === 'standing' ? Object.hasOwn(accountStandings, value) : (allRoles as readonly string[]).includes(value),
)
export type AccountSearch = ReturnType<typeof readAccountSearch>

/** Who a new account is for: handed over by a place whose holder has none. */
export const readNewAccountSearch = readSearch(['personId', 'role', 'kind', 'key', 'place', 'schoolId'], (key, value) => {
  switch (key) {
    case 'personId':
    case 'schoolId':
      return isId.test(value)
    case 'role':
      return (allRoles as readonly string[]).includes(value)
    case 'kind':
      return ['division', 'township', 'village', 'school', 'class'].includes(value)
    case 'key':
      return /^\d{1,18}$/.test(value)
    case 'place':
      return value.length > 0 && value.length <= 80
  }
})
export type NewAccountSearch = ReturnType<typeof readNewAccountSearch>

/** What the address of the list of places and who answers for them may say. */
export const readDutySearch = readSearch(['place', 'standing', 'chain', 'role', 'schoolId'], (key, value) => {
  switch (key) {
    case 'place':
      return Object.hasOwn(dutyPlaces, value)
    case 'standing':
      return Object.hasOwn(dutyStandings, value)
    case 'schoolId':
      return isId.test(value)
    case 'chain':
    case 'role':
      return isWord(value)
  }
})
export type DutySearch = ReturnType<typeof readDutySearch>

/** What the address of the trail may say. */
export const readTrailSearch = readSearch(['kind', 'accountId', 'on'], (key, value) => {
  switch (key) {
    case 'kind':
      return Object.hasOwn(lookText, value)
    case 'accountId':
      return isId.test(value)
    case 'on':
      return isDay.test(value)
  }
})
export type TrailSearch = ReturnType<typeof readTrailSearch>

/** What the address of the results of a run may say. */
export const readRunSearch = readSearch(['line', 'state'], (key, value) =>
  key === 'state' ? (resultStates as readonly string[]).includes(value) : value.length > 0 && value.length <= 80,
)
export type RunSearch = ReturnType<typeof readRunSearch>
