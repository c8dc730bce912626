import { createHash } from 'node:crypto'
import {
  dropRun,
  type LeadsProblem,
  listReviewedChanges,
  type ResultChange,
  resultChangeWords,
  type ResultState,
  resultStateWords,
  showRunReview,
  takeReviewedChanges,
  takeRunWorkbook,
} from '@yingjin/domain/leads'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { orderCase, questionCase, type QuestionScene, takeListCase } from '../access/index.ts'
import { mediaTypes } from '../platform/content/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import { namedChildren } from '../registry/index.ts'
import type { KeptWorkbooks } from './kept-workbooks.ts'
import { fieldsOfKeptRun, lastWithResults, notWholeCounty } from './publish-run.ts'
import { requireListedReview, requireReview, reviewedCondition, reviewOf } from './required-review.ts'
import { reviewedDecisionCases } from './reviewed-decision-cases.ts'
import { countReviewedDecisions } from './reviewed-decisions.ts'
import { runOnPaper } from './run-on-paper.ts'
import { ask } from './statement.ts'
import { count, money, text } from './taken-columns.ts'
import { gapInWords } from './waiting-cases.ts'

const isPublished = async (tx: Tx, division: string, run: string): Promise<boolean> =>
  (await ask(tx, `select from leads.run where division = $1 and run = $2`, division, run)).length > 0

const noWorkbooks: KeptWorkbooks = { names: () => [], open: () => Promise.resolve('这台服务器上没有保存运行。') }
const fenOf = (amount: bigint | null): string | null => (amount === null ? null : String(amount))

type ChangeRow = Readonly<{
  person_id: bigint
  line: string
  change: ResultChange
  then_state: ResultState | null
  then_fen: bigint | null
  now_state: ResultState | null
  now_fen: bigint | null
}>

const partOfReviewed = async ({ run, change, line, after, limit }: z.output<typeof listReviewedChanges.order>, scene: QuestionScene) => {
  const review = await requireListedReview(scene, run)
  if (!review.ok) return review
  const { tx, actor } = scene
  const where = `division = $1 and review_id = $2 and ($3::text is null or change = $3) and ($4::text is null or line = $4)`
  const asked = [actor.division, review.value.review_id, change ?? null, line ?? null]
  const [counted] = await ask<{ n: number }>(tx, `select count(*)::int as n from leads.reviewed_change where ${where}`, ...asked)
  const slash = after?.indexOf('/') ?? -1
  const rows = await ask<ChangeRow>(
    tx,
    `select person_id, line, change, then_state, then_fen, now_state, now_fen from leads.reviewed_change
     where ${where} and ($5::bigint is null or (person_id, line) > ($5, $6)) order by person_id, line limit $7`,
    ...asked,
    after === undefined ? null : after.slice(0, slash),
    after === undefined ? null : after.slice(slash + 1),
    limit + 1,
  )
  const page = rows.slice(0, limit)
  const children = await namedChildren(
    tx,
    actor.division,
    page.map(({ person_id }) => person_id),
  )
  const last = page.at(-1)
  return done({
    total: counted?.n ?? 0,
    changes: page.map(row => ({
      personId: String(row.person_id),
      child: children.get(row.person_id) ?? null,
      line: row.line,
      title: review.value.titles?.[row.line] ?? row.line,
      change: row.change,
      was: row.then_state === null ? null : { state: row.then_state, amountFen: fenOf(row.then_fen) },
      is: row.now_state === null ? null : { state: row.now_state, amountFen: fenOf(row.now_fen) },
    })),
    next: rows.length > limit && last !== undefined ? `${last.person_id}/${last.line}` : null,
  })
}

type TakenChange = z.input<typeof listReviewedChanges.outcome>['changes'][number]
const takenColumns: readonly WorkbookColumn<TakenChange>[] = [
  count('序号', 4, (_, index) => index + 1),
  text('姓名', 6, ({ child }) => child?.name ?? null),
  text('学校', 13, ({ child }) => child?.school ?? null),
  text('班级', 8, ({ child }) => child?.className ?? null),
  text('资助项目', 14, ({ title }) => title),
  text('差异', 6, ({ change }) => resultChangeWords[change]),
  text('已发布的结果', 8, ({ was }) => (was === null ? null : resultStateWords[was.state])),
  money('已发布的金额（元）', 9, ({ was }) => was?.amountFen ?? null),
  text('待发布的结果', 8, ({ is }) => (is === null ? null : resultStateWords[is.state])),
  money('待发布的金额（元）', 9, ({ is }) => is?.amountFen ?? null),
]

/** A run before it is published: looked at, its differences listed and taken along, its workbooks opened, and dropped. */
export const reviewCases = (workbooks: KeptWorkbooks = noWorkbooks) => ({
  show: questionCase(showRunReview, async ({ run }, { tx, actor: { division } }): Promise<Result<z.input<typeof showRunReview.outcome>, LeadsProblem>> => {
    const narrow = await notWholeCounty(tx, division, fieldsOfKeptRun)
    if (narrow !== null) return refused(narrow)
    const published = await isPublished(tx, division, run)
    const row = await reviewOf(tx, division, run)
    if (row === undefined) return done({ run, published, review: null, workbooks: [] })
    const changes = await ask<{ line: string; change: ResultChange; results: number }>(
      tx,
      `select line, change, count(*)::int as results from leads.reviewed_change where division = $1 and review_id = $2 group by 1, 2 order by 1, 2`,
      division,
      row.review_id,
    )
    const last = await lastWithResults(tx, division)
    const [before] = await ask<{ run: string }>(tx, `select run from leads.run where division = $1 and run_id = $2`, division, row.before_run_id)
    const names = await ask<{ name: string }>(tx, `select name from leads.droppers($1) where account_id = $2`, division, row.dropped_by)
    return done({
      run,
      published,
      review: {
        term: row.term,
        referenceDate: row.reference_date,
        madeAt: row.made_at,
        comparedRun: before?.run ?? null,
        outdated: !published && (last?.run_id ?? null) !== row.before_run_id,
        listed: row.listed,
        counts: row.counts,
        changes: changes.map(each => ({ ...each, title: row.titles?.[each.line] ?? each.line })),
        decisions: row.listed ? await countReviewedDecisions(tx, division, row) : null,
        told: { ...row.told, gaps: row.told.gaps.map(gap => gapInWords(gap, row.told.rosters)) },
        dropped: row.dropped_at === null ? null : { at: row.dropped_at, by: names[0]?.name ?? null, says: row.dropped_says ?? '' },
      },
      workbooks: [...workbooks.names({ division, term: row.term, run })],
    })
  }),
  changes: questionCase(listReviewedChanges, partOfReviewed),
  takeChanges: takeListCase(takeReviewedChanges, {
    title: '待发布的运行与上次的差异',
    columns: takenColumns,
    part: async (order, after, limit, scene) => {
      const part = await partOfReviewed({ ...order, after, limit }, scene)
      return part.ok ? done({ total: part.value.total, rows: part.value.changes, next: part.value.next }) : part
    },
    conditions: async ({ run, change, line }, { tx, actor: { division } }) => {
      const review = await reviewOf(tx, division, run)
      return [
        ...reviewedCondition(review, run),
        ...(change === undefined ? [] : [`差异：${resultChangeWords[change]}`]),
        ...(line === undefined ? [] : [`资助项目：${review?.titles?.[line] ?? line}`]),
      ]
    },
  }),
  ...reviewedDecisionCases,
  takeWorkbook: questionCase(takeRunWorkbook, async ({ run, name }, scene): Promise<Result<z.input<typeof takeRunWorkbook.outcome>, LeadsProblem>> => {
    const review = await requireReview(scene, run)
    if (!review.ok) return review
    const bytes = await workbooks.open({ division: scene.actor.division, term: review.value.term, run }, name)
    if (typeof bytes === 'string') return refused(problem('leads/no-workbook', { name, why: bytes }))
    return done({
      as: 'workbook',
      name,
      mediaType: mediaTypes.xlsx,
      bytes,
      rows: 0,
      digest: createHash('sha256').update(bytes).digest('hex'),
      conditions: [`运行：${runOnPaper({ ...review.value, run })}`],
      persons: [],
    })
  }),
  drop: orderCase(dropRun, async ({ run, says }, scene): Promise<Result<{ run: string }, LeadsProblem>> => {
    const { tx, actor, act } = scene
    const review = await requireReview(scene, run)
    if (!review.ok) return review
    if (await isPublished(tx, actor.division, run)) return refused(problem('leads/run-published', { run }))
    if (review.value.dropped_says !== null) return refused(problem('leads/run-dropped', { run, says: review.value.dropped_says }))
    await ask(
      tx,
      `update leads.run_review set dropped_act = $3, dropped_at = clock_timestamp(), dropped_by = $4, dropped_says = $5 where division = $1 and review_id = $2`,
      actor.division,
      review.value.review_id,
      act,
      actor.accountId,
      says,
    )
    return done({ run })
  }),
})
