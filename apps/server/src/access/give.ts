import * as contracts from '@yingjin/domain/access'
import { type GrantProblem, openedForAtMostDays } from '@yingjin/domain/access'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../platform/postgres/index.ts'
import { orderCase } from './use-case.ts'

type Answer = Readonly<{ id: bigint | null; refusal: string | null; facts: object }>
type Refusal = GrantProblem | Extract<contracts.AccessProblem, { code: 'access/stale' }>

/** What a function of the database that gives or takes rights answers: what it did and the facts of it, or why not. */
export const askToGive = async (tx: Tx, call: RawBuilder<unknown>): Promise<Result<Readonly<{ id: string; facts: object }>, Refusal>> => {
  const { rows } = await sql<Answer>`select * from ${call}`.execute(tx)
  const answer = rows[0]
  if (answer === undefined) throw new Error('a function that gives rights answered nothing')
  if (answer.refusal === 'stale') return refused(problem('access/stale', { what: '账号', ...answer.facts } as never))
  if (answer.refusal !== null) return refused(problem(`access/${answer.refusal}`, answer.facts) as GrantProblem)
  return done({ id: String(answer.id), facts: answer.facts })
}

const ask = async (tx: Tx, call: RawBuilder<unknown>): Promise<Result<string, Refusal>> => {
  const answer = await askToGive(tx, call)
  return answer.ok ? done(answer.value.id) : answer
}

export const addAccount = orderCase(contracts.addAccount, async ({ name, loginId, personId, area, schoolId }, { tx, act }) => {
  const made = await ask(tx, sql`access.add_account(${name}, ${loginId}, ${personId}::bigint, ${area}, ${schoolId}::bigint, ${act})`)
  return made.ok ? done({ accountId: made.value }) : made
})

export const closeAccount = orderCase(contracts.closeAccount, async ({ accountId, version }, { tx, act }) => {
  const closed = await ask(tx, sql`access.close_account(${accountId}::bigint, ${version}, ${act})`)
  return closed.ok ? done({}) : closed
})

export const giveGrant = orderCase(contracts.giveGrant, async ({ accountId, role, kind, key, fields, from, to, reason }, { tx, act, today }) => {
  const given = await ask(
    tx,
    sql`access.give(${accountId}::bigint, ${role}, ${kind}, ${key}, ${fields}::text[], ${from ?? today}::date, ${to}::date, ${reason}, ${act})`,
  )
  return given.ok ? done({ grantId: given.value }) : given
})

export const revokeGrant = orderCase(contracts.revokeGrant, async ({ grantId }, { tx, act }) => {
  const revoked = await ask(tx, sql`access.revoke(${grantId}::bigint, ${act})`)
  return revoked.ok ? done({}) : revoked
})

export const appointDeputy = orderCase(contracts.appointDeputy, async ({ forAccountId, accountId, from, to, reason }, { tx, act, actor }) => {
  const appointed = await ask(
    tx,
    sql`access.appoint_deputy(${forAccountId ?? actor.accountId}::bigint, ${accountId}::bigint, ${from}::date, ${to}::date, ${reason}, ${act})`,
  )
  return appointed.ok ? done({ deputyId: appointed.value }) : appointed
})

export const endDeputy = orderCase(contracts.endDeputy, async ({ deputyId }, { tx, act }) => {
  const ended = await ask(tx, sql`access.end_deputy(${deputyId}::bigint, ${act})`)
  return ended.ok ? done({}) : ended
})

export const openRows = orderCase(contracts.openRows, async ({ division, fields, to, reason }, { tx, act }) => {
  const opened = await ask(tx, sql`access.open_rows(${division}, ${fields}::text[], ${to}::date, ${reason}, ${openedForAtMostDays}, ${act})`)
  return opened.ok ? done({ grantId: opened.value }) : opened
})

export const reviewOpening = orderCase(contracts.reviewOpening, async ({ grantId, remark }, { tx, act }) => {
  const reviewed = await ask(tx, sql`access.review_opening(${grantId}::bigint, ${remark}, ${act})`)
  return reviewed.ok ? done({}) : reviewed
})
