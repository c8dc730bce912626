export { askers, type AskerName, aServedCounty, type ServedCounty } from './api/served-county.ts'
export { aServedDemonstration, type DemonstrationName, type ServedDemonstration } from './demonstration.ts'
export { readWorkbook } from './read-workbook.ts'
export { writeSampleCounty } from '../batch/sample/index.ts'
