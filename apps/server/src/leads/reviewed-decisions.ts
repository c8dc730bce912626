import type { DecisionEffect, QuestionMatter } from '@yingjin/domain/leads'
import { copyRows, type Tx } from '../platform/postgres/index.ts'
import type { ReviewRow } from './required-review.ts'
import { ask } from './statement.ts'

/** What the office said that a run rests on: a fact of one of its persons, or an aid that was decided for it. */
export type UsedOfOffice = Readonly<{ no: number; of: 'fact' | 'line'; key: string }>

/**
 * Keeps what persons decided between the published run and this one, with what came of it: whether the run rests on it, and
 * whether results of the child differ (of the aid alone, where it is about one). After `settlePersons` and `compareResults`.
 */
export const writeReviewedDecisions = async (
  tx: Tx,
  { division, reviewId }: Readonly<{ division: string; reviewId: bigint }>,
  { after, upTo, compared }: Readonly<{ after: bigint; upTo: string; compared: boolean }>,
  used: readonly UsedOfOffice[],
): Promise<void> => {
  await ask(tx, 'create temporary table used_of_office (no bigint, of_what text, key text) on commit drop')
  await copyRows(
    tx,
    'used_of_office',
    ['no', 'of_what', 'key'],
    used.map(({ no, of, key }) => [no, of, key]),
  )
  await ask(tx, 'analyze used_of_office')
  await ask(
    tx,
    `with taken as (
       select d.question_id, k.decision_id, k.matter, array[k.person_id, k.other_person_id] as persons, array_agg(k.key) as keys,
         case when k.matter = 'missing-fact' then 'fact' else 'line' end as of_what
       from leads.decisions_known($1, $2) k join leads.decision d on d.division = $1 and d.decision_id = k.decision_id
       where k.settled_act > $3 group by 1, 2, 3, 4),
     whose as (select question_id, matter, keys, of_what, unnest(persons) as person_id from taken),
     used as (
       select w.question_id from whose w join said_person p using (person_id)
       left join used_of_office u on u.no = p.no and u.of_what = w.of_what and u.key = any (w.keys)
       where w.matter = 'same-person' or u.no is not null group by 1),
     differing as (
       select w.question_id from whose w join changed_result c using (person_id)
       where c.change <> 'unsettled' and (w.matter in ('same-person', 'missing-fact') or c.line = any (w.keys)) group by 1)
     insert into leads.reviewed_decision (division, review_id, question_id, decision_id, effect)
     select $1, $4, t.question_id, t.decision_id,
       case when u.question_id is null then 'unused' when not $5 then 'uncompared' when c.question_id is null then 'same' else 'changed' end
     from taken t left join used u using (question_id) left join differing c using (question_id)`,
    division,
    upTo,
    after,
    reviewId,
    compared,
  )
}

/** How many of each kind came to what, and how many were decided since the run began; null where it knew nothing of the office. */
export const countReviewedDecisions = async (tx: Tx, division: string, { review_id, office_act }: ReviewRow) => {
  if (office_act === null) return null
  const taken = await ask<{ matter: QuestionMatter; effect: DecisionEffect; decisions: number }>(
    tx,
    `select q.matter, r.effect, count(*)::int as decisions from leads.reviewed_decision r join leads.question q using (division, question_id)
     where r.division = $1 and r.review_id = $2 group by 1, 2 order by 1, 2`,
    division,
    review_id,
  )
  const [later] = await ask<{ n: number }>(
    tx,
    `select count(*)::int as n from leads.decision where division = $1 and settled_act > $2 and ended_act is null`,
    division,
    office_act,
  )
  return { taken: [...taken], later: later?.n ?? 0 }
}
