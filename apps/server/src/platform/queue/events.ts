import { sql } from 'kysely'
import type { Tx } from '../postgres/index.ts'

/** The events there are, each with the ids that are told beside it; complete with `pgboss.queue` of the schema. */
export type Events = Readonly<{
  /** A piece of long work waits to be carried out. */
  'job-started': Readonly<{ division: string; job: string }>
}>

export type EventName = keyof Events
export const eventNames = ['job-started'] as const satisfies readonly EventName[]

/**
 * Sends an event in the transaction that causes it: committed with it, undone with it. Only ids are told beside it, and
 * the database refuses anything longer. Gives the number of what was sent.
 */
export const send = async <Name extends EventName>(tx: Tx, event: Name, ids: Events[Name]): Promise<string> => {
  const { rows } = await sql<{ sent: string }>`select jobs.send(${event}, ${JSON.stringify(ids)}::jsonb) as sent`.execute(tx)
  return rows[0]?.sent ?? ''
}
