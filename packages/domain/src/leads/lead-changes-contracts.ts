import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { openKindIds } from './lead-kind.ts'
import { leadChanges, leadStates, presences } from './lead-state.ts'
import { namedChild } from './named-child.ts'

const count = z.int32().nonnegative()
const kind = z.enum(openKindIds as readonly [(typeof openKindIds)[number], ...(typeof openKindIds)[number][]])
const change = z.enum(leadChanges)
const ofRun = { runId: recordId.nullable(), run: z.string().nullable(), comparedWith: recordId.nullable(), comparedRun: z.string().nullable() }

/** What a run, the newest where none is named, said of leads within the reader's reach: each number is the total of the list of those. */
export const countLeadChanges = contract({
  name: 'leads.count-lead-changes',
  kind: 'question',
  title: '线索与上次运行的差异数目',
  order: z.object({ runId: recordId.optional() }),
  outcome: z.object({ ...ofRun, counts: z.array(z.object({ kind, word: z.string(), change, leads: count })) }),
  access: needsReach('leads', 'rows'),
})

export const listLeadChanges = contract({
  name: 'leads.list-lead-changes',
  kind: 'question',
  title: '线索与上次运行的差异',
  order: z.object({
    runId: recordId.optional(),
    kind: kind.optional(),
    change: change.optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    ...ofRun,
    total: count,
    leads: z.array(
      z.object({
        leadId: recordId,
        kind,
        word: z.string(),
        /** What that run said of it. */
        change,
        /** How it stands today, whatever run is looked at. */
        state: z.enum(leadStates),
        presence: z.enum(presences),
        personId: recordId,
        child: namedChild,
        ownerName: z.string().nullable(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('leads', 'rows'),
})
