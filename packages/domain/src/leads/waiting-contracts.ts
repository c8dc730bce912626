import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'

const count = z.int32().nonnegative()

/** A fact that nobody is asked for, in words, with the children who wait and the rosters that would say it. */
export const gap = z.object({ fact: z.string(), children: count, rosters: z.array(z.string()) })

/**
 * What waits for a fact in a published run, within reach: children, results of theirs, questions that are open; and, over the
 * whole county, children who wait for a roster that has not come. Four numbers that are not one another.
 */
export const countWaiting = contract({
  name: 'leads.count-waiting',
  kind: 'question',
  title: '待补信息的学生、项目和问题',
  order: z.object({ runId: recordId.optional() }),
  outcome: z.object({
    runId: recordId.nullable(),
    children: count,
    results: count,
    /** Null for whoever sees no questions, and of an earlier run: questions are of now. */
    questions: count.nullable(),
    gaps: z.array(gap),
  }),
  access: needsReach('results', 'rows'),
})
