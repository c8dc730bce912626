import { sql } from 'kysely'
import type pg from 'pg'
import { asActorReading } from '../platform/postgres/index.ts'

/** The user of the login library whose session this is, while its account is open; null for everybody else. */
export const whoIs = (pool: pg.Pool, token: string): Promise<string | null> =>
  asActorReading(
    pool,
    `login:${token}`,
    async tx =>
      (
        await sql<{ login_id: string | null }>`
          select c.login_id from access.actor() a join access.account c on c.division = a.division and c.account_id = a.account_id`.execute(tx)
      ).rows[0]?.login_id ?? null,
  )
