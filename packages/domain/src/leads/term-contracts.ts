import { z } from 'zod'
import { contract } from '../access/index.ts'

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
