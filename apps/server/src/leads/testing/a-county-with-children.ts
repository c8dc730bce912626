import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, type Problem, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { perform, type UseCase } from '../../access/index.ts'
import { removeFolder } from '../../platform/files/index.ts'
import { aDatabase, type TestDatabase } from '../../platform/postgres/testing/index.ts'
import { type FieldVault, makeFieldKey, openFieldVault, openVault } from '../../platform/vault/index.ts'

export type ChildrenOfCounty = Readonly<{
  db: TestDatabase
  fields: FieldVault
  /** Does everything; a second of the same; sees leads and no category of difficulty; answers for the first school only. */
  clerk: bigint
  checker: bigint
  reader: bigint
  school: bigint
  schoolIds: readonly string[]
  children: readonly string[]
  ask: <Row extends object>(text: string, ...values: readonly unknown[]) => Promise<readonly Row[]>
  does: <Order extends z.ZodType, Outcome extends z.ZodType, P extends Problem>(
    useCase: UseCase<Order, Outcome, P>,
    order: unknown,
    account?: bigint,
  ) => Promise<Result<z.output<Outcome>, Problem>>
  close: () => Promise<void>
}>

const division = '990101'

/** A county of two schools with so many children, half of them in each, and four accounts. */
export const aCountyWithChildren = async (howMany: number): Promise<ChildrenOfCounty> => {
  const db = await aDatabase()
  const config = mkdtempSync(join(tmpdir(), 'leads-'))
  const vault = must(openVault(config, division, null))
  const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
  const ask: ChildrenOfCounty['ask'] = (text, ...values) => db.asOwner(async (_, client) => (await client.query(text, [...values])).rows as never)
  await ask(`insert into infrastructure.division values ('990101', '990100', '清水县'), ('990102', '990100', '邻县') on conflict do nothing`)
  await ask(`insert into infrastructure.machine (name, secret_digest) values ('test', sha256('s3cret'))`)
  await ask(`insert into access.role (role, name) values ('T-1', '全办'), ('T-2', '只看'), ('T-3', '办线索') on conflict do nothing`)
  await ask(
    `insert into access.role_right (role, field, reach) select 'T-1', f, r from unnest(array['leads', 'designations', 'persons']) f, unnest(array['rows', 'write']) r
     union all values ('T-2', 'leads', 'rows'), ('T-3', 'leads', 'rows'), ('T-3', 'leads', 'write')`,
  )
  const accounts: bigint[] = []
  for (const name of ['甲', '乙', '丙', '丁']) {
    const [made] = await ask<{ account_id: bigint }>(
      `insert into access.account (division, login_id, name, kind) values ($1, $2, $2, 'person') returning account_id`,
      division,
      name,
    )
    accounts.push(made?.account_id ?? 0n)
  }
  const [clerk = 0n, checker = 0n, reader = 0n, school = 0n] = accounts
  const [first] = await ask<{ act_id: bigint }>(
    `insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest)
     values ($1, 'first', '2022-09-01', $2, $2, gen_random_uuid(), sha256('')) returning act_id`,
    division,
    clerk,
  )
  const act = first?.act_id
  const schools: bigint[] = []
  for (const area of ['990101001', '990101002']) {
    const [made] = await ask<{ organisation_id: bigint }>(
      `insert into registry.organisation (division, kind, area, act_id) values ($1, 'school', $2, $3) returning organisation_id`,
      division,
      area,
      act,
    )
    schools.push(made?.organisation_id ?? 0n)
    await ask(`insert into registry.school values ($1, $2, array['primary'])`, division, made?.organisation_id)
  }
  for (const [who, role, kind, key] of [
    [clerk, 'T-1', 'division', division],
    [checker, 'T-1', 'division', division],
    [reader, 'T-2', 'division', division],
    [school, 'T-3', 'school', String(schools[0])],
  ] as const) {
    await ask(
      `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) values ($1, $2, $3, $4, $5, 'appointment', '2020-01-01', $6)`,
      division,
      who,
      role,
      kind,
      key,
      act,
    )
  }
  const children = await ask<{ person_id: bigint }>(
    `insert into registry.person (division, name, area, school_id, act_id)
     select $1, '学生' || n, case when n <= $2 / 2 then '990101001001' else '990101002001' end, case when n <= $2 / 2 then $3::bigint else $4 end, $5
     from generate_series(1, $2::int) n order by n returning person_id`,
    division,
    howMany,
    schools[0],
    schools[1],
    act,
  )
  return {
    db,
    fields,
    clerk,
    checker,
    reader,
    school,
    schoolIds: schools.map(String),
    children: children.map(({ person_id }) => String(person_id)),
    ask,
    does: (useCase, order, account = clerk) => perform(db.pool, useCase, order, { acting: `machine:s3cret:${account}` }) as never,
    close: async () => {
      await db.close()
      removeFolder(config)
    },
  }
}
