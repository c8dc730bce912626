export { type DuckDb, type DuckDbSettings, openDuckDb } from './duckdb.ts'
