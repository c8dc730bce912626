import { expect, test } from 'vitest'
import { asOf, asOfIn, declaredCount, declaredIn } from './heading.ts'

test.each([
  ['截至2022年8月31日', '2022-08-31'],
  ['（填报日期：2022.8.5）', '2022-08-05'],
  ['残疾人名单20220825', '2022-08-25'],
  ['2022-08-25最新', '2022-08-25'],
  ['农村低保2022年8月', '2022-08-01'],
  ['202208低保', '2022-08-01'],
  ['2022年秋季学期学籍 截至 2022年9月3日', '2022-09-03'],
  ['截至二〇二二年八月三十一日', '2022-08-31'],
  ['截至22.8.31', '2022-08-31'],
  ['2022、8、31', '2022-08-31'],
  ['2022年秋季学期', null],
  ['2022年7-9月低保金发放', '2022-07-01'],
  ['2022年4月至6月', '2022-04-01'],
  ['2022年8月1日-8月31日', '2022-08-01'],
  ['附件2', null],
])('%s is as of %s', (text, day) => {
  expect(asOfIn(text)).toBe(day)
})

test.each([
  ['孤儿608人', 608, '人'],
  ['共 312 户', 312, '户'],
  ['合计：45条', 45, '条'],
])('%s declares %s %s', (text, count, unit) => {
  expect(declaredIn(text, 'table')).toEqual({ count, unit, of: 'table' })
})

test('“4户6人” declares households and persons', () => {
  expect(declaredIn('农村低保（4户6人）', 'table')).toEqual({ count: 4, unit: '户', of: 'table', beside: { count: 6, unit: '人' } })
  expect(declaredIn('共6人，4户', 'table')).toEqual({ count: 6, unit: '人', of: 'table', beside: { count: 4, unit: '户' } })
})

test('what is no count of the list declares nothing', () => {
  for (const text of ['每户3人', '人均120元', '第3户', '2022年', '附件3户籍适龄人口', '2人员名单', '5名册', '10条件'])
    expect(declaredIn(text, 'table')).toBeNull()
})

test('the title is heard before the sheet and the sheet before the file', () => {
  const heading = { titles: ['截至2022年8月31日'], sheet: '8月20日', file: '名单20220701 共9人.xlsx' }
  expect(asOf(heading)).toBe('2022-08-31')
  expect(declaredCount(heading)).toEqual({ count: 9, unit: '人', of: 'file' })
})
