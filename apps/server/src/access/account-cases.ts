import * as contracts from '@yingjin/domain/access'
import type { AccessProblem, AccountStanding, GrantProblem, LoginProblem } from '@yingjin/domain/access'
import { done, problem, refused, type Result } from '@yingjin/kernel'
import { CompiledQuery, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/postgres/index.ts'
import { askToGive } from './give.ts'
import { type ListRow, listWord, placeName } from './place-word.ts'
import { orderCase, questionCase } from './use-case.ts'

const ask = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
  (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows

type AccountRow = Readonly<{
  account_id: bigint
  name: string
  person_id: bigint | null
  kind: string
  standing: AccountStanding
  closed_at: string | null
  version: number
}>
type GrantRow = Readonly<{
  grant_id: bigint
  account_id: bigint
  role: string
  kind: string
  key: string
  place: string | null
  fields: readonly string[] | null
  valid_from: string
  valid_to: string | null
  over: boolean
  reason: string | null
}>
type LoginRow = Readonly<{ account_id: bigint; username: string; second_factor: boolean; sessions: bigint; seen_at: string | null }>

/** How an account stands: nobody in, nothing to see, or at work. */
const standing = `case when c.closed_at is not null then 'closed' when c.login_id is null and c.kind = 'person' then 'without-login'
  when not exists (select from access.grant g where g.division = c.division and g.account_id = c.account_id and g.revoked_act is null
    and access.today() >= g.valid_from and (g.valid_to is null or access.today() <= g.valid_to)) then 'without-grant' else 'open' end`
const columns = `c.account_id, c.name, c.person_id, c.kind, ${standing} as standing, c.closed_at, c.version`

const standsOn = ({ valid_from, over }: Readonly<{ valid_from: string; over: boolean }>, today: string): 'now' | 'to-come' | 'over' =>
  over ? 'over' : valid_from > today ? 'to-come' : 'now'

export const listListsToGrant = questionCase(contracts.listListsToGrant, async (_, { tx }) => {
  const rows = await ask<ListRow & Readonly<{ total: bigint }>>(
    tx,
    'select import_id, roster, sender, as_of::text, status, total from access.lists_to_grant(null)',
  )
  return done({
    total: Number(rows[0]?.total ?? 0),
    lists: rows.map(row => ({ importId: String(row.import_id), word: listWord(row), sender: row.sender })),
  })
})

/** What lists that grants are over are called. */
const namedLists = async (tx: Tx, grants: readonly GrantRow[]): Promise<ReadonlyMap<string, string>> => {
  const over = grants.filter(({ kind }) => kind === 'import').map(({ key }) => key)
  if (over.length === 0) return new Map()
  const rows = await ask<ListRow>(tx, 'select import_id, roster, sender, as_of::text, status from access.lists_to_grant($1::text[])', [...new Set(over)])
  return new Map(rows.map(row => [String(row.import_id), listWord(row)]))
}

/** Rows of accounts with their logins and grants, each in one statement. */
const withAll = async (tx: Tx, rows: readonly AccountRow[], today: string) => {
  const ids = rows.map(({ account_id }) => String(account_id))
  const logins = new Map((await ask<LoginRow>(tx, 'select * from access.logins_of($1::bigint[])', ids)).map(login => [login.account_id, login]))
  const held = await ask<GrantRow>(
    tx,
    `select g.grant_id, g.account_id, g.role, g.kind, g.key, ${placeName} as place, g.fields, g.valid_from, g.valid_to, g.reason,
         g.revoked_act is not null or coalesce(g.valid_to < access.today(), false) as over
       from access.grant g where g.account_id = any ($1::bigint[]) order by over, g.grant_id`,
    ids,
  )
  const lists = await namedLists(tx, held)
  const grants = Map.groupBy(held, ({ account_id }) => account_id)
  return rows.map(row => {
    const login = logins.get(row.account_id)
    return {
      accountId: String(row.account_id),
      name: row.name,
      username: login?.username ?? null,
      personId: row.person_id === null ? null : String(row.person_id),
      system: row.kind === 'system',
      standing: row.standing,
      secondFactor: login?.second_factor ?? false,
      sessions: Number(login?.sessions ?? 0n),
      seenAt: login?.seen_at ?? null,
      closedAt: row.closed_at,
      version: row.version,
      grants: (grants.get(row.account_id) ?? []).map(grant => ({
        grantId: String(grant.grant_id),
        role: grant.role,
        kind: grant.kind,
        key: grant.key,
        place: grant.place ?? (grant.kind === 'import' ? lists.get(grant.key) : undefined) ?? grant.key,
        fields: grant.fields === null ? null : [...grant.fields],
        from: grant.valid_from,
        to: grant.valid_to,
        stands: standsOn(grant, today),
        reason: grant.reason,
      })),
    }
  })
}

export const listAccounts = questionCase(contracts.listAccounts, async ({ name, role, standing: asked, before, limit }, { tx, today }) => {
  // By a part of the name, of the name to log in by, or of what the duty is called.
  const where = `($1::text is null or strpos(c.name, $1) > 0 or c.account_id in (select access.accounts_by_login($1))
      or exists (select from access.grant g join access.role r on r.role = g.role where g.division = c.division and g.account_id = c.account_id
        and g.revoked_act is null and (g.valid_to is null or access.today() <= g.valid_to) and strpos(r.name, $1) > 0)) and ($3::text is null or ${standing} = $3)
    and ($2::text is null or exists (select from access.grant g where g.division = c.division and g.account_id = c.account_id and g.role = $2 and g.revoked_act is null
      and (g.valid_to is null or access.today() <= g.valid_to)))`
  const values = [name ?? null, role ?? null, asked ?? null]
  const [{ total } = { total: 0 }] = await ask<{ total: number }>(tx, `select count(*)::int as total from access.account c where ${where}`, ...values)
  const rows = await ask<AccountRow>(
    tx,
    `select ${columns} from access.account c where ${where} and ($4::bigint is null or c.account_id < $4) order by c.account_id desc limit $5`,
    ...values,
    before ?? null,
    limit + 1,
  )
  const page = rows.slice(0, limit)
  return done({ total, accounts: await withAll(tx, page, today), next: rows.length > limit ? String(page.at(-1)?.account_id) : null })
})

type DeputyRow = Readonly<{
  deputy_id: bigint
  for_account_id: bigint
  account_id: bigint
  name: string | null
  valid_from: string
  valid_to: string
  reason: string
  over: boolean
}>

export const showAccount = questionCase(contracts.showAccount, async ({ accountId }, { tx, actor, today }) => {
  const rows = await ask<AccountRow>(tx, `select ${columns} from access.account c where c.account_id = $1`, accountId)
  const [account] = await withAll(tx, rows, today)
  if (account === undefined) return refused<GrantProblem>(problem('access/no-account', {}))
  const deputies = await ask<DeputyRow>(
    tx,
    `select d.deputy_id, d.for_account_id, d.account_id, c.name, d.valid_from, d.valid_to, d.reason, d.revoked_act is not null or d.valid_to < access.today() as over
     from access.deputy d left join access.account c on c.division = d.division and c.account_id = case when d.for_account_id = $1 then d.account_id else d.for_account_id end
     where $1 in (d.for_account_id, d.account_id) order by over, d.deputy_id`,
    accountId,
  )
  const told = (row: DeputyRow, other: bigint) => ({
    deputyId: String(row.deputy_id),
    accountId: String(other),
    name: row.name ?? '',
    from: row.valid_from,
    to: row.valid_to,
    reason: row.reason,
    stands: standsOn(row, today),
  })
  const logins = await ask<Readonly<{ session_id: bigint; started_at: string; seen_at: string; expires_at: string; address: string; agent: string }>>(
    tx,
    'select * from access.sessions_of($1)',
    accountId,
  )
  return done({
    ...account,
    deputies: deputies.filter(row => String(row.for_account_id) === accountId).map(row => told(row, row.account_id)),
    standsInFor: deputies.filter(row => String(row.account_id) === accountId).map(row => told(row, row.for_account_id)),
    logins: logins.map(row => ({
      sessionId: String(row.session_id),
      startedAt: row.started_at,
      seenAt: row.seen_at,
      expiresAt: row.expires_at,
      address: row.address,
      agent: row.agent,
    })),
    own: [actor.accountId, actor.forAccountId].map(String).includes(accountId),
  })
})

export const endSessions = orderCase(contracts.endSessions, async ({ accountId, sessionId }, { tx, act }) => {
  const ended = await askToGive(tx, sql`access.end_sessions(${accountId}::bigint, ${sessionId}::bigint, ${act})`)
  return ended.ok ? done({ ended: Number(ended.value.id) }) : ended
})

type Refusable = GrantProblem | LoginProblem | AccessProblem
type LoginWork = Readonly<{ accountId: string; userId: string }>

/** The contract as its act keeps it: what is told once is told by the door, and stands in no outcome. */
const withoutSecret = <Order extends z.ZodType, Outcome extends z.ZodType>(
  { name, kind, title, order, access }: contracts.Contract<Order, z.ZodType, 'order'>,
  outcome: Outcome,
): contracts.Contract<Order, Outcome, 'order'> => ({ name, kind, title, order, outcome, access })

/**
 * The act of whoever sets a password or drops a second factor for somebody else. What is done lies with the login library,
 * which `carryOut` asks for the user; no secret passes through the act, so that none is kept with it.
 */
export const administerLogin = (
  contract: typeof contracts.resetPassword | typeof contracts.dropSecondFactor,
  carryOut: (of: LoginWork) => Promise<Result<null, LoginProblem>>,
) =>
  orderCase(withoutSecret(contract, z.object({})), async ({ accountId }, { tx, act }) => {
    const found = await askToGive(tx, sql`access.login_to_administer(${accountId}::bigint, ${act})`)
    if (!found.ok) return refused<Refusable>(found.problem)
    const { loginId } = found.value.facts as Readonly<{ loginId: string | null }>
    if (loginId === null) return refused<Refusable>(problem('login/no-user', {}))
    const made = await carryOut({ accountId, userId: loginId })
    return made.ok ? done({}) : refused<Refusable>(made.problem)
  })

/** The account, its login and its first grant, as one act; the library makes the login when the act has begun, and not when it was done before. */
export const openAccountBy = (makeLogin: () => Promise<Result<string, LoginProblem>>) =>
  orderCase(
    withoutSecret(contracts.openAccount, contracts.openAccount.outcome.omit({ password: true })),
    async ({ name, personId, schoolId, grant, reason }, { tx, act, today }): Promise<Result<Readonly<{ accountId: string; grantId: string }>, Refusable>> => {
      const login = await makeLogin()
      if (!login.ok) return login
      const account = await askToGive(tx, sql`access.add_account(${name}, ${login.value}, ${personId}::bigint, null, ${schoolId}::bigint, ${act})`)
      if (!account.ok) return account
      const { role, kind, key, from, to } = grant
      const given = await askToGive(
        tx,
        sql`access.give(${account.value.id}::bigint, ${role}, ${kind}, ${key}, null::text[], ${from ?? today}::date, ${to}::date, ${reason}, ${act})`,
      )
      return given.ok ? done({ accountId: account.value.id, grantId: given.value.id }) : given
    },
  )
