import { askedStates, decisionEffects, leadChanges, loanWays, openKindIds, questionMatterIds, resultChanges, resultStages } from '@yingjin/domain/leads'
import { readSearch } from '../../shared/list-page/list-search.ts'

const none = 'none'
const isRecord = (value: string): boolean => /^\d{1,18}$/.test(value)
const isTownship = (value: string): boolean => /^\d{9}$/.test(value)
const isLine = (value: string): boolean => value.length <= 80
const among =
  (values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value)

type Check = (value: string) => boolean
const reading = <const Keys extends readonly string[]>(keys: Keys, checks: Readonly<Record<Keys[number], Check>>) =>
  readSearch(keys, (key, value) => checks[key](value))

/** What the address of the list of results may say. */
export const readResultSearch = reading(['line', 'state', 'loans', 'stage', 'schoolId', 'township', 'runId'], {
  line: isLine,
  state: among(askedStates),
  loans: among(loanWays),
  stage: among([...resultStages, none]),
  schoolId: value => value === none || isRecord(value),
  township: value => value === none || isTownship(value),
  runId: isRecord,
})
export type ResultSearch = ReturnType<typeof readResultSearch>

export const countBys = ['school', 'stage', 'township', 'division'] as const
export const readTotalsSearch = reading(['by', 'runId'], { by: among(countBys), runId: isRecord })
export type TotalsSearch = ReturnType<typeof readTotalsSearch>

export const readChangeSearch = reading(['change', 'line', 'schoolId', 'runId'], {
  change: among(resultChanges),
  line: isLine,
  schoolId: isRecord,
  runId: isRecord,
})
export type ChangeSearch = ReturnType<typeof readChangeSearch>

export const readLeadChangeSearch = reading(['change', 'kind', 'runId'], { change: among(leadChanges), kind: among(openKindIds), runId: isRecord })
export type LeadChangeSearch = ReturnType<typeof readLeadChangeSearch>

export const readUnsettledSearch = reading(['runId'], { runId: isRecord })
export type UnsettledSearch = ReturnType<typeof readUnsettledSearch>

/** A run, and one aid of the child where only that is wanted. */
export const readExplanationSearch = reading(['line', 'runId'], { line: isLine, runId: isRecord })
export type ExplanationSearch = ReturnType<typeof readExplanationSearch>

export const readRunsSearch = readSearch([], () => false)

/** The job that runs, so that whoever comes back finds it. */
export const readStartSearch = reading(['job'], { job: isRecord })

const isRun = (value: string): boolean => /^[\w-]{1,80}$/.test(value)
/** A run before it is published, and the job that publishes it. */
export const readReviewSearch = reading(['run', 'publish'], { run: isRun, publish: isRecord })

/** Which differences of a run before it is published. */
export const readReviewedSearch = reading(['run', 'change', 'line'], { run: isRun, change: among(resultChanges), line: isLine })
export type ReviewedSearch = ReturnType<typeof readReviewedSearch>

/** Which of the decisions that it took along. */
export const readDecidedSearch = reading(['run', 'matter', 'effect'], { run: isRun, matter: among(questionMatterIds), effect: among(decisionEffects) })
export type DecidedSearch = ReturnType<typeof readDecidedSearch>

/** Which children wait, by school and class and by what is lacking. */
export const readWaitingSearch = reading(['schoolId', 'classId', 'key', 'runId'], {
  schoolId: value => value === none || isRecord(value),
  classId: isRecord,
  key: value => /^[\w:.-]{1,80}$/.test(value),
  runId: isRecord,
})
export type WaitingSearch = ReturnType<typeof readWaitingSearch>
