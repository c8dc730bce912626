import { leadCases } from './lead-cases.ts'
import { publishRun } from './publish-run.ts'
import { resultCases } from './result-cases.ts'

export { leadCases, publishRun, resultCases }
export type { KeptRun } from './kept-run.ts'
export { type ImportStep, publishKeptRun, type Published } from './publish-kept-run.ts'
export { type PublishPoint, publishPoints } from './publish-run.ts'
export { digestsOfKept, type RunTable, runTables, type TableDigest } from './run-digest.ts'
export const useCases = [...Object.values(leadCases), publishRun(), ...Object.values(resultCases)] as const
