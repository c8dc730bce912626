import { z } from 'zod'
import { contract, inWords, needsReach } from '../access/index.ts'
import { recordId } from './import-contracts.ts'

const count = z.int32().nonnegative()
const reason = inWords(z.string().trim().min(2, '请写明原因').max(200, '请写得短些'))
const version = z.int32()

/** Two records are one person: an event; the facts of both are read together, and a split takes it back. */
export const mergePersons = contract({
  name: 'registry.merge-persons',
  kind: 'order',
  title: '合并人员',
  order: z.object({ personId: recordId, otherPersonId: recordId, version, reason }),
  outcome: z.object({ personId: recordId }),
  access: needsReach('persons', 'write'),
})

export const splitPerson = contract({
  name: 'registry.split-person',
  kind: 'order',
  title: '拆分人员',
  order: z.object({ personId: recordId, version, reason }),
  outcome: z.object({ personId: recordId }),
  access: needsReach('persons', 'write'),
})

/** What merging two records would do, and whether one person may do it alone. */
export const showMerge = contract({
  name: 'registry.show-merge',
  kind: 'question',
  title: '合并的后果',
  order: z.object({ personId: recordId, otherPersonId: recordId }),
  outcome: z.object({
    /** Of the record that goes into the other. */
    version,
    /** What both say of who they are and say differently: then one asks, and another confirms. */
    differs: z.array(z.string()),
    /** What stands of the record that goes into the other. */
    facts: count,
    /** Records that were merged into it before, and go with it. */
    joined: count,
  }),
  access: needsReach('persons', 'write'),
})

/** Every merge and split of a record, the newest first; one that stands may be split. */
export const listMerges = contract({
  name: 'registry.list-merges',
  kind: 'question',
  title: '合并和拆分记录',
  order: z.object({ personId: recordId }),
  outcome: z.object({
    events: z.array(
      z.object({
        eventId: recordId,
        kind: z.enum(['merge', 'split']),
        personId: recordId,
        name: z.string(),
        otherPersonId: recordId,
        otherName: z.string(),
        reason: z.string(),
        at: z.string(),
        by: z.string().nullable(),
        /** Whether the two are one because of it. */
        stands: z.boolean(),
      }),
    ),
  }),
  access: needsReach('persons', 'rows'),
})

/** What splitting a record off again would do. */
export const showSplit = contract({
  name: 'registry.show-split',
  kind: 'question',
  title: '拆分的后果',
  order: z.object({ personId: recordId }),
  outcome: z.object({
    name: z.string(),
    version,
    mergedInto: recordId,
    mergedIntoName: z.string(),
    /** What stands under the record itself, and what later rosters said of it under the other and it gets back. */
    own: count,
    givenBack: count,
  }),
  access: needsReach('persons', 'write'),
})
