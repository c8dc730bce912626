import { readSearch } from '../../shared/list-page/list-search.ts'

const isPack = (value: string): boolean => /^[a-z0-9][a-z0-9-]{1,60}$/.test(value)

/** What the address of a comparison may say: the other pack. */
export const readPackCompareSearch = readSearch(['other'], (_, value) => isPack(value))

const simulateChecks = {
  term: (value: string) => /^\d{4}-(autumn|spring)$/.test(value),
  job: (value: string) => /^[1-9]\d{0,9}$/.test(value),
  alternative: (value: string) => /^[1-8]$/.test(value),
} as const

/** What the address of a simulation may say: whose term is written for, or the job that was begun and which alternative is shown in full. */
export const readSimulateSearch = readSearch(['term', 'job', 'alternative'], (key, value) => simulateChecks[key](value))
