import { readFileSync } from 'node:fs'
import { rosterKinds } from '@yingjin/intake'
import { expect, test } from 'vitest'
import { fields } from './field.ts'
import { allRoles, conflicts, isRole, roleOf } from './role.ts'

const ofRegister = JSON.parse(readFileSync(new URL('../../../../docs/register/ids.json', import.meta.url), 'utf8')) as readonly string[]
/** A-61 and on are chains of responsibility, not roles. */
const rolesOfRegister = ofRegister.filter(id => /^A-[0-5]\d$/.test(id))

test('the roles are those of the register, all and no other', () => {
  expect(rolesOfRegister.length).toBe(49)
  expect(allRoles.toSorted()).toEqual(rolesOfRegister.toSorted())
})

test('who writes a field sees it, and what is seen only by count is not seen by row', () => {
  for (const role of allRoles) {
    const { rows, counts = [], whenOpened = [], write } = roleOf(role)
    expect([role, write.filter(field => !rows.includes(field) && !['persons', 'designations'].includes(field))]).toEqual([role, []])
    expect([role, counts.filter(field => rows.includes(field))]).toEqual([role, []])
    expect([role, whenOpened.filter(field => !counts.includes(field))]).toEqual([role, []])
    expect(new Set(rows).size).toBe(rows.length)
    expect(new Set(write).size).toBe(write.length)
  }
})

test('every field is somebody’s to see', () => {
  const seen = new Set(allRoles.flatMap(role => [...roleOf(role).rows, ...(roleOf(role).counts ?? [])]))
  expect(Object.keys(fields).filter(field => !seen.has(field as keyof typeof fields))).toEqual([])
})

const whoSees = (field: keyof typeof fields): readonly string[] => allRoles.filter(role => roleOf(role).rows.includes(field))

test('what is restricted stands only where the register says', () => {
  expect(whoSees('psychology')).toEqual(['A-03'])
  expect(roleOf('A-06').counts).toEqual(['psychology'])
  expect(whoSees('disability')).toEqual(['A-06', 'A-09'])
  expect(whoSees('designations')).toEqual(['A-04', 'A-06', 'A-12', 'A-36', 'A-37'])
  expect(whoSees('identity')).toEqual(['A-04', 'A-12', 'A-13'])
  expect(whoSees('trail')).toEqual(['A-28', 'A-45'])
})

test('the county government, and the prefecture until it opens them, see no child', () => {
  for (const role of ['A-26', 'A-31'] as const)
    expect(roleOf(role).rows.filter(field => ['persons', 'designations', 'results', 'leads', 'payments', 'dropout', 'applications'].includes(field))).toEqual(
      [],
    )
})

test('the administrator of accounts sees accounts and the trail, and nothing of the business', () => {
  expect(roleOf('A-28').rows).toEqual(['access', 'trail'])
  expect(roleOf('A-28').counts).toBeUndefined()
  expect(roleOf('A-28').write).toEqual(['access'])
})

test('a partner department sees what became of its own list, and nothing else', () => {
  for (const role of ['A-38', 'A-39', 'A-40'] as const) {
    expect(roleOf(role).levels).toEqual(['sender', 'import'])
    expect([roleOf(role).rows, roleOf(role).write]).toEqual([['imports', 'matches'], []])
  }
})

test('a role that is held over a sender is one sender of rosters, and no two are the same', () => {
  const senders = new Set<string>(Object.values(rosterKinds).map(({ sender }) => sender))
  const named = allRoles.map(role => [role, roleOf(role).levels.includes('sender'), roleOf(role).sends ?? []] as const)
  expect(named.filter(([, over, sends]) => over !== sends.length > 0)).toEqual([])
  const all = named.flatMap(([, , sends]) => sends)
  expect(all.filter(sender => !senders.has(sender))).toEqual([])
  expect(new Set(all).size).toBe(all.length)
})

test('an auditor looks at one fund, for a time, and writes findings only', () => {
  expect(roleOf('A-45')).toMatchObject({ levels: ['fund', 'county'], write: ['audits'], mustEnd: true })
})

test('a role comes by relation only at levels it may be granted at', () => {
  for (const role of allRoles) expect(roleOf(role).byRelation?.filter(level => !roleOf(role).levels.includes(level)) ?? []).toEqual([])
})

test('nobody gives a role higher than its own, its own, or one that is not there', () => {
  const ranks = ['person', 'household', 'class', 'school', 'village', 'township', 'county', 'prefecture']
  const ranksOf = (role: string): readonly number[] => (isRole(role) ? roleOf(role).levels.map(level => ranks.indexOf(level)) : [])
  for (const role of allRoles) {
    const given = roleOf(role).appoints ?? []
    expect(given.filter(each => !isRole(each) || each === role || roleOf(each).levels.length === 0)).toEqual([])
    expect(new Set(given).size).toBe(given.length)
    // Held at several levels, it is given at those within the giver's own place: the database looks at the place.
    expect(given.filter(each => Math.min(...ranksOf(each)) > Math.max(...ranksOf(role)))).toEqual([])
    if (given.length > 0) expect(roleOf(role).write).toContain('access')
  }
})

test('roles that exclude each other are named once, the smaller number first, with the reason', () => {
  expect(conflicts.filter(([a, b, reason]) => a >= b || reason.length < 4)).toEqual([])
  expect(new Set(conflicts.map(([a, b]) => `${a} ${b}`)).size).toBe(conflicts.length)
})
