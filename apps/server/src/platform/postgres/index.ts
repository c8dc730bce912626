export {
  type Acting,
  asActor,
  asActorLooking,
  asActorReading,
  asOwner,
  isLostConnection,
  type Limits,
  openPool,
  planAnew,
  type PoolOptions,
  type Tx,
} from './acting.ts'
export { copyOut, copyRows } from './copied-rows.ts'
export type { Database, Tables, Views } from './database.ts'
export type { EmbeddedOptions } from './embedded.ts'
export { type Applied, appliedIn, migrate, type Migration, migrationsFolder, readMigrations, remaining } from './migrate.ts'
export { connected, openPostgres, type OpenOptions, type Postgres } from './open-postgres.ts'
export { mayHoldRecords, type PostgresPlace, placeOf } from './place.ts'
export { type PostgresProblem, postgresWording, wordPostgres } from './postgres-problem.ts'
export { printTypes } from './print-types.ts'
export { loginRole, officeRole, ownerRole } from './roles.ts'
export { tables, type TableKind } from './tables.ts'
export { instant, valueTypes } from './values.ts'
