import * as contracts from '@yingjin/domain/access'
import { actsHere, isRole, levels, roleOf } from '@yingjin/domain/access'
import { done } from '@yingjin/kernel'
import { sql } from 'kysely'
import { type ListRow, listWord, placeName } from './place-word.ts'
import { questionCase } from './use-case.ts'

type Standing = Readonly<{
  role: string
  kind: string
  key: string
  place: string | null
  fields: readonly string[] | null
  valid_from: string
  valid_to: string | null
}>
type May = Readonly<{ field: string; rows: boolean; counts: boolean; write: boolean }>

/** What I am and may: my account, my roles today by grant or by relation, and how far they reach. */
export const me = questionCase(contracts.me, async (_, { tx, actor }) => {
  const accounts = await tx
    .selectFrom('access.account')
    .select(['account_id', 'name'])
    .where('account_id', 'in', [actor.accountId, actor.forAccountId])
    .execute()
  const nameOf = (id: bigint): string => accounts.find(account => account.account_id === id)?.name ?? ''
  const { rows: standing } = await sql<Standing>`
    select g.role, g.kind, g.key, ${sql.raw(placeName)} as place, g.fields, g.valid_from, g.valid_to
    from (select ${actor.division}::text as division, s.* from access.standing() s) g order by g.role, g.kind, g.key`.execute(tx)
  const lists = standing.filter(({ kind }) => kind === 'import').map(({ key }) => key)
  const { rows: listed } = await sql<ListRow>`
    select import_id, roster, sender, as_of::text, status from registry.import where division = ${actor.division} and import_id::text = any (${lists}::text[])`.execute(
    tx,
  )
  const listOf = new Map(listed.map(row => [String(row.import_id), listWord(row)]))
  const { rows: may } = await sql<May>`
    select f.field, access.may(f.field, 'rows') as rows, access.may(f.field, 'counts') as counts, access.may(f.field, 'write') as write
    from (select distinct field from access.role_right where role = any (${standing.map(({ role }) => role)}::text[])) f order by 1`.execute(tx)
  const deputies = await tx
    .selectFrom('access.deputy')
    .select(['deputy_id', 'for_account_id', 'valid_from', 'valid_to'])
    .where('account_id', '=', actor.accountId)
    .where('revoked_act', 'is', null)
    .where(sql<boolean>`access.today() between valid_from and valid_to`)
    .orderBy('deputy_id')
    .execute()
  const { rows: principals } = await sql<{ account_id: bigint; name: string }>`select account_id, name from access.principals()`.execute(tx)
  const division = await tx.selectFrom('infrastructure.division').select('name').where('division', '=', actor.division).executeTakeFirst()
  return done({
    accountId: String(actor.accountId),
    name: nameOf(actor.accountId),
    division: actor.division,
    divisionName: division?.name ?? actor.division,
    onBehalfOf: actor.forAccountId === actor.accountId ? null : { accountId: String(actor.forAccountId), name: nameOf(actor.forAccountId) },
    roles: standing.map(({ role, kind, key, place, fields, valid_from, valid_to }) => ({
      role,
      name: isRole(role) ? roleOf(role).name : role,
      kind,
      key,
      place: place ?? listOf.get(key) ?? (kind in levels ? `${levels[kind as keyof typeof levels]} ${key}` : key),
      fields: fields === null ? null : [...fields],
      from: valid_from,
      to: valid_to,
      acts: isRole(role) ? [...actsHere(roleOf(role), fields)] : [],
    })),
    may: may.filter(({ rows, counts, write }) => rows || counts || write),
    standsInFor: deputies.map(({ deputy_id, for_account_id, valid_from, valid_to }) => ({
      deputyId: String(deputy_id),
      accountId: String(for_account_id),
      name: principals.find(({ account_id }) => account_id === for_account_id)?.name ?? '',
      from: valid_from,
      to: valid_to,
    })),
  })
})

type OwnOpening = Readonly<{
  grant_id: bigint
  key: string
  fields: readonly string[] | null
  reason: string | null
  valid_from: string
  valid_to: string | null
}>

/** The counties of a prefecture that are in this database, with what the asker has open there today. */
export const listCounties = questionCase(contracts.listCounties, async (_, { tx, actor: { division, accountId } }) => {
  const { rows: counties } = await sql<{ division: string; name: string }>`
    select division, name from infrastructure.division where prefecture = ${division} and division <> ${division} order by division`.execute(tx)
  const { rows: opened } = await sql<OwnOpening>`
    select grant_id, key, fields, reason, valid_from, valid_to from access.grant
    where division = ${division} and account_id = ${accountId} and ground = 'opened' and kind = 'division' and revoked_act is null
      and access.today() between valid_from and valid_to order by grant_id`.execute(tx)
  return done({
    counties: counties.map(county => ({
      ...county,
      opened: opened
        .filter(({ key }) => key === county.division)
        .map(({ grant_id, fields, reason, valid_from, valid_to }) => ({
          grantId: String(grant_id),
          fields: [...(fields ?? [])],
          reason: reason ?? '',
          from: valid_from,
          to: valid_to ?? '',
        })),
    })),
  })
})

type Opening = Readonly<{
  grant_id: bigint
  account_id: bigint
  account_name: string
  role: string
  key: string
  place: string
  fields: readonly string[]
  reason: string
  valid_from: string
  valid_to: string
  opened_at: string
  reviewer: string | null
  reviewed_at: string | null
  remark: string | null
  to_review: boolean
  total: bigint
  waiting: bigint
}>

/** What was opened with a reason: what waits for another person to look at it first. */
export const listOpenings = questionCase(contracts.listOpenings, async ({ after, limit }, { tx }) => {
  const [standing, grant] = after?.split('/') ?? [null, null]
  const { rows } = await sql<Opening>`select * from access.openings(${standing === 'reviewed'}, ${grant}::bigint, ${limit + 1})`.execute(tx)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return done({
    total: Number(rows[0]?.total ?? 0),
    waiting: Number(rows[0]?.waiting ?? 0),
    next: rows.length > limit && last !== undefined ? `${last.reviewed_at === null ? 'waiting' : 'reviewed'}/${last.grant_id}` : null,
    openings: page.map(row => ({
      grantId: String(row.grant_id),
      accountId: String(row.account_id),
      name: row.account_name,
      role: row.role,
      division: row.key,
      divisionName: row.place,
      fields: [...row.fields],
      reason: row.reason,
      from: row.valid_from,
      to: row.valid_to,
      openedAt: row.opened_at,
      reviewed: row.reviewed_at === null ? null : { name: row.reviewer ?? '', at: row.reviewed_at, remark: row.remark ?? '' },
      mayReview: row.to_review,
    })),
  })
})
