import { type Field, type Reach, roleOf } from '@yingjin/domain/access'
import { type Account, type Asker, type Grant, lately, past, prefectureOf, type World } from './world.ts'

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
  if (asker.by !== 'session' && asker.by !== 'machine') return null
  if (asker.onBehalfOf === null) return { account, as: account }
  const as = world.accounts.find(each => each.id === asker.onBehalfOf)
  const stands = world.deputies.some(deputy => deputy.account === account.id && deputy.forAccount === as?.id && inForce(deputy))
  return as === undefined || as.closed || !stands ? null : { account, as }
}

const rightOf = (grant: Grant, field: Field, how: Reach): boolean => {
  const { rows, counts = [], whenOpened = [], write } = roleOf(grant.role)
  const seen = rows.includes(field) || (grant.opened && whenOpened.includes(field))
  const has = how === 'write' ? write.includes(field) : how === 'rows' ? seen : seen || counts.includes(field)
  return has && (grant.fields === null || grant.fields.includes(field))
}

const grantsOf = (world: World, acts: Acts, field: Field, how: Reach): readonly Grant[] =>
  world.grants.filter(grant => grant.account === acts.as.id && inForce(grant) && rightOf(grant, field, how))

/** Anywhere at all. */
export const may = (world: World, acts: Acts, field: Field, how: Reach): boolean => grantsOf(world, acts, field, how).length > 0

const holds = (world: World, acts: Acts, grant: Grant, row: Row): boolean => {
  const { kind, key } = grant
  if (kind === 'division') return row.division === key || (key.endsWith('00') && prefectureOf(row.division) === key)
  if (row.division !== acts.account.division) return false
  switch (kind) {
    case 'township':
      if (roleOf(grant.role).reaches !== 'schools-of-township') return row.area?.slice(0, 9) === key
      return world.schools.some(({ division, id, area }) => division === row.division && String(id) === row.school_id && area.slice(0, 9) === key)
    case 'village':
      return row.area === key
    case 'household':
      // Whoever reaches a household reaches the people in it.
      return (
        row.household_id === key ||
        (world.members ?? []).some(({ division, household, person }) => division === row.division && household === key && person === row.person_id)
      )
    default:
      return row[`${kind}_id`] === key
  }
}

export const reaches = (world: World, acts: Acts, field: Field, how: Reach, row: Row): boolean =>
  grantsOf(world, acts, field, how).some(grant => holds(world, acts, grant, row))
