import { CompiledQuery } from 'kysely'
import type { Tx } from '../platform/postgres/index.ts'

/** A statement written out, with its values beside it. */
export const ask = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
  (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows
