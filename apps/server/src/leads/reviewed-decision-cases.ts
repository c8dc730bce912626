import {
  askedOf,
  type DecisionEffect,
  decisionEffectWords,
  type LeadsProblem,
  listReviewedDecisions,
  type QuestionMatter,
  questionMatters,
  takeReviewedDecisions,
} from '@yingjin/domain/leads'
import { done, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { questionCase, type QuestionScene, takeListCase } from '../access/index.ts'
import type { WorkbookColumn } from '../platform/workbook/index.ts'
import { namedChildren } from '../registry/index.ts'
import { requireListedReview, reviewedCondition, reviewOf } from './required-review.ts'
import { ask } from './statement.ts'
import { count, text } from './taken-columns.ts'

type DecisionRow = Readonly<{ question_id: bigint; person_id: bigint; matter: QuestionMatter; key: string; answer: string; effect: DecisionEffect }>
type Part = z.input<typeof listReviewedDecisions.outcome>

const partOfDecisions = async (
  { run, matter, effect, after, limit }: z.output<typeof listReviewedDecisions.order>,
  scene: QuestionScene,
): Promise<Result<Part, LeadsProblem>> => {
  const review = await requireListedReview(scene, run)
  if (!review.ok) return review
  const { tx, actor } = scene
  const from = `leads.reviewed_decision r join leads.question q using (division, question_id) join leads.decision d using (division, decision_id)
     where r.division = $1 and r.review_id = $2 and ($3::text is null or q.matter = $3) and ($4::text is null or r.effect = $4)`
  const asked = [actor.division, review.value.review_id, matter ?? null, effect ?? null]
  const [counted] = await ask<{ n: number }>(tx, `select count(*)::int as n from ${from}`, ...asked)
  const rows = await ask<DecisionRow>(
    tx,
    `select q.question_id, q.person_id, q.matter, q.key, d.answer, r.effect from ${from} and ($5::bigint is null or q.question_id > $5) order by q.question_id limit $6`,
    ...asked,
    after ?? null,
    limit + 1,
  )
  const page = rows.slice(0, limit)
  const children = await namedChildren(
    tx,
    actor.division,
    page.map(({ person_id }) => person_id),
  )
  return done({
    total: counted?.n ?? 0,
    decisions: page.map(row => ({
      questionId: String(row.question_id),
      personId: String(row.person_id),
      child: children.get(row.person_id) ?? null,
      matter: row.matter,
      asked: askedOf(row.matter, row.key),
      title: row.matter === 'discretion' || row.matter === 'amount' ? (review.value.titles?.[row.key] ?? row.key) : null,
      answer: row.answer,
      effect: row.effect,
    })),
    next: rows.length > limit ? String(page.at(-1)?.question_id) : null,
  })
}

const columns: readonly WorkbookColumn<Part['decisions'][number]>[] = [
  count('序号', 4, (_, index) => index + 1),
  text('姓名', 6, ({ child }) => child?.name ?? null),
  text('学校', 13, ({ child }) => child?.school ?? null),
  text('班级', 8, ({ child }) => child?.className ?? null),
  text('问什么', 12, ({ asked }) => asked),
  text('资助项目', 14, ({ title }) => title),
  text('决定', 10, ({ answer }) => answer),
  text('在这次运行里', 10, ({ effect }) => decisionEffectWords[effect]),
]

/** The decisions that a run took along for the first time, listed and taken away, for whoever may publish it. */
export const reviewedDecisionCases = {
  decisions: questionCase(listReviewedDecisions, partOfDecisions),
  takeDecisions: takeListCase(takeReviewedDecisions, {
    title: '待发布的运行带上的决定',
    columns,
    part: async (order, after, limit, scene) => {
      const part = await partOfDecisions({ ...order, after, limit }, scene)
      return part.ok ? done({ total: part.value.total, rows: part.value.decisions, next: part.value.next }) : part
    },
    conditions: async ({ run, matter, effect }, { tx, actor: { division } }) => [
      ...reviewedCondition(await reviewOf(tx, division, run), run),
      ...(matter === undefined ? [] : [`问的是什么：${questionMatters[matter].word}`]),
      ...(effect === undefined ? [] : [`在这次运行里：${decisionEffectWords[effect]}`]),
    ],
  }),
}
