import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { householdCases } from './household-cases.ts'
import { perform } from '../access/index.ts'
import { importCases } from './import-cases.ts'
import { personCases } from './person-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'
import { unmaskCases } from './unmask-cases.ts'

let county: TestCounty
let imports: ReturnType<typeof importCases>
let persons: ReturnType<typeof personCases>
let households: ReturnType<typeof householdCases>
let unmask: ReturnType<typeof unmaskCases>['unmask']
let rosterId = ''
const id = (sequence: number): string => sampleId({ born: '2012-05-06', sequence })
beforeAll(async () => {
  county = await aCounty()
  const parts = { fieldsOf: () => county.fields }
  ;[imports, persons, households, unmask] = [importCases(parts), personCases(parts), householdCases(parts), unmaskCases(parts).unmask]
  const row = (sequence: number, name: string, household_number: string, relation_to_head: string) => ({
    name,
    id_number: id(sequence),
    household_number,
    relation_to_head,
    township: '东河镇',
    village: '柳树村',
  })
  const rows = [row(1, '赵一', 'H001', '子'), row(2, '赵父', 'H001', '户主'), row(3, '钱二', 'H002', '户主')]
  const bring = async (...args: Parameters<typeof aFile>): Promise<string> => {
    const { importId } = must(await county.does(imports.stage, aFile(...args)))
    must(await county.does(imports.commit, { importId }))
    return importId
  }
  rosterId = await bring('household-register', rows, { asOf: '2022-01-01' })
  await bring('orphan-allowance', [{ name: '赵一', id_number: id(1), orphan_kind: 'orphan' }])
  await bring('student-roll', [{ name: '赵一', id_number: id(1), school_code: '2199010001', stage: 'primary', grade: 3 }])
})
afterAll(() => county.close())

const idOf = async (name: string): Promise<string> => must(await county.does(persons.find, { name })).persons[0]?.personId ?? ''
const listed = async () => must(await county.does(households.listHouseholds, { area: '990101001001', register: 'hukou' })).households
const card = async (householdId: string | undefined, order: object = {}, account = county.clerk) =>
  must(await county.does(households.showHousehold, { householdId, ...order }, account))
/** An account of some rights over one place. */
const accountOf = async (login: string, kind: string, key: string, fields: readonly string[]): Promise<bigint> => {
  await county.ask(`insert into access.role (role, name) values ($1, $1)`, login)
  for (const field of fields) await county.ask(`insert into access.role_right (role, field, reach) values ($1, $2, 'rows')`, login, field)
  return county.account(login, login, [kind, key])
}

test('a household card shows who is in it and the designations of the household and its members, its number masked', async () => {
  const [first, second] = await listed()
  expect([first?.members.map(m => [m.name, m.relation]), second?.members.map(m => m.name)]).toEqual([
    [
      ['赵一', '子'],
      ['赵父', '户主'],
    ],
    ['钱二'],
  ])
  await county.ask(
    `insert into registry.designation (division, household_id, kind, standing, roster, act_id) values ('990101', $1, 'lifted_out', 'yes', 'lifted-out-continuing', (select min(act_id) from audit.act))`,
    first?.householdId,
  )
  const shown = await card(first?.householdId)
  expect(shown.designations?.map(d => [d.personId, d.kind])).toEqual([
    [null, 'lifted_out'],
    [await idOf('赵一'), 'orphan'],
  ])
  expect(shown.members.map(({ sources }) => sources)).toEqual([1, 2].map(() => [{ sourceName: '户籍适龄人口', asOf: '2022-01-01' }]))
  expect([shown.household.area, JSON.stringify(shown).includes('H001')]).toEqual(['990101001001', false])
  expect(await county.does(households.showHousehold, { householdId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
})

test('a school sees its own child of a household, and neither the household’s number nor, without the right, any designation', async () => {
  const [first, second] = await listed()
  const [school] = await county.ask<{ id: bigint }>(`select organisation_id as id from registry.organisation where code = '2199010001'`)
  const teacher = await accountOf('school-clerk', 'school', String(school?.id), ['persons'])
  expect(await card(first?.householdId, {}, teacher)).toMatchObject({
    household: { number: null, area: null, register: 'hukou' },
    members: [{ name: '赵一' }],
    designations: null,
  })
  expect(await county.does(households.showHousehold, { householdId: second?.householdId }, teacher)).toMatchObject({ problem: { code: 'registry/not-found' } })
})

test('a person moves between households from a day on; before it stood in the old one, now and as known then', async () => {
  const [first, second] = await listed()
  const personId = await idOf('赵一')
  const order = { personId, fromHouseholdId: first?.householdId, toHouseholdId: second?.householdId, relation: '侄', from: '2022-10-01' }
  expect(await county.does(households.moveHouseholdMember, { ...order, from: '2099-01-01' })).toMatchObject({ problem: { code: 'registry/day-to-come' } })
  expect(await county.does(households.moveHouseholdMember, { ...order, fromHouseholdId: null })).toMatchObject({
    problem: { code: 'registry/in-household-already' },
  })
  expect(await county.does(households.moveHouseholdMember, { ...order, toHouseholdId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await county.does(households.moveHouseholdMember, order, county.reader)).toMatchObject({ problem: { code: 'access/not-yours' } })
  const [before] = await county.ask<{ act: bigint }>(`select max(act_id) as act from audit.act`)
  must(await county.does(households.moveHouseholdMember, order))
  const names = async (of: string | undefined, more: object = {}) => (await card(of, more)).members.map(m => m.name)
  expect([await names(first?.householdId), await names(second?.householdId)]).toEqual([['赵父'], ['赵一', '钱二']])
  expect([await names(first?.householdId, { on: '2022-09-30' }), await names(second?.householdId, { on: '2022-09-30' })]).toEqual([['赵一', '赵父'], ['钱二']])
  expect(await names(first?.householdId, { asKnownOn: String(before?.act) })).toEqual(['赵一', '赵父'])
  expect(await county.does(households.moveHouseholdMember, order)).toMatchObject({ problem: { code: 'registry/in-household-already' } })
  // Whoever reaches a household today reaches those in it today.
  const cadre = await accountOf('cadre', 'household', first?.householdId ?? '', ['persons'])
  expect(must(await county.does(persons.find, { name: '赵一' }, cadre)).persons).toEqual([])
  const refusal = await county.does(imports.undo, { importId: rosterId })
  expect(JSON.stringify(refusal)).toContain('household-act')
})

test('a household is founded once by its number, and takes people of its own register only', async () => {
  const order = { register: 'hukou', number: 'H009', area: '990101001001' }
  const { householdId } = must(await county.does(households.foundHousehold, order))
  expect(await county.does(households.foundHousehold, order)).toMatchObject({ problem: { code: 'registry/household-known', facts: { householdId } } })
  expect(await county.does(households.foundHousehold, { ...order, area: '990102001' })).toMatchObject({ problem: { code: 'registry/area-of-other-county' } })
  const other = must(await county.does(households.foundHousehold, { register: 'lifted-out', area: '990101001001' })).householdId
  const [first] = await listed()
  const personId = await idOf('赵父')
  expect(
    await county.does(households.moveHouseholdMember, { personId, fromHouseholdId: first?.householdId, toHouseholdId: other, from: '2022-10-01' }),
  ).toMatchObject({ problem: { code: 'registry/other-register' } })
  must(await county.does(households.moveHouseholdMember, { personId, toHouseholdId: other, relation: '户主', from: '2022-10-01' }))
  expect((await card(other)).members).toMatchObject([{ name: '赵父', sources: [{ sourceName: '立户迁户办理', asOf: null }] }])
})

test('a whole number is shown with a reason and a line in the trail, within the own reach, so many times a day, and to nobody who only counts', async () => {
  const personId = await idOf('赵一')
  const [school] = await county.ask<{ id: bigint }>(`select organisation_id as id from registry.organisation where code = '2199010001'`)
  const account = await accountOf('aid-clerk', 'school', String(school?.id), ['persons', 'identity', 'trail'])
  const asks = (order: object, by: bigint, reason?: string) =>
    perform(county.db.pool, unmask, { personId, kind: 'resident-id', ...order }, { acting: county.as(by), ...(reason === undefined ? {} : { reason }) })
  expect(await asks({}, account)).toMatchObject({ problem: { code: 'access/reason-missing' } })
  expect(await asks({}, county.clerk, '核对')).toMatchObject({ problem: { code: 'access/not-yours' } })
  expect(await asks({ personId: await idOf('钱二') }, account, '核对')).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await asks({ kind: 'phone' }, account, '核对')).toMatchObject({ problem: { code: 'registry/no-number' } })
  expect(must(await asks({}, account, '银行退回，核对证件号'))).toEqual({
    numbers: [{ number: id(1), sources: ['household-register', 'orphan-allowance', 'student-roll'] }],
    leftToday: 49,
  })
  const told = await county.ask<{ persons: readonly bigint[]; reason: string }>(
    `select e.persons, r.reason from audit.entry e join audit.entry_reason r using (division, entry_id) where e.kind = 'unmask'`,
  )
  expect(told).toEqual([{ persons: [BigInt(personId)], reason: '银行退回，核对证件号' }])
  await county.ask(`update registry.daily_limit set most = 2`)
  expect(must(await asks({}, account, '再核对')).leftToday).toBe(0)
  expect(await asks({}, account, '再核对')).toMatchObject({ problem: { code: 'registry/unmasked-enough', facts: { most: 2 } } })
  await county.ask(`insert into access.role_right (role, field, reach) values ('T-2', 'identity', 'counts')`)
  expect(await asks({}, county.reader, '看看')).toMatchObject({ problem: { code: 'access/not-yours' } })
})
