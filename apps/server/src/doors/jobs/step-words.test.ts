import { expect, test } from 'vitest'
import { officeQueries } from '../../leads/index.ts'
import { sealedColumns } from '../../main.ts'
import { officeTableWords, rosterWordOf, sealedPlaceWord } from './step-words.ts'

test('whoever watches a job reads no name of a table: everything sealed and everything exported has its word', () => {
  const said = [
    ...sealedColumns.map(({ table, column }) => sealedPlaceWord(`${table}.${column}`)),
    ...officeQueries.map(({ table }) => officeTableWords[table]),
    rosterWordOf('rural-minimum-living'),
  ]
  expect(said.filter(word => word === '密封的内容' || /[a-z_]/.test(word))).toEqual([])
})
