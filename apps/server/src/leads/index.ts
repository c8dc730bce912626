import type { UseCase } from '../access/index.ts'
import { evidenceCases, type LeadsParts } from './evidence-cases.ts'
import { leadCases } from './lead-cases.ts'
import { publishRun } from './publish-run.ts'
import { resultCases } from './result-cases.ts'

export { evidenceCases, leadCases, type LeadsParts, publishRun, resultCases }
export type { KeptRun } from './kept-run.ts'
export { type ImportStep, publishKeptRun, type Published } from './publish-kept-run.ts'
export { type PublishPoint, publishPoints } from './publish-run.ts'
export { digestsOfKept, type RunTable, runTables, type TableDigest } from './run-digest.ts'

/** Everything leads do, for the doors; files come and go by `files`. */
export const useCases = (parts: LeadsParts): readonly UseCase[] =>
  [...Object.values(leadCases), publishRun(), ...Object.values(resultCases), evidenceCases(parts).destroy] as unknown as readonly UseCase[]
