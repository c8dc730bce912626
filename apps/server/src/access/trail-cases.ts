import * as contracts from '@yingjin/domain/access'
import { type AccessProblem, lookText, readTaken, shortDigestLength } from '@yingjin/domain/access'
import { done, problem, refused, word } from '@yingjin/kernel'
import { CompiledQuery } from 'kysely'
import { type AuditProblem, auditWording, parseHead, verifyTrail, wordHead } from '../platform/audit/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { questionCase } from './use-case.ts'

const ask = async <Row extends object>(tx: Tx, text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
  (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows

type EntryRow = Readonly<{
  entry_id: bigint
  recorded_at: string
  kind: keyof typeof lookText
  name: string
  account_id: bigint
  on_behalf_of: bigint
  persons: number
  reason: string | null
  seal: bigint | null
}>

/** Names of accounts, asked of the one who may see them in the trail. */
const namesOf = async (tx: Tx, accounts: readonly bigint[]): Promise<ReadonlyMap<bigint, string>> =>
  new Map(
    (
      await ask<{ account_id: bigint; name: string }>(
        tx,
        'select account_id, name from audit.names_of_accounts($1::bigint[])',
        [...new Set(accounts)].map(String),
      )
    ).map(({ account_id, name }) => [account_id, name]),
  )

/** The trail of the county, the newest first; what somebody did as a deputy names for whom. */
export const listTrail = questionCase(contracts.listTrail, async ({ kind, accountId, on, before, limit }, { tx, actor: { division } }) => {
  const where = `e.division = $1 and ($2::text is null or e.kind = $2) and ($3::bigint is null or e.account_id = $3)
    and ($4::date is null or e.recorded_at >= $4::date::timestamp at time zone 'Asia/Shanghai' and e.recorded_at < ($4::date + 1)::timestamp at time zone 'Asia/Shanghai')`
  const values = [division, kind ?? null, accountId ?? null, on ?? null]
  const [{ total } = { total: 0 }] = await ask<{ total: number }>(tx, `select count(*)::int as total from audit.entry e where ${where}`, ...values)
  const rows = await ask<EntryRow>(
    tx,
    `select e.entry_id, e.recorded_at, e.kind, e.name, e.account_id, e.on_behalf_of, cardinality(e.persons) as persons, coalesce(r.reason, a.reason) as reason,
       (select s.number from audit.seal s where s.division = e.division and s.cluster = e.cluster and e.tid >= s.from_tid and e.tid < s.below_tid limit 1) as seal
     from audit.entry e left join audit.entry_reason r on r.division = e.division and r.entry_id = e.entry_id
     left join audit.act a on a.division = e.division and a.act_id = e.act_id
     where ${where} and ($5::bigint is null or e.entry_id < $5) order by e.entry_id desc limit $6`,
    ...values,
    before ?? null,
    limit + 1,
  )
  const page = rows.slice(0, limit)
  const names = await namesOf(
    tx,
    page.flatMap(({ account_id, on_behalf_of }) => [account_id, on_behalf_of]),
  )
  return done({
    total,
    entries: page.map(row => ({
      entryId: String(row.entry_id),
      at: row.recorded_at,
      kind: row.kind,
      name: row.name,
      accountId: String(row.account_id),
      accountName: names.get(row.account_id) ?? '',
      onBehalfOf: row.on_behalf_of === row.account_id ? null : (names.get(row.on_behalf_of) ?? ''),
      persons: row.persons,
      reason: row.reason,
      seal: row.seal === null ? null : String(row.seal),
    })),
    next: rows.length > limit ? String(page.at(-1)?.entry_id) : null,
  })
})

export const personsOfEntry = questionCase(contracts.personsOfEntry, async ({ entryId, from, limit }, { tx, actor: { division } }) => {
  const [entry] = await ask<Readonly<{ recorded_at: string; name: string; account_id: bigint; total: number; numbers: readonly bigint[] }>>(
    tx,
    `select recorded_at, name, account_id, cardinality(persons) as total, persons[$3::integer + 1 : $3::integer + $4::integer] as numbers
     from audit.entry where division = $1 and entry_id = $2`,
    division,
    entryId,
    from,
    limit,
  )
  if (entry === undefined) return refused<AccessProblem>(problem('access/no-entry', { entryId }))
  const names = await namesOf(tx, [entry.account_id])
  return done({
    at: entry.recorded_at,
    name: entry.name,
    accountName: names.get(entry.account_id) ?? '',
    total: entry.total,
    numbers: entry.numbers.map(String),
  })
})

/** What of the trail lies outside the reader's reach would be missing to it, and look deleted. */
const readsWhole = async (tx: Tx, division: string): Promise<boolean> =>
  (await ask<{ whole: boolean }>(tx, `select $1 = any (access.divisions('trail', 'rows')) as whole`, division))[0]?.whole === true

export const checkTrail = questionCase(contracts.checkTrail, async ({ head }, { tx, actor: { division }, reasonDigests }) => {
  if (!(await readsWhole(tx, division))) return refused<AccessProblem>(problem('access/beyond-reach', { title: contracts.checkTrail.title }))
  const printed = head === undefined ? null : parseHead(head)
  const found = await verifyTrail(
    { query: async (text, values) => ({ rows: await ask(tx, text, ...values) }) },
    division,
    reasonDigests?.() ?? null,
    printed === null ? [] : [printed],
  )
  return done({
    seals: found.seals,
    sealed: found.entries,
    head: found.head === null ? null : wordHead(found.head),
    broken: found.broken === null ? null : told(found.broken),
    reasons: found.reasons,
    open: { entries: found.open.entries, since: found.open.since },
  })
})

const told = (broken: AuditProblem) => ({
  code: broken.code,
  says: word(auditWording, broken),
  entryId: 'entry' in broken.facts ? String(broken.facts.entry) : null,
  seal: String(broken.facts.number),
})

const anyDigest = /(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{12})(?![0-9a-f])/

export const findTaken = questionCase(contracts.findTaken, async ({ digest: given }, { tx, actor: { division } }) => {
  if (!(await readsWhole(tx, division))) return refused<AccessProblem>(problem('access/beyond-reach', { title: contracts.findTaken.title }))
  const digest = (anyDigest.exec(given)?.[0] ?? '').slice(0, shortDigestLength)
  const rows = await ask<EntryRow & Readonly<{ reason: string }>>(
    tx,
    `select e.entry_id, e.recorded_at, e.kind, e.name, e.account_id, e.on_behalf_of, cardinality(e.persons) as persons, r.reason,
       (select s.number from audit.seal s where s.division = e.division and s.cluster = e.cluster and e.tid >= s.from_tid and e.tid < s.below_tid limit 1) as seal
     from audit.entry e join audit.entry_reason r on r.division = e.division and r.entry_id = e.entry_id
     where e.division = $1 and e.kind = 'export' and r.reason like '%摘要 ' || $2 order by e.entry_id desc limit 50`,
    division,
    digest,
  )
  const [{ gone } = { gone: 0 }] = await ask<{ gone: number }>(
    tx,
    `select count(*)::int as gone from audit.entry e where e.division = $1 and e.kind = 'export' and e.reason_digest is not null
       and not exists (select from audit.entry_reason r where r.division = e.division and r.entry_id = e.entry_id)`,
    division,
  )
  const names = await namesOf(
    tx,
    rows.flatMap(({ account_id, on_behalf_of }) => [account_id, on_behalf_of]),
  )
  return done({
    digest,
    taken: rows.flatMap(row => {
      const told = readTaken(row.reason)
      if (told === null) return []
      return [
        {
          entryId: String(row.entry_id),
          at: row.recorded_at,
          name: row.name,
          accountName: names.get(row.account_id) ?? '',
          onBehalfOf: row.on_behalf_of === row.account_id ? null : (names.get(row.on_behalf_of) ?? ''),
          as: told.as,
          rows: told.rows,
          persons: row.persons,
          conditions: told.conditions,
          seal: row.seal === null ? null : String(row.seal),
        },
      ]
    }),
    wordsGone: gone,
  })
})
