import { z } from 'zod'
import { contract, needsReach } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { namedChild } from './named-child.ts'
import { questionStates } from './question.ts'
import { orNone } from './results-contracts.ts'

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

const key = z.string().min(1).max(80)

/** The children behind the number that wait for a fact: for which, from whom it is to come, and since when. */
export const listWaitingChildren = contract({
  name: 'leads.list-waiting-children',
  kind: 'question',
  title: '待补信息的学生清单',
  order: z.object({
    runId: recordId.optional(),
    schoolId: orNone(/^(none|[1-9]\d{0,17})$/, '应为记录编号，或 none').optional(),
    classId: recordId.optional(),
    /** The fact that is lacking, or facts that are asked together. */
    key: key.optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    runId: recordId.nullable(),
    total: count,
    /** What children of this run wait for, to choose among; null for whoever may not see categories of difficulty. */
    facts: z.array(z.object({ key, word: z.string() })).nullable(),
    /** Of the school that is asked for, the classes in which somebody waits. */
    classes: z.array(z.object({ classId: recordId, name: z.string() })),
    children: z.array(
      z.object({
        /** Of which person of the run; it names nobody. */
        no: recordId,
        personId: recordId.nullable(),
        name: z.string().nullable(),
        child: namedChild,
        results: count,
        /** When the first of the runs was published that have all found something lacking since. */
        since: z.iso.date().nullable(),
        /** Null for whoever may not see categories of difficulty. */
        waits: z
          .array(
            z.object({
              key,
              word: z.string(),
              questionId: recordId.nullable(),
              state: z.enum(questionStates).nullable(),
              ownerName: z.string().nullable(),
              rosters: z.array(z.string()),
              forEverybody: z.boolean(),
            }),
          )
          .nullable(),
      }),
    ),
    next: recordId.nullable(),
  }),
  access: needsReach('results', 'rows'),
})
