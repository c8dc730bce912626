import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'

const count = z.number().int().nonnegative()

/** What lies ready for a run: the folders of rosters in the county's inbox, and the newest kept run of each term. */
export const listInbox = contract({
  name: 'jobs.list-inbox',
  kind: 'question',
  title: '收件夹里的名册',
  order: z.object({}),
  outcome: z.object({
    folders: z.array(z.object({ folder: z.string(), files: count, changedAt: z.string() })),
    /** The newest run of each term, newest term first; whether it is published the leads say. */
    kept: z.array(z.object({ term: z.string(), run: z.string() })),
    /** The term of today. */
    term: z.string(),
  }),
  access: needsReach('results', 'write'),
})
