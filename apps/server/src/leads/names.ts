import type { Tx } from '../platform/postgres/index.ts'
import { type NamedChild, namedChildren } from '../registry/index.ts'
import type { PlainDate } from '@yingjin/kernel'
import { ask } from './statement.ts'

/** What a list says beside a lead or a question: whom it is about, and who has it. */
export type Named = Readonly<{ child: NamedChild | null; ownerName: string | null }>

/** Names of accounts that lie within the reader's division. */
export const accountNames = async (tx: Tx, accounts: readonly (bigint | null)[]): Promise<ReadonlyMap<bigint, string>> => {
  const asked = [...new Set(accounts.flatMap(account => (account === null ? [] : [String(account)])))]
  if (asked.length === 0) return new Map()
  const rows = await ask<{ account_id: bigint; name: string }>(tx, `select account_id, name from leads.names_of_accounts($1::bigint[])`, asked)
  return new Map(rows.map(({ account_id, name }) => [account_id, name]))
}

type ActRow = Readonly<{ act_id: bigint; account_id: bigint | null; to_account_id: bigint | null }>

/** What a page says of acts beside what they did: who, to whom, on which day and when it was written down. */
export const toldActs = async (tx: Tx, acts: readonly ActRow[]) => {
  const names = await accountNames(
    tx,
    acts.flatMap(({ account_id, to_account_id }) => [account_id, to_account_id]),
  )
  const days = await ask<{ act_id: bigint; happened_on: PlainDate; recorded_at: string }>(
    tx,
    `select act_id, happened_on, recorded_at::text as recorded_at from leads.days_of_acts($1::bigint[])`,
    acts.map(({ act_id }) => String(act_id)),
  )
  const dayOf = new Map(days.map(day => [day.act_id, day]))
  const nameOf = (account: bigint | null): string | null => (account === null ? null : (names.get(account) ?? null))
  return ({ act_id, account_id, to_account_id }: ActRow) => ({
    act: String(act_id),
    accountId: account_id === null ? null : String(account_id),
    accountName: nameOf(account_id),
    toName: nameOf(to_account_id),
    happenedOn: dayOf.get(act_id)?.happened_on ?? null,
    recordedAt: dayOf.get(act_id)?.recorded_at ?? null,
  })
}

/**
 * Whose leads are: children as the reader sees them, and those that whoever sees every lead of the county is told of by name
 * and place alone, because it gives them out (0245).
 */
export const childrenOfLeads = async (tx: Tx, division: string, personIds: readonly bigint[]): Promise<ReadonlyMap<bigint, NamedChild>> => {
  const seen = await namedChildren(tx, division, personIds)
  const hidden = personIds.filter(id => !seen.has(id))
  if (hidden.length === 0) return seen
  const rows = await ask<{ person_id: bigint; name: string; school: string | null; class: string | null; township: string | null }>(
    tx,
    `with p as materialized (select * from leads.children_of_leads($1, $2::bigint[])), n as materialized (
       select n.* from registry.names_of_places($1, array(select distinct school_id from p where school_id is not null),
         array(select distinct class_id from p where class_id is not null), array(select distinct township from p where township is not null)) n)
     select p.person_id, p.name, s.name as school, c.name as class, t.name as township from p
     left join n s on s.kind = 'school' and s.place = p.school_id::text left join n c on c.kind = 'class' and c.place = p.class_id::text
     left join n t on t.kind = 'township' and t.place = p.township`,
    division,
    [...new Set(hidden)].map(String),
  )
  return new Map([
    ...seen,
    ...rows.map(({ person_id, name, school, class: className, township }) => [person_id, { name, school, className, township }] as const),
  ])
}

type OwnedRow = Readonly<{ person_id: bigint; owner_account_id: bigint | null }>

/** For the rows of one page, by person and owner. */
export const namesFor = async (tx: Tx, division: string, rows: readonly OwnedRow[], childrenOf = namedChildren): Promise<(row: OwnedRow) => Named> => {
  const children = await childrenOf(
    tx,
    division,
    rows.map(({ person_id }) => person_id),
  )
  const owners = await accountNames(
    tx,
    rows.map(({ owner_account_id }) => owner_account_id),
  )
  return ({ person_id, owner_account_id }) => ({
    child: children.get(person_id) ?? null,
    ownerName: owner_account_id === null ? null : (owners.get(owner_account_id) ?? null),
  })
}

/** What a filter by place says, in the names of the places; of a place that the reader does not know, its number. `none`: those who have no such place. */
export const placeConditions = async (
  tx: Tx,
  division: string,
  { schoolId, township }: Readonly<{ schoolId?: string | undefined; township?: string | undefined }>,
): Promise<readonly string[]> => {
  const named = async (condition: string, value: string): Promise<string> => {
    if (value === 'none') return '没有登记'
    const [row] = await ask<{ name: string }>(
      tx,
      `select n.name from registry.organisation o join registry.organisation_name n on n.division = o.division and n.organisation_id = o.organisation_id and n.ended_act is null
       where o.division = $1 and o.ended_act is null and ${condition} order by n.valid_from desc limit 1`,
      division,
      value,
    )
    return row?.name ?? value
  }
  return [
    ...(schoolId === undefined ? [] : [`学校：${await named('o.organisation_id = $2', schoolId)}`]),
    ...(township === undefined ? [] : [`乡镇：${await named(`o.kind = 'township' and o.area = $2`, township)}`]),
  ]
}
