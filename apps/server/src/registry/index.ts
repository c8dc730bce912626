export type { AtPoint, ImportPoint } from './commit-import.ts'
export { importCases, type RegistryParts } from './import-cases.ts'
