export { askers, type AskerName, aServedCounty, type ServedCounty } from './api/served-county.ts'
