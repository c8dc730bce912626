export { atRest } from './at-rest.ts'
