import { grantWording, accessWording, loginWording, type Role, roleOf } from '@yingjin/domain/access'
import { type Problem, word, type WordingFor } from '@yingjin/kernel'
import { rosterKinds } from '@yingjin/intake'
import { addAccount, admitCommandLine, bringUpToDate, giveGrant, makePassword, openLogin, ownSecrets, perform } from '../../access/index.ts'
import type { DemonstrationAccount } from '../http/index.ts'
import { asOwner, openPool, openPostgres, type PostgresPlace, wordPostgres } from '../../platform/postgres/index.ts'
import type { VaultPlace } from '../../platform/vault/index.ts'

type Granted = Readonly<{ kind: string; key: string; place: string }>
type Person = Readonly<{ username: string; name: string; role: Role; at: 'county' | 'school' | 'class' | 'township' | 'import' }>

/** Who works in the demonstration: whoever receives and decides, checks, leads, teaches, visits, delivers, and keeps the accounts. */
const people: readonly Person[] = [
  { username: 'zizhu', name: '孙晓兰', role: 'A-12', at: 'county' },
  { username: 'fuhe', name: '周建平', role: 'A-12', at: 'county' },
  { username: 'juzhang', name: '何国栋', role: 'A-25', at: 'county' },
  { username: 'xiaozhang', name: '罗学军', role: 'A-06', at: 'school' },
  { username: 'xuexiao', name: '田秀英', role: 'A-04', at: 'school' },
  { username: 'banzhuren', name: '冉小燕', role: 'A-01', at: 'class' },
  { username: 'jiaoguan', name: '向永福', role: 'A-10', at: 'township' },
  { username: 'xiangzhen', name: '杨胜利', role: 'A-33', at: 'township' },
  { username: 'minzheng', name: '谭红梅', role: 'A-38', at: 'import' },
  { username: 'caiwu', name: '陈守财', role: 'A-13', at: 'county' },
  { username: 'guanli', name: '石坚', role: 'A-28', at: 'county' },
]

/** What the department of civil affairs delivered. */
const delivered = 'rural-minimum-living'

const wordings = { ...accessWording, ...grantWording, ...loginWording } as WordingFor<Problem>
const orThrow = <T>(result: Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; problem: Problem }>): T => {
  if (!result.ok) throw new Error(word(wordings, result.problem))
  return result.value
}

/**
 * Accounts of every kind for the invented county, where it is published: made at the first start, and with another password
 * at each. They stand where there is something to see: the largest school, its largest class, its township.
 */
export const demonstrationAccounts = async (
  place: PostgresPlace,
  keys: VaultPlace,
  division: Readonly<{ code: string; name: string }>,
): Promise<readonly DemonstrationAccount[]> => {
  const opened = await openPostgres(place, { config: keys.config })
  if (!opened.ok) throw new Error(wordPostgres(opened.problem))
  const server = opened.value
  try {
    const ready = await bringUpToDate(server.owner())
    if (!ready.ok) throw new Error(wordPostgres(ready.problem))
    const ofLibrary = server.login()
    if (ofLibrary === null) throw new Error('the embedded server has no role for the login library')
    const secrets = await ownSecrets(keys.config)
    const owners = openPool(server.owner(), { name: 'owner', max: 1 })
    const office = openPool(server.office(), { max: 2 })
    const login = openLogin(ofLibrary, secrets.login)
    try {
      const acting = await asOwner(owners, (_, client) => admitCommandLine(client, division, secrets, keys))
      const [largest] = await asOwner(owners, async (_, client) => (await client.query<LargestRow>(largestClass, [division.code, delivered])).rows)
      if (largest === undefined) throw new Error('no class of the invented county has children')
      const granted: Readonly<Record<Person['at'], Granted>> = {
        county: { kind: 'division', key: division.code, place: division.name },
        school: { kind: 'school', key: String(largest.school_id), place: largest.school },
        class: { kind: 'class', key: String(largest.class_id), place: `${largest.school}${largest.class}` },
        township: { kind: 'township', key: largest.township, place: largest.township_name },
        import: { kind: 'import', key: String(largest.import_id), place: rosterKinds[delivered].name },
      }
      const there = new Map([...(await login.listNames())].map(([id, name]) => [name, id]))
      const accounts: DemonstrationAccount[] = []
      for (const { username, name, role, at } of people) {
        const password = makePassword()
        const { kind, key, place: where } = granted[at]
        const known = there.get(username)
        if (known === undefined) {
          const loginId = orThrow(await login.addUser({ username, name, password }))
          const { accountId } = orThrow(await perform(office, addAccount, { name, loginId }, { acting }))
          orThrow(await perform(office, giveGrant, { accountId, role, kind, key, reason: '演示账号' }, { acting }))
        } else {
          orThrow(await login.setPassword(known, password))
        }
        accounts.push({ username, name, role: roleOf(role).name, place: where, password })
      }
      return accounts
    } finally {
      await Promise.all([owners.end(), office.end(), login.close()])
    }
  } finally {
    await server.stop()
  }
}

type LargestRow = Readonly<{ school_id: bigint; school: string; class_id: bigint; class: string; township: string; township_name: string; import_id: bigint }>

const largestClass = `
  with school as (
    select school_id from registry.person where division = $1 and gone_act is null and school_id is not null group by school_id order by count(*) desc, school_id limit 1
  ), class as (
    select p.class_id from registry.person p join school using (school_id) where p.division = $1 and p.gone_act is null and p.class_id is not null
    group by p.class_id order by count(*) desc, p.class_id limit 1
  )
  select s.school_id, n.name as school, k.class_id, kn.name as class, left(o.area, 9) as township, t.name as township_name,
    (select import_id from registry.import i where i.division = $1 and i.roster = $2 and i.status = 'committed' order by import_id limit 1) as import_id
  from school s cross join class k
  join registry.organisation o on o.division = $1 and o.organisation_id = s.school_id
  join registry.organisation_name n on n.division = $1 and n.organisation_id = s.school_id and n.ended_act is null
  join registry.class_name kn on kn.division = $1 and kn.class_id = k.class_id and kn.ended_act is null
  join registry.organisation ot on ot.division = $1 and ot.kind = 'township' and ot.area = left(o.area, 9) and ot.ended_act is null
  join registry.organisation_name t on t.division = $1 and t.organisation_id = ot.organisation_id and t.ended_act is null
  limit 1`
