import type { Role, GrantKind } from '@yingjin/domain/access'
import { aDatabase, type TestDatabase } from '../../platform/postgres/testing/index.ts'
import { layDownRoles } from '../lay-down-roles.ts'

export type Given = Readonly<{
  kind?: GrantKind
  key?: string | bigint
  fields?: readonly string[] | null
  ground?: string
  from?: string
  to?: string | null
  division?: string
}>

/** A database with two counties of one prefecture, the roles of the register, and whatever accounts a test adds. */
export type County = Readonly<{
  db: TestDatabase
  division: string
  /** A new account; gives its number. */
  account: (name: string, more?: Readonly<{ division?: string; personId?: bigint; system?: boolean; loginId?: string }>) => Promise<bigint>
  /** Gives a role as it stands there before: past every rule about giving. Without a place, over the whole division. */
  grant: (account: bigint, role: Role, given?: Given) => Promise<bigint>
  school: (area: string, division?: string) => Promise<bigint>
  classOf: (school: bigint, number: string, division?: string) => Promise<bigint>
  /** A session of a user, for whoever shows its token. */
  session: (loginId: string, token: string, lasts?: string) => Promise<void>
  /** How an account acts: a process of our own asks in its name. */
  as: (account: bigint) => string
  close: () => Promise<void>
}>

export const aCounty = async (): Promise<County> => {
  const db = await aDatabase()
  const one = <T>(text: string, values: readonly unknown[]): Promise<T> =>
    db.asOwner(async (_, client) => Object.values((await client.query<object>(text, [...values])).rows[0] ?? {})[0] as T)
  await db.asOwner(async (_, client) => {
    await client.query(`insert into infrastructure.division values ('990100', '990100', '示例市'), ('990101', '990100', '示例县'), ('990102', '990100', '邻县'), ('990201', '990200', '远县');
      insert into infrastructure.machine (name, secret_digest) values ('test', sha256('s3cret'));
      insert into audit.act (division, kind, happened_on, account_id, on_behalf_of, client_id, order_digest)
      select division, 'first', '2022-09-01', 0, 0, gen_random_uuid(), sha256('') from infrastructure.division`)
  })
  await db.asOwner((_, client) => layDownRoles(client))
  const firstAct = `(select min(act_id) from audit.act where division = $1)`
  return {
    db,
    division: '990101',
    account: (name, { division = '990101', personId, system = false, loginId } = {}) =>
      one(`insert into access.account (division, name, kind, person_id, login_id) values ($1, $2, $3, $4, $5) returning account_id`, [
        division,
        name,
        system ? 'system' : 'person',
        personId ?? null,
        loginId ?? null,
      ]),
    grant: (
      account,
      role,
      { division = '990101', kind = 'division', key = division, fields = null, ground = 'appointment', from = '2020-01-01', to = null } = {},
    ) =>
      one(
        `insert into access.grant (division, account_id, role, kind, key, fields, ground, reason, valid_from, valid_to, given_act)
         values ($1, $2, $3, $4, $5, $6, $7, '试', $8, $9, ${firstAct}) returning grant_id`,
        [division, account, role, kind, String(key), fields, ground, from, to],
      ),
    school: async (area, division = '990101') => {
      const id = await one<bigint>(
        `insert into registry.organisation (division, kind, area, act_id) values ($1, 'school', $2, ${firstAct}) returning organisation_id`,
        [division, area],
      )
      return one<bigint>(`insert into registry.school (division, school_id, stages) values ($1, $2, '{primary}') returning school_id`, [division, id])
    },
    classOf: (school, number, division = '990101') =>
      one(
        `insert into registry.class (division, school_id, stage, entered_in, number, act_id) values ($1, $2, 'primary', 2022, $3, ${firstAct}) returning class_id`,
        [division, school, number],
      ),
    session: async (loginId, token, lasts = '1 hour') => {
      await db.asOwner((_, client) =>
        client.query(`insert into login.session (user_id, digest, expires_at) values ($1, sha256(convert_to($2, 'UTF8')), now() + $3::interval)`, [
          loginId,
          token,
          lasts,
        ]),
      )
    },
    as: account => `machine:s3cret:${account}`,
    close: db.close,
  }
}
