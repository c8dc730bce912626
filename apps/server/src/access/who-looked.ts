import * as contracts from '@yingjin/domain/access'
import { lookText } from '@yingjin/domain/access'
import { done } from '@yingjin/kernel'
import { sql } from 'kysely'
import { questionCase } from './use-case.ts'

type Look = Readonly<{
  entry_id: bigint
  recorded_at: string
  kind: keyof typeof lookText
  name: string
  account_id: bigint
  account_name: string
  on_behalf_of: bigint
  reason: string | null
}>

/** Who looked at a person or did something about it, newest first; for whoever reads the trail of its county. */
export const whoLooked = questionCase(contracts.whoLooked, async ({ personId, before, most }, { tx }) => {
  const { rows } = await sql<Look>`select * from audit.who_looked(${personId}, ${before}, ${most + 1})`.execute(tx)
  const page = rows.slice(0, most)
  return done({
    looks: page.map(row => ({
      entryId: String(row.entry_id),
      at: row.recorded_at,
      kind: row.kind,
      name: row.name,
      accountId: String(row.account_id),
      accountName: row.account_name,
      onBehalfOf: row.on_behalf_of === row.account_id ? null : String(row.on_behalf_of),
      reason: row.reason,
    })),
    next: rows.length > most ? String(page.at(-1)?.entry_id) : null,
  })
})
