export { progressDone, progressLine } from './progress.ts'
