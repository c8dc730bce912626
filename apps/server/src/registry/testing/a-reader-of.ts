import type { Field } from '@yingjin/domain/access'
import type { TestCounty } from './a-county.ts'

/** An account that sees these fields of the whole county, and of all persons those named. */
export const aReaderOf = (county: TestCounty, whole: readonly Field[], persons: readonly string[]): Promise<bigint> =>
  county.db.asOwner(async (_, client) => {
    const name = `看 ${whole.join('、')} 和 ${persons.length} 人 ${persons[0] ?? ''}`
    const { account_id } = (
      await client.query(`insert into access.account (division, login_id, name, kind) values ('990101', $1, $1, 'person') returning account_id`, [name])
    ).rows[0] as { account_id: bigint }
    const give = async (field: Field, kind: string, key: string): Promise<void> => {
      const role = `T-${field}`
      await client.query(`insert into access.role (role, name) values ($1, $1) on conflict do nothing`, [role])
      await client.query(`insert into access.role_right (role, field, reach) values ($1, $2, 'rows') on conflict do nothing`, [role, field])
      await client.query(
        `insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) values ('990101', $1, $2, $3, $4, 'appointment', '2020-01-01', (select min(act_id) from audit.act))`,
        [account_id, role, kind, key],
      )
    }
    for (const field of whole) await give(field, 'division', '990101')
    for (const id of persons) await give('persons', 'person', id)
    return account_id
  })
