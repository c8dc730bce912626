import { must, type PlainDate } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActorReading } from '../platform/postgres/index.ts'
import { importCases } from './import-cases.ts'
import { ownersOf } from './index.ts'
import { personCases } from './person-cases.ts'
import { responsibilityCases } from './responsibility-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
const cases = responsibilityCases()
let [first, second, third] = ['', '', '']
beforeAll(async () => {
  county = await aCounty()
  const parts = { fieldsOf: () => county.fields }
  const [imports, persons] = [importCases(parts), personCases(parts)]
  const row = (sequence: number, name: string, school_code: string, village: string) => ({
    name,
    id_number: sampleId({ born: '2012-05-06', sequence }),
    school_code,
    grade: 3,
    township: '东河镇',
    village,
  })
  const rows = [row(1, '赵一', '2199010001', '柳树村'), row(2, '钱二', '2199010002', '石桥村')]
  const { importId } = must(await county.does(imports.stage, aFile('student-roll', rows)))
  must(await county.does(imports.commit, { importId }))
  const cadres = must(
    await county.does(
      imports.stage,
      aFile('opening-entries', [{ name: '孙干部', id_number: sampleId({ born: '1980-05-06', sequence: 3 }), aid_item: '无', terms_paid: 0 }]),
    ),
  )
  must(await county.does(imports.commit, cadres))
  const idOf = async (name: string): Promise<string> => must(await county.does(persons.find, { name })).persons[0]?.personId ?? ''
  ;[first, second, third] = [await idOf('赵一'), await idOf('钱二'), await idOf('孙干部')]
})
afterAll(() => county.close())

const holes = async (order: object = {}): Promise<readonly string[]> =>
  must(await county.does(cases.holes, { chain: '四包', role: '包村', ...order })).children.map(c => c.name)
const given = (of: object, more: object = {}): object => ({ chain: '四包', role: '包村', holderPersonId: first, of, validFrom: '2022-09-01', ...more })

test('a hole is a child for whom nobody answers in a chain; whoever answers for its village, township or the child itself fills it', async () => {
  expect(await holes()).toEqual(['赵一', '钱二'])
  const { responsibilityId } = must(await county.does(cases.assign, given({ target: 'village', area: '990101001002' })))
  expect(await holes()).toEqual(['赵一'])
  expect([await holes({ area: '990101001001' }), await holes({ area: '990101001002' }), await holes({ on: '2022-08-31' })]).toEqual([
    ['赵一'],
    [],
    ['赵一', '钱二'],
  ])
  must(await county.does(cases.end, { responsibilityId }))
  expect(await holes()).toEqual(['赵一', '钱二'])
  must(await county.does(cases.assign, given({ target: 'child', personId: second })))
  expect(await holes()).toEqual(['赵一'])
  must(await county.does(cases.assign, given({ target: 'township', area: '990101001' }, { validTo: '2022-09-02' })))
  expect(await holes()).toEqual(['赵一'])
  const { places } = must(await county.does(cases.countHoles, { chain: '四包', role: '包村', by: 'village' }))
  expect(places).toEqual([
    { place: '990101001001', name: '柳树村', children: 1, holes: 1 },
    { place: '990101001002', name: '石桥村', children: 1, holes: 0 },
  ])
  const bySchool = must(await county.does(cases.countHoles, { chain: '四包', role: '包村', by: 'school' })).places
  expect(bySchool.map(p => [p.name, p.holes])).toEqual([
    ['东河镇中心小学', 1],
    ['石桥小学', 0],
  ])
  must(await county.does(cases.assign, given({ target: 'township', area: '990101001' })))
  expect(await holes()).toEqual([])
})

test('who is not there cannot answer, nobody deputises for itself, and what is over is not ended again', async () => {
  for (const of of [
    { target: 'household', householdId: '999' },
    { target: 'class', classId: '999' },
    { target: 'school', schoolId: '999' },
  ])
    expect(await county.does(cases.assign, given(of))).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await county.does(cases.assign, given({ target: 'child', personId: '999' }))).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await county.does(cases.assign, given({ target: 'child', personId: second }, { deputyPersonId: first }))).toMatchObject({
    problem: { code: 'registry/same-person' },
  })
  expect(await county.does(cases.assign, given({ target: 'village', area: '柳树村' }))).toMatchObject({ problem: { code: 'access/not-understood' } })
  expect(await county.does(cases.end, { responsibilityId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
})

test('chains and roles are those of the county’s papers, where they name any', async () => {
  const papers = responsibilityCases({ chainsOf: () => Promise.resolve([{ chain: '三帮一', role: '教师' }]) })
  expect(must(await county.does(papers.chains, {})).roles).toEqual([{ chain: '三帮一', role: '教师' }])
  expect(must(await county.does(cases.chains, {})).roles).toEqual([])
  const order = given({ target: 'child', personId: second }, { chain: '三帮一' })
  expect(await county.does(papers.assign, { ...order, role: '村干部' })).toMatchObject({
    problem: { code: 'registry/chain-unknown', facts: { known: ['三帮一·教师'] } },
  })
  must(await county.does(papers.assign, { ...order, role: '教师', validTo: '2022-12-31' }))
})

const owners = (
  on: string,
  order = [
    { chain: '七长', role: '村长' },
    { chain: '七长', role: '校长' },
  ],
) =>
  asActorReading(county.db.pool, county.as(county.clerk), async tx => {
    const found = await ownersOf(tx, '990101', [first, second], order, on as PlainDate)
    return [first, second].map(child => [found.get(child)?.role, found.get(child)?.target, found.get(child)?.actingPersonId])
  })

test('the owner of a child is the nearest holder of the first role anybody holds for it, and its deputy while the holder is away', async () => {
  const [schools] = [await county.ask<{ id: bigint }>(`select organisation_id as id from registry.organisation where kind = 'school' order by code`)]
  const seven = (role: string, of: object, more: object = {}) => county.does(cases.assign, given(of, { chain: '七长', role, holderPersonId: third, ...more }))
  for (const school of schools) must(await seven('校长', { target: 'school', schoolId: String(school.id) }, { deputyPersonId: second }))
  must(await seven('村长', { target: 'village', area: '990101001001' }))
  must(await seven('村长', { target: 'child', personId: first }, { holderPersonId: second, validFrom: '2022-10-01' }))
  expect(await owners('2022-09-10')).toEqual([
    ['村长', 'village', third],
    ['校长', 'school', third],
  ])
  expect(await owners('2022-10-10')).toEqual([
    ['村长', 'child', second],
    ['校长', 'school', third],
  ])
  expect(await owners('2021-10-10')).toEqual([
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
  ])
  const { awayId, withoutDeputy } = must(await county.does(cases.goAway, { personId: third, from: '2022-11-01', to: '2022-11-30', reason: '外出培训' }))
  expect(withoutDeputy).toBe(1)
  expect((await owners('2022-11-15'))[1]).toEqual(['校长', 'school', second])
  expect((await owners('2022-12-01'))[1]).toEqual(['校长', 'school', third])
  const page = async (on: string) => must(await county.does(cases.held, { holderPersonId: third, on }))
  const ofThird = await page('2022-11-15')
  expect([ofThird.holder.name, ofThird.away]).toEqual(['孙干部', [{ awayId, from: '2022-11-01', to: '2022-11-30', reason: '外出培训' }]])
  expect(ofThird.held.find(({ target }) => target === 'school')).toMatchObject({ deputy: '钱二', acting: { name: '钱二' } })
  expect(ofThird.held.every(({ of }) => of !== '')).toBe(true)
  expect((await page('2022-12-01')).away).toEqual([])
  must(await county.does(cases.comeBack, { awayId, lastDay: '2022-11-10' }))
  expect([(await owners('2022-11-10'))[1]?.[2], (await owners('2022-11-15'))[1]?.[2]]).toEqual([second, third])
  expect(await county.does(cases.comeBack, { awayId, lastDay: '2022-11-10' })).toMatchObject({ problem: { code: 'registry/not-found' } })
  const shown = must(await county.does(cases.owners, { personId: first, on: '2022-10-10' })).owners.filter(o => o.chain === '七长')
  expect(shown.map(o => [o.role, o.target, o.holder.name])).toEqual([
    ['村长', 'child', '钱二'],
    ['村长', 'village', '孙干部'],
    ['校长', 'school', '孙干部'],
  ])
})

test('all that somebody holds goes to another at once from a day on, and before it was as it was', async () => {
  const heldBy = async (holderPersonId: string, on: string): Promise<number> => must(await county.does(cases.held, { holderPersonId, on })).held.length
  expect([await heldBy(third, '2023-01-01'), await heldBy(second, '2023-01-01')]).toEqual([3, 1])
  const order = { fromPersonId: third, toPersonId: second, from: '2023-02-01', chain: '七长' }
  expect(await county.does(cases.handOver, { ...order, toPersonId: third })).toMatchObject({ problem: { code: 'registry/same-person' } })
  const account = await county.account('village', 'T-1', ['village', '990101001001'], ['person', third], ['person', second])
  expect(await county.does(cases.handOver, order, account)).toMatchObject({ problem: { code: 'access/beyond-reach' } })
  expect(must(await county.does(cases.handOver, order))).toEqual({ handedOver: 3 })
  expect([await heldBy(third, '2023-01-31'), await heldBy(third, '2023-02-01'), await heldBy(second, '2023-02-01')]).toEqual([3, 0, 4])
  expect(await county.does(cases.handOver, order)).toMatchObject({ problem: { code: 'registry/nothing-held' } })
})
