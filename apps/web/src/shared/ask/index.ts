export { actOnBehalfOf, type Beside, office, send, whenLoggedOut } from './ask.ts'
export { type Problem, problemOf, Refused } from './problem.ts'
