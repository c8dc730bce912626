export { actOnBehalfOf, type Beside, type GivenFile, office, type OnSent, openEvents, send, sendFile, whenLoggedOut } from './ask.ts'
export { lineIsUp, watchLine } from './line.ts'
export { type Problem, problemOf, Refused } from './problem.ts'
