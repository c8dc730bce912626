export { type JobEnd } from './job-ends.tsx'
export { JobProgress, type JobProgressParts, jobShapes } from './job-progress.tsx'
export { resumeJob, startJob, useJob } from './use-job.ts'
