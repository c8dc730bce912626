import { type Field, type GrantKind, isRole, type Reach, type Role, roleOf } from '@yingjin/domain/access'
import { type Account, type Asker, type Grant, lately, past, prefectureOf, type Responsibility, type World } from './world.ts'

/**
 * Who may see, count and write a row, said again from the table of roles in plain TypeScript. It shares nothing with
 * the functions and policies of the database, which it is held against: do not call them here.
 */
export type Row = Readonly<{
  division: string
  area?: string | null
  school_id?: string | null
  class_id?: string | null
  household_id?: string | null
  person_id?: string | null
  import_id?: string | null
  fund_id?: string | null
  project_id?: string | null
  order_id?: string | null
  case_id?: string | null
  loan_id?: string | null
  report_id?: string | null
}>

/** Who acts, and whose rights it has. */
export type Acts = Readonly<{ account: Account; as: Account }>

/** From lately on, every day of the run lies before the future and after the past. */
const inForce = ({ from, to, revoked }: Readonly<{ from: string; to: string | null; revoked: boolean }>): boolean => !revoked && from === past && to !== lately

export const actsOf = (world: World, asker: Asker): Acts | null => {
  const account = world.accounts.find(each => each.id === asker.account)
  if (account === undefined || account.closed) return null
  if (asker.by !== 'session' && asker.by !== 'machine' && asker.by !== 'job') return null
  if (asker.onBehalfOf === null) return { account, as: account }
  const as = world.accounts.find(each => each.id === asker.onBehalfOf)
  const stands = world.deputies.some(deputy => deputy.account === account.id && deputy.forAccount === as?.id && inForce(deputy))
  return as === undefined || as.closed || !stands ? null : { account, as }
}

/** What a place or person is reached by: a grant, or a relation on record, which opens nothing and is narrowed by nothing. */
type Hold = Pick<Grant, 'role' | 'kind' | 'key' | 'fields' | 'opened'>

const kinds = { child: 'person', household: 'household', group: 'person', village: 'village', township: 'township' } as const satisfies Record<
  Responsibility['target'],
  GrantKind
>
const meant = { child: 'A-02', household: 'A-34', group: 'A-34', village: 'A-34', township: 'A-33' } as const satisfies Record<Responsibility['target'], Role>

const relationsOf = ({ responsibilities, guardianships, residences }: World, { as }: Acts): readonly Hold[] => {
  const { person, division } = as
  if (person === null) return []
  const byChain = responsibilities
    .filter(each => each.division === division && (each.holder === person || each.deputy === person) && inForce({ ...each, revoked: each.ended }))
    .flatMap(({ role, target, key }) => {
      const keys =
        target === 'group'
          ? residences.filter(each => each.division === division && !each.ended && `${each.at} ${each.group}` === key).map(each => String(each.person))
          : [key]
      return keys.map(of => ({ role: isRole(role) ? role : meant[target], kind: kinds[target], key: of }))
    })
  const ofChildren = guardianships
    .filter(each => each.division === division && each.guardian === person && each.ground !== 'unsaid')
    .filter(each => inForce({ ...each, from: each.from ?? past, revoked: each.ended }))
    .map(({ child }) => ({ role: 'A-36', kind: 'person', key: String(child) }) as const)
  return [...byChain, ...ofChildren]
    .filter(({ role, kind }) => roleOf(role).byRelation?.includes(kind) === true)
    .map(relation => ({ ...relation, fields: null, opened: false }))
}

const rightOf = (grant: Hold, field: Field, how: Reach): boolean => {
  const { rows, counts = [], whenOpened = [], write } = roleOf(grant.role)
  const seen = rows.includes(field) || (grant.opened && whenOpened.includes(field))
  const has = how === 'write' ? write.includes(field) : how === 'rows' ? seen : seen || counts.includes(field)
  return has && (grant.fields === null || grant.fields.includes(field))
}

const holdsOf = (world: World, acts: Acts, field: Field, how: Reach): readonly Hold[] =>
  [...world.grants.filter(grant => grant.account === acts.as.id && inForce(grant)), ...relationsOf(world, acts)].filter(hold => rightOf(hold, field, how))

/** Anywhere at all. */
export const may = (world: World, acts: Acts, field: Field, how: Reach): boolean => holdsOf(world, acts, field, how).length > 0

const holds = (world: World, acts: Acts, hold: Hold, row: Row): boolean => {
  const { kind, key } = hold
  if (kind === 'division') return row.division === key || (key.endsWith('00') && prefectureOf(row.division) === key)
  if (row.division !== acts.account.division) return false
  switch (kind) {
    case 'township':
      if (roleOf(hold.role).reaches !== 'schools-of-township') return row.area?.slice(0, 9) === key
      return world.schools.some(({ division, id, area }) => division === row.division && String(id) === row.school_id && area.slice(0, 9) === key)
    case 'village':
      return row.area === key
    case 'household':
      // Whoever reaches a household reaches the people in it.
      return (
        row.household_id === key ||
        (world.members ?? []).some(({ division, household, person }) => division === row.division && household === key && person === row.person_id)
      )
    case 'sender':
      // Whatever hangs on a list goes with the list.
      return world.imports.some(({ division, id, sender }) => division === row.division && String(id) === row.import_id && sender === key)
    default:
      return row[`${kind}_id`] === key
  }
}

export const reaches = (world: World, acts: Acts, field: Field, how: Reach, row: Row): boolean =>
  holdsOf(world, acts, field, how).some(hold => holds(world, acts, hold, row))
