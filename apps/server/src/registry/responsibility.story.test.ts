import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importCases } from './import-cases.ts'
import { personCases } from './person-cases.ts'
import { responsibilityCases } from './responsibility-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'

let county: TestCounty
const cases = responsibilityCases()
let [first, second] = ['', '']
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
  const idOf = async (name: string): Promise<string> => must(await county.does(persons.find, { name })).persons[0]?.personId ?? ''
  ;[first, second] = [await idOf('赵一'), await idOf('钱二')]
})
afterAll(() => county.close())

const holes = async (): Promise<readonly string[]> => must(await county.does(cases.holes, { chain: '四包', role: '包村' })).children.map(c => c.name)
const given = (of: object, more: object = {}): object => ({ chain: '四包', role: '包村', holderPersonId: first, of, validFrom: '2022-09-01', ...more })

test('a hole is a child for whom nobody answers in a chain; whoever answers for its village, township or the child itself fills it', async () => {
  expect(await holes()).toEqual(['赵一', '钱二'])
  const { responsibilityId } = must(await county.does(cases.assign, given({ target: 'village', area: '990101001002' })))
  expect(await holes()).toEqual(['赵一'])
  must(await county.does(cases.end, { responsibilityId }))
  expect(await holes()).toEqual(['赵一', '钱二'])
  must(await county.does(cases.assign, given({ target: 'child', personId: second })))
  expect(await holes()).toEqual(['赵一'])
  must(await county.does(cases.assign, given({ target: 'township', area: '990101001' }, { validTo: '2022-09-02' })))
  expect(await holes()).toEqual(['赵一'])
  must(await county.does(cases.assign, given({ target: 'township', area: '990101001' })))
  expect(await holes()).toEqual([])
})

test('who is not there cannot answer, nobody deputises for itself, and what is over is not ended again', async () => {
  expect(await county.does(cases.assign, given({ target: 'child', personId: '999' }))).toMatchObject({ problem: { code: 'registry/not-found' } })
  expect(await county.does(cases.assign, given({ target: 'child', personId: second }, { deputyPersonId: first }))).toMatchObject({
    problem: { code: 'registry/same-person' },
  })
  expect(await county.does(cases.assign, given({ target: 'village', area: '柳树村' }))).toMatchObject({ problem: { code: 'access/not-understood' } })
  expect(await county.does(cases.end, { responsibilityId: '999' })).toMatchObject({ problem: { code: 'registry/not-found' } })
})
