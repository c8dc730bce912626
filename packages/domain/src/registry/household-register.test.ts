import { expect, test } from 'vitest'
import { householdWord, matterTables, readableNumber, relationWord } from './index.ts'

test('a daughter reads as a daughter and not as a sex, in the file too; what else is written stands', () => {
  expect(['女', '子', '长女', '户主', ''].map(relationWord)).toEqual(['女儿', '儿子', '长女', '户主', ''])
  expect(matterTables.household_member.columns[0]?.show({ relation: '女' })).toBe('女儿')
})

test('a household is called by its head, else by whoever of it is in reach, and never by stars', () => {
  const [child, head] = [
    { name: '陈小一', relation: '子' },
    { name: '陈大', relation: '户主' },
  ]
  expect([[child, head], [child], [child, child], []].map(householdWord)).toEqual(['陈大户', '陈小一所在的户', '陈小一等人的户', null])
  expect(['********', '990101****1234', null].map(readableNumber)).toEqual([null, '990101****1234', null])
})
