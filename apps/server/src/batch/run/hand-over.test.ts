import { expect, test } from 'vitest'
import { listName } from './hand-over.ts'

test.each([
  ['学籍信息导出_小学_截至20220831.xls', '学籍信息导出_小学'],
  ['学籍信息导出_小学_截至20220930.xls', '学籍信息导出_小学'],
  ['持证残疾人名单（截至20220825，157人）.xlsx', '持证残疾人名单'],
  ['2022年春季学期普通高中国家助学金发放花名册.xlsx', '普通高中国家助学金发放花名册'],
  ['下属/第二小学（分校）在校生.xlsx', '第二小学（分校）在校生'],
  ['20220831.xlsx', '20220831'],
])('%s is called %s, whichever month it is of', (file, name) => {
  expect(listName(file)).toBe(name)
})

test('no number of a person stands in the name of a list', () => {
  expect(listName('990101199001011234的学籍.xlsx')).not.toContain('19900101')
})
