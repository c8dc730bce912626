export { endOf, type JobEnd } from './job-ends.tsx'
export { JobProgress, type JobProgressParts, jobShapes } from './job-progress.tsx'
export { countWord, type JobStep } from './steps.ts'
export { resumeJob, startJob, useJob } from './use-job.ts'
