import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { plainDate, recordId } from './import-contracts.ts'

/**
 * 办公库快照: everything the office knows of its persons, taken along as one for the runs to come; as true on a day and as
 * known on an act. It holds whole numbers, so it is asked for by who may see them all over the county, and told in the trail.
 */
export const takeOfficeSnapshot = contract({
  name: 'registry.take-office-snapshot',
  kind: 'question',
  title: '导出办公库快照',
  trail: 'export',
  order: z.object({
    /** The day on which facts are true that hold for a time; today where it is not said. */
    on: plainDate.optional(),
    /** Up to and with this act; up to the newest behind which none is still running, where it is not said. */
    asKnownOn: recordId.optional(),
  }),
  outcome: z.object({
    on: plainDate,
    act: recordId,
    tables: z.array(z.object({ table: z.string(), digest: z.string().regex(/^[0-9a-f]{64}$/) })),
  }),
  access: needsReach('identity', 'rows'),
})
