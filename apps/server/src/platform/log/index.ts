export { type Log, openLog, withoutNumbers } from './log.ts'
