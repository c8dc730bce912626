export { actOnBehalfOf, type Beside, type GivenFile, office, openEvents, send, whenLoggedOut } from './ask.ts'
export { lineIsUp, watchLine } from './line.ts'
export { type Problem, problemOf, Refused } from './problem.ts'
