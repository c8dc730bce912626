import { expect, test } from 'vitest'
import { matterTables, relationWord } from './index.ts'

test('a daughter reads as a daughter and not as a sex, in the file too; what else is written stands', () => {
  expect(['女', '子', '长女', '户主', ''].map(relationWord)).toEqual(['女儿', '儿子', '长女', '户主', ''])
  expect(matterTables.household_member.columns[0]?.show({ relation: '女' })).toBe('女儿')
})
