import type { AnswerProblem } from '@yingjin/determination'
import { answerMissingFact, askedOf, countMissingFacts, type LeadsProblem, questionMovesOf, readDecided } from '@yingjin/domain/leads'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { orderCase, questionCase, type Refusable } from '../access/index.ts'
import { type NarrowedList, narrowedList } from './narrowed-list.ts'
import { ask } from './statement.ts'

type Within = Readonly<{ key?: string; ownerAccountId?: string | undefined; schoolId?: string | undefined; township?: string | undefined }>

/** The questions about facts that the newest run asks still and nobody has answered, as the list of questions narrows them. */
const waiting = (division: string, { key, ownerAccountId, schoolId, township }: Within): NarrowedList => {
  const list = narrowedList('leads.question', division, { matter: 'missing-fact', key, state: 'open', owner_account_id: ownerAccountId })
  list.only(at => `(presence <> 'gone') = ${at}`, true)
  list.only(at => `school_id = ${at}`, schoolId)
  list.only(at => `left(area, 9) = ${at}`, township)
  return list
}

/** `fact:school:township` of every question that waits, counted; a place by the name that is in force. */
const counts = questionCase(countMissingFacts, async (order, { tx, actor: { division } }) => {
  const list = waiting(division, order)
  const rows = await ask<{ key: string; school_id: bigint | null; township: string | null; n: number }>(
    tx,
    `select key, school_id, left(area, 9) as township, count(*)::int as n from leads.question where ${list.where()} group by 1, 2, 3`,
    ...list.values,
  )
  const names = await ask<{ organisation_id: bigint; kind: string; area: string | null; name: string }>(
    tx,
    `select o.organisation_id, o.kind, o.area, n.name from registry.organisation o
     join lateral (select n.name from registry.organisation_name n where n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
       order by n.valid_from desc limit 1) n on true
     where o.division = $1 and o.ended_act is null and (o.organisation_id = any ($2::bigint[]) or o.kind = 'township' and o.area = any ($3::text[]))`,
    division,
    [...new Set(rows.flatMap(({ school_id }) => (school_id === null ? [] : [String(school_id)])))],
    [...new Set(rows.flatMap(({ township }) => (township === null ? [] : [township])))],
  )
  const schoolNames = new Map(names.map(({ organisation_id, name }) => [String(organisation_id), name]))
  const townshipNames = new Map(names.flatMap(({ kind, area, name }) => (kind === 'township' && area !== null ? [[area, name] as const] : [])))
  const summed = (of: (row: (typeof rows)[number]) => string | null): readonly (readonly [string, number])[] =>
    [...Map.groupBy(rows, of)].flatMap(([value, own]) => (value === null ? [] : [[value, own.reduce((sum, { n }) => sum + n, 0)] as const]))
  return done({
    facts: summed(({ key }) => key)
      .map(([key, questions]) => ({ key, word: askedOf('missing-fact', key).replace(/^.*：/, ''), questions }))
      .toSorted((a, b) => b.questions - a.questions || (a.key < b.key ? -1 : 1)),
    total: rows.reduce((sum, { n }) => sum + n, 0),
    schools: summed(({ school_id }) => (school_id === null ? null : String(school_id)))
      .map(([schoolId, questions]) => ({ schoolId, name: schoolNames.get(schoolId) ?? schoolId, questions }))
      .toSorted(byName),
    townships: summed(({ township }) => township)
      .map(([township, questions]) => ({ township, name: townshipNames.get(township) ?? township, questions }))
      .toSorted(byName),
  })
})

const byName = (a: Readonly<{ name: string }>, b: Readonly<{ name: string }>): number => a.name.localeCompare(b.name, 'zh-CN')

/** All in one statement each: a township asks thousands. Whoever answered one meanwhile makes the list another. */
const answerListed = orderCase(
  answerMissingFact,
  async (
    { seen, answer, reason, evidence, ...within },
    { tx, act, actor },
  ): Promise<Result<{ answered: number; about: readonly Readonly<{ personId: string }>[] }, Refusable<LeadsProblem | AnswerProblem>>> => {
    const read = readDecided('missing-fact', within.key, null, answer)
    if (!read.ok) return refused(read.problem)
    const list = waiting(actor.division, within)
    // In the order of their numbers, so that two who answer at once do not wait for each other.
    const found = await ask<{ question_id: bigint; person_id: bigint }>(
      tx,
      `select question_id, person_id from leads.question where ${list.where()} order by question_id for update`,
      ...list.values,
    )
    if (found.length !== seen) return refused(problem('leads/list-changed', { seen, now: found.length }))
    const ids = found.map(({ question_id }) => String(question_id))
    const state = questionMovesOf('missing-fact').open.answer ?? 'settled'
    await ask(
      tx,
      `insert into leads.decision (division, question_id, person_id, answer, decided, reason, evidence, act_id, account_id, on_behalf_of, settled_act)
       select division, question_id, person_id, $3, $4::jsonb, $5, $6, $7, $8, $9, $10
       from leads.question where division = $1 and question_id = any ($2::bigint[]) order by question_id`,
      actor.division,
      ids,
      answer,
      JSON.stringify(read.value),
      reason,
      evidence,
      act,
      actor.accountId,
      actor.forAccountId,
      state === 'settled' ? act : null,
    )
    await ask(
      tx,
      `insert into leads.question_act (division, question_id, act_id, person_id, move, account_id, on_behalf_of)
       select division, question_id, $3, person_id, 'answer', $4, $5 from leads.question where division = $1 and question_id = any ($2::bigint[]) order by question_id`,
      actor.division,
      ids,
      act,
      actor.accountId,
      actor.forAccountId,
    )
    await ask(
      tx,
      `update leads.question set state = $3, version = version + 1 where division = $1 and question_id = any ($2::bigint[])`,
      actor.division,
      ids,
      state,
    )
    // Whose they are, is for the trail.
    return done({ answered: ids.length, about: found.map(({ person_id }) => ({ personId: String(person_id) })) })
  },
)

/** Facts that no roster says, over all of a county: how many wait for which, and one answer to everybody a list asks. */
export const missingFactCases = { missingFacts: counts, answerListed } as const
