import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UseCase } from '../../access/index.ts'
import { perform } from '../../access/index.ts'
import { type Problem, must, type Result } from '@yingjin/kernel'
import type { z } from 'zod'
import { aDatabase, type TestDatabase } from '../../platform/postgres/testing/index.ts'
import { type FieldVault, makeFieldKey, openFieldVault, openVault } from '../../platform/vault/index.ts'

export type TestCounty = Readonly<{
  db: TestDatabase
  fields: FieldVault
  /** Accounts: whoever does everything, a second of the same, and one who only looks. */
  clerk: bigint
  checker: bigint
  reader: bigint
  as: (account: bigint) => string
  /** One more account that holds a role over these places. */
  account: (name: string, role: string, ...places: readonly (readonly [kind: string, key: string])[]) => Promise<bigint>
  ask: <Row extends object>(text: string, ...values: readonly unknown[]) => Promise<readonly Row[]>
  does: <Order extends z.ZodType, Outcome extends z.ZodType, P extends Problem>(
    useCase: UseCase<Order, Outcome, P>,
    order: unknown,
    account?: bigint,
  ) => Promise<Result<z.output<Outcome>, Problem>>
  close: () => Promise<void>
}>

export const division = '990101'
const everything = ['organisations', 'persons', 'designations', 'imports', 'payments', 'trail'] as const

/** A county with its places, its school and three accounts, and nobody in it. */
export const aCounty = async (): Promise<TestCounty> => {
  const db = await aDatabase()
  const config = mkdtempSync(join(tmpdir(), 'registry-'))
  const vault = must(openVault(config, division, null))
  const fields = must(openFieldVault(vault, [makeFieldKey(vault, 'field', []), makeFieldKey(vault, 'index', [])]))
  const accounts = await db.asOwner(async (_, client) => {
    await client.query(`insert into infrastructure.division values ('990101', '990100', '清水县'), ('990102', '990100', '邻县') on conflict do nothing`)
    await client.query(`insert into access.role (role, name) values ('T-1', '全办'), ('T-2', '只看') on conflict do nothing`)
    for (const field of everything) {
      await client.query(
        `insert into access.role_right (role, field, reach) values ('T-1', $1, 'rows'), ('T-1', $1, 'write'), ('T-2', $1, 'rows') on conflict do nothing`,
        [field],
      )
    }
    const account = async (name: string): Promise<bigint> =>
      (
        (await client.query(`insert into access.account (division, login_id, name, kind) values ('990101', $1, $1, 'person') returning account_id`, [name]))
          .rows[0] as { account_id: bigint }
      ).account_id
    const [clerk, checker, reader] = [await account('甲'), await account('乙'), await account('丙')]
    const { act_id } = (
      await client.query(
        `insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest) values ('990101', 'first', '2022-09-01', $1, $1, gen_random_uuid(), sha256('')) returning act_id`,
        [clerk],
      )
    ).rows[0] as { act_id: bigint }
    for (const [who, role] of [
      [clerk, 'T-1'],
      [checker, 'T-1'],
      [reader, 'T-2'],
    ] as const) {
      await client.query(
        `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) values ('990101', $1, $2, 'division', '990101', 'appointment', '2020-01-01', $3)`,
        [who, role, act_id],
      )
    }
    for (const [kind, code, area, name] of [
      ['township', null, '990101001', '东河镇'],
      ['village', null, '990101001001', '柳树村'],
      ['village', null, '990101001002', '石桥村'],
      ['school', '2199010001', '990101001', '东河镇中心小学'],
      ['school', '2199010002', '990101001', '石桥小学'],
    ] as const) {
      const { organisation_id } = (
        await client.query(
          `insert into registry.organisation (division, kind, code, area, act_id) values ('990101', $1, $2, $3, $4) returning organisation_id`,
          [kind, code, area, act_id],
        )
      ).rows[0] as { organisation_id: bigint }
      await client.query(
        `insert into registry.organisation_name (division, organisation_id, name, valid_from, act_id) values ('990101', $1, $2, '2000-01-01', $3)`,
        [organisation_id, name, act_id],
      )
      if (kind === 'school') await client.query(`insert into registry.school values ('990101', $1, array['primary'])`, [organisation_id])
    }
    await client.query(`insert into infrastructure.machine (name, secret_digest) values ('test', sha256('s3cret'))`)
    return { clerk, checker, reader }
  })
  const as = (account: bigint): string => `machine:s3cret:${account}`
  return {
    db,
    fields,
    ...accounts,
    as,
    account: (name, role, ...places) =>
      db.asOwner(async (_, client) => {
        const { account_id } = (
          await client.query(
            `with a as (insert into access.account (division, login_id, name, kind) values ('990101', $1, $1, 'person') returning account_id),
             g as (insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act)
               select '990101', a.account_id, $2, p.kind, p.key, 'appointment', '2020-01-01', (select min(act_id) from audit.act)
               from a cross join unnest($3::text[], $4::text[]) p (kind, key))
             select account_id from a`,
            [name, role, places.map(([kind]) => kind), places.map(([, key]) => key)],
          )
        ).rows[0] as { account_id: bigint }
        return account_id
      }),
    ask: (text, ...values) => db.asOwner(async (_, client) => (await client.query(text, [...values])).rows as never),
    does: (useCase, order, account = accounts.clerk) => perform(db.pool, useCase, order, { acting: as(account) }) as never,
    close: async () => {
      await db.close()
      rmSync(config, { recursive: true, force: true })
    },
  }
}

/** A file of rows, as the reading of a workbook hands it on. */
export const aFile = (
  roster: string,
  rows: readonly Readonly<Record<string, string | number | boolean | null>>[],
  more: Readonly<{ of?: string; asOf?: string; coverage?: 'complete' | 'partial' | 'supplementary'; rowsRefused?: number; salt?: string }> = {},
): object => {
  const { salt = '', rowsRefused = 0, ...said } = more
  return {
    roster,
    coverage: 'complete',
    ...said,
    fileDigest: createHash('sha256')
      .update(JSON.stringify([roster, rows, salt]))
      .digest('hex'),
    rowsRead: rows.length + rowsRefused,
    rowsRefused,
    rows: rows.map((values, i) => ({ sheet: 'Sheet1', row: i + 2, values })),
  }
}
