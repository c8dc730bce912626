export { type JobPoint, jobPoints } from './carry-out.ts'
export { type JobKindName, type JobKindParts, jobKinds, wordJobKind } from './job-kinds.ts'
export { type KeptWorker, keepWorker } from './keep-worker.ts'
export { openWorker, type Worker, type WorkerParts } from './worker.ts'
