import { movedWays, resultStageWords } from '@yingjin/domain/leads'
import { readSearch } from '../../shared/list-page/list-search.ts'

const isPack = (value: string): boolean => /^[a-z0-9][a-z0-9-]{1,60}$/.test(value)

/** What the address of a comparison may say: the other pack. */
export const readPackCompareSearch = readSearch(['other'], (_, value) => isPack(value))

const simulateChecks = {
  term: (value: string) => /^\d{4}-(autumn|spring)$/.test(value),
  run: (value: string) => /^[0-9a-f]{16}$/.test(value),
  job: (value: string) => /^[1-9]\d{0,9}$/.test(value),
  simulation: (value: string) => /^[1-9]\d{0,17}$/.test(value),
  alternative: (value: string) => /^[1-8]$/.test(value),
} as const

/** What the address of a simulation may say: for which term and over which run is written; the job that was begun; or the simulation that is shown, with one alternative in full. */
export const readSimulateSearch = readSearch(['term', 'run', 'job', 'simulation', 'alternative'], (key, value) => simulateChecks[key](value))

/** What the address of the list of simulations may say. */
export const readSimulationsSearch = readSearch(['term'], (_, value) => simulateChecks.term(value))
export type SimulationsSearch = ReturnType<typeof readSimulationsSearch>

const childrenChecks = {
  simulation: simulateChecks.simulation,
  alternative: simulateChecks.alternative,
  moved: (value: string) => (movedWays as readonly string[]).includes(value),
  line: (value: string) => value.length <= 80,
  stage: (value: string) => value === 'none' || Object.hasOwn(resultStageWords, value),
} as const

/** What the address of the children behind a count of a simulation may say: which count it is. */
export const readSimulatedChildrenSearch = readSearch(['simulation', 'alternative', 'moved', 'line', 'stage'], (key, value) => childrenChecks[key](value))
export type SimulatedChildrenSearch = ReturnType<typeof readSimulatedChildrenSearch>
