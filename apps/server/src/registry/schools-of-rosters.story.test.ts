import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActorReading } from '../platform/postgres/index.ts'
import { importCases } from './import-cases.ts'
import { receivedCases } from './received-cases.ts'
import { ask } from './statement.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
let cases: ReturnType<typeof importCases>
beforeAll(async () => {
  county = await aCounty()
  cases = importCases({ fieldsOf: () => county.fields })
})
afterAll(() => county.close())

const { progress } = receivedCases()
const child = (sequence: number, more: Readonly<Record<string, string | number | null>>) => ({
  name: `陈小${sequence}`,
  id_number: sampleId({ born: '2013-05-06', sequence }),
  stage: 'primary',
  grade: 3,
  class_name: '1班',
  ...more,
})
const [first, second] = ['2199010001', '2199010002']
let salts = 0
const commit = async (...[roster, rows, more = {}]: Parameters<typeof aFile>): Promise<string> => {
  salts += 1
  const { importId } = must(await county.does(cases.stage, aFile(roster, rows, { salt: String(salts), ...more })))
  must(await county.does(cases.commit, { importId }))
  return importId
}
const on = async (term: string, roster: string) => must(await county.does(progress, { term })).rosters.find(each => each.roster === roster)?.schools
const missing = async (term: string, roster = 'student-roll') => (await on(term, roster))?.without.map(({ name, since, lastAsOf }) => [name, since, lastAsOf])

test('schools of which no roll in force has a row are named, with the day since when', async () => {
  expect(await on('2022-autumn', 'student-roll')).toMatchObject({ registered: 2, rowsOfSchools: 0, rowsOfNone: 0 })
  expect(await missing('2022-autumn')).toEqual([
    ['东河镇中心小学', '2022-09-01', null],
    ['石桥小学', '2022-09-01', null],
  ])
  // Each school delivers by itself.
  await commit('student-roll', [child(1, { school_code: first }), child(2, { school_code: first })], { of: '东河', asOf: '2022-08-20' })
  expect(await missing('2022-autumn')).toEqual([['石桥小学', '2022-09-01', null]])
  await commit('student-roll', [child(3, { school_name: '石桥小学' })], { of: '石桥', asOf: '2022-08-25' })
  expect(await on('2022-autumn', 'student-roll')).toEqual({ registered: 2, rowsOfSchools: 3, rowsOfNone: 0, without: [] })
  // What was in force then is not any more, a year and more later: each since the day after its own last.
  expect(await missing('2023-autumn')).toEqual([
    ['东河镇中心小学', '2023-02-20', '2022-08-20'],
    ['石桥小学', '2023-02-25', '2022-08-25'],
  ])
})

test('a school that a newer list of the same source leaves out is missing from the day of that list, and an undo brings it back', async () => {
  const all = { of: '全县', asOf: '2023-08-20' }
  await commit('student-roll', [child(1, { school_code: first }), child(3, { school_code: second })], all)
  expect(await missing('2023-autumn')).toEqual([])
  const newer = await commit('student-roll', [child(1, { school_code: first }), child(4, {})], { ...all, asOf: '2023-08-30' })
  expect(await missing('2023-autumn')).toEqual([['石桥小学', '2023-08-30', '2023-08-20']])
  expect(await on('2023-autumn', 'student-roll')).toMatchObject({ rowsOfSchools: 1, rowsOfNone: 1 })
  must(await county.does(cases.undo, { importId: newer }))
  expect(await missing('2023-autumn')).toEqual([])
})

test('rosters that are no list of pupils ask no school, and a school that is not there yet or any more is not asked', async () => {
  expect(await on('2022-autumn', 'rural-minimum-living')).toBeNull()
  // No kindergarten is on the register: nobody can say which one is missing.
  expect(await on('2022-autumn', 'kindergarten-children')).toMatchObject({ registered: 0, without: [] })
  await county.ask(`update registry.organisation set valid_to = '2023-08-31' where code = $1`, second)
  expect(await missing('2023-autumn', 'pupils-present')).toEqual([['东河镇中心小学', '2023-09-01', null]])
  expect(await missing('2022-autumn', 'pupils-present')).toHaveLength(2)
  await county.ask(`update registry.organisation set valid_to = null where code = $1`, second)
})

test('whoever counts no roster of the county is told of no school', async () => {
  const school = await county.account('校长', 'T-2', ['school', '4'])
  expect((await county.does(progress, { term: '2022-autumn' }, school)).ok).toBe(false)
  const told = await asActorReading(county.db.pool, county.as(school), tx => ask(tx, `select * from registry.schools_received('990101')`))
  expect(told).toEqual([])
})
