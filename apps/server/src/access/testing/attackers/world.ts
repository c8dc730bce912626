import { allRoles, type Field, fields, type GrantKind, type Role, roleOf } from '@yingjin/domain/access'
import fc from 'fast-check'

/**
 * A made-up land for the attackers' run: two counties of one prefecture and one of another, their places, and accounts
 * with whatever grants chance gave them. Plain data; what follows from it is the oracle's to say.
 */
export type World = Readonly<{
  schools: readonly School[]
  classes: readonly Readonly<{ division: string; id: number; school: number }>[]
  persons: readonly Person[]
  accounts: readonly Account[]
  grants: readonly Grant[]
  deputies: readonly Deputy[]
  responsibilities: readonly Responsibility[]
  guardianships: readonly Guardianship[]
  residences: readonly Residence[]
  imports: readonly Import[]
  /** Who belongs to which household, once rows are laid down. */
  members?: readonly Readonly<{ division: string; household: string; person: string }>[]
  /** Chance for the rows of tables. */
  salt: number
}>
export type School = Readonly<{ division: string; id: number; area: string }>
export type Person = Readonly<{ division: string; id: number; area: string | null; school: number | null; class: number | null }>
/** A list that a department delivered. */
export type Import = Readonly<{ division: string; id: number; sender: string }>
export type Account = Readonly<{ division: string; id: number; closed: boolean; area: string | null; school: number | null; person: number | null }>
export type Grant = Readonly<{
  id: number
  division: string
  account: number
  role: Role
  kind: GrantKind
  key: string
  fields: readonly Field[] | null
  opened: boolean
  from: string
  to: string | null
  revoked: boolean
}>
export type Deputy = Readonly<{ id: number; division: string; forAccount: number; account: number; from: string; to: string; revoked: boolean }>
/** Where a person lives, down to the group of the village. */
export type Residence = Readonly<{ division: string; id: number; person: number; at: string; group: string; ended: boolean }>
/** Whoever answers for a child, a household, a group of a village (`village group`), a village or a township by a chain on record, and whoever does so meanwhile. */
export type Responsibility = Readonly<{
  id: number
  division: string
  holder: number
  deputy: number | null
  role: string
  target: 'child' | 'household' | 'group' | 'village' | 'township'
  key: string
  from: string
  to: string | null
  ended: boolean
}>
export type Guardianship = Readonly<{
  id: number
  division: string
  guardian: number
  child: number
  ground: 'law' | 'de-facto' | 'unsaid'
  from: string | null
  to: string | null
  ended: boolean
}>

/** Who asks: by a session of the login library or a process of our own, good or not; for itself or on somebody's behalf. */
export type Asker = Readonly<{
  division: string
  account: number
  by: 'session' | 'expired-session' | 'no-session' | 'machine' | 'wrong-machine' | 'job' | 'job-over' | 'job-of-wrong-machine'
  onBehalfOf: number | null
}>

export const divisions = ['990100', '990101', '990102', '990200', '990201'] as const
export const prefectureOf = (division: string): string => `${division.slice(0, 4)}00`
const townships = ['001', '002'] as const
const villages = ['001', '002'] as const

export const past = '2020-01-01'
export const lately = '2021-01-01'
export const future = '2099-12-31'

/** Two schools a county, one in each township; two classes a school. Numbers are the land's own, never the same twice. */
const schools: readonly School[] = divisions.flatMap((division, d) =>
  townships.map((township, t) => ({ division, id: 100 + d * 10 + t, area: `${division}${township}001` })),
)
const classes = schools.flatMap(school => [1, 2].map(n => ({ division: school.division, id: school.id * 10 + n, school: school.id })))

export const areasOf = (division: string): readonly string[] => townships.flatMap(township => villages.map(village => `${division}${township}${village}`))
export const thingIds = [1, 2, 3] as const

/** Each county has lists of some of them, and of one that no role is. */
const senders = ['民政局', '残联', '乡村振兴局', '公安局'] as const
const importsArb: fc.Arbitrary<readonly Import[]> = fc.tuple(
  ...divisions.flatMap(division => thingIds.map(id => fc.constantFrom(...senders).map(sender => ({ division, id, sender })))),
)

const personArb = (id: number): fc.Arbitrary<Person> =>
  fc.record({ division: fc.constantFrom(...divisions), area: fc.option(fc.nat(3)), school: fc.option(fc.nat(1)), class: fc.option(fc.nat(1)) }).map(p => {
    const school = p.school === null ? null : (schools.filter(each => each.division === p.division)[p.school] ?? null)
    return {
      division: p.division,
      id,
      area: p.area === null ? null : (areasOf(p.division)[p.area] ?? null),
      school: school?.id ?? null,
      class: school === null || p.class === null ? null : school.id * 10 + p.class + 1,
    }
  })

const some = <T>(least: number, most: number, one: (index: number) => fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.integer({ min: least, max: most }).chain(n => fc.tuple(...Array.from({ length: n }, (_, index) => one(index))))

/** Roles whose fields of data have tables already; the others are asked after less often. */
const busy: readonly Role[] = [
  'A-01',
  'A-02',
  'A-04',
  'A-06',
  'A-07',
  'A-10',
  'A-10',
  'A-11',
  'A-12',
  'A-13',
  'A-25',
  'A-26',
  'A-28',
  'A-33',
  'A-34',
  'A-36',
  'A-38',
  'A-40',
]

const kindOf: Readonly<Record<string, GrantKind>> = { county: 'division', prefecture: 'division' }
const kinds: readonly GrantKind[] = ['division', 'township', 'village', 'school', 'class', 'person', 'household', 'sender', 'import', 'fund']

const keyOf = (kind: GrantKind, division: string, chance: number, persons: readonly Person[]): string => {
  const of = <T>(list: readonly T[]): T | undefined => list[chance % Math.max(1, list.length)]
  switch (kind) {
    case 'division':
      return division
    case 'township':
      return `${division}${of(townships)}`
    case 'village':
      return of(areasOf(division)) ?? division
    case 'school':
      return String(of(schools.filter(each => each.division === division))?.id)
    case 'class':
      return String(of(classes.filter(each => each.division === division))?.id)
    case 'person':
      return String(of(persons.filter(each => each.division === division))?.id ?? 1)
    case 'sender':
      return of(senders) ?? senders[0]
    default:
      return String(of(thingIds))
  }
}

/** Mostly as the rules would give it; now and then as nobody should: another level, another county, what is over. */
const grantArb = (id: number, accounts: readonly Account[], persons: readonly Person[]): fc.Arbitrary<Grant> =>
  fc
    .record({
      account: fc.constantFrom(...accounts),
      role: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...busy) }, { weight: 1, arbitrary: fc.constantFrom(...allRoles) }),
      level: fc.nat(9),
      otherKind: fc.option(fc.constantFrom(...kinds), { freq: 4 }),
      division: fc.option(fc.constantFrom(...divisions), { freq: 3 }),
      chance: fc.nat(100),
      fields: fc.option(fc.subarray(Object.keys(fields) as Field[], { minLength: 20 }), { freq: 2, nil: null }),
      opened: fc.boolean(),
      from: fc.constantFrom(past, past, past, future),
      to: fc.constantFrom(null, null, future, lately),
      revoked: fc.nat(9).map(n => n === 0),
    })
    .map(g => {
      const level = roleOf(g.role).levels[g.level % Math.max(1, roleOf(g.role).levels.length)] ?? 'county'
      const kind = g.otherKind ?? kindOf[level] ?? (level as GrantKind)
      const division = g.division ?? g.account.division
      const to = g.opened ? (g.to ?? future) : g.to
      return {
        id,
        division: g.account.division,
        account: g.account.id,
        role: g.role,
        kind,
        key: keyOf(kind, division, g.chance, persons),
        fields: g.fields,
        opened: g.opened,
        from: g.from === future && to === lately ? past : g.from,
        to,
        revoked: g.revoked,
      }
    })

/** In every land somebody sees much of its own county: where all see next to nothing, next to nothing is held against the oracle. */
const wideGrantArb = (id: number, accounts: readonly Account[]): fc.Arbitrary<Grant> =>
  fc.constantFrom(...(accounts.some(({ closed }) => !closed) ? accounts.filter(({ closed }) => !closed) : accounts)).map(({ division, id: account }) => ({
    id,
    division,
    account,
    role: 'A-12',
    kind: 'division',
    key: division,
    fields: null,
    opened: false,
    from: past,
    to: null,
    revoked: false,
  }))

/** A deputy is of one division, and of somebody else. */
const deputiesArb = (accounts: readonly Account[]): fc.Arbitrary<readonly Deputy[]> => {
  const pairs = accounts.flatMap(of => accounts.filter(by => by.id !== of.id && by.division === of.division).map(by => [of, by] as const))
  if (pairs.length === 0) return fc.constant([])
  return some(2, 6, index =>
    fc.tuple(fc.constantFrom(...pairs), fc.constantFrom('good', 'good', 'over', 'revoked')).map(([[of, by], how]) => ({
      id: index + 1,
      division: by.division,
      forAccount: of.id,
      account: by.id,
      from: past,
      to: how === 'over' ? lately : future,
      revoked: how === 'revoked',
    })),
  )
}

/** Mostly in force; now and then ended, over, or of later. */
const standingArb = fc.constantFrom(
  ...Array.from({ length: 5 }, () => ({ from: past, to: null, ended: false })),
  { from: past, to: future, ended: false },
  { from: past, to: null, ended: true },
  { from: past, to: lately, ended: false },
  { from: future, to: null, ended: false },
)

const targetKinds = { child: 'person', household: 'household', group: 'village', village: 'village', township: 'township' } as const satisfies Record<
  Responsibility['target'],
  GrantKind
>

const groups = ['一组', '二组'] as const
/** Most persons live in a group of some village; what was said before is ended. */
const residencesArb = (persons: readonly Person[]): fc.Arbitrary<readonly Residence[]> =>
  fc.tuple(
    ...persons.map(({ division, id }) =>
      fc.tuple(fc.constantFrom(...areasOf(division)), fc.constantFrom(...groups), fc.nat(4)).map(([at, group, n]) => ({
        division,
        id,
        person: id,
        at,
        group,
        ended: n === 0,
      })),
    ),
  )

/** Two persons of one division: whoever has an account, and somebody else. */
const pairsOf = (accounts: readonly Account[], persons: readonly Person[]): readonly (readonly [Account, Person])[] =>
  accounts.flatMap(of =>
    persons.filter(({ division, id }) => of.person !== null && division === of.division && id !== of.person).map(other => [of, other] as const),
  )

const responsibilitiesArb = (accounts: readonly Account[], persons: readonly Person[]): fc.Arbitrary<readonly Responsibility[]> => {
  const pairs = pairsOf(accounts, persons)
  if (pairs.length === 0) return fc.constant([])
  return some(12, 24, index =>
    fc
      .record({
        pair: fc.constantFrom(...pairs),
        asDeputy: fc.nat(3).map(n => n === 0),
        // A chain may name a role of the register, also one that no relation gives.
        role: fc.constantFrom('帮扶教师', '包户干部', 'A-09', 'A-34', 'A-33', 'A-12', 'A-36'),
        target: fc.constantFrom('child', 'child', 'child', 'household', 'group', 'group', 'village', 'township'),
        chance: fc.nat(100),
        standing: standingArb,
      })
      .map(({ pair: [{ division, person }, other], asDeputy, role, target, chance, standing }) => ({
        id: index + 1,
        division,
        holder: asDeputy ? other.id : (person ?? 0),
        deputy: asDeputy ? person : null,
        role,
        target,
        key: `${keyOf(targetKinds[target], division, chance, persons)}${target === 'group' ? ` ${groups[chance % 2]}` : ''}`,
        ...standing,
      })),
  )
}

const guardianshipsArb = (accounts: readonly Account[], persons: readonly Person[]): fc.Arbitrary<readonly Guardianship[]> => {
  const pairs = pairsOf(accounts, persons)
  if (pairs.length === 0) return fc.constant([])
  return some(8, 16, index =>
    fc
      .tuple(fc.constantFrom(...pairs), fc.constantFrom('law', 'de-facto', 'unsaid'), standingArb, fc.boolean())
      .map(([[{ division, person }, child], ground, standing, sinceEver]) => ({
        id: index + 1,
        division,
        guardian: person ?? 0,
        child: child.id,
        ground,
        ...standing,
        from: sinceEver && standing.from === past ? null : standing.from,
      })),
  )
}

export const worldArb: fc.Arbitrary<World> = fc
  .tuple(
    some(8, 16, index => personArb(index + 1)),
    some(6, 9, index =>
      fc
        .record({
          division: fc.constantFrom('990100', '990101', '990101', '990101', '990102', '990102', '990201'),
          closed: fc.nat(9).map(n => n === 0),
          at: fc.nat(5),
          person: fc.option(fc.nat(3), { freq: 6 }),
        })
        .map(({ division, closed, at, person }) => ({
          division,
          id: index + 1,
          closed,
          area: at < 4 ? (areasOf(division)[at] ?? null) : null,
          school: at % 2 === 0 ? (schools.find(each => each.division === division)?.id ?? null) : null,
          person,
        })),
    ),
    fc.nat(1_000_000),
  )
  .map(([persons, accounts, salt]) => {
    const atHome = (division: string): readonly Person[] => persons.filter(each => each.division === division)
    return [persons, accounts.map(of => ({ ...of, person: of.person === null ? null : (atHome(of.division)[of.person]?.id ?? null) })), salt] as const
  })
  .chain(([persons, accounts, salt]) =>
    fc.record({
      schools: fc.constant(schools),
      classes: fc.constant(classes),
      persons: fc.constant(persons),
      accounts: fc.constant(accounts),
      grants: some(25, 45, index => grantArb(index + 1, accounts, persons)).chain(given =>
        wideGrantArb(given.length + 1, accounts).map(wide => [...given, wide]),
      ),
      deputies: deputiesArb(accounts),
      responsibilities: responsibilitiesArb(accounts, persons),
      guardianships: guardianshipsArb(accounts, persons),
      residences: residencesArb(persons),
      imports: importsArb,
      salt: fc.constant(salt),
    }),
  )

/** Everybody once by a session, and every way of being nobody. */
export const askersOf = ({ accounts, deputies }: World): readonly Asker[] => [
  ...accounts.map(({ division, id }) => ({ division, account: id, by: 'session' as const, onBehalfOf: null })),
  ...accounts.slice(0, 3).flatMap(({ division, id }) =>
    (['machine', 'expired-session', 'no-session', 'wrong-machine', 'job', 'job-over', 'job-of-wrong-machine'] as const).map(by => ({
      division,
      account: id,
      by,
      onBehalfOf: null,
    })),
  ),
  ...deputies.flatMap(({ division, account, forAccount }) => [
    { division, account, by: 'session' as const, onBehalfOf: forAccount },
    { division, account: forAccount, by: 'machine' as const, onBehalfOf: account },
    { division, account, by: 'job' as const, onBehalfOf: forAccount },
  ]),
]
