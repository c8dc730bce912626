import { accessWording, grantWording, loginWording, type Role, roleOf } from '@yingjin/domain/access'
import { leadsWording, openKindIds, openKinds } from '@yingjin/domain/leads'
import { registryWording } from '@yingjin/domain/registry'
import { type Problem, word, type WordingFor } from '@yingjin/kernel'
import type pg from 'pg'
import { addAccount, admitCommandLine, bringUpToDate, giveGrant, type Login, makePassword, openLogin, ownSecrets, perform } from '../../access/index.ts'
import { ownerCases } from '../../leads/index.ts'
import type { DemonstrationAccount } from '../http/index.ts'
import { asOwner, openPool, openPostgres, type PostgresPlace, wordPostgres } from '../../platform/postgres/index.ts'
import { openCountyFields, type VaultPlace } from '../../platform/vault/index.ts'
import { type AnswersFor, layDownResponsibility, type ResponsibilityDesk } from './demonstration-responsibility.ts'
import { layDownSentList } from './demonstration-sent-list.ts'

type At = 'prefecture' | 'county' | 'school' | 'class' | 'township' | 'village' | 'sender'
type Granted = Readonly<{ kind: string; key: string; place: string }>
/** `answers`: somebody who also answers for a place, and so is known as a person; `forAYear`: whose grant must end. */
type Person = Readonly<{ username: string; name: string; role: Role; at: At; answers?: AnswersFor; forAYear?: true }>

/**
 * Who works in the demonstration: whoever receives and decides, checks, leads, teaches, visits, delivers, audits, and keeps
 * the accounts; above the county whoever counts it, and who looks at what was opened.
 */
const people: readonly Person[] = [
  { username: 'zizhu', name: '孙晓兰', role: 'A-12', at: 'county' },
  { username: 'fuhe', name: '周建平', role: 'A-12', at: 'county' },
  { username: 'juzhang', name: '何国栋', role: 'A-25', at: 'county', answers: 'county' },
  { username: 'xiaozhang', name: '罗学军', role: 'A-06', at: 'school', answers: 'school' },
  { username: 'xuexiao', name: '田秀英', role: 'A-04', at: 'school' },
  { username: 'banzhuren', name: '冉小燕', role: 'A-01', at: 'class', answers: 'class' },
  { username: 'jiaoguan', name: '向永福', role: 'A-10', at: 'township' },
  { username: 'xiangzhen', name: '杨胜利', role: 'A-33', at: 'township', answers: 'township' },
  { username: 'baocun', name: '黎光荣', role: 'A-34', at: 'village', answers: 'village' },
  { username: 'minzheng', name: '谭红梅', role: 'A-38', at: 'sender' },
  { username: 'caiwu', name: '陈守财', role: 'A-13', at: 'county' },
  { username: 'guanli', name: '石坚', role: 'A-28', at: 'county' },
  { username: 'shenji', name: '唐思远', role: 'A-45', at: 'county', forAYear: true },
  { username: 'shiju', name: '吴启明', role: 'A-26', at: 'prefecture' },
  { username: 'shiguan', name: '郑雅琴', role: 'A-28', at: 'prefecture' },
]

const wordings = { ...accessWording, ...grantWording, ...loginWording, ...registryWording, ...leadsWording } as WordingFor<Problem>
const orThrow = <T>(result: Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; problem: Problem }>): T => {
  if (!result.ok) throw new Error(word(wordings, result.problem))
  return result.value
}

type Division = Readonly<{ code: string; name: string }>
/** `acting`: as the command line of the county; `above`: as that of its prefecture. */
type Open = Readonly<{
  owners: pg.Pool
  office: pg.Pool
  login: Login
  acting: string
  above: string
  granted: Readonly<Record<At, Granted>>
  place: LargestRow
}>

/** The records of the demonstration open, the command line let in. */
const withRecords = async <T>(place: PostgresPlace, keys: VaultPlace, division: Division, work: (open: Open) => Promise<T>): Promise<T> => {
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
      const above = await asOwner(owners, (_, client) => admitCommandLine(client, prefecture, secrets, keys))
      const largest = await largestOf(owners, division.code)
      return await work({ owners, office, login, acting, above, granted: placesOf(largest, division), place: largest })
    } finally {
      await Promise.all([owners.end(), office.end(), login.close()])
    }
  } finally {
    await server.stop()
  }
}

/** Above the invented county. */
const prefecture: Division = { code: '990100', name: '示例市' }

const placesOf = (largest: LargestRow, division: Division): Readonly<Record<At, Granted>> => ({
  prefecture: { kind: 'division', key: prefecture.code, place: prefecture.name },
  county: { kind: 'division', key: division.code, place: division.name },
  school: { kind: 'school', key: String(largest.school_id), place: largest.school },
  class: { kind: 'class', key: String(largest.class_id), place: `${largest.school}${largest.class}` },
  township: { kind: 'township', key: largest.township, place: largest.township_name },
  village: { kind: 'village', key: largest.village, place: `${largest.village_township}${largest.village_name}` },
  sender: { kind: 'sender', key: '民政局', place: '民政局送来的名单' },
})

/**
 * Accounts of every kind for the invented county, where it is published, and who answers for whom in it, so that its leads
 * have owners. They stand where there is something to see: a class with leads that its teacher sees first, its school, its township.
 */
export const layDownOffice = (at: PostgresPlace, keys: VaultPlace, division: Division, rosters: string): Promise<void> =>
  withRecords(at, keys, division, async ({ owners, office, login, acting, above, granted, place }) => {
    const fields = await openCountyFields(office, keys)
    // A county that was published a moment ago has no statistics yet, and each act would be planned as if it held nothing.
    await asOwner(owners, async (_, client) => client.query('analyze'))
    const settle = async (
      of: Pick<Person, 'username' | 'name' | 'role' | 'at' | 'forAYear'>,
      { kind, key }: Pick<Granted, 'kind' | 'key'>,
      personId: string | null,
    ): Promise<string> => {
      const by = { acting: of.at === 'prefecture' ? above : acting }
      const loginId = orThrow(await login.addUser({ username: of.username, name: of.name, password: makePassword() }))
      const { accountId } = orThrow(await perform(office, addAccount, { name: of.name, loginId, personId }, by))
      orThrow(await perform(office, giveGrant, { accountId, role: of.role, kind, key, to: of.forAYear === true ? inAYear() : null, reason: '演示账号' }, by))
      return accountId
    }
    const accounts = new Map<string, string>()
    for (const person of people) if (person.answers === undefined) accounts.set(person.username, await settle(person, granted[person.at], null))
    const ask: ResponsibilityDesk['ask'] = async (by, work, order) =>
      orThrow(await perform(office, work, order, { acting: `${machineOf(acting)}:${accounts.get(by === 'clerk' ? 'zizhu' : 'fuhe')}`, fieldsOf: fields.of }))
    const answering = await layDownResponsibility({
      division: division.code,
      here: { schoolId: String(place.school_id), classId: String(place.class_id), township: place.township, village: place.village },
      named: {
        county: '',
        township: '',
        village: '',
        school: '',
        class: '',
        ...Object.fromEntries(people.flatMap(({ answers, name }) => (answers === undefined ? [] : [[answers, name]]))),
      },
      rows: (text, ...values) => asOwner(owners, async (_, client) => (await client.query(text, [...values])).rows),
      ask,
      fieldsOf: fields.of,
    })
    for (const { answers, here, personId } of answering) {
      const person = here ? people.find(each => each.answers === answers) : undefined
      if (person !== undefined) await settle(person, granted[person.at], personId)
    }
    // Half of the other schools have an account for their head: the others stay to be found.
    const others = answering.filter(({ answers, here }) => answers === 'school' && !here)
    for (const [n, { name, key, personId }] of others.entries())
      if (n % 2 === 0) await settle({ username: `xiaozhang${n / 2 + 1}`, name, role: 'A-06', at: 'school' }, { kind: 'school', key }, personId)
    await ask('clerk', ownerCases.nameOwners, {})
    await layDownSentList({
      division: division.code,
      rosters,
      keys,
      pool: office,
      fieldsOf: fields.of,
      acting: `${machineOf(acting)}:${accounts.get('zizhu')}`,
      orThrow,
    })
  })

const inAYear = (): string => new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10)

/** How the command line acts, without for whom: `machine:<secret>`. */
const machineOf = (acting: string): string => acting.slice(0, acting.lastIndexOf(':'))

/** The accounts of the demonstration, each with another password at every start. */
export const demonstrationAccounts = (place: PostgresPlace, keys: VaultPlace, division: Division): Promise<readonly DemonstrationAccount[]> =>
  withRecords(place, keys, division, async ({ login, granted }) => {
    const there = new Map([...(await login.listNames())].map(([id, name]) => [name, id]))
    const accounts: DemonstrationAccount[] = []
    for (const { username, name, role, at } of people) {
      const known = there.get(username)
      if (known === undefined) throw new Error(`the demonstration has no account ${username}`)
      const password = makePassword()
      orThrow(await login.setPassword(known, password))
      accounts.push({ username, name, role: roleOf(role).name, place: granted[at].place, password })
    }
    return accounts
  })

type LargestRow = Readonly<{
  school_id: bigint
  school: string
  class_id: bigint
  class: string
  township: string
  township_name: string
  village: string
  village_name: string
  village_township: string
}>

const largestOf = async (owners: pg.Pool, division: string): Promise<LargestRow> => {
  const seen = openKindIds.filter(kind => openKinds[kind].seenInClass === true)
  const ofTownship = openKindIds.filter(kind => openKinds[kind].owner === 'township')
  const [largest] = await asOwner(owners, async (_, client) => (await client.query<LargestRow>(largestClass, [division, seen, ofTownship])).rows)
  if (largest === undefined) throw new Error('no class of the invented county has children')
  return largest
}

/**
 * The class with the most leads that its teacher sees first, in the largest school of such; without any, the largest class.
 * And the village with the most leads that a cadre who visits works on.
 */
const largestClass = `
  with child as (select school_id, class_id from registry.person where division = $1 and gone_act is null and school_id is not null and class_id is not null),
  seen as (select class_id, count(*) as leads from leads.lead where division = $1 and kind = any ($2) and class_id is not null group by 1),
  class as (
    select c.school_id, c.class_id from child c left join seen using (class_id)
    group by c.school_id, c.class_id, seen.leads
    order by coalesce(seen.leads, 0) desc, (select count(*) from child s where s.school_id = c.school_id) desc, count(*) desc, c.class_id limit 1
  ),
  village as (
    select o.organisation_id, o.area from registry.organisation o
    left join leads.lead l on l.division = $1 and l.area = o.area and l.kind = any ($3)
    where o.division = $1 and o.kind = 'village' and o.ended_act is null group by 1, 2 order by count(l.lead_id) desc, o.area limit 1
  )
  select s.school_id, n.name as school, s.class_id, kn.name as class, left(o.area, 9) as township, t.name as township_name,
    v.area as village, vn.name as village_name, vt.name as village_township
  from class s
  join registry.organisation o on o.division = $1 and o.organisation_id = s.school_id
  join registry.organisation_name n on n.division = $1 and n.organisation_id = s.school_id and n.ended_act is null
  join registry.class_name kn on kn.division = $1 and kn.class_id = s.class_id and kn.ended_act is null
  join registry.organisation ot on ot.division = $1 and ot.kind = 'township' and ot.area = left(o.area, 9) and ot.ended_act is null
  join registry.organisation_name t on t.division = $1 and t.organisation_id = ot.organisation_id and t.ended_act is null
  cross join village v
  join registry.organisation_name vn on vn.division = $1 and vn.organisation_id = v.organisation_id and vn.ended_act is null
  join registry.organisation vo on vo.division = $1 and vo.kind = 'township' and vo.area = left(v.area, 9) and vo.ended_act is null
  join registry.organisation_name vt on vt.division = $1 and vt.organisation_id = vo.organisation_id and vt.ended_act is null
  limit 1`
