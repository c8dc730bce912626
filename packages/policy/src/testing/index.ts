export * from './students.ts'
export * from './twins.ts'
export * from './node-case.ts'
export { onDuckDb } from './on-duckdb.ts'
