import type { UseCase } from '../access/index.ts'
import { jobCases, type JobParts } from './job-cases.ts'

export { type Inbox, jobCases, type JobParts, type KeptOutcome, orderPlace, outcomePlace, sealedColumns } from './job-cases.ts'
export type { JobField, JobKind, JobKinds, JobScene } from './job-kind.ts'

/** Everything that is asked about long work, for the doors. */
export const useCases = (parts: JobParts): readonly UseCase[] => Object.values(jobCases(parts)) as unknown as readonly UseCase[]
