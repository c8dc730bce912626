import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { openKindIds } from './lead-kind.ts'
import { presences } from './lead-state.ts'

const plainDate = z.iso.date()
const named = z.object({ term: z.string(), word: z.string() })

/**
 * The term whose numbers the office shows, said beside every page: that of the newest published run, with its reference
 * date; and the term it is today in the county, by the county's clock. No run yet: only today's.
 */
export const termAtHand = contract({
  name: 'leads.term-at-hand',
  kind: 'question',
  title: '当前学期',
  order: z.object({}),
  outcome: z.object({ today: plainDate, current: named, shown: named.extend({ run: z.string(), referenceDate: plainDate }).nullable() }),
  access: { needs: 'account' },
})

const count = z.int32().nonnegative()

/**
 * Of each kind of lead within the reader's reach, how many the newest run found anew, found again, and no longer found:
 * what grew. Each number is the total of the list of leads with that kind and presence.
 */
export const leadGrowth = contract({
  name: 'leads.lead-growth',
  kind: 'question',
  title: '线索增减',
  order: z.object({}),
  outcome: z.object({
    /** Whether a run came before the newest: of the first, nothing grew. */
    hasBefore: z.boolean(),
    kinds: z.array(
      z.object({
        kind: z.enum(openKindIds as readonly [(typeof openKindIds)[number], ...(typeof openKindIds)[number][]]),
        word: z.string(),
        total: count,
        presence: z.record(z.enum(presences), count),
      }),
    ),
  }),
  access: needsReach('leads', 'rows'),
})
