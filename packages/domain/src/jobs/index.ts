export { listInbox } from './inbox-contracts.ts'
export { isOver, type JobMove, jobMoves, jobMoveWords, type JobStatus, jobStatuses, jobStatusWords } from './job-status.ts'
export { cancelJob, type JobRow, listJobs, resumeJob, showJob, type ShownJob, startJob } from './jobs-contracts.ts'
export { type JobsProblem, jobsWording, possibleFor } from './jobs-problem.ts'
