import type { LeadsProblem, ReviewCounts, ToldOfRun } from '@yingjin/domain/leads'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import type { QuestionScene } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { fieldsOfKeptRun, notWholeCounty } from './publish-run.ts'
import { runOnPaper } from './run-on-paper.ts'
import { ask } from './statement.ts'

export type ReviewRow = Readonly<{
  review_id: bigint
  term: string
  reference_date: string
  made_at: string
  before_run_id: bigint | null
  /** The act up to which the run knew the office. */
  office_act: bigint | null
  counts: ReviewCounts
  /** Whether its rows are kept still: those of an earlier look at a term go with the next one. */
  listed: boolean
  titles: Readonly<Record<string, string>> | null
  told: ToldOfRun
  dropped_at: string | null
  dropped_by: bigint | null
  dropped_says: string | null
}>

/** The newest look at a run; none where nobody looked at it. */
export const reviewOf = async (tx: Tx, division: string, run: string): Promise<ReviewRow | undefined> => {
  const [row] = await ask<ReviewRow>(
    tx,
    `select review_id, term, reference_date, made_at::text as made_at, before_run_id, office_act, counts, titles, told, dropped_at::text as dropped_at, dropped_by, dropped_says,
       not exists (select from leads.run_review later where later.division = r.division and later.term = r.term and later.review_id > r.review_id) as listed
     from leads.run_review r where division = $1 and run = $2 order by review_id desc limit 1`,
    division,
    run,
  )
  return row
}

/** Who may publish a run of the whole county looks at it; everybody else is turned away. */
export const requireReview = async ({ tx, actor: { division } }: QuestionScene, run: string): Promise<Result<ReviewRow, LeadsProblem>> => {
  const narrow = await notWholeCounty(tx, division, fieldsOfKeptRun)
  if (narrow !== null) return refused(narrow)
  const review = await reviewOf(tx, division, run)
  return review === undefined ? refused(problem('leads/not-reviewed', { run })) : done(review)
}

/** The same, of a look whose rows are listed: of another nobody is told that there are none. */
export const requireListedReview = async (scene: QuestionScene, run: string): Promise<Result<ReviewRow, LeadsProblem>> => {
  const review = await requireReview(scene, run)
  return review.ok && !review.value.listed ? refused(problem('leads/look-replaced', {})) : review
}

/** On a paper: which run that is not published yet it is of. */
export const reviewedCondition = (review: ReviewRow | undefined, run: string): readonly string[] =>
  review === undefined ? [] : [`待发布的运行：${runOnPaper({ ...review, run })}`]
