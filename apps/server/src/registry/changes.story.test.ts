import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeCases } from './change-cases.ts'
import { changesToAnswer } from './change-was.ts'
import { asActorReading } from '../platform/postgres/index.ts'
import { importCases } from './import-cases.ts'
import { personCases } from './person-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
let imports: ReturnType<typeof importCases>
let persons: ReturnType<typeof personCases>
let changes: ReturnType<typeof changeCases>
let school = ''
const id = (sequence: number): string => sampleId({ born: '2012-05-06', sequence })
const reason = '与户口簿核对'
beforeAll(async () => {
  county = await aCounty()
  const parts = { fieldsOf: () => county.fields }
  ;[imports, persons, changes] = [importCases(parts), personCases(parts), changeCases(parts)]
  const rows = ['赵一', '钱二', '孙三'].map((name, i) => ({
    name,
    id_number: id(i + 1),
    birth_date: '2012-06-05',
    school_code: '2199010001',
    stage: 'primary',
    grade: 3,
    township: '东河镇',
    village: '柳树村',
  }))
  const { importId } = must(await county.does(imports.stage, aFile('student-roll', rows, { asOf: '2022-09-01' })))
  must(await county.does(imports.commit, { importId }))
  const [found] = await county.ask<{ id: bigint }>(`select organisation_id as id from registry.organisation where code = '2199010001'`)
  school = String(found?.id)
})
afterAll(() => county.close())

const idOf = async (name: string): Promise<string> => must(await county.does(persons.find, { name })).persons[0]?.personId ?? ''
const card = async (personId: string) => must(await county.does(persons.show, { personId })).person
const asked = async (personId: string, wanted: object, account = county.clerk): Promise<string> =>
  must(await county.does(changes.request, { personId, wanted, reason }, account)).requestId
const approve = (requestId: string, account = county.checker, version = 1) => county.does(changes.approve, { requestId, version }, account)

test('a change asked for by one is approved by another, stands as a correction of that act, and outweighs what rosters say', async () => {
  const personId = await idOf('赵一')
  const requestId = await asked(personId, { matter: 'particulars', name: '赵一一', sex: '男', bornOn: '2012-05-06' })
  expect(must(await county.does(changes.list, {})).requests).toMatchObject([{ requestId, personId, name: '赵一', own: true, version: 1, reason }])
  expect(await approve(requestId, county.clerk)).toMatchObject({ problem: { code: 'registry/own-request' } })
  expect(await approve(requestId, county.reader)).toMatchObject({ problem: { code: 'access/not-yours' } })
  expect(await approve(requestId, county.checker, 2)).toMatchObject({ problem: { code: 'access/stale', facts: { version: 1, given: 2 } } })
  expect(await card(personId)).toMatchObject({ name: '赵一', bornOn: '2012-06-05' })
  must(await approve(requestId))
  expect(await card(personId)).toMatchObject({ name: '赵一一', bornOn: '2012-05-06' })
  expect(await idOf('赵一一')).toBe(personId)
  const [fact] = must(await county.does(persons.show, { personId })).facts.filter(f => f.source === 'correction')
  const [act] = await county.ask<{ kind: string; account_id: bigint }>(`select kind, account_id from audit.act where act_id = $1`, fact?.actId)
  expect([fact?.row, act]).toEqual([null, { kind: 'registry.approve-change', account_id: county.checker }])
  expect(await approve(requestId)).toMatchObject({ problem: { code: 'registry/request-not', facts: { status: 'approved', possible: [] } } })
})

test('whoever answers reads who asked, what stands and what it becomes, also of somebody new and of what was answered', async () => {
  const personId = await idOf('孙三')
  const toAnswer = (account: bigint) => asActorReading(county.db.pool, county.as(account), tx => changesToAnswer(tx, '990101'))
  expect(await toAnswer(county.checker)).toBe(0)
  await asked(personId, { matter: 'particulars', name: '孙三三', sex: null, bornOn: '2012-05-06' })
  await asked(personId, { matter: 'identity-number', kind: 'resident-id', number: id(30) })
  await asked(personId, { matter: 'enrolment', of: 'on-roll', state: 'suspended', schoolId: school, stage: 'primary', grade: 3, from: '2022-10-01' })
  const { requestId: newcomer } = must(
    await county.does(changes.requestPerson, { name: '吴新', role: 'child', schoolId: school, from: '2022-09-05', reason: '外县转来' }),
  )
  expect([await toAnswer(county.checker), await toAnswer(county.clerk), await toAnswer(county.reader)]).toEqual([4, 0, 0])
  const { total, requests } = must(await county.does(changes.list, {}, county.checker))
  expect(total).toBe(4)
  expect(requests).toMatchObject([
    { askedByName: '甲', was: [{ name: '孙三', born_on: '2012-06-05' }], becomes: [{ name: '孙三三', born_on: '2012-05-06' }] },
    { was: [{ kind: 'resident-id', number: expect.stringContaining('990101') }], becomes: [{ kind: 'resident-id' }] },
    { was: [{ matter: 'on-roll', state: 'enrolled' }], becomes: [{ matter: 'on-roll', state: 'suspended', valid_from: '2022-10-01' }] },
    { personId: null, name: '吴新', was: [], becomes: [{ name: '吴新', role: 'child', valid_from: '2022-09-05' }] },
  ])
  expect(requests[0]?.askedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  const [was] = requests[2]?.was ?? []
  expect(requests.slice(2).map(({ becomes }) => becomes[0]?.['at_school_name'])).toEqual([was?.['at_school_name'], was?.['at_school_name']])
  expect(JSON.stringify(requests)).not.toContain(id(30))
  must(await approve(requests[0]?.requestId ?? ''))
  const answered = must(await county.does(changes.list, { status: 'approved', personId }, county.reader)).requests
  expect(answered).toMatchObject([{ was: [{ name: '孙三' }], becomes: [{ name: '孙三三' }] }])
  must(await approve(await asked(personId, { matter: 'particulars', name: '孙三', sex: null, bornOn: '2012-06-05' })))
  for (const { requestId } of requests.slice(1)) must(await county.does(changes.withdraw, { requestId, version: 1 }))
  expect([await toAnswer(county.checker), newcomer === requests[3]?.requestId]).toEqual([0, true])
})

test('whoever only sees a child may ask for a change of it and take it back, and of nobody else', async () => {
  const [other] = await county.ask<{ id: bigint }>(`select organisation_id as id from registry.organisation where code = '2199010002'`)
  const teacherOf = (login: string, key: string): Promise<bigint> => county.account(login, 'T-2', ['school', key])
  const [teacher, stranger] = [await teacherOf('own', school), await teacherOf('other', String(other?.id))]
  const personId = await idOf('钱二')
  const wanted = { matter: 'residence', township: '东河镇', village: '石桥村', atArea: '990101001002' }
  expect(await county.does(changes.request, { personId, wanted, reason }, stranger)).toMatchObject({ problem: { code: 'registry/not-found' } })
  const requestId = await asked(personId, wanted, teacher)
  expect(must(await county.does(changes.list, {}, stranger)).requests).toEqual([])
  expect(await county.does(changes.withdraw, { requestId, version: 1 }, stranger)).toMatchObject({ problem: { code: 'registry/not-found' } })
  must(await county.does(changes.withdraw, { requestId, version: 1 }, teacher))
  expect(await county.does(changes.withdraw, { requestId, version: 2 }, teacher)).toMatchObject({ problem: { code: 'registry/request-not' } })
  expect(await approve(requestId, county.checker, 2)).toMatchObject({ problem: { code: 'registry/request-not', facts: { status: 'withdrawn' } } })
  const again = await asked(personId, wanted, teacher)
  must(await county.does(changes.return, { requestId: again, version: 1, answer: '请附户口簿' }, county.checker))
  expect(must(await county.does(changes.list, { status: 'returned' }, teacher)).requests).toMatchObject([{ requestId: again, answer: '请附户口簿' }])
  must(await approve(await asked(personId, wanted, teacher)))
  expect(await card(personId)).toMatchObject({ area: '990101001002', schoolId: school })
})

test('a number is taken whole or not at all, is readable nowhere, and is one person’s', async () => {
  const [personId, number] = [await idOf('孙三'), id(8)]
  const wanted = (text: string, kind = 'resident-id') => ({ matter: 'identity-number', kind, number: text })
  for (const [text, kind] of [
    [number.slice(0, 15), 'resident-id'],
    ['G123', 'student-number'],
    ['12', 'phone'],
  ] as const)
    expect(await county.does(changes.request, { personId, wanted: wanted(text, kind), reason })).toMatchObject({ problem: { code: 'registry/not-a-number' } })
  expect(await approve(await asked(personId, wanted(id(2))))).toMatchObject({
    problem: { code: 'registry/number-taken', facts: { personId: await idOf('钱二') } },
  })
  const requestId = await asked(personId, wanted(number))
  expect(JSON.stringify(must(await county.does(changes.list, {})))).not.toContain(number)
  expect(JSON.stringify(await county.ask(`select wanted, encode(numbers_sealed, 'escape') from registry.change_request`))).not.toContain(number)
  must(await approve(requestId))
  const found = async (idNumber: string) => must(await county.does(persons.find, { idNumber })).persons.map(p => p.personId)
  expect([await found(number), await found(id(3))]).toEqual([[personId], [personId]])
})

test('guardianship, household and enrolment are corrected the same way, each with the day it is true from', async () => {
  const [personId, guardian] = [await idOf('钱二'), await idOf('孙三')]
  const [made] = await county.ask<{ household_id: bigint }>(
    `insert into registry.household (division, register, area, act_id) values ('990101', 'hukou', '990101001001', (select min(act_id) from audit.act)) returning household_id`,
  )
  expect(await approve(await asked(personId, { matter: 'guardianship', guardianName: '钱二', guardianPersonId: personId, ground: 'law' }))).toMatchObject({
    problem: { code: 'registry/same-person' },
  })
  must(
    await approve(
      await asked(personId, {
        matter: 'guardianship',
        guardianName: '孙三',
        guardianPersonId: guardian,
        relation: '姑姑',
        ground: 'de-facto',
        from: '2022-03-01',
      }),
    ),
  )
  must(await approve(await asked(personId, { matter: 'household-membership', householdId: String(made?.household_id), relation: '子', from: '2022-03-01' })))
  must(
    await approve(
      await asked(personId, { matter: 'enrolment', of: 'on-roll', state: 'suspended', schoolId: school, stage: 'primary', grade: 3, from: '2022-10-01' }),
    ),
  )
  expect(await approve(await asked(personId, { matter: 'enrolment', of: 'on-roll', state: 'enrolled', schoolId: school, from: '2099-10-01' }))).toMatchObject({
    problem: { code: 'registry/day-to-come' },
  })
  const facts = must(await county.does(persons.show, { personId })).facts.filter(f => f.source === 'correction')
  expect(facts.map(f => [f.matter, f.says['valid_from'] ?? null])).toEqual([
    ['residence', null],
    ['enrolment', '2022-10-01'],
    ['household_member', '2022-03-01'],
    ['guardianship', '2022-03-01'],
  ])
})

test('an enrolment ends by death or as void with the paper it rests on, by two hands, in 在籍 and 在校 alike', async () => {
  const personId = await idOf('赵一一')
  expect(await county.does(changes.request, { personId, wanted: { matter: 'end-enrolment', ground: 'death', from: '2022-11-01' }, reason })).toMatchObject({
    problem: { code: 'registry/proof-missing' },
  })
  const wanted = { matter: 'end-enrolment', ground: 'death', from: '2022-11-01', proof: '死亡医学证明 0001' }
  must(await approve(await asked(personId, wanted)))
  expect(await card(personId)).toMatchObject({ schoolId: null, area: '990101001001' })
  expect(await approve(await asked(personId, wanted))).toMatchObject({ problem: { code: 'registry/not-enrolled' } })
})

test('somebody nobody knows is made on request, by another hand, once', async () => {
  const order = {
    name: '周新',
    sex: '女',
    bornOn: '2013-02-03',
    number: { kind: 'resident-id', number: id(9) },
    role: 'child',
    schoolId: school,
    from: '2022-09-05',
    reason: '外县转来',
  }
  const { requestId } = must(await county.does(changes.requestPerson, order))
  const { personId } = must(await approve(requestId))
  expect(await card(personId)).toMatchObject({ name: '周新', schoolId: school })
  expect(must(await county.does(persons.find, { idNumber: id(9) })).persons.map(p => p.personId)).toEqual([personId])
  const again = must(await county.does(changes.requestPerson, order)).requestId
  expect(await approve(again)).toMatchObject({ problem: { code: 'registry/number-taken', facts: { personId } } })
  expect(await county.does(changes.requestPerson, { ...order, schoolId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
})

test('a number that was corrected away is nobody’s: whoever it belongs to is given it, and may give it back', async () => {
  const [one, other] = [await idOf('孙三'), await idOf('钱二')]
  const found = async (idNumber: string) => must(await county.does(persons.find, { idNumber })).persons.map(p => p.personId)
  const give = async (personId: string, kind: string, number: string) => approve(await asked(personId, { matter: 'identity-number', kind, number }))
  for (const [kind, wrong, right] of [
    ['resident-id', id(20), id(21)],
    ['student-number', `G${id(20)}`, `G${id(21)}`],
  ] as const) {
    const holders = async (number: string) =>
      kind === 'resident-id' ? found(number) : must(await county.does(persons.find, { studentNumber: number })).persons.map(p => p.personId)
    must(await give(one, kind, wrong))
    expect(await give(other, kind, wrong)).toMatchObject({ problem: { code: 'registry/number-taken', facts: { personId: one } } })
    must(await give(one, kind, right))
    expect(await holders(wrong)).toEqual([])
    must(await give(other, kind, wrong))
    expect(await holders(wrong)).toEqual([other])
    must(await give(other, kind, kind === 'resident-id' ? id(22) : `G${id(22)}`))
    must(await give(one, kind, wrong))
    expect([await holders(wrong), await holders(right)]).toEqual([[one], []])
  }
})
