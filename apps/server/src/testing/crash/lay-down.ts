import type pg from 'pg'

export const division = '990101'
export const machine = 'a secret of the crash run'
const townships = ['990101001', '990101002'] as const

/** A county with its places, two schools and two accounts that may do everything, and nobody in it. Gives the accounts. */
export const layDownCounty = async (client: pg.ClientBase): Promise<readonly [bigint, bigint]> => {
  const one = async <T>(text: string, ...values: readonly unknown[]): Promise<T> =>
    Object.values((await client.query<object>(text, [...values])).rows[0] ?? {})[0] as T
  await client.query(`insert into infrastructure.division values ('990101', '990100', '清水县'), ('990102', '990100', '邻县')`)
  await client.query(`insert into infrastructure.machine (name, secret_digest) values ('crash', sha256(convert_to($1, 'UTF8')))`, [machine])
  await client.query(`insert into access.role (role, name) values ('T-1', '全办')`)
  await client.query(
    `insert into access.role_right (role, field, reach) select 'T-1', f, r from (select distinct field as f from access.role_right) x, unnest(array['rows', 'write']) r`,
  )
  const account = (name: string): Promise<bigint> =>
    one(`insert into access.account (division, login_id, name, kind) values ($1, $2, $2, 'person') returning account_id`, division, name)
  const accounts = [await account('甲'), await account('乙')] as const
  const act = await one<bigint>(
    `insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest)
     values ($1, 'first', '2022-09-01', $2, $2, gen_random_uuid(), sha256('')) returning act_id`,
    division,
    accounts[0],
  )
  for (const who of accounts)
    await client.query(
      `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) values ($1, $2, 'T-1', 'division', $1, 'appointment', '2020-01-01', $3)`,
      [division, who, act],
    )
  for (const [kind, code, area, name] of [
    ['township', null, townships[0], '东河镇'],
    ['village', null, `${townships[0]}001`, '柳树村'],
    ['township', null, townships[1], '西河镇'],
    ['village', null, `${townships[1]}001`, '石桥村'],
    ['school', '2199010001', townships[0], '东河镇中心小学'],
    ['school', '2199010002', townships[1], '西河镇中心小学'],
  ] as const) {
    const id = await one<bigint>(
      `insert into registry.organisation (division, kind, code, area, act_id) values ($1, $2, $3, $4, $5) returning organisation_id`,
      division,
      kind,
      code,
      area,
      act,
    )
    await client.query(`insert into registry.organisation_name (division, organisation_id, name, valid_from, act_id) values ($1, $2, $3, '2000-01-01', $4)`, [
      division,
      id,
      name,
      act,
    ])
    if (kind === 'school') await client.query(`insert into registry.school values ($1, $2, array['primary'])`, [division, id])
  }
  return accounts
}
