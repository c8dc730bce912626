export * from './findings.ts'
export { prove } from './prove.ts'
export { proveDocuments } from './documents.ts'
export type { Witness } from './witness.ts'
