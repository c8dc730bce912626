import { must } from '@yingjin/kernel'
import { sampleId } from '@yingjin/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareCases } from './compare-cases.ts'
import { importCases } from './import-cases.ts'
import { aCounty, aFile, type TestCounty } from './testing/a-county.ts'
import { aReaderOf } from './testing/a-reader-of.ts'

let county: TestCounty
let cases: ReturnType<typeof compareCases>
let imports: ReturnType<typeof importCases>
beforeAll(async () => {
  county = await aCounty()
  const parts = { fieldsOf: () => county.fields }
  cases = compareCases(parts)
  imports = importCases(parts)
})
afterAll(() => county.close())

let salts = 0
const take = async (roster: string, of: string, names: readonly string[]): Promise<string> => {
  salts += 1
  const rows = names.map(name => ({ name, id_number: sampleId({ born: '2012-05-06', sequence: name.charCodeAt(0) % 900 }) }))
  const { importId } = must(await county.does(imports.stage, aFile(roster, rows, { salt: `compare ${salts}`, of })))
  must(await county.does(imports.commit, { importId }))
  return importId
}
const pair = { left: 'lifted-out-continuing', right: 'disability-certificate' } as const
const counted = async (account?: bigint) => {
  const { left, right, both, leftOnly, rightOnly } = must(await county.does(cases.compare, pair, account))
  return { left: left.persons, right: right.persons, both, leftOnly, rightOnly }
}
const namesOf = async (part: 'both' | 'left' | 'right', account?: bigint) => {
  const { total, persons } = must(await county.does(cases.list, { ...pair, part }, account))
  expect(persons.length).toBe(total)
  return persons.map(({ name }) => name)
}

test('two rosters are compared by who stands on them; every number opens to its names, and a roster not taken in is no empty one', async () => {
  await take('lifted-out-continuing', '乡村振兴局', ['甲', '乙', '丙'])
  const refused = await county.does(cases.compare, pair)
  expect(refused).toMatchObject({ ok: false, problem: { code: 'registry/roster-not-committed' } })
  expect(await county.does(cases.list, { ...pair, part: 'left' })).toMatchObject({ ok: false, problem: { code: 'registry/roster-not-committed' } })
  await take('disability-certificate', '残联', ['乙', '丁'])
  expect(await counted()).toEqual({ left: 3, right: 2, both: 1, leftOnly: 2, rightOnly: 1 })
  expect([await namesOf('both'), await namesOf('left'), await namesOf('right')]).toEqual([['乙'], ['甲', '丙'], ['丁']])
  expect(await county.does(cases.compare, { left: pair.left, right: pair.left })).toMatchObject({ ok: false, problem: { code: 'registry/same-roster' } })
})

test('a newer list of the same sender stands in place of the older one; an undone one leaves it standing again', async () => {
  const importId = await take('disability-certificate', '残联', ['丁', '戊'])
  expect(await counted()).toMatchObject({ right: 2, both: 0, rightOnly: 2 })
  must(await county.does(imports.undo, { importId }))
  expect(await counted()).toMatchObject({ right: 2, both: 1, rightOnly: 1 })
  const { persons } = must(await county.does(cases.list, { ...pair, part: 'both' }))
  expect(persons[0]?.places.map(({ rosterName, row }) => [rosterName, row])).toHaveLength(2)
})

test('pages and the exported list give each name once, in one order', async () => {
  await take('lifted-out-continuing', '第二批', ['己', '庚', '辛', '壬', '癸'])
  const seen: (string | null)[] = []
  for (let after: string | undefined; ;) {
    const { persons, next, total } = must(await county.does(cases.list, { ...pair, part: 'left', limit: 2, ...(after === undefined ? {} : { after }) }))
    seen.push(...persons.map(({ name }) => name))
    if (next === null) {
      expect(seen.length).toBe(total)
      break
    }
    after = next
  }
  expect(new Set(seen).size).toBe(seen.length)
  const { rows } = must(await county.does(cases.take, { ...pair, part: 'left' }))
  expect(rows).toBe(seen.length)
})

test('a reader of some children gets those in numbers and on pages, whoever asked before; a reader of all of them one by one gets what the county gets', async () => {
  const everyone = (await county.ask<{ id: string }>(`select person_id::text as id from registry.person where gone_act is null order by person_id`)).map(
    ({ id }) => id,
  )
  const whole = await counted()
  expect(await counted(await aReaderOf(county, ['imports'], everyone))).toEqual(whole)
  const shown = must(await county.does(cases.list, { ...pair, part: 'left' }))
  const some = shown.persons.slice(0, 2)
  const narrow = await aReaderOf(
    county,
    ['imports'],
    some.map(({ personId }) => personId),
  )
  expect(await counted(narrow)).toEqual({ left: 2, right: 0, both: 0, leftOnly: 2, rightOnly: 0 })
  expect(must(await county.does(cases.list, { ...pair, part: 'left' }, narrow)).persons).toEqual(some)
  expect(await namesOf('both', narrow)).toEqual([])
  expect(await counted()).toEqual(whole)
})

test('somebody who was joined is one, with the places of both records; somebody who is gone is none; whoever sees them one by one gets the same', async () => {
  const everyone = (await county.ask<{ id: string }>(`select person_id::text as id from registry.person order by person_id`)).map(({ id }) => id)
  const oneByOne = await aReaderOf(county, ['imports'], everyone)
  const before = await counted()
  const [[kept], [other]] = [
    must(await county.does(cases.list, { ...pair, part: 'left' })).persons,
    must(await county.does(cases.list, { ...pair, part: 'right' })).persons,
  ]
  await county.ask(`update registry.person set merged_into = $1 where person_id = $2`, kept?.personId, other?.personId)
  const joined = { ...before, both: before.both + 1, leftOnly: before.leftOnly - 1, rightOnly: before.rightOnly - 1 }
  expect([await counted(), await counted(oneByOne)]).toEqual([joined, joined])
  const both = must(await county.does(cases.list, { ...pair, part: 'both' })).persons
  expect(both.find(({ personId }) => personId === kept?.personId)?.places).toEqual([...(kept?.places ?? []), ...(other?.places ?? [])])
  expect(must(await county.does(cases.list, { ...pair, part: 'both' }, oneByOne)).persons).toEqual(both)
  await county.ask(`update registry.person set gone_act = act_id where person_id = $1`, other?.personId)
  const gone = { ...before, right: before.right - 1, rightOnly: before.rightOnly - 1 }
  expect([await counted(), await counted(oneByOne)]).toEqual([gone, gone])
})
