import { z } from 'zod'
import { contract, inWords, needsReach, shortDigestLength, takeList, takenList } from '../access/index.ts'
import { recordId } from '../registry/index.ts'
import { decisionEffects } from './decision-effect.ts'
import { publishRun } from './leads-contracts.ts'
import { namedChild } from './named-child.ts'
import { questionMatterIds } from './question.ts'
import { resultChanges, resultStates } from './result.ts'
import { runCounts } from './results-contracts.ts'
import { gap } from './waiting-contracts.ts'

const count = z.int32().nonnegative()
const fen = z.string().regex(/^\d+$/)
const line = z.string().min(1).max(80)
const run = z.string().min(1).max(80)
const cursor = z.string().regex(/^\d{1,18}\/.{1,80}$/, '应为上一页给出的位置')
const access = needsReach('results', 'write')

/** What a run says of itself in sums and words that name no child: it is kept with the look at it. */
export const toldOfRun = z.object({
  persons: count,
  /** Rows of its rosters that it did not take, because the office said so. */
  setAside: count,
  /** By aid and school as the run knows them; no school: on no roll of the county. */
  totals: z.array(z.object({ line, title: z.string(), school: z.string().nullable(), state: z.enum(resultStates), children: count, fen, loan: z.boolean() })),
  /** Children who wait for a fact that is asked of each of them, and why it is missing. */
  waits: z.array(z.object({ asks: z.string(), cause: z.string(), children: count })),
  /** Children who wait for a fact that nobody is asked for, since no roster that came says it. */
  gaps: z.array(z.object({ fact: z.string(), children: count })),
  rosters: z.array(z.object({ name: z.string(), of: z.string().nullable(), asOf: z.string().nullable(), rowsRead: count, rowsRefused: count })),
})
export type ToldOfRun = z.output<typeof toldOfRun>

/** Holds a kept run against the last published one, before anybody else sees it; nothing is published. */
export const reviewRun = contract({
  name: 'leads.review-run',
  kind: 'order',
  title: '对照待发布的运行',
  order: publishRun.order.omit({ leads: true }),
  outcome: z.object({ reviewId: recordId }),
  access,
})

const counts = runCounts.pick({ leads: true, results: true, changes: true }).extend({ unsettled: count })
export type ReviewCounts = z.output<typeof counts>
const changeCount = z.object({ line, title: z.string(), change: z.enum(resultChanges), results: count })

/** What would be published, for whoever may publish it; null where nobody has held it against the last one yet. */
export const showRunReview = contract({
  name: 'leads.show-run-review',
  kind: 'question',
  title: '看待发布的运行',
  order: z.object({ run }),
  outcome: z.object({
    run,
    published: z.boolean(),
    review: z
      .object({
        term: z.string(),
        referenceDate: z.string(),
        madeAt: z.string(),
        /** The published run it was held against, and whether that is still the newest. */
        comparedRun: z.string().nullable(),
        outdated: z.boolean(),
        /** Its differences and decisions are kept until the next look at the term; false where they are gone, which is not that there are none. */
        listed: z.boolean(),
        counts,
        changes: z.array(changeCount),
        /** What persons decided since the run it was held against, by what came of it; null where the run knew nothing of the office. */
        decisions: z
          .object({
            taken: z.array(z.object({ matter: z.enum(questionMatterIds), effect: z.enum(decisionEffects), decisions: count })),
            /** Decided after the run began: the next one takes them along. */
            later: count,
          })
          .nullable(),
        told: toldOfRun.extend({ gaps: z.array(gap) }),
        dropped: z.object({ at: z.string(), by: z.string().nullable(), says: z.string() }).nullable(),
      })
      .nullable(),
    /** Its workbooks, by name; none where this server does not keep them. */
    workbooks: z.array(z.string()),
  }),
  access,
})

const side = z.object({ state: z.enum(resultStates), amountFen: fen.nullable() }).nullable()

export const listReviewedChanges = contract({
  name: 'leads.list-reviewed-changes',
  kind: 'question',
  title: '待发布的运行与上次的差异',
  order: z.object({
    run,
    change: z.enum(resultChanges).optional(),
    line: line.optional(),
    after: cursor.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    total: count,
    changes: z.array(z.object({ personId: recordId, child: namedChild, line, title: z.string(), change: z.enum(resultChanges), was: side, is: side })),
    next: cursor.nullable(),
  }),
  access,
})

export const takeReviewedChanges = takeList({
  name: 'leads.take-reviewed-changes',
  title: '导出待发布的运行与上次的差异',
  order: listReviewedChanges.order.omit({ after: true, limit: true }),
  access,
})

/** The decisions that a run took along for the first time, each with whether it was used and whether the child's results differ. */
export const listReviewedDecisions = contract({
  name: 'leads.list-reviewed-decisions',
  kind: 'question',
  title: '待发布的运行带上的决定',
  order: z.object({
    run,
    matter: z.enum(questionMatterIds).optional(),
    effect: z.enum(decisionEffects).optional(),
    after: recordId.optional(),
    limit: z.int32().min(1).max(200).default(50),
  }),
  outcome: z.object({
    total: count,
    decisions: z.array(
      z.object({
        questionId: recordId,
        personId: recordId,
        child: namedChild,
        matter: z.enum(questionMatterIds),
        asked: z.string(),
        /** The aid it is about, where it is about one. */
        title: z.string().nullable(),
        answer: z.string(),
        effect: z.enum(decisionEffects),
      }),
    ),
    next: recordId.nullable(),
  }),
  access,
})

export const takeReviewedDecisions = takeList({
  name: 'leads.take-reviewed-decisions',
  title: '导出待发布的运行带上的决定',
  order: listReviewedDecisions.order.omit({ after: true, limit: true }),
  access,
})

/** A run that is not to be published, and why: it stays kept, and nothing of it is shown to anybody else. */
export const dropRun = contract({
  name: 'leads.drop-run',
  kind: 'order',
  title: '放弃待发布的运行',
  order: z.object({ run, says: inWords(z.string().trim().min(1, '请写明为什么放弃').max(500, '最多500字')) }),
  outcome: z.object({ run }),
  access,
})

/** A workbook of a run, opened for whoever may publish it. */
export const takeRunWorkbook = contract({
  name: 'leads.take-run-workbook',
  kind: 'question',
  title: '取出运行的工作簿',
  order: z.object({ run, name: z.string().min(1).max(120) }),
  outcome: takenList,
  access,
  trail: 'export',
  tells: ({ name, digest }) => `取出工作簿“${name}”；摘要 ${digest.slice(0, shortDigestLength)}`,
})
