export { aCounty, type County } from './a-county.ts'
