import { CompiledQuery } from 'kysely'
import type { Tx } from '../platform/postgres/index.ts'

/** A statement written out, with its values beside it. */
export const ask = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
  (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows

/** A value of rows as one JSON text; big numbers stand in it as text, which PostgreSQL reads as numbers again. */
export const asJson = (rows: readonly object[]): string => JSON.stringify(rows, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))
