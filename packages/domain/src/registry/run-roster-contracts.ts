import { z } from 'zod'
import { contract, needsReach, termCode } from '../access/index.ts'
import { recordId } from './import-contracts.ts'
import { runRosterStandings } from './run-roster.ts'

const count = z.int32().nonnegative()
const day = z.string().nullable()

/** What a run of a term takes of what was received: of each source the newest list, what it takes the place of, and what is missing. */
export const listRunRosters = contract({
  name: 'registry.list-run-rosters',
  kind: 'question',
  title: '核定运行要用的名册',
  order: z.object({ term: termCode }),
  outcome: z.object({
    term: z.string(),
    lists: z.array(
      z.object({
        /** By which a run is told to take it. */
        key: z.string(),
        snapshot: z.string().nullable(),
        roster: z.string(),
        rosterName: z.string(),
        sender: z.string(),
        file: z.string().nullable(),
        asOf: day,
        rows: count,
        importId: recordId.nullable(),
        standing: z.enum(runRosterStandings),
        /** The list that takes its place. */
        replacedBy: z.string().nullable(),
      }),
    ),
    /** Kinds the policy of the county asks for of which nothing was received. */
    missing: z.array(z.object({ roster: z.string(), rosterName: z.string(), sender: z.string() })),
    /** Read, and not taken in yet: no run takes them. */
    waiting: z.array(z.object({ deliveryId: recordId, name: z.string(), rosterName: z.string() })),
  }),
  access: needsReach('imports', 'write'),
})
