import { createHash } from 'node:crypto'
import {
  assignListed,
  type LeadsProblem,
  type LeadState,
  type LeftOutWhy,
  leftOutWords,
  mostGiven,
  moves,
  type OpenKind,
  openKinds,
  weighAssignment,
} from '@yingjin/domain/leads'
import { done, problem, refused } from '@yingjin/kernel'
import type { z } from 'zod'
import { orderCase, questionCase, type QuestionScene, type Refusable } from '../access/index.ts'
import { namedChildren } from '../registry/index.ts'
import { mayNarrow, narrowedLeads } from './lead-cases.ts'
import { actingPairs } from './name-owners.ts'
import { ask } from './statement.ts'

type Row = Readonly<{ lead_id: bigint; person_id: bigint; kind: OpenKind; state: LeadState; owner_account_id: bigint | null; version: number }>

/** So many of those left out are told by name; of the others how many. */
const mostTold = 20

/** The list as it stands: another lead in it, or another version of one, makes it another. */
const stampOf = (rows: readonly Row[]): string =>
  createHash('sha256')
    .update(rows.map(({ lead_id, version }) => `${lead_id}:${version}`).join(','))
    .digest('hex')

/** Which leads of a list go to an account, and why the others do not. In the order of their numbers, as everybody locks them. */
const weigh = async (order: z.output<typeof weighAssignment.order>, { tx, actor: { division, forAccountId }, today }: QuestionScene) => {
  const [takes] = await ask<{ takes: boolean }>(tx, `select leads.takes_work($1) as takes`, order.accountId)
  if (takes?.takes !== true) return refused<Refusable<LeadsProblem>>(problem('leads/no-such-owner', { accountId: order.accountId }))
  const { accountId, ...filter } = order
  const narrow = await mayNarrow(filter, { tx })
  if (narrow !== null) return refused<Refusable<LeadsProblem>>(narrow)
  const list = narrowedLeads(division, filter, today)
  const total = await list.count(tx)
  if (total > mostGiven) return refused<Refusable<LeadsProblem>>(problem('leads/too-many-listed', { total, most: mostGiven }))
  const rows = await ask<Row>(
    tx,
    `select lead_id, person_id, kind, state, owner_account_id, version from leads.lead where ${list.where()} order by lead_id`,
    ...list.values,
  )
  // Of what is seen, what the one who gives it may write, and what the other may.
  const acts = await actingPairs(
    tx,
    'leads',
    rows.flatMap(({ person_id }) => [[person_id, BigInt(accountId)] as const, [person_id, forAccountId] as const]),
  )
  const whyNot = ({ person_id, state, owner_account_id }: Row): LeftOutWhy | null =>
    moves[state].assign === undefined
      ? 'not-now'
      : String(owner_account_id) === accountId
        ? 'already-his'
        : !acts.has(`${person_id} ${forAccountId}`)
          ? 'not-yours'
          : acts.has(`${person_id} ${accountId}`)
            ? null
            : 'may-not'
  const given = rows.filter(row => whyNot(row) === null)
  const told = await Promise.all(
    (Object.keys(leftOutWords) as LeftOutWhy[]).map(async why => {
      const of = rows.filter(row => whyNot(row) === why)
      const first = of.slice(0, mostTold)
      const children = await namedChildren(
        tx,
        division,
        first.map(({ person_id }) => person_id),
      )
      return {
        why,
        leads: of.length,
        first: first.map(({ lead_id, kind, person_id }) => ({
          leadId: String(lead_id),
          word: openKinds[kind].word,
          child: children.get(person_id)?.name ?? null,
        })),
      }
    }),
  )
  return done({ total, given, leftOut: told.filter(({ leads }) => leads > 0), stamp: stampOf(rows) })
}

/** In one statement each: a township has hundreds. Whoever moved one of them meanwhile makes the list another. */
const give = orderCase(assignListed, async ({ stamp, says = null, ...order }, scene) => {
  const { tx, act, actor } = scene
  const weighed = await weigh(order, scene)
  if (!weighed.ok) return weighed
  const { given, leftOut } = weighed.value
  const locked = await ask<{ lead_id: bigint; version: number }>(
    tx,
    `select lead_id, version from leads.lead where division = $1 and lead_id = any ($2::bigint[]) order by lead_id for update`,
    actor.division,
    given.map(({ lead_id }) => String(lead_id)),
  )
  const unmoved = locked.length === given.length && locked.every(({ version }, at) => version === given[at]?.version)
  if (weighed.value.stamp !== stamp || !unmoved) return refused<Refusable<LeadsProblem>>(problem('leads/listed-otherwise', {}))
  for (const [state, of] of Map.groupBy(given, ({ state: from }) => moves[from].assign)) {
    if (state === undefined) throw new Error('a lead is given in a state in which it cannot be')
    const ids = of.map(({ lead_id }) => String(lead_id))
    await ask(
      tx,
      `insert into leads.lead_act (division, lead_id, act_id, person_id, move, says, to_account_id, account_id, on_behalf_of)
       select division, lead_id, $3, person_id, 'assign', $4, $5, $6, $7 from leads.lead where division = $1 and lead_id = any ($2::bigint[]) order by lead_id`,
      actor.division,
      ids,
      act,
      says,
      order.accountId,
      actor.accountId,
      actor.forAccountId,
    )
    await ask(
      tx,
      `update leads.lead set state = $3, owner_account_id = $4, version = version + 1 where division = $1 and lead_id = any ($2::bigint[])`,
      actor.division,
      ids,
      state,
      order.accountId,
    )
  }
  return done({ given: given.length, leftOut })
})

const look = questionCase(weighAssignment, async (order, scene) => {
  const weighed = await weigh(order, scene)
  return weighed.ok ? done({ ...weighed.value, given: weighed.value.given.length }) : weighed
})

/** A list of leads given to somebody as a whole: first looked at, then given as it was seen. */
export const assignListedCases = { weighAssignment: look, assignListed: give } as const
